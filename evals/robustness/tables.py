"""A robustness run as plain text, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from evals.metrics.measures import Measure
from evals.report.text_tables import Rows, columns, figure, pipes
from evals.robustness.results import METRICS, ConditionResult, RobustnessReport

_SHORT = {
    "right": "right",
    "answer_in_first_quote": "first quote",
    "answer_in_first_three_quotes": "three quotes",
    "false_refusal_rate": "wrongly refused",
    "truthfulness": "truthfulness",
}


def robustness_text(report: RobustnessReport) -> str:
    """The tables in columns, then the notes; ends with a line break."""
    return _laid_out(report, columns, heading="{}")


def robustness_markdown(report: RobustnessReport) -> str:
    """The same as Markdown; ends with a line break."""
    return _laid_out(report, pipes, heading="## {}")


def robustness_fields(report: RobustnessReport) -> dict[str, object]:
    """The report's JSON, with the broken facts of each condition as they were asked."""
    return {
        "split": report.split,
        "articles": report.articles,
        "unchanged": _condition_fields(report.unchanged),
        "conditions": [_condition_fields(each) for each in report.conditions],
        "shown": {name: asdict(measure) for name, measure in report.shown.items()},
        "notes": list(report.notes),
        "seconds": report.seconds,
    }


def _laid_out(report: RobustnessReport, table: Callable[[Rows], str], *, heading: str) -> str:
    parts = [
        heading.format(f"Robustness: {report.split} facts over {report.articles} articles"),
        table(_value_rows(report)),
        heading.format("Change against the same facts unchanged"),
        table(_change_rows(report)),
        heading.format("What is shown when a copy gives another number"),
        table(_shown_rows(report)),
        "\n".join(report.notes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _value_rows(report: RobustnessReport) -> Rows:
    head = ("condition", "facts", *(_SHORT[metric] for metric in METRICS))
    rows = ((each.name, str(each.facts), *_cells(each.measures)) for each in _all(report))
    return [head, *rows]


def _change_rows(report: RobustnessReport) -> Rows:
    head = ("condition", *(_SHORT[metric] for metric in METRICS), "newly broken", "fixed")
    rows = (
        (each.name, *_cells(each.changes, signed=True), str(len(each.broken)), str(len(each.fixed)))
        for each in report.conditions
    )
    return [head, *rows]


def _shown_rows(report: RobustnessReport) -> Rows:
    if not report.shown:
        return []
    rows = ((name, str(measure.n), _cell(measure)) for name, measure in report.shown.items())
    return [("in the first three quotes", "facts", "share"), *rows]


def _all(report: RobustnessReport) -> tuple[ConditionResult, ...]:
    return (report.unchanged, *report.conditions)


def _cells(measures: Mapping[str, Measure], *, signed: bool = False) -> tuple[str, ...]:
    return tuple(_cell(measures[metric], signed=signed) for metric in METRICS)


def _cell(measure: Measure, *, signed: bool = False) -> str:
    """`0.750 (0.65 to 0.84)`; a dash for what is undefined."""
    if measure.value is None or measure.interval is None:
        return figure(None)
    sign = "+" if signed else ""
    low, high = measure.interval.low, measure.interval.high
    return f"{measure.value:{sign}.3f} ({low:{sign}.2f} to {high:{sign}.2f})"


def _condition_fields(condition: ConditionResult) -> dict[str, object]:
    return {
        "name": condition.name,
        "facts": condition.facts,
        "measures": {name: asdict(each) for name, each in condition.measures.items()},
        "changes": {name: asdict(each) for name, each in condition.changes.items()},
        "broken": [asdict(each) for each in condition.broken],
        "fixed": list(condition.fixed),
    }
