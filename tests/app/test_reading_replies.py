"""Replies read from their JSON: as they went in, or said to be unreadable."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from app.assistant import Assistant
from app.reading_replies import UnreadableReply, article_ids_in, read_reply
from app.reply import Abstention, Reply, Timings
from app.wire import reply_fields
from corpus.dates import DateRange
from index.query import Filters, Query
from tests.app.any_replies import abstentions, answers, articles_in, notices
from tests.app.cli_runs import sample_home


@given(answers() | abstentions() | notices())
def test_a_reply_comes_back_from_its_json_as_it_went_in(reply: Reply) -> None:
    kept = json.loads(json.dumps(reply_fields(reply)))
    back = read_reply(kept, articles_in(reply))  # type: ignore[arg-type]
    assert reply_fields(back) == kept
    assert set(article_ids_in(kept)) == set(articles_in(reply))


@pytest.mark.parametrize(
    "question",
    [
        "How many CEASAR launchers will France produce?",
        "What did Blinken call for in Paris? And who is Spain's foreign minister?",
        "What did RFI say about the defence fund in March 2025?",
        "Who won the Oscar for best film?",
        "Which articles do you have?",
    ],
)
def test_a_reply_over_the_sample_comes_back_as_it_went_in(question: str) -> None:
    home = sample_home()
    kept = json.loads(json.dumps(reply_fields(Assistant(home).ask(question))))
    back = read_reply(kept, home.library.find(article_ids_in(kept)))
    assert reply_fields(back) == kept


@pytest.mark.parametrize(
    "kept",
    [{}, {"kind": "poem"}, {"kind": "answer"}, {"kind": "notice", "question": "?", "topic": "x"}],
    ids=str,
)
def test_what_is_no_reply_of_ours_is_said_to_be_unreadable(kept: dict[str, object]) -> None:
    with pytest.raises(UnreadableReply, match="kept by another version of Clippings"):
        read_reply(kept, {})


def test_dates_in_kept_replies_are_days() -> None:
    reply = Abstention(
        question="?",
        query=Query(text="?", filters=Filters(published=DateRange(first=date(2025, 1, 1)))),
        reason="no_hits",
        message="No.",
        nearest=(),
        confidence=0.0,
        conversation="",
        timings=Timings(first_citation=None, total=0.0),
    )
    back = read_reply(reply_fields(reply), {})
    assert isinstance(back, Abstention)
    assert back.query.filters.published == DateRange(first=date(2025, 1, 1))
