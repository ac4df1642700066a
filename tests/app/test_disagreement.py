from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.answering.disagreement import disagreement_between, disagreements_among
from app.answering.parts import Asked, joined
from app.command.printing import printed
from app.page.conversation import conversation
from app.reply import Answer, Citation, Differing, Quote, Sentence, Side, Timings
from app.wire import reply_fields
from corpus.article import Article, ArticleId
from index.evidence import Evidence
from index.features import Features
from index.query import Query
from index.spans import Span
from index.statements import Statement

FERRY = "At least 14 people died when a ferry sank off Ostvik on Sunday, the coastguard said."
TOLL = "The death toll from Sunday's ferry sinking off Ostvik has risen to 31, officials said."
FEATURES = Features(
    cosine=0.5, cosine_of_passage=0.5, overlap=0.5, overlap_in_place=0.5, pairs=0.0,
    holds_kind=1.0, names=1.0, passage=1.0, lead=1.0, brevity=0.5,
)  # fmt: skip


def article(text: str, day: int, name: int = 0) -> Article:
    return Article(
        article_id=ArticleId(f"a{day * 100 + name:012x}"),
        source_key=str(day),
        text=text,
        headline="Ferry sinks <off> Ostvik",
        outlet="Harbour Post",
        published_at=date(2025, 3, day),
    )


def statement(text: str, day: int, name: int = 0) -> Statement:
    return Statement(article=article(text, day, name), span=Span(start=0, end=len(text)))


def evidence(text: str, day: int, name: int = 0) -> Evidence:
    return Evidence(
        article=article(text, day, name),
        span=Span(start=0, end=len(text)),
        features=FEATURES,
        score=1.0,
        probability=0.9,
        holds_kind=True,
        missing=(),
        passage_rank=1,
    )


def cited(piece: Evidence) -> Citation:
    quote = Quote(article=piece.article, start=piece.span.start, end=piece.span.end)
    return Citation(mark=1, quote=quote, relevance=0.9)


def answer() -> Answer:
    first, later = evidence(FERRY, 3), evidence(TOLL, 5)
    citations = (cited(first),)
    return Answer(
        question="How many died?",
        query=Query(text="How many died?"),
        sentences=(
            Sentence(lead_in="Harbour Post:", text=FERRY, citations=(1,), support=1.0, relevance=1),
        ),
        citations=citations,
        short=None,
        confidence=0.9,
        conversation="c",
        timings=Timings(first_citation=0.1, total=0.2),
        disagreements=disagreements_among(citations, (first, later)),
    )


def test_a_later_toll_is_an_update_whichever_comes_first() -> None:
    for pair in ((FERRY, 3), (TOLL, 5)), ((TOLL, 5), (FERRY, 3)):
        found = disagreement_between(*(statement(text, day) for text, day in pair))
        assert found is not None
        assert found.kind is Differing.UPDATE
        assert [side.words for side in found.sides] == ["14", "31"]


def test_sentences_of_one_article_are_never_compared() -> None:
    whole = article(f"{FERRY} {TOLL}", 3)
    one = Statement(article=whole, span=Span(start=0, end=len(FERRY)))
    other = Statement(article=whole, span=Span(start=len(FERRY) + 1, end=len(whole.text)))
    assert disagreement_between(one, other) is None


def test_undated_reports_are_never_compared() -> None:
    undated = replace(article(TOLL, 5), published_at=None)
    other = Statement(article=undated, span=Span(start=0, end=len(TOLL)))
    assert disagreement_between(statement(FERRY, 3), other) is None


def test_a_report_two_months_later_is_of_another_time() -> None:
    text = "The steelworks in Oxley will cut {} jobs."
    late = replace(article(text.format(650), 3, 1), published_at=date(2025, 6, 3))
    other = Statement(article=late, span=Span(start=0, end=len(late.text)))
    assert disagreement_between(statement(text.format(400), 3), other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Varna will sign the fisheries treaty.", "Varna could fail to sign the fisheries treaty."),
        ("Parliament in Pelham approved the bill.", "Parliament in Corrin rejected the bill."),
        ("The council of Marl met on 24 February.", "The council of Marl met on 3 March."),
        ("Norland exports to Varmark rose in April.", "Norland exports to Varmark didn't fall."),
        (
            "Norland exports to Varmark rose in April.",
            "Norland exports to Varmark rose in April while imports fell.",
        ),
        ("The Kessel toll is 4 euros a day.", "The Kessel toll is 90 euros a month."),
        (
            "The steelworks in Oxley will cut 400 jobs.",
            "The steelworks in Oxley cut 650 jobs on Monday.",
        ),
    ],
)
def test_look_alikes_are_no_disagreement(one: str, other: str) -> None:
    assert disagreement_between(statement(one, 3), statement(other, 3, 1)) is None


def test_two_disasters_in_march_are_not_one_march() -> None:
    told = (
        "Poisoned spirits in Berlin in March killed 10.",
        "A leak in Berlin in March killed 14.",
    )
    one, other = (statement(text, 3, at) for at, text in enumerate(told))
    one, other = (
        replace(each, article=replace(each.article, headline="Berlin")) for each in (one, other)
    )
    assert disagreement_between(one, other) is None


def test_each_night_has_its_own_number_of_drones() -> None:
    told = "Kessel shot down {} drones overnight."
    one = statement(told.format(14), 3)
    assert disagreement_between(one, statement(told.format(31), 5)) is None
    assert disagreement_between(one, statement(told.format(31), 3, 1)) is not None


def test_the_month_of_may_supposes_nothing() -> None:
    one = statement("The council of Marl approved the bridge on 3 May.", 3)
    other = statement("The council of Marl rejected the bridge on 3 May.", 3, 1)
    assert disagreement_between(one, other) is not None


def test_only_differences_from_what_is_quoted_are_shown() -> None:
    pieces = evidence(FERRY, 3), evidence(TOLL, 5)
    elsewhere = cited(evidence("Something else stands here.", 4))
    assert disagreements_among((elsewhere,), pieces) == ()
    assert len(disagreements_among((cited(pieces[1]),), pieces)) == 1


def test_a_question_of_two_parts_tells_their_common_disagreement_once() -> None:
    parts = [Asked(question=text, reply=answer()) for text in ("How many died?", "Who sank?")]
    whole = joined("How many died? Who sank?", Query(text="How many died? Who sank?"), parts)
    assert whole.disagreements == answer().disagreements != ()


def test_the_json_gives_both_sides_with_their_places() -> None:
    fields: Any = reply_fields(answer())
    (found,) = fields["disagreements"]
    assert found["kind"] == "update"
    one, other = found["sides"]
    assert (one["mark"], other["mark"]) == (1, None)
    # "At least 14": the number stands at 9 and 10.
    assert one["words"] == {"start": 9, "end": 11, "text": "14"}
    assert other["quote"] == TOLL


def test_the_json_gives_the_days_that_a_quote_means() -> None:
    fields: Any = reply_fields(answer())
    (dated,) = fields["citations"][0]["resolved_dates"]
    # Monday, 3 March: "on Sunday" was the day before.
    assert dated | {"first": "2025-03-02", "last": "2025-03-02", "words": "Sunday"} == dated
    assert FERRY[dated["start"] : dated["end"]] == "Sunday"


def test_the_command_line_shows_both_reports_and_the_dates() -> None:
    told = printed("ask", reply_fields(answer()))
    assert "(Sunday = 2 March 2025)" in told
    assert "A later report brings the figures or plans up to date" in told
    assert f"“31”: {TOLL}" in told


def test_the_page_shows_both_reports_apart_from_the_quote() -> None:
    shown = conversation([answer()], start="")
    assert '<span class="dated">Sunday = 2 March 2025</span>' in shown
    assert "At least <strong>14</strong> people" in shown
    assert "Ferry sinks &lt;off&gt; Ostvik" in shown


def test_the_words_of_a_side_lie_within_its_quote() -> None:
    quote = cited(evidence(FERRY, 3)).quote
    with pytest.raises(ValueError, match="not within the quote"):
        Side(quote=quote, start=0, end=len(FERRY) + 1)
