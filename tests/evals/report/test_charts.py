from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.report.charts import (
    Axis,
    Column,
    Mark,
    Point,
    Row,
    Words,
    axis_to,
    columns,
    curve,
    interval,
    round_up,
    rows,
)

WORDS = Words(chart_id="c", title="A <b> & c", description="What it shows.")
SHARE = Axis(label="share", top=1, step=0.2)
CHARTS = {
    "curve": curve(WORDS, [Point(x=0.5, y=0), Point(x=1, y=1)], across=SHARE, up=SHARE),
    "columns": columns(WORDS, [Column(start=0, end=0.1, height=1)], across=SHARE, up=SHARE),
    "rows": rows(WORDS, [Row(label="lost", count=2)]),
    "no rows": rows(WORDS, []),
    "interval": interval(0.5, 0.25, 0.75),
}


@pytest.mark.parametrize("drawn", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_well_formed(drawn: str) -> None:
    assert ET.fromstring(drawn).tag == "svg"


@pytest.mark.parametrize("name", ["curve", "columns", "rows"])
def test_a_chart_is_named_and_described_by_its_own_elements(name: str) -> None:
    svg = ET.fromstring(CHARTS[name])
    assert svg.get("role") == "img"
    told = {each.get("id"): each.text for each in svg if each.get("id")}
    named = (svg.get("aria-labelledby") or "").split()
    assert [told[each] for each in named] == ["A <b> & c", "What it shows."]


def test_a_chart_keeps_its_own_colours_out() -> None:
    assert all("#" not in drawn and "style=" not in drawn for drawn in CHARTS.values())


def test_values_stand_to_scale() -> None:
    # The plane is 360 - 46 - 14 = 300 wide from x = 46 and 240 - 26 - 42 = 172 high from y = 198.
    svg = curve(WORDS, [Point(x=0.5, y=0), Point(x=1, y=0.25)], across=SHARE, up=SHARE)
    assert '<polyline class="line" points="196.0,198.0 346.0,155.0"/>' in svg
    # A column from 0 to 0.1 is 30 wide, less half a unit of air on each side; half as high: 86.
    svg = columns(WORDS, [Column(start=0, end=0.1, height=0.5)], across=SHARE, up=SHARE)
    assert '<rect class="bar" x="46.5" y="112.0" width="29.0" height="86.0"/>' in svg


def test_columns_without_marks_have_the_diagonal() -> None:
    drawn = columns(WORDS, [], across=SHARE, up=SHARE)
    assert '<line class="mark" x1="46.0" y1="198.0" x2="346.0" y2="26.0"/>' in drawn
    drawn = columns(WORDS, [], across=SHARE, up=SHARE, over=[Mark(at=0.5, label="p50")])
    assert drawn.count('class="mark"') == 1
    assert ">p50</text>" in drawn


def test_rows_share_the_width_by_their_counts() -> None:
    # 360 - 118 - 30 = 212 for the longest.
    drawn = rows(WORDS, [Row(label="one", count=1), Row(label="four", count=4)])
    assert [each.get("width") for each in ET.fromstring(drawn).iter("rect")] == ["53.0", "212.0"]


def test_an_interval_runs_from_its_low_to_its_high_end() -> None:
    # 4 + 92 · 0.25 = 27, 4 + 92 · 0.5 = 50, 4 + 92 · 0.75 = 73.
    assert 'x1="27.0" x2="73.0"' in CHARTS["interval"]
    assert 'cx="50.0"' in CHARTS["interval"]


@pytest.mark.parametrize(
    ("highest", "top", "step"),
    [(0.0, 1, 1), (0.13, 0.15, 0.05), (1.0, 1, 0.2), (9, 10, 2), (61, 80, 20)],
)
def test_an_axis_has_round_steps(highest: float, top: float, step: float) -> None:
    axis = axis_to(highest, "share")
    assert axis.top == pytest.approx(top)
    assert axis.step == step


def test_counts_are_stepped_whole() -> None:
    assert axis_to(2, "facts", is_count=True) == Axis(label="facts", top=2, step=1)


def test_an_axis_of_no_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"an axis of length 0 in steps of 1 shows nothing"):
        Axis(label="share", top=0, step=1)


@given(st.floats(1e-6, 1e6))
def test_rounding_up_never_lowers_and_never_reaches_three_times(value: float) -> None:
    # The widest gap lies between 2 and 5.
    assert value * (1 - 1e-8) <= round_up(value) <= 2.5 * value * (1 + 1e-8)
