from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.compare import (
    Change,
    ComparedFact,
    compare,
    comparison_fields,
    comparison_text,
    read_run,
)
from evals.errors import BadRun
from evals.metrics.intervals import Interval


def compared(**right: bool) -> dict[str, ComparedFact]:
    """Facts with one metric that is 1 when right, and one that is undefined."""
    return {
        name: ComparedFact(right=each, scores={"right": float(each), "point_recall": None})
        for name, each in right.items()
    }


BEFORE = compared(a=True, b=True, c=False, d=False, gone=True)
AFTER = compared(a=True, b=False, c=True, d=True, new=True)


def test_facts_are_compared_pair_by_pair() -> None:
    comparison = compare(BEFORE, AFTER)
    assert (comparison.facts, comparison.right_before, comparison.right_after) == (4, 2, 3)
    assert comparison.newly_broken == ("b",)
    assert comparison.newly_fixed == ("c", "d")
    assert comparison.in_one_only == ("gone", "new")
    assert comparison.p == 1  # 1 broken, 2 fixed: 2 · (1 + 3) / 8


def test_each_metric_that_moved_has_its_mean_difference() -> None:
    # 0, -1, +1, +1 over the four common facts; the undefined metric is left out.
    (change,) = compare(BEFORE, AFTER).changes
    assert (change.metric, change.difference, change.n) == ("right", 0.25, 4)
    assert change.interval.low <= 0.25 <= change.interval.high


def test_a_metric_is_compared_over_the_facts_that_both_define() -> None:
    one = {"a": ComparedFact(right=True, scores={"mrr_at_10": 0.5}), "b": compared(b=True)["b"]}
    other = {"a": ComparedFact(right=True, scores={"mrr_at_10": 1.0}), "b": compared(b=True)["b"]}
    assert compare(one, other).changes == (
        Change(metric="mrr_at_10", n=1, difference=0.5, interval=Interval(low=0.5, high=0.5)),
    )


def test_a_run_against_itself_shows_no_difference() -> None:
    comparison = compare(BEFORE, BEFORE)
    assert (comparison.changes, comparison.p) == ((), 1)
    assert "newly broken: none" in comparison_text(comparison)


def test_the_text_tells_a_change_with_its_interval() -> None:
    assert "\nright +0.250 (95 % " in comparison_text(compare(BEFORE, AFTER))


def test_the_json_names_the_facts() -> None:
    fields = json.loads(json.dumps(comparison_fields(compare(BEFORE, AFTER))))
    assert fields["newly_fixed"] == ["c", "d"]
    assert fields["changes"]["right"]["difference"] == 0.25


def test_runs_without_a_common_fact_are_refused() -> None:
    with pytest.raises(BadRun, match="no fact in common"):
        compare(compared(a=True), compared(b=True))


def test_a_report_is_read_from_its_folder(tmp_path: Path) -> None:
    text = json.dumps({"facts": [{"id": "a", "right": True, "scores": {"right": 1.0}}]})
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    assert read_run(tmp_path) == {"a": ComparedFact(right=True, scores={"right": 1.0})}


@pytest.mark.parametrize("text", ["", "[]", '{"facts": [1]}', '{"facts": [{"id": "a"}]}'])
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadRun, match="is no report"):
        read_run(tmp_path)


def test_a_missing_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match="cannot be read"):
        read_run(tmp_path / "gone.json")
