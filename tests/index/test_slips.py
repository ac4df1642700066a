"""How two words differ: by a slip of the finger, or as two spellings of one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.slips import is_by_ear, is_of_the_finger, is_swap, is_variant

words = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("typed", "word"),
    [("bridg", "bridge"), ("briddge", "bridge"), ("birdge", "bridge"), ("brudge", "bridge")],
    ids=["left out", "doubled", "swapped", "next key"],
)
def test_a_slip_of_the_finger_leaves_out_doubles_swaps_or_misses_a_key(
    typed: str, word: str
) -> None:
    assert is_of_the_finger(typed, word)


@pytest.mark.parametrize(
    ("typed", "word"),
    [("milei", "miles"), ("bridgex", "bridge"), ("bridge", "bridge"), ("brde", "bridge")],
    ids=["a key far away", "a letter more", "no slip", "two letters left out"],
)
def test_what_is_no_single_slip_of_the_finger_is_none(typed: str, word: str) -> None:
    assert not is_of_the_finger(typed, word)


@pytest.mark.parametrize(
    ("one", "other"),
    [("zelensky", "zelenskyy"), ("zelenskiy", "zelenskyy"), ("caesar", "ceasar"), ("erik", "eric")],
    ids=["doubled", "i and y", "swapped", "k and c"],
)
def test_names_that_sound_alike_are_spellings_of_one(one: str, other: str) -> None:
    assert is_by_ear(one, other)
    assert is_by_ear(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("johnson", "johnston"),
        ("zelensky", "zelenska"),
        ("kallas", "dallas"),
        ("petro", "pietro"),
        ("taclos", "catlos"),
        ("albares", "albarges"),
        ("albarges", "albares"),
    ],
    ids=[
        "a letter more",
        "another letter",
        "another first letter",
        "a vowel more",
        "three letters turned round",
        "a letter more than seven",
        "a letter less than eight",
    ],
)
def test_names_that_differ_otherwise_are_two(one: str, other: str) -> None:
    assert not is_variant(one, other)


def test_a_long_name_may_have_a_letter_more() -> None:
    assert is_variant("netanyahu", "netanyahou")


@given(words, words)
def test_being_variants_is_mutual(one: str, other: str) -> None:
    assert is_variant(one, other) == is_variant(other, one)


@given(words, st.data())
def test_two_different_neighbours_swapped_are_a_swap_and_a_slip(
    word: str, place: st.DataObject
) -> None:
    at = place.draw(st.integers(0, len(word) - 2))
    typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert is_swap(typed, word) == (typed != word)
    assert is_of_the_finger(typed, word) == (typed != word)
