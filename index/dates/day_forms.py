"""Forms in which reports name days, each with how its days are counted from the report's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from index.dates.tense import Tense

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The days meant, inclusive.

    `is_loose` is what any time that is told of could have: a weekday, a month, a day of a month.
    """

    first: date
    last: date
    is_loose: bool = False


Meaning = Callable[[re.Match[str], date, Tense], Meant | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form, whose days stand in the group `words`, and what they mean.

    `meaning` takes the match in its sentence, the day of the report and the tense in which the days
    are told of; it is None where they could be others, or are named in full.
    """

    pattern: re.Pattern[str]
    meaning: Meaning


def one_day(day: date, *, is_loose: bool = False) -> Meant:
    """That day alone."""
    return Meant(first=day, last=day, is_loose=is_loose)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def weekday_past(name: str, day: date) -> date:
    """The nearest day of that name until `day`, which may be it."""
    return day - timedelta(days=(day.weekday() - WEEKDAY_NAMES.index(name)) % 7)


def weekday_to_come(name: str, day: date) -> date:
    """The nearest day of that name from `day` on, which may be it."""
    return day + timedelta(days=(WEEKDAY_NAMES.index(name) - day.weekday()) % 7)
