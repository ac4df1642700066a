"""The table of an eval run: every metric with its interval, over all facts, each split and kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reply import Answer
from evals.abstention_metrics import Judged, expected_calibration_error, risk_coverage_auc
from evals.facts import Kind
from evals.harness import FactOutcome
from evals.intervals import Interval, bootstrap_interval, bootstrap_mean, mean, percentile
from evals.scorers import SCORERS, score

LOWER_IS_BETTER = frozenset(
    {
        "mean_quoted_characters",
        "false_refusal_rate",
        "risk_coverage_auc",
        "expected_calibration_error",
        "must_not_say_violations",
    }
)
NEVER_GATED = frozenset(
    {
        "seconds_first_citation_p50",
        "seconds_first_citation_p95",
        "seconds_total_p50",
        "seconds_total_p95",
        "peak_memory_mb",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number of the table, over `n` facts (citations, for `citation_validity`).

    With its 95 % interval where it has one, and the number of facts it is undefined for; without
    facts there is no value.
    """

    value: float | None
    n: int
    interval: Interval | None = None
    undefined: int = 0


Measures = Mapping[str, Measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Measures by name: over all facts, by split, and by kind."""

    overall: Measures
    splits: Mapping[str, Measures]
    kinds: Mapping[str, Measures]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """An outcome with its value in each metric that is a mean over facts, worked out once."""

    outcome: FactOutcome
    scores: Mapping[str, float | None]


def tabulate(outcomes: Sequence[FactOutcome], *, peak_memory_mb: float | None = None) -> Table:
    """The whole table; memory, being the process's, stands in the overall column only."""
    scored = [_Scored(outcome=each, scores=score(each)) for each in outcomes]
    memory = Measure(value=peak_memory_mb, n=1) if peak_memory_mb is not None else None
    overall = _measures(scored) | ({"peak_memory_mb": memory} if memory else {})
    return Table(
        overall=overall,
        splits={
            split: _measures([each for each in scored if each.outcome.fact.split == split])
            for split in ("dev", "frozen")
        },
        kinds={
            kind.value: _means([each for each in scored if each.outcome.fact.kind is kind])
            for kind in Kind
            if any(each.outcome.fact.kind is kind for each in scored)
        },
    )


def _measures(scored: Sequence[_Scored]) -> dict[str, Measure]:
    return {**_means(scored), **_curves(scored), **_times(scored)}


def _means(scored: Sequence[_Scored]) -> dict[str, Measure]:
    return {
        **{name: _mean([each.scores[name] for each in scored]) for name in SCORERS},
        "citation_validity": _mean(
            [float(valid) for each in scored for valid in each.outcome.validity]
        ),
    }


def _mean(scores: Sequence[float | None]) -> Measure:
    values = [value for value in scores if value is not None]
    return Measure(
        value=mean(values),
        n=len(values),
        interval=bootstrap_mean(values),
        undefined=len(scores) - len(values),
    )


def _curves(scored: Sequence[_Scored]) -> dict[str, Measure]:
    """The two that are no means over facts: over answered questions, by confidence."""
    judged = [
        Judged(confidence=each.outcome.reply.confidence, is_right=each.outcome.right)
        for each in scored
        if isinstance(each.outcome.reply, Answer)
    ]
    statistics = {
        "risk_coverage_auc": risk_coverage_auc,
        "expected_calibration_error": expected_calibration_error,
    }
    return {
        name: Measure(
            value=statistic(judged),
            n=len(judged),
            interval=bootstrap_interval(judged, statistic),
            undefined=len(scored) - len(judged),
        )
        for name, statistic in statistics.items()
    }


def _times(scored: Sequence[_Scored]) -> dict[str, Measure]:
    timings = [each.outcome.reply.timings for each in scored]
    seconds = {
        "first_citation": [t.first_citation for t in timings if t.first_citation is not None],
        "total": [t.total for t in timings],
    }
    return {
        f"seconds_{name}_p{percent}": Measure(
            value=percentile(values, percent),
            n=len(values),
            undefined=len(timings) - len(values),
        )
        for name, values in seconds.items()
        for percent in (50, 95)
    }
