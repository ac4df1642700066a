from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.matching.folding import fold, places


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("he said “yes” twice", 'said "yes"'),
        ("one\n\n two", "one two"),
        (r"air defence, \[deep\] strike", "defence, [deep] strike"),
        ("Se\u0301journe\u0301 left", "Séjourné left"),
        ("ﬁnal word", "final word"),
        ("co\u00adoperate", "cooperate"),
        ("2024–25", "2024-25"),
    ],
)
def test_words_are_found_whatever_their_unicode_form(source: str, words: str) -> None:
    assert len(places(words, fold(source))) == 1


def test_a_place_is_where_the_words_stand_in_the_source() -> None:
    source = r"x  “a \[b\]”  y"
    (place,) = places('"a [b]"', fold(source))
    assert source[place.start : place.end] == r"“a \[b\]”"


def test_overlapping_places_are_all_found() -> None:
    assert [place.start for place in places("aa", fold("aaa"))] == [0, 1]


@given(st.text(max_size=80))
def test_offsets_never_decrease_and_end_with_the_source(source: str) -> None:
    offsets = fold(source).offsets
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(source)


@given(st.text(alphabet="ab \n“”\\[]é", max_size=40), st.data())
def test_every_word_of_a_source_is_found_at_its_place(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    words = source[start:]
    if fold(words).text.strip() and (start == 0 or source[start - 1] != "\\"):
        assert places(words, fold(source))
