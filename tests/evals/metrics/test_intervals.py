from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.intervals import (
    bootstrap_interval,
    bootstrap_mean,
    mcnemar_exact,
    mean,
    percentile,
)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_a_bootstrap_interval_lies_within_the_values(values: list[float]) -> None:
    interval = bootstrap_mean(values)
    assert interval is not None
    assert min(values) - 1e-12 <= interval.low <= interval.high <= max(values) + 1e-12


def test_both_bootstraps_draw_the_same_samples() -> None:
    values = [0.0, 1.0, 1.0, 0.0, 1.0]
    general, plain = bootstrap_interval(values, mean), bootstrap_mean(values)
    assert general is not None
    assert plain is not None
    assert (general.low, general.high) == pytest.approx((plain.low, plain.high))


def test_the_interval_of_a_share_is_close_to_the_normal_one() -> None:
    # 60 of 100 right: the standard error is sqrt(0.6 · 0.4 / 100) = 0.049, times 1.96 is 0.096.
    interval = bootstrap_mean([1.0] * 60 + [0.0] * 40)
    assert interval is not None
    # A percentile of 1,000 draws moves by about a hundredth here.
    assert (interval.low, interval.high) == pytest.approx((0.504, 0.696), abs=0.02)


def test_nothing_has_no_mean_percentile_or_interval() -> None:
    assert mean([]) is None
    assert percentile([], 50) is None
    assert bootstrap_mean([]) is None
    assert bootstrap_interval([], mean) is None


@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemars_p_counts_the_splits_that_are_no_likelier(broken: int, fixed: int) -> None:
    changed = broken + fixed
    ways = [comb(changed, count) for count in range(changed + 1)]
    as_unlike = sum(way for way in ways if way <= ways[broken])
    assert mcnemar_exact(broken, fixed) == pytest.approx(as_unlike / 2**changed)
