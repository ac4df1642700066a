"""The table of an eval run: every metric with its interval, over all facts, each split and kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.facts.fact import Kind
from evals.metrics.abstention import Judged, expected_calibration_error, risk_coverage_auc
from evals.metrics.intervals import Interval, bootstrap_interval, bootstrap_mean, mean, percentile
from evals.metrics.scorers import SCORERS
from evals.records import FactRecord

LOWER_IS_BETTER = frozenset(
    {
        "mean_quoted_characters",
        "false_refusal_rate",
        "risk_coverage_auc",
        "expected_calibration_error",
        "must_not_say_violations",
    }
)
OF_RETRIEVAL = frozenset(
    {
        "hit_at_1",
        "hit_at_3",
        "hit_at_10",
        "recall_at_10",
        "all_evidence_recall_at_10",
        "mrr_at_10",
        "ndcg_at_10",
        "map_at_10",
    }
)  # of the passages found, whatever is made of them
NEVER_GATED = frozenset(
    {
        "independent_sources",
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


def tabulate(records: Sequence[FactRecord], *, peak_memory_mb: float | None = None) -> Table:
    """The whole table; memory, being the process's, stands in the overall column only."""
    memory = Measure(value=peak_memory_mb, n=1) if peak_memory_mb is not None else None
    overall = _measures(records) | ({"peak_memory_mb": memory} if memory else {})
    return Table(
        overall=overall,
        splits={
            split: _measures([each for each in records if each.fact.split == split])
            for split in ("dev", "frozen")
        },
        kinds={
            kind.value: _means([each for each in records if each.fact.kind is kind])
            for kind in Kind
            if any(each.fact.kind is kind for each in records)
        },
    )


def judged_of(records: Sequence[FactRecord]) -> tuple[Judged, ...]:
    """The answers among the records, in their order: confidence, and whether it was right."""
    return tuple(
        Judged(confidence=each.confidence, is_right=each.right)
        for each in records
        if each.confidence is not None
    )


def _measures(records: Sequence[FactRecord]) -> dict[str, Measure]:
    return {**_means(records), **_curves(records), **_times(records)}


def _means(records: Sequence[FactRecord]) -> dict[str, Measure]:
    return {
        **{name: _mean([each.scores[name] for each in records]) for name in SCORERS},
        "citation_validity": _mean([float(valid) for each in records for valid in each.validity]),
    }


def _mean(scores: Sequence[float | None]) -> Measure:
    values = [value for value in scores if value is not None]
    return Measure(
        value=mean(values),
        n=len(values),
        interval=bootstrap_mean(values),
        undefined=len(scores) - len(values),
    )


def _curves(records: Sequence[FactRecord]) -> dict[str, Measure]:
    """The two that are no means over facts: over answered questions, by confidence."""
    judged = judged_of(records)
    return {
        "risk_coverage_auc": Measure(
            value=risk_coverage_auc(judged),
            n=len(judged),
            interval=bootstrap_interval(judged, risk_coverage_auc),
            undefined=len(records) - len(judged),
        ),
        # No interval: resampling makes any calibration look worse, so its limits would lie above.
        "expected_calibration_error": Measure(
            value=expected_calibration_error(judged),
            n=len(judged),
            undefined=len(records) - len(judged),
        ),
    }


def _times(records: Sequence[FactRecord]) -> dict[str, Measure]:
    firsts = [each.first_citation_seconds for each in records]
    seconds = {
        "first_citation": [first for first in firsts if first is not None],
        "total": [each.total_seconds for each in records],
    }
    return {
        f"seconds_{name}_p{percent}": Measure(
            value=percentile(values, percent),
            n=len(values),
            undefined=len(records) - len(values),
        )
        for name, values in seconds.items()
        for percent in (50, 95)
    }
