"""A question asked again on the page, without an outlet or dates that were read from it."""

from __future__ import annotations

from datetime import date

import pytest

from app.limits import Limits
from app.page.session import Asked, AskedAgain, Pending, Session, Wish
from app.reply import Abstention, Notice, Timings, Topic
from corpus.dates import DateRange
from index.query import Query, Reading
from index.spans import Span

MAY = DateRange(first=date(2024, 5, 1), last=date(2024, 5, 31))
OF_RFI_IN_MAY = Reading(outlets=("RFI",), published=MAY)
PLAIN = Asked(question="What?", text="What?")


def refusal(
    reading: Reading = OF_RFI_IN_MAY, *, text: str = "What?", carried: str = ""
) -> Abstention:
    """A reply to "What?", searched as `text`."""
    return Abstention(
        question="What?",
        query=Query(text=text, carried=carried, reading=reading),
        reason="no_hits",
        message="The articles don't say.",
        nearest=(),
        confidence=0.0,
        conversation="c" * 32,
        timings=Timings(first_citation=None, total=0.1),
    )


def test_the_last_question_is_asked_again_without_one_wish_and_then_the_other() -> None:
    session = Session().replied(refusal(), PLAIN)
    once = session.asked_without("outlets")
    assert once == Asked(question="What?", text="What?", without=frozenset({Wish.OUTLETS}))
    assert once.limits == Limits(read_outlets=False)
    session = session.replied(refusal(Reading(published=MAY)), once)
    twice = session.asked_without("dates")
    assert twice is not None
    assert twice.limits == Limits(read_outlets=False, read_dates=False)
    assert [type(turn) for turn in session.turns] == [Abstention, AskedAgain]


def test_a_follow_up_is_asked_again_with_what_it_carried_over() -> None:
    carrying = refusal(text="What? (Macron troops)", carried=" (Macron troops)")
    again = Session().replied(carrying, PLAIN).asked_without("dates")
    assert again is not None
    assert (again.question, again.text) == ("What?", "What? (Macron troops)")


def test_words_that_ask_for_now_are_dates() -> None:
    newest = Reading(now_spans=(Span(start=0, end=4),))
    assert Session().replied(refusal(newest), PLAIN).asked_without("dates") is not None


@pytest.mark.parametrize(
    "reading",
    [Reading(), Reading(contradiction="from 2030 until 2010", date_spans=(Span(start=0, end=4),))],
    ids=["nothing", "dates without a day"],
)
@pytest.mark.parametrize("wish", list(Wish))
def test_what_was_not_read_cannot_be_left_out(reading: Reading, wish: Wish) -> None:
    assert Session().replied(refusal(reading), PLAIN).asked_without(wish) is None


@pytest.mark.parametrize("wish", ["", "articles", None, 7, ["dates"], {"wish": "dates"}], ids=repr)
def test_forged_wishes_ask_nothing(wish: object) -> None:
    assert Session().replied(refusal(), PLAIN).asked_without(wish) is None


@pytest.mark.parametrize(
    "session",
    [
        Session(),
        Session().replied(refusal(), PLAIN).now(Pending(question="And then?")),
        Session(turns=(Notice(question="hi", topic=Topic.GREETING, message="Hello."),)),
    ],
    ids=["no turn", "another question pending", "a notice"],
)
def test_only_a_reply_that_stands_last_can_be_asked_again(session: Session) -> None:
    assert session.asked_without("dates") is None
