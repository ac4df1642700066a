"""README tells the accepted numbers."""

from __future__ import annotations

import pytest

from evals.baseline import BASELINE, parse_baseline
from evals.readme import README, with_table


def test_the_table_in_readme_is_that_of_the_accepted_baseline() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_table(readme, parse_baseline(BASELINE)) == readme, "run python -m evals.readme"


def test_a_readme_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="README has no <!-- eval:start -->"):
        with_table("# Clippings", parse_baseline(BASELINE))
