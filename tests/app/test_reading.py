"""What a reply says of the outlets and dates that its question asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.assistant import Assistant
from app.limits import Limits
from app.reply import Abstention, Answer, Notice
from app.wire import query_fields
from tests.app.cli_runs import sample_home

ON_20_MARCH = Limits(today=date(2025, 3, 20))


def ask(text: str, limits: Limits = ON_20_MARCH) -> Answer | Abstention:
    reply = Assistant(sample_home()).ask(text, limits=limits)
    assert not isinstance(reply, Notice)
    return reply


def test_the_reply_shows_how_the_question_was_read() -> None:
    reply = ask("How many CEASAR launchers does France build, according to the Kyiv Post?")
    fields = query_fields(reply.query)
    assert fields["read"] == ["outlet: Kyiv Post (from “Kyiv Post”)"]
    assert fields["read_outlets"] == ["Kyiv Post"]
    assert (fields["outlets"], fields["published_from"], fields["published_until"]) == (
        [],
        None,
        None,
    )


def test_dates_read_are_told_apart_from_hard_limits() -> None:
    fields = query_fields(ask("What did Macron say last month?").query)
    assert (fields["read_from"], fields["read_until"]) == ("2025-02-01", "2025-02-28")
    assert fields["published_from"] is None


def test_a_reading_can_be_switched_off() -> None:
    text = "What did the Kyiv Post say in April 2024?"
    off = Limits(today=date(2025, 3, 20), read_outlets=False, read_dates=False)
    assert ask(text).query.read != ()
    assert ask(text, off).query.read == ()


def test_an_outlet_that_stands_only_in_the_byline_is_no_reason_to_refuse() -> None:
    text = "How tall was the pig at the Taipei lantern festival, according to Wikinews?"
    assert isinstance(ask(text), Answer)


def test_a_comparison_quotes_each_outlet_named() -> None:
    reply = ask("How do RFI and WSWS each report what Albares said about a deployment?")
    assert isinstance(reply, Answer)
    assert {c.quote.article.reported_by for c in reply.citations} == {"RFI", "WSWS"}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("What did Macron say from 2030 until 2010?", "“from 2030 until 2010” holds no day"),
        ("What did Macron say about troops in May 2013?", "No article is dated from 1 May 2013"),
    ],
)
def test_dates_that_hold_nothing_are_told_in_a_note(text: str, note: str) -> None:
    assert any(each.startswith(note) for each in ask(text).notes)


def test_the_day_given_is_today_and_else_the_clocks() -> None:
    assert ON_20_MARCH.now == date(2025, 3, 20)
    assert abs((Limits().now - datetime.now(UTC).date()).days) <= 1
