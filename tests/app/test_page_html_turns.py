"""The page's turns: every chip where its citation is, limits that can be taken back."""

from __future__ import annotations

import re
from datetime import date

import pytest

from app.page import answers
from app.page import conversation as page_html
from app.page.session import Asked, AskedAgain, Pending, Session, Turn, Wish
from app.reply import Abstention, Answer, Notice, Quote, Topic
from corpus.dates import DateRange
from index.query import Query, Reading
from tests.app.shown_replies import FIRST, SECOND, TIMINGS, answer, article, citation


def test_each_chip_names_its_turn_and_mark() -> None:
    html = page_html.conversation([answer(citation(1, FIRST), citation(2, SECOND))] * 2, start="")
    assert re.findall(r'href="#cite-(\d+-\d+)"', html) == ["0-1", "0-2", "1-1", "1-2"]


def test_only_the_last_reply_is_the_answer() -> None:
    html = page_html.conversation([answer(citation(1, FIRST)), Pending(question="?")], start="")
    assert html.count('id="answer"') == 1
    assert '<div class="reply" id="answer" aria-busy="true">' in html


def test_the_start_stands_only_before_the_first_question() -> None:
    assert page_html.conversation([], start="<p>begin</p>") == "<p>begin</p>"
    assert "begin" not in page_html.conversation([Pending(question="?")], start="begin")


@pytest.mark.parametrize(("elapsed", "delay"), [(0.0, 500), (0.2, 300), (0.5, 0), (3.0, 0)])
def test_progress_is_shown_half_a_second_after_the_question(elapsed: float, delay: int) -> None:
    html = page_html.conversation([Pending(question="?", elapsed_seconds=elapsed)], start="")
    assert f"animation-delay:{delay}ms" in html


def test_as_of_gives_one_day_or_both_ends() -> None:
    later = Quote(article=article(2, outlet="AFP", published_at=date(2025, 3, 11)), start=0, end=5)
    assert answers.as_of(answer(citation(1, FIRST))) == "As of 18 February 2025 · 1 outlet"
    assert (
        answers.as_of(answer(citation(1, FIRST), citation(2, later)))
        == "As of 18 February 2025 – 11 March 2025 · 2 independent outlets"
    )


def test_as_of_says_what_is_unknown() -> None:
    quote = Quote(article=article(outlet=None, published_at=None), start=0, end=5)
    assert answers.as_of(answer(citation(1, quote))) == "Date unknown · outlet unknown"


def test_a_refusal_links_the_nearest_articles() -> None:
    refusal = Abstention(
        question="Who?",
        query=Query(text="Who?"),
        reason="weak_evidence",
        message="The articles don't say.",
        nearest=(article(7),),
        confidence=0.1,
        conversation="c" * 32,
        timings=TIMINGS,
    )
    html = page_html.conversation([refusal], start="")
    assert "The articles don&#x27;t say." in html
    assert 'href="#article-a000000000007"' in html


def of_rfi_in_may() -> Answer:
    """An answer to a question from which an outlet and dates were read."""
    in_may = DateRange(first=date(2024, 5, 1), last=date(2024, 5, 31))
    query = Query(text="What?", reading=Reading(outlets=("RFI",), published=in_may))
    return answer(citation(1, FIRST), query=query)


def test_limits_of_the_last_question_can_be_taken_back() -> None:
    html = page_html.conversation([of_rfi_in_may(), of_rfi_in_may()], start="")
    buttons = re.findall(r'data-wish="(\w+)" aria-label="[^"]*: ([^"]+)"', html)
    assert buttons == [("outlets", "RFI"), ("dates", "May 2024")]
    assert html.count('<span class="limit">RFI</span>') == 1  # of the question before


@pytest.mark.parametrize("turn", [answer(citation(1, FIRST)), Pending(question="What?")])
def test_nothing_read_is_nothing_to_leave_out(turn: Turn) -> None:
    assert "data-wish" not in page_html.conversation([turn], start="")


def test_a_question_asked_again_says_without_what_and_keeps_its_chips() -> None:
    again = AskedAgain(
        question="What?", reply=of_rfi_in_may(), without=frozenset({Wish.DATES, Wish.OUTLETS})
    )
    html = page_html.conversation([again], start="")
    assert "Asked again without outlets and dates</p>" in html
    assert 'href="#cite-0-1"' in html


@pytest.mark.parametrize(
    "reference",
    ["0-0", "0-3", "1-1", "2-1", "9-1", "0-1 ", "-1-1", "", "0", None, 7, ["0-1"], "٠-١"],
    ids=repr,
)
def test_forged_references_point_at_nothing(reference: object) -> None:
    notice = Notice(question="hi", topic=Topic.GREETING, message="Hello.")
    session = Session(turns=(answer(citation(1, FIRST), citation(2, SECOND)), notice))
    assert session.cited(reference) is None


def test_a_reference_points_at_its_own_citation() -> None:
    said = answer(citation(1, FIRST), citation(2, SECOND))
    cited = Session(turns=(said,)).cited("0-2")
    assert cited is not None
    assert cited.quote == SECOND


def test_a_reply_takes_the_place_of_its_pending_question() -> None:
    session = Session().now(Pending(question="What?"))
    assert session.pending is not None
    replied = session.replied(answer(citation(1, FIRST)), Asked(question="What?", text="What?"))
    assert [type(turn) for turn in replied.turns] == [Answer]
    assert replied.conversation == "c" * 32
