from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answering.support import support
from index.support.guards import Lack

QUOTES = (
    "The mayor of Norrby, Anna Lind, told the union on Friday that 30 ships will not sail.",
    "Exports rose by 12 percent last year, the ministry said in its report.",
    "Nobody was hurt when the old ferry sank off the coast in a storm.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        *QUOTES,
        "Anna Lind told the union on Friday that 30 ships won't sail.",
        "Exports rose by 12 percent last year, and nobody was hurt when the old ferry sank.",
        "Nobody was hurt when the old ferry sank.",
    ],
)
def test_what_the_quotes_say_is_supported(sentence: str) -> None:
    found = support(sentence, QUOTES)
    assert found.is_supported
    assert found.reasons == ()


def test_what_they_do_not_say_is_not_and_the_reason_is_named() -> None:
    found = support("Anna Lind told the union on Friday that 40 ships will not sail.", QUOTES)
    assert not found.is_supported
    assert "the number 40 is not in the quotes" in [each.message for each in found.reasons]


def test_words_that_no_quote_has_are_named_where_nothing_else_is_wrong() -> None:
    found = support("A purple zebra praised the trawler.", QUOTES)
    assert [each.lack for each in found.reasons] == [Lack.WORDS]
    assert found.reasons[0].message == (
        "too much of it is not in the quotes: “purple”, “zebra”, “praised”, “trawler”"
    )


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Norrby beat Lund on the ice.", "Lund beat Norrby on the ice."),
        ("The score was 26 to 12 in Lund.", "The score was 12 to 26 in Lund."),
    ],
    ids=["names", "numbers"],
)
def test_what_is_exchanged_for_each_other_is_not_supported(quote: str, sentence: str) -> None:
    assert not support(sentence, [quote]).is_supported


def test_words_of_the_quotes_put_together_at_random_are_not_supported() -> None:
    found = support("The union hurt the ministry in a ferry report.", QUOTES)
    assert found.reasons[0].message == (
        "the quotes have its words, but do not put them together like this"
    )


@pytest.mark.parametrize(
    ("sentence", "quotes"), [("…", QUOTES), ("It sank.", ()), ("It sank.", ("—",))]
)
def test_nothing_to_compare_is_not_supported(sentence: str, quotes: tuple[str, ...]) -> None:
    found = support(sentence, quotes)
    assert (found.is_supported, found.probability) == (False, 0.0)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_gets_a_verdict_that_is_always_the_same(sentence: str, quotes: list[str]) -> None:
    found = support(sentence, quotes)
    assert 0.0 <= found.probability <= 1.0
    assert found == support(sentence, quotes)


def test_a_very_long_sentence_takes_no_more_than_a_moment() -> None:
    began = time.monotonic()
    found = support("the ferry sank and " * 37, ["the ferry sank and " * 20] * 3)
    assert time.monotonic() - began < 20
    assert found.is_supported


def test_what_is_too_long_for_a_sentence_is_not_supported() -> None:
    found = support("the ferry sank " * 51, ["the ferry sank " * 51])
    assert found.reasons[0].message == "it is too long to be checked as one sentence"


SUMMIT = "Eight towns were represented at the fair on trams in Norrby on Monday, 17 February."
BRIBES = "Critics say the mayor took bribes from the harbour firm in 2019."


def test_a_sentence_that_only_leaves_out_phrases_is_supported_where_that_will_do() -> None:
    sentence = "Eight towns were represented at the fair on 17 February."
    assert not support(sentence, [SUMMIT]).is_supported
    assert support(sentence, [SUMMIT], may_shorten=True).is_supported


def test_there_it_may_not_leave_out_who_only_says_so() -> None:
    found = support("The mayor took bribes from the harbour firm.", [BRIBES], may_shorten=True)
    assert [each.message for each in found.reasons] == ["it leaves out “Critics say”"]


def test_the_guards_hold_there_as_well() -> None:
    sentence = "Nine towns were represented at the fair on 17 February."
    found = support(sentence, [SUMMIT], may_shorten=True)
    assert Lack.NUMBER in [each.lack for each in found.reasons]
