from __future__ import annotations

from dataclasses import replace

import pytest

from app.reply import Answer, Quote, Reply, Topic
from corpus.article import Article, BasedOn
from evals.facts.fact import Fact, Kind, Point
from evals.metrics.judging import (
    LostAt,
    ShownQuote,
    first_quotes,
    holds_answer,
    is_right,
    point_recall,
    shown_quotes,
)
from index.search import Hit
from tests.evals.scripted import (
    abstention,
    answer,
    article,
    fact,
    hits,
    notice,
    outcome,
    unanswerable,
)

GREETING = fact(kind=Kind.NOTICE, answers=(), evidence=(), tags=("greeting",))
POINTS = fact(
    kind=Kind.LIST, answers=(), points=(Point(aliases=("30", "thirty")), Point(aliases=("twelve",)))
)
MONEY = fact(answers=("150 billion euros",), kind=Kind.MONEY, must_not_say=("€500 billion",))
ALL_FOUR = ("It rained", "The fund holds", "Twelve stayed", "Thirty chiefs met in Paris")


def answer_from(source: Article, *words: str) -> Answer:
    """An answer that quotes these words of an article of our own."""
    spans = [(source.text.index(each), each) for each in words]
    quotes = [Quote(article=source, start=at, end=at + len(each)) for at, each in spans]
    scripted = answer(*(["It rained"] * len(words)))
    cited = tuple(
        replace(citation, quote=quote)
        for citation, quote in zip(scripted.citations, quotes, strict=True)
    )
    return replace(scripted, citations=cited)


@pytest.mark.parametrize(
    ("asked", "reply"),
    [
        pytest.param(fact(), answer("Thirty chiefs met"), id="answer in first quote"),
        pytest.param(fact(), answer(*ALL_FOUR[1:]), id="answer in third quote"),
        pytest.param(POINTS, answer("Twelve stayed", "Thirty chiefs"), id="points in two quotes"),
        pytest.param(MONEY, answer("The fund holds €150 billion"), id="money in other words"),
        pytest.param(unanswerable(), abstention(), id="refusal"),
        pytest.param(GREETING, notice(Topic.GREETING), id="notice"),
    ],
)
def test_a_reply_that_the_fact_expects_is_right(asked: Fact, reply: Reply) -> None:
    assert is_right(asked, reply)


@pytest.mark.parametrize(
    ("asked", "reply"),
    [
        pytest.param(fact(), answer(*ALL_FOUR), id="answer in fourth quote"),
        pytest.param(fact(), answer("It rained", short="30"), id="short answer not quoted"),
        pytest.param(fact(), abstention(), id="refused"),
        pytest.param(POINTS, answer("Twelve stayed"), id="a point missing"),
        pytest.param(
            MONEY, answer("holds €150 billion", short="€500 billion"), id="says what it must not"
        ),
        pytest.param(unanswerable(), answer("It rained"), id="answered"),
        pytest.param(unanswerable(), notice(Topic.GREETING), id="greeted"),
        pytest.param(GREETING, notice(Topic.HELP), id="another notice"),
    ],
)
def test_any_other_reply_is_wrong(asked: Fact, reply: Reply) -> None:
    assert not is_right(asked, reply)


def test_only_the_first_three_quotes_are_read() -> None:
    assert first_quotes(answer(*ALL_FOUR)) == "It rained\nThe fund holds\nTwelve stayed"


def test_a_quote_that_goes_over_is_cut_between_words() -> None:
    # The first two take 400 and a line break each, so 198 characters are left. 28 times "chief: "
    # takes 196, and "30" of the 3000 that follow would just fit.
    first, second, third = "a" * 400, "b" * 400, "chief: " * 28 + "3000 met"
    long = replace(article(), text=f"{first} {second} {third}")
    quoted = first_quotes(answer_from(long, first, second, third))
    assert quoted == f"{first}\n{second}\n{'chief: ' * 28}".rstrip()


def test_an_answer_that_runs_over_two_quotes_is_not_there() -> None:
    assert not is_right(fact(answers=("Paris Twelve",)), answer("met in Paris", "Twelve stayed"))


RFI = frozenset({"RFI"})
AFP = frozenset({"AFP"})


@pytest.mark.parametrize(
    ("outlets", "recall"),
    [
        pytest.param((), 1.0, id="any outlet"),
        pytest.param(("RFI",), 0.5, id="the one that says only one of both"),
        pytest.param(("RFI", "AFP"), 1.0, id="either of two"),
        pytest.param(("BBC",), 0.0, id="one that is not quoted"),
    ],
)
def test_a_point_is_looked_for_in_the_outlets_it_requires(
    outlets: tuple[str, ...], recall: float
) -> None:
    quotes = [ShownQuote(text="France", outlets=RFI), ShownQuote(text="Italy", outlets=AFP)]
    points = [Point(aliases=(name,), outlets=outlets) for name in ("France", "Italy")]
    assert point_recall(quotes, points) == recall


def test_a_brief_counts_as_its_own_outlet_and_as_the_one_it_is_based_on() -> None:
    brief = replace(article(), outlet="Sample", based_on=BasedOn(outlet="RFI"))
    (quote,) = shown_quotes(answer_from(brief, "Thirty chiefs"))
    assert quote == ShownQuote(text="Thirty chiefs", outlets=frozenset({"Sample", "RFI"}))


def test_a_text_alone_is_asked_for_no_outlet() -> None:
    points = (Point(aliases=("30",), outlets=("RFI",)), Point(aliases=("12",), outlets=("AFP",)))
    asked = fact(kind=Kind.COMPARISON, answers=(), points=points)
    assert holds_answer("Thirty met, twelve stayed.", asked)
    assert not is_right(asked, answer("Thirty chiefs", "Twelve stayed"))


FOUND = hits("Thirty chiefs met in Paris")
FOUND_FOURTH = hits("It rained", "It rained", "It rained", "Thirty chiefs met in Paris")
FORBIDDEN = fact(must_not_say=("12",))


@pytest.mark.parametrize(
    ("asked", "reply", "found", "lost_at"),
    [
        (fact(), answer("Thirty chiefs"), (), None),
        (fact(), answer("It rained"), (), LostAt.NOT_RETRIEVED),
        (fact(), abstention(), (), LostAt.NOT_RETRIEVED),
        (fact(), abstention(), FOUND, LostAt.WRONGLY_REFUSED),
        (fact(), notice(Topic.HELP), FOUND, LostAt.WRONGLY_REFUSED),
        (fact(), answer("It rained"), FOUND, LostAt.NOT_COMPOSED),
        (fact(), answer("It rained"), FOUND_FOURTH, LostAt.NOT_RANKED),
        (fact(), answer(*ALL_FOUR), FOUND, LostAt.NOT_RANKED),
        (FORBIDDEN, answer("Thirty chiefs", "Twelve"), FOUND, LostAt.WRONGLY_ANSWERED),
        (unanswerable(), answer("It rained"), (), LostAt.WRONGLY_ANSWERED),
        (GREETING, abstention(), (), LostAt.WRONGLY_REFUSED),
        (GREETING, notice(Topic.HELP), (), LostAt.WRONGLY_ANSWERED),
    ],
)
def test_a_wrong_reply_names_the_stage_where_it_was_lost(
    asked: Fact, reply: Reply, found: tuple[Hit, ...], lost_at: LostAt | None
) -> None:
    assert outcome(asked, reply, found=found).lost_at is lost_at
