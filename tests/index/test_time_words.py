"""Dates in a question, on Thursday 20 March 2025, with a newest article of 11 March 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import DateRange
from index.dates.time_words import DatesRead, dates_read

TODAY = date(2025, 3, 20)
NEWEST = date(2025, 3, 11)


def read(text: str) -> DatesRead:
    return dates_read(text, today=TODAY, newest=NEWEST)


def days(text: str) -> tuple[str | None, str | None]:
    published = read(text).published
    first, last = (day.isoformat() if day else None for day in (published.first, published.last))
    return first, last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("What did he say in April 2024?", "2024-04-01", "2024-04-30"),
        ("Who met on 12 March 2025?", "2025-03-12", "2025-03-12"),
        ("Who met on Wednesday, March 12th, 2025?", "2025-03-12", "2025-03-12"),
        ("the report published on 2025-03-12", "2025-03-12", "2025-03-12"),
        ("the report published at 2023-12-12T22:38:05+00:00", "2023-12-12", "2023-12-12"),
        ("What happened in 2015?", "2015-01-01", "2015-12-31"),
        ("What has changed since May 2024?", "2024-05-01", None),
        ("What came after 12 March 2024?", "2024-03-13", None),
        ("What was known before June 2015?", None, "2015-05-31"),
        ("What was known until June 2015?", None, "2015-06-30"),
        ("between February and March 2025", "2025-02-01", "2025-03-31"),
        ("from 2010 until 2015", "2010-01-01", "2015-12-31"),
        ("after May 2024 and before July 2024", "2024-06-01", "2024-06-30"),
        ("its December 19, 2023, article", "2023-12-19", "2023-12-19"),
        ("articles on 5 May 2024 and on 9 May 2024", "2024-05-05", "2024-05-09"),
        ("between January and March 2024", "2024-01-01", "2024-03-31"),
        ("in March and April 2024", "2024-03-01", "2024-04-30"),
        ("in March, April or May 2024", "2024-03-01", "2024-05-31"),
        ("between November and February 2024", "2023-11-01", "2024-02-29"),
        ("from 5 March until 9 May 2024", "2024-03-05", "2024-05-09"),
        ("What happened in 2023 and 2024?", "2023-01-01", "2024-12-31"),
        ("in 2021, 2022 or 2024", "2021-01-01", "2024-12-31"),
        ("on the 5th of May, 2024", "2024-05-05", "2024-05-05"),
        ("in early 2024", "2024-01-01", "2024-12-31"),
        ("in mid-2024", "2024-01-01", "2024-12-31"),
        ("in late May 2024", "2024-05-01", "2024-05-31"),
    ],
)
def test_a_date_that_is_a_limit_is_read_as_the_days_it_covers(
    text: str, first: str | None, last: str | None
) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("yesterday", "2025-03-19", "2025-03-19"),
        ("last week", "2025-03-10", "2025-03-16"),  # Monday to Sunday
        ("this week", "2025-03-17", "2025-03-23"),
        ("last weekend", "2025-03-15", "2025-03-16"),
        ("last month", "2025-02-01", "2025-02-28"),
        ("this month", "2025-03-01", "2025-03-31"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("last Friday", "2025-03-14", "2025-03-14"),
        ("last Thursday", "2025-03-13", "2025-03-13"),
        ("in the last three days", "2025-03-17", "2025-03-20"),
        ("two weeks ago", "2025-03-03", "2025-03-09"),  # 6 March, give or take half a week
        ("today's reports", "2025-03-20", "2025-03-20"),
        ("a week ago", "2025-03-10", "2025-03-16"),  # 13 March, give or take half a week
        ("eight days ago", "2025-03-12", "2025-03-12"),
        ("in the last eleven days", "2025-03-09", "2025-03-20"),
        ("in the past week", "2025-03-13", "2025-03-20"),
        ("in the last month", "2025-02-18", "2025-03-20"),
        ("in the past year", "2024-03-20", "2025-03-20"),
    ],
)
def test_relative_dates_count_from_today(text: str, first: str, last: str) -> None:
    assert days(f"What was said {text}?") == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in February", "2025-02-01", "2025-02-28"),
        ("since May", "2024-05-01", None),
        ("last May", "2024-05-01", "2024-05-31"),
        ("a report from 12 March", "2025-03-12", "2025-03-12"),
        ("on 21 March", "2024-03-21", "2024-03-21"),
        ("on the 5th of May", "2024-05-05", "2024-05-05"),
    ],
)
def test_a_date_without_a_year_is_the_last_one_until_today(
    text: str, first: str, last: str | None
) -> None:
    assert days(text) == (first, last)


def test_in_an_old_library_a_date_without_a_year_is_the_last_one_until_its_newest_article() -> None:
    published = dates_read("in April", today=TODAY, newest=date(2016, 3, 1)).published
    assert (published.first, published.last) == (date(2015, 4, 1), date(2015, 4, 30))


@pytest.mark.parametrize(
    "text",
    [
        "How many died at the 2015 Hajj?",
        "Who came to the 17 February summit?",
        "What was the 12 March 2025 meeting about?",
        "before the 2006 stampede",
        "How many shells by 2030?",
        "What will happen in 2030?",
        "the deployment of 2000 troops",
        "He may march.",
        "on 30 February 2024",
        "on 99 March 2024",
        "published 2024-13-01",
        "What happens today?",
        "What did he say in 1871?",
        "Who has been hiding since Jan Marsalek fled?",
        "Who met in Mar-a-Lago?",
        "",
    ],
)
def test_a_date_that_is_asked_about_limits_nothing(text: str) -> None:
    assert read(text) == DatesRead()


@pytest.mark.parametrize(
    ("text", "contradiction", "spans"),
    [
        ("What happened from 2030 until 2010?", "from 2030 until 2010", ["from 2030 until 2010"]),
        (
            "What happened between 2030 and 2010?",
            "between 2030 and 2010",
            ["between 2030 and 2010"],
        ),
        ("before 2010 and after 2020", "before 2010 and after 2020", ["before 2010", "after 2020"]),
    ],
)
def test_dates_without_a_day_between_them_are_told(
    text: str, contradiction: str, spans: list[str]
) -> None:
    dates = read(text)
    assert (dates.published, dates.contradiction) == (DateRange(), contradiction)
    assert [span.of(text) for span in dates.spans] == spans


def test_what_was_read_is_shown_with_its_preposition() -> None:
    text = "What did Macron say in April 2024?"
    assert [span.of(text) for span in read(text).spans] == ["in April 2024"]


@given(
    text=st.lists(
        st.sampled_from(
            "in on since until between and from last the 2015 2030 0 31 30 May March february week"
            " years ago 999 Friday today yesterday , 2024-02-30 report published".split()
        ),
        max_size=12,
    ).map(" ".join),
    today=st.dates(min_value=date(1970, 1, 1), max_value=date(2090, 1, 1)),
)
def test_any_words_give_a_range_that_holds_a_day(text: str, today: date) -> None:
    found = dates_read(text, today=today, newest=None)
    assert found.published.is_open == (not found.spans)
    assert all(span.of(text) for span in found.spans)
