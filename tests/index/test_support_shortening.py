from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.support.alignment import Source, align
from index.support.shortening import is_shortened, turning_cut
from index.support.words import terms_of

LIND = "At that summit Mayor Anna Lind confirmed that selling the ferry should not be ruled out."
SUMMIT = "Eight towns were represented at the fair on trams in Norrby on Monday, 17 February."
SOLD = "The ferry would be sold, she said last week, only once a buyer is found."
BRIBES = "Critics say the mayor took bribes from the harbour firm in 2019."
DEPUTY = "The mayor of Norrby's brother, Anders Lind, stole 40 boats in May."
RATES = "Lund's exports fell by 3 percent, while those of Norrby rose by 12 percent."


def shortened(sentence: str, *quotes: str) -> bool:
    said, quoted = terms_of([sentence]), terms_of(quotes)
    source = Source(quoted)
    return is_shortened(said, source, align(said, source))


def cut(sentence: str, *quotes: str) -> str:
    said, quoted = terms_of([sentence]), terms_of(quotes)
    source = Source(quoted)
    return turning_cut(said, source, align(said, source))


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        (LIND, LIND),
        (LIND, "Anna Lind confirmed that selling the ferry should not be ruled out."),
        (LIND, "Lind said that selling the ferry should not be ruled out."),
        (SUMMIT, "Eight towns were represented at the fair on 17 February."),
        (SUMMIT, "Eight towns were represented at the fair in Norrby on Monday."),
        (BRIBES, "Critics say the mayor took bribes from the harbour firm."),
        (RATES, "Lund's exports fell by 3 percent."),
    ],
)
def test_what_leaves_out_clauses_titles_and_phrases_is_shortened(quote: str, sentence: str) -> None:
    assert shortened(sentence, quote)
    assert cut(sentence, quote) == ""


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        (LIND, "Lind wants to sell the ferry."),  # words of its own
        (DEPUTY, "The mayor of Norrby stole 40 boats in May."),  # half of a name
        (RATES, "Lund's exports rose by 12 percent."),  # half of two clauses
        (RATES, "Norrby, Lund's exports fell."),  # another order
        ("Norrby beat Lund.", "Norrby was beat Lund."),  # no joint
    ],
)
def test_what_puts_words_together_otherwise_is_not(quote: str, sentence: str) -> None:
    assert not shortened(sentence, quote)


def test_two_quotes_are_joined_where_clauses_end_and_begin() -> None:
    sank, unhurt = "The ferry sank on Friday.", "Nobody was hurt, the coast guard said."
    assert shortened("The ferry sank on Friday, and nobody was hurt.", sank, unhurt)
    assert not shortened("The ferry was hurt.", "The ferry sank.", "Nobody was hurt.")


@pytest.mark.parametrize(
    ("quote", "sentence", "left_out"),
    [
        (SOLD, "The ferry would be sold, she said last week.", "only once a buyer is found"),
        (BRIBES, "The mayor took bribes from the harbour firm in 2019.", "Critics say"),
        ("Norrby tried to stop the sale.", "Norrby stop the sale.", "tried to"),
        ("At least 40 of 300 were hurt.", "300 were hurt.", "At least 40 of"),
        ("The man who shot Smith was held.", "Smith was held.", "The man who shot"),
        ("Unless it rains, the fair opens.", "The fair opens.", "Unless it rains"),
        ("The port, Norrby claims, is shut.", "The port is shut.", "Norrby claims"),
        ("The boat was sold, it is alleged.", "The boat was sold.", "it is alleged"),
    ],
)
def test_a_cut_that_turns_the_meaning_is_named(quote: str, sentence: str, left_out: str) -> None:
    assert cut(sentence, quote) == left_out
    assert not shortened(sentence, quote)


words = st.lists(st.sampled_from(["Lind", "said", "only", "on", "May", ",", "ferry"]), min_size=1)


@given(words, words)
def test_a_quote_is_itself_shortened_and_no_words_break_it(
    one: list[str], other: list[str]
) -> None:
    quote, sentence = " ".join(one), " ".join(other)
    if terms_of([quote]):
        assert shortened(quote, quote)
        assert cut(quote, quote) == ""
        assert cut(sentence, quote) == "" or not shortened(sentence, quote)
