"""Days and inclusive ranges of them."""

from __future__ import annotations

from datetime import UTC, date, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import DateRange, Moment, first_day, in_words, last_day, moment_of, parse_day
from corpus.errors import BadDate


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_written_out_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day


@pytest.mark.parametrize("text", [" 2024-05-01 ", "2024-05-01T10:00:00Z", "2024-05-01 10:00"])
def test_a_date_time_names_its_day(text: str) -> None:
    assert parse_day(text) == date(2024, 5, 1)


@pytest.mark.parametrize("text", ["2023-13-01", "2023-02-29", "1 May 2024", "", "01/05/2024"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match=r"is not an ISO 8601 date that exists\. Write it as YYYY"):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-05-01", date(2024, 5, 1), date(2024, 5, 1)),
    ],
)
def test_a_partial_date_covers_its_first_to_its_last_day(
    text: str, first: date, last: date
) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["24", "2024-5", "2024-05-1", "May 2024", "2024-05-01T10:00", ""])
def test_another_form_is_refused(text: str) -> None:
    for read in (first_day, last_day):
        with pytest.raises(BadDate, match=r"is not a date\. Write it as YYYY, YYYY-MM or"):
            read(text)


@pytest.mark.parametrize("text", ["2024-13", "2023-02-29", "0000"])
def test_a_first_day_that_does_not_exist_is_refused(text: str) -> None:
    for read in (first_day, last_day):
        with pytest.raises(BadDate, match="is not a date that exists"):
            read(text)


@given(st.dates(), st.dates(), st.dates())
def test_a_range_holds_the_days_between_its_ends(one: date, other: date, day: date) -> None:
    first, last = sorted((one, other))
    held = DateRange(first=first, last=last)
    assert held.holds(day) == (first <= day <= last)
    assert held.holds(first)
    assert held.holds(last)


def test_an_open_end_limits_nothing_on_its_side() -> None:
    assert DateRange(first=date(2024, 1, 1)).holds(date.max)
    assert DateRange(last=date(2024, 1, 1)).holds(date.min)


def test_an_unknown_day_lies_only_in_the_open_range() -> None:
    assert DateRange().holds(None)
    assert DateRange().is_open
    assert not DateRange(first=date(2024, 1, 1)).holds(None)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadDate, match=r"from 2024-02-01 until 2024-01-31 holds no day\. Give"):
        DateRange(first=date(2024, 2, 1), last=date(2024, 1, 31))


def test_a_day_in_words_is_as_people_write_it() -> None:
    assert in_words(date(2025, 2, 8)) == "8 February 2025"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        pytest.param("2025-02-18", None, id="a-day"),
        pytest.param("2025/02/18", None, id="a-day-with-slashes"),
        pytest.param("2025-02-18T10:32:05Z", time(10, 32, 5, tzinfo=UTC), id="utc"),
        pytest.param(
            "2025-02-18 23:30 +01:00",
            time(23, 30, tzinfo=timezone(timedelta(hours=1))),
            id="late-in-its-own-zone",
        ),
        pytest.param("2025-02-18T10:32", time(10, 32), id="no-zone-given"),
        pytest.param("2025-02-18 10:75", None, id="no-such-time"),
        pytest.param("2025-02-18 10:32 Paris time", None, id="a-zone-in-words"),
    ],
)
def test_a_moment_keeps_the_day_as_written_and_the_time_where_there_is_one(
    text: str, clock: time | None
) -> None:
    assert moment_of(text) == Moment(day=date(2025, 2, 18), time=clock)


@pytest.mark.parametrize("text", ["2025-02-30", "2025-02", "18/02/2025", "soon"])
def test_what_is_no_day_is_no_moment(text: str) -> None:
    assert moment_of(text) is None
