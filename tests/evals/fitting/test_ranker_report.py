"""What the report on the ranker measures, and the blend it fits."""

from __future__ import annotations

import numpy as np
import pytest

from evals.fitting.ranker.report import fitted_blend, measures
from evals.fitting.ranker.rows import Ranked


def _row(present: list[float], ranker: list[float], right: list[bool]) -> Ranked:
    return Ranked(
        group="g",
        present=np.array(present),
        ranker=np.array(ranker),
        right=np.array(right),
        is_first=False,
        seconds=0.0,
    )


def test_measures_of_two_questions() -> None:
    rows = [
        _row([3, 2, 1], [0, 0, 0], [False, True, True]),  # ranks 2 and 3
        _row([3, 2, 1], [0, 0, 0], [False, False, False]),  # nothing to find
    ]
    found = measures(rows, [row.present for row in rows])
    assert found["right_first"] == 0
    assert found["right_in_three"] == 0.5
    assert found["mrr"] == 0.25  # (1/2 + 0) / 2
    assert found["map"] == pytest.approx((1 / 2 + 2 / 3) / 2 / 2, abs=1e-4)
    assert found["right_among_candidates"] == 0.5


def test_the_blend_trusts_the_score_that_tells() -> None:
    tells = [_row([0, 1], [2, 0], [True, False]), _row([1, 0], [2, 0], [True, False])]
    present, ranker = fitted_blend(tells)
    assert ranker > 1
    assert abs(present) < 0.1  # once for, once against
