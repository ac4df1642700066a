"""The user's limits: outlets and dates, of the article or of the report it is based on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.article import Article, ArticleId, BasedOn
from corpus.dates import DateRange
from index.query import Filters, Query, Reading
from index.spans import Span

_BRIEF = Article(
    article_id=ArticleId("a000000000001"),
    source_key="brief",
    text="A crane fell.",
    headline="Crane",
    outlet="Clippings sample",
    published_at=date(2015, 9, 12),
    based_on=BasedOn(outlet="Wikinews", published_at=date(2015, 9, 11)),
)
_UNDATED = Article(
    article_id=ArticleId("a000000000002"), source_key="u", text="A note.", headline="Note"
)


def days(first: int, last: int) -> DateRange:
    return DateRange(first=date(2015, 9, first), last=date(2015, 9, last))


def test_no_limits_admit_everything() -> None:
    assert Filters().is_empty
    assert Filters().admit(_BRIEF)
    assert Filters().admit(_UNDATED)


@pytest.mark.parametrize("outlet", ["Clippings sample", "Wikinews", "WIKINEWS", "wikinews"])
def test_an_outlet_is_its_own_or_the_one_it_is_based_on(outlet: str) -> None:
    assert Filters(outlets=("RFI", outlet)).admit(_BRIEF)


def test_another_outlet_is_not_admitted() -> None:
    assert not Filters(outlets=("RFI",)).admit(_BRIEF)
    assert not Filters(outlets=("Wiki",)).admit(_BRIEF)
    assert not Filters(outlets=("RFI",)).admit(_UNDATED)


@pytest.mark.parametrize(
    ("limits", "admitted"),
    [(days(12, 12), True), (days(11, 11), True), (days(10, 10), False), (days(13, 30), False)],
    ids=["its own day", "the report's day", "before both", "after both"],
)
def test_a_date_is_its_own_or_that_of_the_report(limits: DateRange, admitted: bool) -> None:
    assert Filters(published=limits).admit(_BRIEF) is admitted


def test_any_date_limit_leaves_out_the_undated() -> None:
    assert not Filters(published=DateRange(last=date(2999, 1, 1))).admit(_UNDATED)


def test_every_limit_must_hold() -> None:
    named = (_BRIEF.article_id,)
    assert Filters(articles=named, outlets=("Wikinews",), published=days(11, 12)).admit(_BRIEF)
    assert not Filters(articles=named, outlets=("RFI",)).admit(_BRIEF)
    assert not Filters(articles=named).admit(_UNDATED)


def test_dates_that_contradict_each_other_are_passed_over_with_what_joins_them() -> None:
    text = "What sank after 2020 and before 2015?"
    reading = Reading(
        date_spans=(Span(start=10, end=20), Span(start=25, end=36)),
        contradiction="after 2020 and before 2015",
    )
    assert [span.of(text) for span in reading.passed_over] == ["after 2020 and before 2015"]
    assert "and" not in Query(text=text, reading=reading).matter
    apart = replace(reading, contradiction="after 2020 to sea and before 2015")
    apart = replace(apart, date_spans=(Span(start=4, end=14), Span(start=26, end=37)))
    assert apart.passed_over == apart.date_spans
    assert Reading(date_spans=reading.date_spans).passed_over == ()
