from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.compare import compare, comparison_fields, comparison_text, read_rights
from evals.errors import BadRun

BEFORE = {"a": True, "b": True, "c": False, "d": False, "gone": True}
AFTER = {"a": True, "b": False, "c": True, "d": True, "new": True}


def test_facts_are_compared_pair_by_pair() -> None:
    comparison = compare(BEFORE, AFTER)
    assert (comparison.facts, comparison.right_before, comparison.right_after) == (4, 2, 3)
    assert comparison.newly_broken == ("b",)
    assert comparison.newly_fixed == ("c", "d")
    assert comparison.in_one_only == ("gone", "new")
    assert comparison.difference == 0.25
    assert comparison.p == 1  # 1 broken, 2 fixed: 2 · (1 + 3) / 8


def test_a_run_against_itself_shows_no_difference() -> None:
    comparison = compare(BEFORE, BEFORE)
    assert (comparison.difference, comparison.interval.low, comparison.p) == (0, 0, 1)
    assert "newly broken: none" in comparison_text(comparison)


def test_the_json_names_the_facts() -> None:
    fields = comparison_fields(compare(BEFORE, AFTER))
    assert json.loads(json.dumps(fields))["newly_fixed"] == ["c", "d"]


def test_runs_without_a_common_fact_are_refused() -> None:
    with pytest.raises(BadRun, match="no fact in common"):
        compare({"a": True}, {"b": True})


def test_a_report_is_read_from_its_folder(tmp_path: Path) -> None:
    text = json.dumps({"facts": [{"id": "a", "right": True}]})
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    assert read_rights(tmp_path) == {"a": True}


@pytest.mark.parametrize("text", ["", "[]", '{"facts": [1]}'])
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadRun, match="is no report"):
        read_rights(tmp_path)


def test_a_missing_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match="cannot be read"):
        read_rights(tmp_path / "gone.json")
