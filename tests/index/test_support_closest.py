"""Which of an article's sentences a claim is read with."""

from __future__ import annotations

from index.support.closest import MOST_WORDS, closest

DAM = "The dam at Oru held firm."
ARTICLE = ("Rain fell for a week.", DAM, "People slept in schools.", "Nobody was hurt in Oru.")


def test_what_shares_words_is_taken_with_its_neighbours() -> None:
    assert closest("The dam held.", ARTICLE) == ARTICLE[:3]


def test_where_there_is_little_room_what_shares_most_words_comes_first() -> None:
    assert closest("The dam at Oru held.", ARTICLE, most=6) == (DAM,)
    assert closest("The dam held, and nobody was hurt.", ARTICLE, most=11) == (DAM, ARTICLE[3])


def test_what_shares_nothing_is_read_with_the_beginning() -> None:
    assert closest("Trams were late.", ARTICLE, most=5) == (ARTICLE[0],)


def test_one_is_taken_however_long_it_is() -> None:
    endless = "The dam " + "very " * MOST_WORDS + "slowly gave way."
    assert closest("Trams were late.", [endless]) == (endless,)
    assert closest("The dam gave way.", [endless]) == (endless,)


def test_nothing_is_closest_of_nothing() -> None:
    assert closest("Trams were late.", ()) == ()
