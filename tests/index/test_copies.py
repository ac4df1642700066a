"""What tells that two texts are one report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.copies import near_identical, same_report, sentence_signs, shared_shingles, signs_of
from tests.index.wire_copies import COPIES, OTHERS, SUBEDITED, WIRE

WIRE_SENTENCE = (
    "Military chiefs of 30 European and NATO countries meet in Paris on Tuesday to talk."
)
RISE = "Shares in the harbour firm rose sharply with somebody new at its head, the paper said."
TRIP = "Officials said that Biden would travel to the summit of the ministers in Norrby on Friday."
BLAME = "Russia accused Ukraine of shelling the old harbour of Norrby on Friday evening."
BLAME_TURNED = "Ukraine accused Russia of shelling the old harbour of Norrby on Friday evening."
TEXTS = st.text("ab cé.!”\n", max_size=60)


@pytest.mark.parametrize("copy", COPIES.values(), ids=list(COPIES))
def test_a_copy_of_a_wire_report_is_the_same_report_and_shares_signs(copy: str) -> None:
    assert same_report(WIRE, copy)
    assert same_report(copy, WIRE)
    assert len(signs_of(WIRE) & signs_of(copy)) >= 2


@pytest.mark.parametrize("pair", OTHERS.values(), ids=list(OTHERS))
def test_a_shared_quote_or_closing_line_makes_no_copy(pair: tuple[str, str]) -> None:
    assert not same_report(*pair)


def test_shared_shingles_are_counted_of_the_shorter_text() -> None:
    # Of "a b c d e f" both runs of five stand in the longer text, which has three.
    assert shared_shingles("A b, c d e f.", "a b c d e f g") == 1.0
    # Of "a b c d e f" and "x b c d e f" one of two.
    assert shared_shingles("a b c d e f", "x b c d e f") == 0.5
    assert shared_shingles("", "a b c") == 0.0


@given(one=TEXTS, other=TEXTS)
def test_shared_shingles_are_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0.0 <= shared_shingles(one, other) == shared_shingles(other, one) <= 1.0


@given(text=TEXTS, before=TEXTS)
def test_a_sentence_has_the_signs_it_has_inside_a_text(text: str, before: str) -> None:
    assert sentence_signs(text) <= signs_of(f"{before}\n\n{text}")


def test_short_sentences_are_no_sign() -> None:
    # Seven words, and eight.
    assert not sentence_signs("He did not say more about that.")
    assert sentence_signs("He did not say any more about that.")


def test_a_copy_edited_in_every_sentence_shares_no_sentence() -> None:
    assert not sentence_signs(WIRE) & sentence_signs(SUBEDITED)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (WIRE_SENTENCE, WIRE_SENTENCE, True),
        (
            WIRE_SENTENCE,
            WIRE_SENTENCE.replace("meet in Paris on Tuesday", "on Tuesday meet in Paris"),
            True,
        ),
        (WIRE_SENTENCE, "Military chiefs meet.", False),
        (WIRE_SENTENCE, WIRE_SENTENCE.replace("30", "31"), False),
        (WIRE_SENTENCE, WIRE_SENTENCE.replace("meet", "do not meet"), False),
        (WIRE_SENTENCE, WIRE_SENTENCE.replace("talk", "speak"), True),
        (WIRE_SENTENCE, WIRE_SENTENCE.replace("Tuesday", "Monday"), False),
        (WIRE_SENTENCE, WIRE_SENTENCE.replace("Paris", "London"), False),
        (RISE, RISE.replace("rose", "fell"), False),
        (RISE, RISE.replace("with", "without"), False),
        (RISE, RISE.replace("somebody", "nobody"), False),
        (TRIP, TRIP.replace("Biden", "Trump"), False),
        (TRIP, f"On Friday {TRIP}".replace(" on Friday.", "."), True),
        (BLAME, BLAME_TURNED, False),
        (BLAME, BLAME.replace("Russia", "Belarus"), False),
        (
            WIRE_SENTENCE,
            "Rain fell on Oslo for most of the night, and the trams were late by an hour.",
            False,
        ),
    ],
    ids=[
        "same",
        "reordered",
        "a part",
        "number",
        "denial",
        "a word",
        "weekday",
        "place",
        "opposite",
        "without",
        "nobody",
        "name",
        "day moved",
        "exchanged names",
        "first word a country",
        "another",
    ],
)
def test_near_identical_sentences_are_one_report(one: str, other: str, *, same: bool) -> None:
    assert near_identical(one, other) is same
    assert near_identical(other, one) is same
