"""The words a question may mean, and which of them lie near a mistyped one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.vocabulary import SHORTEST, Vocabulary, english

letters = st.text(st.sampled_from("abc"), min_size=SHORTEST, max_size=7)


def test_words_are_counted_folded_and_kept_as_they_are_mostly_written() -> None:
    words = Vocabulary.of(["Zürich votes.", "ZURICH? Zürich!"])
    assert words.counts == {"zurich": 3, "votes": 1}
    assert words.total == 4
    assert words.written["zurich"] == "Zürich"
    assert "zurich" in words
    assert "vote" not in words


def test_words_with_a_capital_in_more_than_a_quarter_of_places_are_names() -> None:
    # Minister: one of three; summit: one of four, which is no more than a quarter.
    words = Vocabulary.of(["Minister minister minister", "Summit summit summit summit"])
    assert words.names == {"minister"}


def test_words_with_figures_are_left_out() -> None:
    assert not Vocabulary.of(["F16 2024 3rd"]).counts


@pytest.mark.parametrize(
    ("typed", "near"),
    [("ukraihe", {"ukraine": 1}), ("kuraine", {"ukraine": 1}), ("dallas", {}), ("ukrai", {})],
    ids=["another letter", "first letters swapped", "another first letter", "too far"],
)
def test_near_words_are_few_slips_away_and_begin_alike(typed: str, near: dict[str, int]) -> None:
    words = Vocabulary.of(["Ukraine", "Kallas", "cat"])
    assert words.near(typed, within=1) == near


@given(st.lists(letters, max_size=20), letters)
def test_near_words_are_those_that_optimal_string_alignment_finds(
    known: list[str], typed: str
) -> None:
    # Those with the same first letter, by comparing with every word.
    expected = {
        word: OSA.distance(typed, word)
        for word in known
        if word[0] == typed[0] and OSA.distance(typed, word) <= 2
    }
    found = Vocabulary.of(known).near(typed, within=2)
    assert {word: slips for word, slips in found.items() if word[0] == typed[0]} == expected
    assert all(word[:2] == typed[1::-1] for word in found.keys() - expected.keys())


def test_english_holds_common_words_and_names_and_no_pieces_of_words() -> None:
    assert all(word in english() for word in ("percentage", "einstein", "austria"))
    assert not any(word in english() for word in ("zorblax", "ukraihe", "##ing", "the"))
