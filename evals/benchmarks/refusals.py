"""How well a system refuses, as scores of a benchmark."""

from __future__ import annotations

from collections.abc import Sequence

from evals.benchmarks.results import Score
from evals.metrics.abstention import (
    Refusal,
    abstention_precision,
    abstention_recall,
    false_refusal_rate,
)
from evals.metrics.intervals import bootstrap_interval


def refusal_scores(
    system: str, refusals: Sequence[Refusal], *, among: str = ""
) -> tuple[Score, ...]:
    """Precision and recall of refusals, and the share of answerable questions refused.

    Each `n` is the number of questions that it is a share of; intervals resample all questions.
    """
    answerable = sum(each.is_answerable for each in refusals)
    shares = (
        ("abstention_precision", abstention_precision, sum(each.is_refused for each in refusals)),
        ("abstention_recall", abstention_recall, len(refusals) - answerable),
        ("false_refusal_rate", false_refusal_rate, answerable),
    )
    return tuple(
        Score(
            system=system,
            metric=name,
            value=metric(refusals),
            n=n,
            interval=bootstrap_interval(refusals, metric),
            among=among,
        )
        for name, metric, n in shares
    )
