from __future__ import annotations

from evals.benchmarks.refusals import refusal_scores
from evals.metrics.abstention import Refusal

REFUSALS = [
    Refusal(is_answerable=True, is_refused=True),
    Refusal(is_answerable=True, is_refused=False),
    Refusal(is_answerable=True, is_refused=False),
    Refusal(is_answerable=False, is_refused=True),
]


def test_each_share_tells_how_many_questions_it_is_of() -> None:
    found = {each.metric: (each.value, each.n) for each in refusal_scores("x", REFUSALS)}
    assert found == {
        "abstention_precision": (1 / 2, 2),
        "abstention_recall": (1.0, 1),
        "false_refusal_rate": (1 / 3, 3),
    }


def test_without_refusals_precision_is_undefined() -> None:
    precision, *_ = refusal_scores("x", [REFUSALS[1]], among="some")
    assert (precision.value, precision.n, precision.among) == (None, 0, "some")
