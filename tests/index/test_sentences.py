"""Sentences begin and end where a reader would say, and no word falls between two of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import sentence_spans, split_sentences

_PIECES = (
    "Macron said.", "“We wait.”", "” He left.", "U.S.", "5 p.m. ET", "Gov.", "No. 7", "\n", "\n\n",
    " ", "  ", "…", "Why?", "€1.5 billion", "a", "The end!", "»", "(Reuters)", "\t", "J.", "\u00a0",
)  # fmt: skip
newswire = st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join)
texts = st.one_of(st.text(max_size=120), newswire)


@given(texts)
@settings(deadline=None)
def test_sentences_hold_every_character_but_white_space_in_order(text: str) -> None:
    spans = sentence_spans(text)
    told = "".join("".join(span.of(text).split()) for span in spans)
    assert told == "".join(text.split())


@given(texts)
@settings(deadline=None)
def test_sentences_never_overlap_and_have_no_white_space_around_them(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() for span in spans)


@given(texts)
@settings(deadline=None)
def test_split_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(split_sentences(text)) == text


@given(texts)
@settings(deadline=None)
def test_no_sentence_crosses_a_paragraph(text: str) -> None:
    assert not any("\n\n" in span.of(text) for span in sentence_spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Talks began at 5 p.m. ET on Monday.", ["Talks began at 5 p.m. ET on Monday."]),
        ("Gov. Smith spoke. Lt. Gov. Ito left.", ["Gov. Smith spoke.", "Lt. Gov. Ito left."]),
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("It cost €1.5 million. Who paid?", ["It cost €1.5 million.", "Who paid?"]),
        ("“We wait.” He left.", ["“We wait.”", "He left."]),
        ("“Why now?” he asked. She left.", ["“Why now?” he asked.", "She left."]),
        ("“Stop!” she shouted. He did.", ["“Stop!” she shouted.", "He did."]),
        ("“Why now?” He left.", ["“Why now?”", "He left."]),
        ("They met at No. 10 on Monday.", ["They met at No. 10 on Monday."]),
        ("He said no. She left.", ["He said no.", "She left."]),
        ("First part\n\nSecond part.", ["First part", "Second part."]),
        ("", []),
        (" \n\n ", []),
    ],
    ids=["plain", "time zone", "titles", "US", "decimal", "quote", "asked", "shouted",
         "quoted question", "number", "no", "paragraph", "empty", "blank"],
)  # fmt: skip
def test_sentences_of_newswire(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == expected
