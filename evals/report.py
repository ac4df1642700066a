"""An eval run as JSON, as plain text and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.baseline import GateResult
from evals.harness import FactOutcome, citation_fields
from evals.measures import Measure, Measures, Table
from evals.writing import write_atomically

HEADLINE_METRICS = (
    "right",
    "answer_in_first_quote",
    "answer_in_first_three_quotes",
    "mean_quoted_characters",
    "false_refusal_rate",
)  # what the breakdown by kind shows; the JSON holds all
_WHOLE_FROM = 10  # numbers from here on are shown without decimals
NAMED_FACTS = 12  # facts named in a sentence before it says "and more"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalRun:
    """A finished run. `about` says what was run on what: commit, settings, versions, checksums."""

    outcomes: tuple[FactOutcome, ...]
    table: Table
    gate: GateResult
    about: Mapping[str, object]


def run_fields(run: EvalRun) -> dict[str, object]:
    """The run's JSON: `metrics`, `facts` and `gate` as the contract has them, and more beside."""
    return {
        "metrics": _measures_fields(run.table.overall),
        "splits": {name: _measures_fields(each) for name, each in run.table.splits.items()},
        "kinds": {name: _measures_fields(each) for name, each in run.table.kinds.items()},
        "facts": [outcome_fields(outcome) for outcome in run.outcomes],
        "gate": {
            "passed": run.gate.passed,
            "reasons": list(run.gate.reasons),
            "newly_broken": list(run.gate.newly_broken),
        },
        "run": dict(run.about),
    }


def outcome_fields(outcome: FactOutcome) -> dict[str, object]:
    """One fact's JSON."""
    return {
        "id": outcome.fact.fact_id,
        "question": outcome.fact.question,
        "split": outcome.fact.split,
        "kind": outcome.fact.kind.value,
        "tags": list(outcome.fact.tags),
        "right": outcome.right,
        "lost_at": outcome.lost_at.value if outcome.lost_at else None,
        "reply": dict(outcome.fields),
    }


def as_json(run: EvalRun) -> str:
    """One JSON text, ending with a line break."""
    return json.dumps(run_fields(run), indent=1, ensure_ascii=False) + "\n"


def as_text(run: EvalRun) -> str:
    """The tables in columns, the facts that went wrong, and last the verdict in one sentence."""
    parts = [
        _columns(_metric_rows(run.table)),
        _columns(_kind_rows(run.table)),
        _gap(run.table),
        _failures(run.outcomes),
        verdict(run),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_markdown(run: EvalRun) -> str:
    """The same as Markdown tables."""
    parts = [
        "# Eval report",
        verdict(run),
        _pipes(_metric_rows(run.table)),
        _gap(run.table),
        "## By kind",
        _pipes(_kind_rows(run.table)),
        "## Facts that went wrong",
        _pipes([("fact", "kind", "lost at", "question"), *map(_failure_row, _wrong(run.outcomes))]),
        "## Run",
        _pipes([("what", "value"), *((k, _plain(v)) for k, v in run.about.items())]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def verdict(run: EvalRun) -> str:
    """Pass or fail and what broke, in one plain sentence."""
    right = sum(outcome.right for outcome in run.outcomes)
    score = f"{right} of {len(run.outcomes)} facts right"
    if run.gate.passed:
        return f"PASS: {score}{_broken(run.gate)}."
    return f"FAIL: {'; '.join(run.gate.reasons)}; {score}{_broken(run.gate)}."


def explanation(outcome: FactOutcome) -> str:
    """Every stage of one fact: what was asked, found, quoted and expected."""
    fact = outcome.fact
    asked = [f"{fact.fact_id} ({fact.kind.value}, {fact.split}), {fact.where}"]
    asked += [f"  asked     {turn}" for turn in fact.turns]
    asked += [f"  expected  {fact.expected.value}: {' | '.join(fact.answers) or fact.points}"]
    found = [_hit_line(outcome, rank) for rank in range(1, len(outcome.hits) + 1)]
    quoted = [
        f"  [{cited['mark']}] {cited['headline']}: {cited['quote']}"
        for cited in citation_fields(outcome.fields)
    ]
    told = str(outcome.fields.get("message") or outcome.fields.get("short_answer") or "")
    end = f"replied {outcome.fields['kind']}: {told}".rstrip(": ")
    lost = f"lost at {outcome.lost_at.value}" if outcome.lost_at else "right"
    lines = [*asked, "found (* holds gold evidence)", *found, "quoted", *quoted, end, lost]
    return "\n".join(lines) + "\n"


def write_report(folder: Path, run: EvalRun) -> tuple[Path, ...]:
    """Write report.json, report.md and report.txt, each whole or not at all.

    Raises:
        BadRun: the folder cannot be written to.
    """
    writers: dict[str, Callable[[EvalRun], str]] = {
        "report.json": as_json, "report.md": as_markdown, "report.txt": as_text,
    }  # fmt: skip
    texts = {folder / name: writer(run) for name, writer in writers.items()}
    for path, text in texts.items():
        write_atomically(path, text)
    return tuple(texts)


def _measures_fields(measures: Measures) -> dict[str, object]:
    return {name: _measure_fields(measure) for name, measure in measures.items()}


def _measure_fields(measure: Measure) -> dict[str, object]:
    return {
        "value": measure.value,
        "n": measure.n,
        "low": measure.interval.low if measure.interval else None,
        "high": measure.interval.high if measure.interval else None,
        "undefined": measure.undefined,
    }


Rows = Sequence[tuple[str, ...]]


def _metric_rows(table: Table) -> Rows:
    head = ("metric", "all", "95 % interval", "n", *table.splits)
    return [head, *(_metric_row(name, table) for name in table.overall)]


def _metric_row(name: str, table: Table) -> tuple[str, ...]:
    measure = table.overall[name]
    interval = measure.interval
    limits = f"{_figure(interval.low)}–{_figure(interval.high)}" if interval else ""
    splits = (_value(split.get(name)) for split in table.splits.values())
    return (name, _value(measure), limits, str(measure.n), *splits)


def _kind_rows(table: Table) -> Rows:
    head = ("kind", "facts", *HEADLINE_METRICS)
    return [head, *(_kind_row(kind, measures) for kind, measures in table.kinds.items())]


def _kind_row(kind: str, measures: Measures) -> tuple[str, ...]:
    values = (_value(measures[name]) for name in HEADLINE_METRICS)
    return (kind, str(measures["right"].n), *values)


def _value(measure: Measure | None) -> str:
    return "–" if measure is None or measure.value is None else _figure(measure.value)


def _figure(value: float) -> str:
    """Three decimals for shares, fewer the larger a number is."""
    size = abs(value)
    return f"{value:.{3 if size <= 1 else 2 if size < _WHOLE_FROM else 0}f}"


def _gap(table: Table) -> str:
    dev, frozen = (table.splits[name]["right"].value for name in ("dev", "frozen"))
    if dev is None or frozen is None:
        return ""
    return f"Right on dev {dev:.3f}, on frozen {frozen:.3f}: a gap of {dev - frozen:+.3f}."


def _failures(outcomes: Sequence[FactOutcome]) -> str:
    rows = [_failure_row(outcome) for outcome in _wrong(outcomes)]
    return _columns(rows) if rows else ""


def _wrong(outcomes: Sequence[FactOutcome]) -> list[FactOutcome]:
    return [outcome for outcome in outcomes if not outcome.right]


def _failure_row(outcome: FactOutcome) -> tuple[str, ...]:
    lost_at = outcome.lost_at.value if outcome.lost_at else ""
    return (outcome.fact.fact_id, outcome.fact.kind.value, lost_at, outcome.fact.question)


def _broken(gate: GateResult) -> str:
    if not gate.newly_broken:
        return ""
    named = ", ".join(gate.newly_broken[:NAMED_FACTS])
    more = len(gate.newly_broken) - NAMED_FACTS
    return f"; newly broken: {named}" + (f" and {more} more" if more > 0 else "")


def _hit_line(outcome: FactOutcome, rank: int) -> str:
    hit = outcome.hits[rank - 1]
    span = outcome.found[rank - 1]
    mark = "*" if any(span.holds(each) for group in outcome.gold for each in group) else " "
    stages = f"dense {hit.dense_rank or '–'}, lexical {hit.lexical_rank or '–'}"
    opening = " ".join(hit.passage.text.split())[:100]
    return f" {mark}{rank:>2} {hit.score:.4f} ({stages}) {hit.article.headline}: {opening}"


def _columns(rows: Rows) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _pipes(rows: Rows) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    rule = "|" + " --- |" * len(rows[0])
    return "\n".join([lines[0], rule, *lines[1:]])


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(each)}" for key, each in value.items())
    return str(value)
