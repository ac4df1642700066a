"""Dates as exports, mails and feeds write them: RFC 2822, named months, numbers, Unix time.

Nothing is converted, as in `corpus.dates`: the day is the one written, in its own time zone. Unix
time names an instant, whose day is taken in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from corpus.dates import Moment
from corpus.errors import BadDate, shown

# A date with its time and zone in words has at most some 60 characters.
LONGEST_DATE = 100
HOURS_ON_A_DIAL = 12

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
# What follows the day begins with a time: "18 February 2025 edition" is no date.
_REST = r"(?:(?:T|\s*[,;|–-]\s*|\s+(?:at\s+)?|,\s*at\s+)(?P<rest>\d{1,2}[:.]\d{2}(?!\d).*))?"
_WRITTEN = tuple(
    re.compile(form + _REST, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<dash>[-/.])(?P<month>\d{{1,2}})(?P=dash)(?P<day>\d{{1,2}})",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"{_WEEKDAY}{_DAY}(?:\s+(?:of\s+)?|-){_MONTH}(?:,?\s+|-){_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",  # with dots the day stands first
    )
)
_COMPACT_TIME = re.compile(r"(\d{8})T?(\d{2})(\d{2})(\d{2})(Z?)")
# 03/04/2025: which of the two is the month, the value alone does not say.
_NUMBERED = re.compile(r"(?P<one>\d{1,2})(?P<dash>[/-])(?P<two>\d{1,2})(?P=dash)(\d{4})" + _REST)
# Seconds since 1970 have ten digits from September 2001 to 2286; in milliseconds, three more.
# Nine, or nine and three, are left alone: 202502181032 is a day and a time written in one.
_UNIX_TIME = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d*)?")

_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?)?\s*(.*)", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})(?:\s*\(.*\))?")
# The zones that RFC 2822, section 4.3, names; other abbreviations mean several zones each.
_ZONES = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
_ZONES |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7}


class DateOrder(StrEnum):
    """Which comes first in a date of three numbers that ends in the year."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def moment_in(text: str, *, order: DateOrder | None = None) -> Moment | None:
    """The day, with its time where one is given, that a text names and nothing else.

    None when the form is not known, and for 03/04/2025 without `order`. 18/02/2025 has one reading
    whatever the order. A time that does not exist, or in a zone that is not plain, is left out.

    Raises:
        BadDate: the form is known and there is no such day.
    """
    text = text.strip()
    if len(text) > LONGEST_DATE:
        return None
    if unix := _UNIX_TIME.fullmatch(text):
        instant = datetime.fromtimestamp(int(unix[1]), tz=UTC)
        return Moment(day=instant.date(), time=instant.timetz())
    if compact := _COMPACT_TIME.fullmatch(text):
        text = "{} {}:{}:{}{}".format(*compact.groups())
    for form in _WRITTEN:
        if written := form.fullmatch(text):
            return _moment(text, written)
    return _numbered(text, order=order)


def order_in(texts: Iterable[str]) -> DateOrder | None:
    """The order that a column of dates keeps, as its days after the twelfth show; else None."""
    found: set[DateOrder] = set()
    for text in texts:
        if (order := _order_of(text)) is not None:
            found.add(order)
        if len(found) > 1:
            return None
    return found.pop() if found else None


def _order_of(text: str) -> DateOrder | None:
    numbers = _NUMBERED.fullmatch(text.strip()[:LONGEST_DATE])
    day_first, month_first = (
        bool(numbers and int(numbers[place]) > len(_MONTHS)) for place in ("one", "two")
    )
    if day_first is month_first:
        return None
    return DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST


def _numbered(text: str, *, order: DateOrder | None) -> Moment | None:
    numbers = _NUMBERED.fullmatch(text)
    if numbers is None:
        return None
    one, two = int(numbers["one"]), int(numbers["two"])
    order = _order_of(text) or order or (DateOrder.DAY_FIRST if one == two else None)
    if order is None and max(one, two) <= len(_MONTHS):
        return None
    day, month = (two, one) if order is DateOrder.MONTH_FIRST else (one, two)
    return Moment(day=_day(text, int(numbers[4]), month, day), time=_clock(numbers["rest"]))


def _moment(text: str, written: re.Match[str]) -> Moment:
    parts = written.groupdict()
    month = _MONTHS.index(parts["name"][:3].lower()) + 1 if "name" in parts else int(parts["month"])
    day = _day(text, int(parts["year"]), month, int(parts["day"]))
    return Moment(day=day, time=_clock(parts["rest"]))


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadDate(
            f"{shown(text)} is not a date that exists.", remedy="Correct it or drop it."
        ) from error


def _clock(rest: str | None) -> time | None:
    clock = _CLOCK.fullmatch(rest.strip()) if rest else None
    if clock is None:
        return None
    zone = clock[5].strip()
    try:
        offset = _offset(zone) if zone else None
        written = time(_hour(clock), int(clock[2]), int(clock[3] or 0), tzinfo=offset)
    except ValueError:
        return None
    return None if zone and offset is None else written


def _hour(clock: re.Match[str]) -> int:
    hour = int(clock[1])
    if not clock[4] or hour > HOURS_ON_A_DIAL:
        return hour
    return hour % HOURS_ON_A_DIAL + (HOURS_ON_A_DIAL if clock[4].lower() == "p" else 0)


def _offset(zone: str) -> timezone | None:
    if zone.upper() in _ZONES:
        away = timedelta(hours=_ZONES[zone.upper()])
    elif offset := _OFFSET.fullmatch(zone):
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        away = away if offset[1] == "+" else -away
    else:
        return None
    return timezone(away) if away else UTC
