from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.composer import Composed, compose
from app.answering.told_beside import UNSURE
from app.reply import MAX_QUOTE_CHARACTERS
from corpus.article import Article, Draft
from index.evidence import Evidence
from index.features import Features
from index.kinds import Kind
from index.question import AskedFor
from index.spans import Span
from index.words import stems

FEATURES = Features(**dict.fromkeys(Features.__slots__, 0.5))
WIRE = "Military chiefs of 30 European and NATO countries meet in Paris on Tuesday to talk."


def article(text: str, outlet: str = "RFI") -> Article:
    draft = Draft(source_key=outlet + text, headline="H", text=text, outlet=outlet)
    return Article(
        article_id=draft.article_id,
        source_key=draft.source_key,
        text=text,
        headline="H",
        outlet=outlet,
    )


def evidence(
    source: Article, words: str, probability: float = 0.9, *, after: str | None = None
) -> Evidence:
    """Evidence for `words` of an article; `after` are the words of the sentence before it."""
    start = source.text.index(words)
    begin = source.text.index(after) if after else 0
    return Evidence(
        article=source,
        span=Span(start=start, end=start + len(words)),
        features=FEATURES,
        score=math.log(probability / (1 - probability)),
        probability=probability,
        holds_kind=True,
        missing=(),
        passage_rank=1,
        before=Span(start=begin, end=begin + len(after)) if after else None,
    )


def asked(question: str, kind: Kind = Kind.ANYTHING) -> AskedFor:
    words = tuple(stems(question))
    return AskedFor(
        kind=kind,
        weights=dict.fromkeys(words, 1.0),
        order=words,
        names=(),
        own_names=(),
        rare_names=(),
        unknown=(),
    )


def composed(*pieces: Evidence) -> Composed:
    return compose(asked("Who met in Paris?"), pieces)


def test_a_sentence_of_two_outlets_is_shown_once_with_the_other_named() -> None:
    rfi, afp = article(WIRE), article(WIRE.replace("to talk", "for talks"), outlet="AFP")
    answer = composed(evidence(rfi, WIRE), evidence(afp, afp.text, 0.85))
    assert len(answer.sentences) == 1
    assert [copy.outlet for copy in answer.citations[0].also_in] == ["AFP"]


def test_a_repeat_in_the_same_article_is_no_other_source() -> None:
    twice = article(f"{WIRE} {WIRE}")
    again = Evidence(
        article=twice, span=Span(start=len(WIRE) + 1, end=2 * len(WIRE) + 1), features=FEATURES,
        score=1.4, probability=0.8, holds_kind=True, missing=(), passage_rank=1,
    )  # fmt: skip
    answer = composed(evidence(twice, WIRE), again)
    assert len(answer.citations) == 1
    assert answer.citations[0].also_in == ()


@pytest.mark.parametrize("pronoun", ["He", "She", "They", "It"])
def test_a_sentence_that_begins_with_a_pronoun_brings_the_one_before(pronoun: str) -> None:
    first, second = "Lecornu met Blinken at a plant.", f"{pronoun} promised more launchers."
    source = article(f"{first} {second}")
    answer = composed(evidence(source, second, after=first))
    (sentence,) = answer.sentences
    assert sentence.text == f"{first} {second}"
    assert answer.citations[0].quote.text == second  # the first quote is the one that answers
    assert answer.citations[1].quote.text == first
    assert sentence.citations == (1, 2)


def test_a_sentence_that_stands_alone_brings_nothing() -> None:
    first, second = "It rained.", "Lecornu promised more launchers."
    answer = composed(evidence(article(f"{first} {second}"), second, after=first))
    assert [citation.quote.text for citation in answer.citations] == [second]


def test_this_at_the_head_of_a_paragraph_brings_nothing_from_another() -> None:
    first, second = "Lecornu met Blinken.", "This promise came late."
    answer = composed(evidence(article(f"{first}\n\n{second}"), second, after=first))
    assert [citation.quote.text for citation in answer.citations] == [second]


def test_an_overlong_sentence_is_cut_at_the_end_of_a_clause() -> None:
    clause = "the ministers spoke of shells and of money for shells"
    long = "; ".join([clause] * 12) + "."  # 12 × 53 + 11 × 2 + 1 = 659 characters
    source = article(long)
    answer = composed(evidence(source, long))
    quote, shown = answer.citations[0].quote, answer.sentences[0].text
    assert len(quote.text) <= MAX_QUOTE_CHARACTERS
    assert quote.text == source.text[quote.start : quote.end]
    assert quote.text.endswith(clause)
    assert shown == f"{quote.text} […]"


def test_an_overlong_sentence_without_clauses_is_cut_between_words() -> None:
    long = "word " * 120 + "end."
    quote = composed(evidence(article(long), long)).citations[0].quote
    assert quote.text.endswith("word")
    assert len(quote.text) <= MAX_QUOTE_CHARACTERS


def test_an_overlong_sentence_is_not_cut_at_its_first_words() -> None:
    long = "In May, " + "word " * 120 + "end."
    quote = composed(evidence(article(long), long)).citations[0].quote
    assert quote.text.endswith("word")


@given(
    parts=st.lists(st.text("ab ,;:–é", min_size=1, max_size=90), min_size=6, max_size=12),
)
def test_any_sentence_at_all_gives_a_quote_that_is_its_slice(parts: list[str]) -> None:
    long = "A" + "c".join(parts) + "."
    source = article(long)
    quote = composed(evidence(source, long)).citations[0].quote
    assert 0 < len(quote.text) <= MAX_QUOTE_CHARACTERS
    assert quote.text == source.text[quote.start : quote.end]


def test_what_is_much_less_likely_than_the_best_is_left_out() -> None:
    source = article("Macron met Starmer in Paris. Rain fell on Oslo.")
    answer = composed(
        evidence(source, "Macron met Starmer in Paris."),
        evidence(source, "Rain fell on Oslo.", 0.001),
    )
    assert len(answer.sentences) == 1


def test_marks_count_up_in_order_of_appearance() -> None:
    texts = ("Macron met Starmer.", "Oslo crowned Ingrid Halvorsen.", "Torun opened its bridge.")
    answer = composed(*(evidence(article(text, text[:4]), text) for text in texts))
    assert [citation.mark for citation in answer.citations] == [1, 2, 3]
    assert [sentence.citations for sentence in answer.sentences] == [(1,), (2,), (3,)]


def test_what_is_less_likely_to_answer_than_not_says_so() -> None:
    source = article("Thirty came on Tuesday. They left again.")
    counted = asked("How many chiefs met?", Kind.COUNT)
    sure = compose(counted, [evidence(source, "Thirty came on Tuesday.", 0.5)])
    unsure = compose(counted, [evidence(source, "Thirty came on Tuesday.", 0.49)])
    assert UNSURE not in sure.notes
    assert unsure.notes == (UNSURE,)
