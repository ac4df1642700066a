from __future__ import annotations

import pytest

from app.reply import Reply, Topic
from evals.facts import Fact, Kind
from evals.judging import LostAt, first_quotes, is_right
from index.search import Hit
from tests.evals.scripted import (
    abstention,
    answer,
    fact,
    hits,
    notice,
    outcome,
    unanswerable,
)

GREETING = fact(kind=Kind.NOTICE, answers=(), evidence=(), tags=("greeting",))
POINTS = fact(kind=Kind.LIST, answers=(), points=(("30", "thirty"), ("twelve",)))
MONEY = fact(answers=("150 billion euros",), kind=Kind.MONEY, must_not_say=("€500 billion",))
ALL_FOUR = ("It rained", "The fund holds", "Twelve stayed", "Thirty chiefs met in Paris")


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
