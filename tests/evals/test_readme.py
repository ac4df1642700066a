"""README tells the accepted numbers."""

from __future__ import annotations

import pytest

from evals.baseline import BASELINE, parse_baseline
from evals.benchmarks.accepted import Accepted, read_accepted
from evals.benchmarks.results import BenchmarkResult, Score
from evals.readme import README, benchmark_tables, with_part, with_tables


def test_the_tables_in_readme_are_those_of_what_was_accepted() -> None:
    readme = README.read_text(encoding="utf-8")
    told = with_tables(readme, parse_baseline(BASELINE), read_accepted())
    assert told == readme, "run python -m evals.readme"


def test_a_part_is_put_between_its_markers() -> None:
    readme = "# Title\n<!-- eval:start -->\nold\n<!-- eval:end -->\nrest\n"
    assert with_part(readme, "eval", "new") == readme.replace("old", "new")


def test_a_readme_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="README has no <!-- eval:start -->"):
        with_part("# Clippings", "eval", "new")


def test_a_benchmarks_systems_are_its_rows() -> None:
    def score(system: str, metric: str, value: float, n: int) -> Score:
        return Score(system=system, metric=metric, value=value, n=n, among="clean questions")

    scores = (
        score("clippings", "map", 0.5, 68),
        score("clippings", "mrr", 0.75, 68),
        score("bm25", "map", 0.25, 60),
        Score(system="clippings", metric="map", value=0.9, n=95, among="all questions"),
    )
    outcome = BenchmarkResult(benchmark="trec-qa", split="final", scores=scores)
    assert benchmark_tables([Accepted(commit="0123456789abc", outcome=outcome)]) == (
        "**trec-qa**, final split, at commit 012345678\n\n"
        "| system | map, clean questions (n 60–68) | mrr, clean questions (n 68) |\n"
        "| --- | --- | --- |\n"
        "| clippings | 0.50 | 0.75 |\n"
        "| bm25 | 0.25 |  |"
    )
