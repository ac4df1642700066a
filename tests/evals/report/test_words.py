from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.facts.fact import Fact, Kind, Point
from evals.metrics.judging import LostAt
from evals.report.words import STAGES, expected_words, flat, legal, stage_name
from tests.evals.scripted import fact, unanswerable

POINT = Point(aliases=("Paris", "Lyon"), outlets=("X",))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (fact(answers=("30", "thirty")), "30 or thirty"),
        (
            fact(answers=(), points=(POINT, Point(aliases=("York",)))),
            "all of: Paris or Lyon (from X); York",
        ),
        (fact(points=(POINT,)), "30 · all of: Paris or Lyon (from X)"),
        (unanswerable(), "a refusal: no article tells"),
        (
            fact(kind=Kind.NOTICE, answers=(), evidence=(), tags=("greeting",)),
            "a notice about: greeting",
        ),
    ],
    ids=["answers", "points", "both", "refusal", "notice"],
)
def test_what_is_expected_fits_one_line(asked: Fact, words: str) -> None:
    assert expected_words(asked) == words


def test_every_stage_has_a_name_and_a_meaning() -> None:
    assert all(STAGES[stage] for stage in LostAt)
    assert stage_name(LostAt.NOT_RANKED) == "not ranked"


def test_nested_facts_of_a_run_are_joined_by_dots() -> None:
    about = {"versions": {"python": "3.11"}, "cores": 2}
    assert flat(about) == {"versions.python": "3.11", "cores": "2"}


@given(st.text(st.characters(codec=None)))
def test_what_is_legal_can_be_written_and_parsed(text: str) -> None:
    written = f"<t>{escape(legal(text))}</t>".encode()
    assert (ET.fromstring(written).text or "").count("\ufffd") >= text.count("\0")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=["Cs"])))
def test_what_was_legal_stays_as_it_was(text: str) -> None:
    assert legal(text) == text
