"""Words that a line's end divides are joined, words spelt with a hyphen keep it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.pdf_hyphens import LineJoiner


@pytest.mark.parametrize(
    ("line", "following", "elsewhere", "joined"),
    [
        pytest.param("the presi-", "dent said", "", "the president said", id="divided"),
        pytest.param("a well-", "known man", "", "a well-known man", id="first-part-of-compounds"),
        pytest.param("twenty-", "one boats", "", "twenty-one boats", id="number"),
        pytest.param(
            "the coast-", "guard", "a coast-guard ship", "the coast-guard", id="spelt-so-elsewhere"
        ),
        pytest.param(
            "the coast-", "guard", "the coast and a guard by the coastguard pier",
            "the coastguard", id="spelt-without-elsewhere",
        ),
        pytest.param(
            "the harbour-", "side bar", "a harbour on one side of it", "the harbour-side bar",
            id="both-parts-are-words",
        ),
        pytest.param("Franco-", "German talks", "", "Franco-German talks", id="capital"),
        pytest.param("in 2024-", "25 it", "", "in 2024-25 it", id="figures"),
        pytest.param("the pier -", "it broke", "", "the pier - it broke", id="dash"),
        pytest.param("the presi\u00ad", "dent said", "", "the president said", id="soft-hyphen"),
        pytest.param("the presi\u2010", "dent said", "", "the president said", id="u2010"),
        pytest.param("the presi", "dent said", "", "the presi dent said", id="no-hyphen"),
    ],
)  # fmt: skip
def test_a_hyphen_at_a_lines_end(line: str, following: str, elsewhere: str, joined: str) -> None:
    assert LineJoiner([line, following, elsewhere]).joined([line, following]) == joined


def test_halves_of_divided_words_are_no_words() -> None:
    # "presi" and "dent" stand alone only where a line divides them.
    lines = ["the presi-", "dent and the presi-", "dent again"]
    assert LineJoiner(lines).joined(lines[:2]) == "the president and the presi-"


@given(st.text(min_size=1), st.text(min_size=1))
def test_joining_takes_nothing_but_one_hyphen(line: str, following: str) -> None:
    joined = LineJoiner([line, following]).joined([line, following])
    assert joined in {f"{line} {following}", line + following, line[:-1] + following}
