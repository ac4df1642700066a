"""The benchmark results that README shows: kept as JSON, a benchmark and split at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import shown
from evals.benchmarks.results import BenchmarkResult, Score
from evals.errors import BadBaseline
from evals.metrics.intervals import Interval
from evals.report.text_tables import Rows, columns, figure, pipes
from evals.writing import write_atomically

ACCEPTED = Path(__file__).resolve().parent / "accepted.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A result that was kept, and the commit that it was measured at."""

    commit: str
    outcome: BenchmarkResult


def result_fields(outcome: BenchmarkResult) -> dict[str, object]:
    """The result's JSON."""
    return {
        "benchmark": outcome.benchmark,
        "split": outcome.split,
        "scores": [_score_fields(score) for score in outcome.scores],
        "notes": list(outcome.notes),
    }


def result_text(outcome: BenchmarkResult) -> str:
    """The scores in columns and the notes below."""
    notes = "\n".join(f"- {note}" for note in outcome.notes)
    title = f"{outcome.benchmark}, {outcome.split} split"
    return "\n\n".join(filter(None, [title, columns(_rows(outcome)), notes])) + "\n"


def result_markdown(outcome: BenchmarkResult) -> str:
    """The same as Markdown."""
    notes = "\n".join(f"- {note}" for note in outcome.notes)
    title = f"### {outcome.benchmark}, {outcome.split} split"
    return "\n\n".join(filter(None, [title, pipes(_rows(outcome)), notes])) + "\n"


def read_accepted(path: Path = ACCEPTED) -> tuple[Accepted, ...]:
    """The results kept, by benchmark and split; none without the file.

    Raises:
        BadBaseline: the file holds something else.
    """
    if not path.exists():
        return ()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Accepted(commit=str(each["commit"]), outcome=_result(each)) for each in stored)
    except (ValueError, KeyError, TypeError) as error:
        raise BadBaseline(
            f"{path} holds no benchmark results: {shown(error)}.", remedy="Restore it from git."
        ) from error


def keep(outcome: BenchmarkResult, *, commit: str, path: Path = ACCEPTED) -> None:
    """Put a result in the place of the one of the same benchmark and split.

    Raises:
        BadBaseline: the file holds something else.
        BadRun: the file cannot be written.
    """
    others = [
        each
        for each in read_accepted(path)
        if (each.outcome.benchmark, each.outcome.split) != (outcome.benchmark, outcome.split)
    ]
    kept = [*others, Accepted(commit=commit, outcome=outcome)]
    kept.sort(key=lambda each: (each.outcome.benchmark, each.outcome.split))
    stored = [{"commit": each.commit, **result_fields(each.outcome)} for each in kept]
    write_atomically(path, json.dumps(stored, indent=1, ensure_ascii=False) + "\n")


def _rows(outcome: BenchmarkResult) -> Rows:
    head = ("system", "metric", "value", "95 % interval", "n", "among")
    return [head, *(_row(score) for score in outcome.scores)]


def _row(score: Score) -> Sequence[str]:
    limits = f"{figure(score.interval.low)}–{figure(score.interval.high)}" if score.interval else ""
    return (
        score.system, score.metric, figure(score.value), limits, str(score.n), score.among or "all",
    )  # fmt: skip


def _score_fields(score: Score) -> dict[str, object]:
    return {
        "system": score.system,
        "metric": score.metric,
        "value": score.value,
        "n": score.n,
        "low": score.interval.low if score.interval else None,
        "high": score.interval.high if score.interval else None,
        "among": score.among,
    }


def _result(fields: dict[str, Any]) -> BenchmarkResult:
    return BenchmarkResult(
        benchmark=fields["benchmark"],
        split=fields["split"],
        scores=tuple(_score(each) for each in fields["scores"]),
        notes=tuple(fields["notes"]),
    )


def _score(fields: dict[str, Any]) -> Score:
    known = fields["low"] is not None
    return Score(
        system=fields["system"],
        metric=fields["metric"],
        value=fields["value"],
        n=fields["n"],
        interval=Interval(low=fields["low"], high=fields["high"]) if known else None,
        among=fields["among"],
    )
