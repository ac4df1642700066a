from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.report.figures import (
    TimeBin,
    calibration,
    figures_of,
    latency,
    risk_coverage,
    stages,
    time_bins,
)
from tests.evals.report.reported import id_in, misquoted, refused, right


def test_stages_are_counted_for_each_half() -> None:
    lost = [refused(id_in("dev")), refused(id_in("frozen")), misquoted(id_in("dev", "g")), right()]
    figure = stages(lost)
    assert figure
    assert figure.caption.startswith("3 of 4 facts went wrong")
    told = {row[0]: row[2:] for row in figure.rows}
    assert told["wrongly refused"] == ("1", "1")
    assert told["not retrieved"] == ("1", "0")
    assert told["not ranked"] == ("0", "0")


def test_the_curve_tells_its_risk_at_each_tenth() -> None:
    # Equal confidences, one of two wrong: the risk is a half wherever the curve is cut.
    figure = risk_coverage([right(), misquoted("f")])
    assert figure
    assert figure.rows == (("50% (1)", "50.0%"), ("100% (2)", "50.0%"))


def test_calibration_tells_the_answers_of_each_bin() -> None:
    figure = calibration([right(), misquoted("f"), refused("g")])  # confidence 0.8, 0.8, none
    assert figure
    assert figure.rows == (("0.8–0.9", "2", "0.800", "0.500"),)


def test_latency_marks_the_median_and_the_95th_percentile() -> None:
    figure = latency([right()])  # it takes 0.05 s
    assert figure
    assert ">p50 0.050 s</text>" in figure.chart
    assert ">p95 0.050 s</text>" in figure.chart
    assert figure.rows[-1] == ("0.05–0.055", "1")


def test_what_has_nothing_to_show_is_left_out() -> None:
    assert [each.chart_id for each in figures_of([])] == []
    assert [each.chart_id for each in figures_of([refused("f")])] == ["stages", "latency"]
    assert [each.chart_id for each in figures_of([right()])] == ["risk", "calibration", "latency"]


def test_what_takes_longer_than_all_bins_stands_in_the_open_one() -> None:
    bins = time_bins([0.5, 16.0, 99.0], width=1.0)
    assert len(bins) == 17
    assert bins[0] == TimeBin(start=0.0, end=1.0, count=1)
    assert bins[-1] == TimeBin(start=16.0, end=math.inf, count=2)


@given(st.lists(st.floats(0, 1e3)), st.floats(1e-3, 10))
def test_every_reply_stands_in_one_bin(seconds: list[float], width: float) -> None:
    bins = time_bins(seconds, width=width)
    assert sum(each.count for each in bins) == len(seconds)


@pytest.mark.parametrize("count", [1, 9, 10, 11, 205])
def test_the_curve_is_told_in_ten_rows_at_most_and_to_its_end(count: int) -> None:
    figure = risk_coverage([right()] * count)
    assert figure
    assert len(figure.rows) == min(count, 10)
    assert figure.rows[-1][0] == f"100% ({count})"
