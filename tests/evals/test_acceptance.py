from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from evals.acceptance import change_line, with_line
from evals.baseline import Baseline, Held

BASELINE = Baseline(
    facts=270,
    facts_checksum="f",
    articles_checksum="a",
    metrics=MappingProxyType({"right": Held(value=0.62, tolerance=0.02)}),
    right=(),
    frozen={"right": 0.57},
)
CHANGELOG = """# Changelog

## [Unreleased]

### Added
- A chat.

## [0.1.0]

### Added
- Nothing.
"""


def test_the_first_line_opens_its_section_under_what_is_unreleased() -> None:
    told = with_line(CHANGELOG, "right 0.5 → 0.6.")
    assert "- A chat.\n\n### Eval\n- right 0.5 → 0.6.\n\n## [0.1.0]" in told
    assert told.endswith("- Nothing.\n")


def test_later_lines_follow_in_the_same_section() -> None:
    told = with_line(with_line(CHANGELOG, "first."), "second.")
    assert told.count("### Eval") == 1
    assert "### Eval\n- first.\n- second.\n\n## [0.1.0]" in told


def test_a_section_after_it_stays_where_it_is() -> None:
    changelog = "## [Unreleased]\n\n### Eval\n- first.\n\n### Fixed\n- A leak.\n"
    told = with_line(changelog, "second.")
    assert told == ("## [Unreleased]\n\n### Eval\n- first.\n- second.\n\n### Fixed\n- A leak.\n")


def test_a_change_log_without_the_unreleased_is_refused() -> None:
    with pytest.raises(ValueError, match="substring not found"):
        with_line("# Changelog\n", "first.")


def test_the_line_tells_old_and_new_of_what_moved() -> None:
    metrics = MappingProxyType({"right": Held(value=0.7, tolerance=0.02)})
    after = replace(BASELINE, metrics=metrics, frozen={"right": 0.6})
    assert change_line(BASELINE, after) == (
        "Eval over 270 facts, all (frozen): right 0.62 (0.57) → 0.70 (0.60)."
    )
    assert change_line(BASELINE, BASELINE) == ""
