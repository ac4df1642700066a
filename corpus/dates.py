"""Calendar dates as news needs them: one day, or an inclusive range written `YYYY[-MM[-DD]]`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from corpus.errors import BadDate, shown

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MOMENT = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ](\d{2}:\d{2}.*))?")
_REMEDY = "Write it as YYYY, YYYY-MM or YYYY-MM-DD."


def parse_day(text: str) -> date:
    """The day that an ISO 8601 date or date-time names.

    Raises:
        BadDate: not ISO 8601, or no such day.
    """
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError as error:
        raise BadDate(
            f"{shown(text)} is not an ISO 8601 date that exists.",
            remedy="Write it as YYYY-MM-DD, or drop it.",
        ) from error


def first_day(text: str) -> date:
    """The first day that `YYYY[-MM[-DD]]` covers.

    Raises:
        BadDate: another form, or no such day.
    """
    year, month, day = _parts(text)
    return _day(text, year, 1 if month is None else month, 1 if day is None else day)


def last_day(text: str) -> date:
    """The last day that `YYYY[-MM[-DD]]` covers.

    Raises:
        BadDate: another form, or no such day.
    """
    year, month, day = _parts(text)
    first = _day(text, year, 12 if month is None else month, 1)
    length = calendar.monthrange(year, first.month)[1]
    return _day(text, year, first.month, length if day is None else day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, and the time of that day where one is known, with its UTC offset where given."""

    day: date
    time: time | None = None


def moment_of(text: str) -> Moment | None:
    """The day, with its time, that a source states: ISO 8601, or `YYYY/MM/DD`; else None.

    Nothing is converted: the day is the one written, in the time zone it was written in. A time
    that does not exist is left out.
    """
    written = _MOMENT.fullmatch(text)
    if written is None:
        return None
    try:
        day = date(int(written[1]), int(written[3]), int(written[4]))
    except ValueError:
        return None
    return Moment(day=day, time=_time(written[5] or ""))


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip().replace(" ", ""))
    except ValueError:
        return None


def in_words(day: date) -> str:
    """`18 February 2025`: the form in which people meet a date."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """An inclusive range of days; an open end is `None`."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise BadDate(
                f"The range from {self.first} until {self.last} holds no day.",
                remedy="Give a 'from' that is not after 'until'.",
            )

    @property
    def is_open(self) -> bool:
        """Whether the range limits nothing."""
        return self.first is None and self.last is None

    def holds(self, day: date | None) -> bool:
        """Whether `day` lies in the range; an unknown day lies only in the open range."""
        if day is None:
            return self.is_open
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(text.strip())
    if match is None:
        raise BadDate(f"{shown(text)} is not a date.", remedy=_REMEDY)
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadDate(f"{shown(text)} is not a date that exists.", remedy=_REMEDY) from error
