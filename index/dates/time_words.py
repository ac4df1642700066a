"""Dates in a question, read as limits on when an article was published: "in April 2024".

Only a date that a preposition or a word for reporting makes a limit is read. A date that is part of
a name, as in "the 2015 Hajj" or "the 17 February summit", is what the question is about, and so is
a day that has not come yet, as in "by 2030".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from corpus.dates import DateRange
from index.dates.named_dates import WEEKDAYS, NamedDate, named_dates
from index.spans import Span
from index.words import content_words

_BOUND = (
    r"(?P<bound>since|after|from|starting|before|until|till|up to|up until|prior to|by|through)"
    r"|(?P<within>in|on|during|of|dated|throughout)"
)
_BEFORE = re.compile(
    rf"\b(?:(?:published|reported|written|posted|back|as) )?(?:{_BOUND}|(?<=published )at)"
    rf"(?: the (?:beginning|start|end|middle) of)?"
    rf"(?: (?:early|mid|late))?(?: (?:{'|'.join(WEEKDAYS)}),?)?[ -]$",
    re.IGNORECASE,
)
_REPORT_AFTER = re.compile(
    r"(?:['’]s)?,? (?:articles?|reports?|stor(?:y|ies)|coverage|editions?|issues?|news)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:,|,? (?:and|or)) ")
_FULL_YEAR = re.compile(r"\d{4}")
_YEAR = timedelta(days=365)
# After the others a bare number with a thing may count it: "of 2000 troops".
_BEFORE_YEARS = frozenset({"in", "during", "since", "before"})
_FROM = frozenset({"since", "after", "from", "starting"})
_JOINED = {"between": r",? and ", "from": r",? (?:to|until|till|through|up to|up until) "}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesRead:
    """What a question asks of an article's date.

    `published` is open when nothing was read; `spans` are where it was read, in order, with their
    prepositions. `contradiction` are the words that ask for a range without a day, or empty; with
    one `published` is open, and `spans` are where its dates stand.
    """

    published: DateRange = field(default_factory=DateRange)
    spans: tuple[Span, ...] = ()
    contradiction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    first: date | None
    last: date | None
    span: Span


def dates_read(text: str, *, today: date, newest: date | None = None) -> DatesRead:
    """The days that a question asks about, as one range over all the dates it names.

    `today` is what "last week" counts from. A month or day without a year is the last one until
    today, or until `newest`, the day of the newest article, where that is over a year ago.
    """
    is_old = newest is not None and today - newest > _YEAR
    latest = newest if newest and is_old else today
    limits = tuple(_limits(text, named_dates(text, today=today, latest=latest)))
    if not limits:
        return DatesRead()
    spans = tuple(limit.span for limit in limits)
    words = text[spans[0].start : spans[-1].end]
    crossed = next((x for x in limits if x.first and x.last and x.first > x.last), None)
    if crossed:
        return DatesRead(spans=(crossed.span,), contradiction=crossed.span.of(text))
    read = tuple(x for x in limits if not x.first or x.first <= today)
    read = tuple(x for x in read if x.first or not x.last or x.last <= today)
    return _as_one_range(read, words)


def _as_one_range(limits: Sequence[_Limit], words: str) -> DatesRead:
    """The hull of days named outright, or else of what lies since and until the days named."""
    closed = [limit for limit in limits if limit.first and limit.last]
    counted = closed or limits
    firsts = [limit.first for limit in counted if limit.first]
    lasts = [limit.last for limit in counted if limit.last]
    first, last = min(firsts, default=None), max(lasts, default=None)
    spans = tuple(limit.span for limit in counted)
    if first and last and first > last:
        return DatesRead(spans=spans, contradiction=words)
    return DatesRead(published=DateRange(first=first, last=last), spans=spans)


def _limits(text: str, dates: Sequence[NamedDate]) -> Iterator[_Limit]:
    """What each date asks, pairs such as "from … until …" as one."""
    waiting = _in_years_of_lists(text, dates)
    listed: NamedDate | None = None  # the date of the limit before, if it is one by itself
    while waiting:
        day = waiting.pop(0)
        pair = _pair(text, day, waiting[0]) if waiting else None
        if pair:
            waiting.pop(0)
        limit = pair or _limit(text, day)
        if not limit and listed and _LISTED.fullmatch(text, listed.span.end, day.span.start):
            limit = _Limit(first=day.first, last=day.last, span=day.span)
        listed = day if limit and not pair and limit.first and limit.last else None
        if limit:
            yield limit


def _in_years_of_lists(text: str, dates: Sequence[NamedDate]) -> list[NamedDate]:
    """The dates, those of a list in the year that its last one names: "March and April 2024"."""
    kept: list[NamedDate] = []
    year: int | None = None
    for day in reversed(dates):
        is_listed = kept and _LISTED.fullmatch(text, day.span.end, kept[-1].span.start)
        if _FULL_YEAR.search(day.span.of(text)):
            year = day.last.year
        elif day.is_relative or not is_listed:
            year = None
        elif year is not None:
            day = _in_year(day, year)  # noqa: PLW2901 - the same day
        kept.append(day)
    return kept[::-1]


def _in_year(day: NamedDate, year: int) -> NamedDate:
    years = year - day.first.year
    try:
        first, last = (each.replace(year=each.year + years) for each in (day.first, day.last))
    except ValueError:  # 29 February
        return day
    return replace(day, first=first, last=last)


def _pair(text: str, one: NamedDate, other: NamedDate) -> _Limit | None:
    for word, joint in _JOINED.items():
        opening = re.search(rf"\b{word} (?:the )?$", text[: one.span.start], re.IGNORECASE)
        between = text[one.span.end : other.span.start]
        if opening and re.fullmatch(joint, between, re.IGNORECASE):
            first = _in_year_of(other, one, text)
            return _Limit(first=first, last=other.last, span=other.since(opening.start()))
    return None


def _in_year_of(other: NamedDate, one: NamedDate, text: str) -> date:
    """The first day of the first of a pair, in the year of the second if it names none."""
    if one.is_relative or _FULL_YEAR.search(one.span.of(text)):
        return one.first
    if not _FULL_YEAR.search(other.span.of(text)):
        return one.first
    year = other.last.year
    later = (one.first.month, one.first.day) > (other.last.month, other.last.day)
    try:
        return one.first.replace(year=year - later)
    except ValueError:  # 29 February
        return one.first


def _limit(text: str, day: NamedDate) -> _Limit | None:
    before = _BEFORE.search(text[: day.span.start])
    if before is None:
        is_limit = day.is_relative or _REPORT_AFTER.match(text, day.span.end)
        return _Limit(first=day.first, last=day.last, span=day.span) if is_limit else None
    span = day.since(before.start())
    bound = (before["bound"] or "").lower()
    preposition = bound or (before["within"] or "").lower()
    if preposition not in _BEFORE_YEARS and _counts_things(text, day):
        return None
    # "The report from 12 March" means that day alone.
    if not bound or bound == "from":
        return _Limit(first=day.first, last=day.last, span=span)
    if bound in _FROM:
        first = day.last + timedelta(days=1) if bound == "after" else day.first
        return _Limit(first=first, last=None, span=span)
    until = day.first - timedelta(days=1) if bound in {"before", "prior to"} else day.last
    return _Limit(first=None, last=until, span=span)


def _counts_things(text: str, day: NamedDate) -> bool:
    """Whether what looks like a year stands before a thing: 2000 troops."""
    following = re.match(r" ([a-z]+)", text[day.span.end :])
    is_number = day.span.of(text).isdigit()
    return is_number and following is not None and bool(content_words(following[1]))
