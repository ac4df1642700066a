from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.adding.wording import (
    KIND_LINES,
    MAX_QUOTE_WORDS,
    Wanted,
    likely_answers,
    likely_kind,
    shortest_quote,
)
from evals.facts.fact import Kind
from evals.matching.folding import fold, places

MAYOR = (
    "On Monday, Mayor Ada Brook said the new bridge in Tarn cost €3 million, twice the estimate."
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many ferries run?", Kind.NUMBER),
        ("How much did the bridge cost?", Kind.MONEY),
        ("When did it open?", Kind.DATE),
        ("Who opened it?", Kind.PERSON),
        ("Where is the bridge?", Kind.PLACE),
        ("What did the mayor say about it?", Kind.QUOTE),
        ("Which three towns joined?", Kind.LIST),
        ("Did the bridge fall?", Kind.YES_NO),
        ("How do the two bridges compare?", Kind.COMPARISON),
        ("How has the fare changed?", Kind.CHANGE),
        ("Sum up the story of the bridge.", Kind.SUMMARY),
        ("Who built it, and when did it open?", Kind.MULTI_PART),
        ("What is the bridge made of?", Kind.FACTOID),
    ],
    ids=str,
)
def test_a_question_looks_like_a_kind(question: str, kind: Kind) -> None:
    assert likely_kind([question]) is kind


def test_a_question_after_others_is_a_follow_up() -> None:
    assert likely_kind(["Who opened the bridge?", "When?"]) is Kind.FOLLOW_UP


def test_every_kind_has_its_line() -> None:
    assert list(KIND_LINES) == list(Kind)


def test_answers_are_of_the_kind_asked_for_with_their_units() -> None:
    question = "How much did the bridge cost?"
    assert likely_answers(question, Kind.MONEY, MAYOR) == ("€3 million",)


def test_what_the_question_says_itself_is_no_answer() -> None:
    assert likely_answers("Who is with Ada Brook?", Kind.PERSON, "Ada Brook met Tom Reed.") == (
        "Tom Reed",
    )


def test_a_title_that_the_question_says_is_no_part_of_the_answer() -> None:
    said = "Hungarian Prime Minister Viktor Orban spoke."
    question = "Who is prime minister of Hungary?"
    assert likely_answers(question, Kind.PERSON, said) == ("Viktor Orban",)


def test_the_words_within_quotation_marks_answer_what_was_said() -> None:
    said = 'She called it "a bridge to nowhere," and left.'
    assert likely_answers("What did she call it?", Kind.QUOTE, said) == ("a bridge to nowhere",)


def test_a_quote_holds_the_answer_and_the_words_asked_for() -> None:
    wanted = Wanted(question="How much did the bridge cost?", groups=(("3 million euros",),))
    # Fewer than five words are never quoted, and "in" and "the" begin no quote.
    assert shortest_quote(MAYOR, MAYOR, wanted=wanted) == "bridge in Tarn cost €3 million"


def test_a_quote_stands_once_in_the_article() -> None:
    text = "Ferry fares rose again in May. Ferry fares rose again in May, to the anger of many."
    sentence = text.split(". ")[1]
    quote = shortest_quote(sentence, text, wanted=Wanted(question="Did ferry fares rise in May?"))
    assert len(places(quote, fold(text))) == 1


def test_a_sentence_that_nothing_shortens_is_quoted_whole() -> None:
    assert (
        shortest_quote("It rained.", "It rained.", wanted=Wanted(question="Rain?")) == "It rained."
    )


@given(st.lists(st.sampled_from("bridge ferry cost mayor 12 the of opened".split()), min_size=5))
def test_a_quote_is_short_and_in_the_sentence(words: list[str]) -> None:
    sentence = " ".join(words)
    quote = shortest_quote(sentence, sentence, wanted=Wanted(question="What did the ferry cost?"))
    assert quote == sentence or len(quote.split()) <= MAX_QUOTE_WORDS
    assert quote in sentence
