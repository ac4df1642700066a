"""Days and months that a report names without their year: "on 3 March", "in April last year"."""

from __future__ import annotations

import calendar
import re
from datetime import date

from index.dates.day_forms import WEEKDAY_NAMES, Form, Meant, one_day
from index.dates.tense import Tense

NEAR_DAYS = 150  # what lies further off is written with its year
NEAR_DAYS_UNCLEAR = 60  # and without a tense it may be a yearly day, as a holiday is
NEAR_MONTHS = 8  # a month further off is "last year's" or "next year's"
# Days that stand for what once happened on them, as (month, day).
FAMOUS = frozenset({(9, 11), (10, 7), (1, 6), (7, 4)})
_MONTHS = {name: at for at, name in enumerate(calendar.month_name) if name} | {
    f"{calendar.month_abbr[at]}.": at for at in (1, 2, 3, 4, 8, 9, 10, 11, 12)
} | {"Sept.": 9}  # fmt: skip
_MONTH_WORDS = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True))
_MONTH = rf"(?P<month>{_MONTH_WORDS})"
_NUMBER = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAY_NAMES)}),? (?:the )?)?"
_YEAR = r"(?P<year>\d{4})"
_OF_YEAR = r"(?: of)? (?P<word>last|this|next) year"
_NO_NUMBER_NEXT = r"(?![\d:]|[.,]\d|,? \d{4}\b|st|nd|rd|th)"
_HAPPENING = (
    r"(?! (?:attacks?|massacre|coup|movement|killings|uprising|riots?|insurrection|celebrations"
    r"|holiday"
    r"|revolution|assault)\b)"
)
# With these it is a day of every year, or of a year long past.
_YEARLY = re.compile(r"\b(?:born|anniversary|celebrated|observed|holiday)\b")
_UNTIL = re.compile(r"\b(?:until|till|by|to|for|from|before|starting)(?: \w+,?)? $")
_STEPS = {"last": -1, "this": 0, "next": 1}


def _in_full(_: re.Match[str], __: date, ___: Tense) -> None:
    """A date with its year needs no reading."""


def _of_year(found: re.Match[str], day: date, _: Tense) -> Meant | None:
    """The day or month of which it is said whether it is last, this or next year's."""
    year, month = day.year + _STEPS[found["word"]], _MONTHS[found["month"]]
    if "day" in found.groupdict():
        named = _date(year, month, int(found["day"]))
        return one_day(named) if named else None
    return _whole_month(year, month)


def _day_of_month(found: re.Match[str], day: date, tense: Tense) -> Meant | None:
    """The day of that name that is nearest, where it is near and the tense agrees."""
    month, number = _MONTHS[found["month"]], int(found["day"])
    years = (_date(year, month, number) for year in (day.year - 1, day.year, day.year + 1))
    known = [each for each in years if each]
    if found["weekday"]:
        fitting = [each for each in known if WEEKDAY_NAMES[each.weekday()] == found["weekday"]]
        is_known = len(fitting) == 1 and abs(fitting[0] - day).days <= NEAR_DAYS
        return one_day(fitting[0]) if is_known else None
    before = found.string[: found.start("words")]
    is_name = (month, number) in FAMOUS or before.endswith(("the ", "The ", "’s ", "'s "))
    if is_name or not known or _YEARLY.search(found.string):
        return None
    nearest = min(known, key=lambda each: abs(each - day))
    is_until = bool(_UNTIL.search(before))
    is_told = tense is not Tense.UNCLEAR
    reach = NEAR_DAYS if is_told or is_until else NEAR_DAYS_UNCLEAR
    agrees = is_until or not is_told or (nearest <= day) == (tense is Tense.PAST) or nearest == day
    is_near = abs(nearest - day).days <= reach
    return one_day(nearest, is_loose=True) if agrees and is_near else None


def _in_month(found: re.Match[str], day: date, tense: Tense) -> Meant | None:
    """The nearest such month before or after the report's own, as the tense has it."""
    back = (day.month - _MONTHS[found["month"]]) % 12
    if not back or _YEARLY.search(found.string):
        return None
    is_past = tense is Tense.PAST or found["before"].lower() == "since"
    if is_past and back <= NEAR_MONTHS:
        months = -back
    elif tense is Tense.FUTURE and 12 - back <= NEAR_MONTHS:
        months = 12 - back
    else:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _whole_month(year, month + 1, is_loose=True)


def _whole_month(year: int, month: int, *, is_loose: bool = False) -> Meant:
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Meant(first=date(year, month, 1), last=last, is_loose=is_loose)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 29 February, in most years
        return None


def _both_orders(before: str, after: str) -> tuple[str, str]:
    """The pattern of a day of a month written either way, between two others."""
    return (
        rf"{before}{_NUMBER}(?: of)? {_MONTH}{after}",
        rf"{before}{_MONTH} {_NUMBER}{_NO_NUMBER_NEXT}{after}",
    )


_MONTH_ALONE = (
    r"(?<!, )\b(?P<before>[Ii]n|[Ss]ince)(?: (?:early|late|mid)[ -]?| )"
    rf"(?P<words>{_MONTH})(?!['’\w]| [A-Z\d])"
)
_DATED = (
    *((each, _in_full) for each in _both_orders(rf"(?P<words>{_WEEKDAY}", rf",? {_YEAR})\b")),
    (rf"\b(?P<words>{_MONTH},? (?:of )?{_YEAR})\b", _in_full),
    *((each, _of_year) for each in _both_orders(r"\b(?P<words>", rf"{_OF_YEAR})\b")),
    (rf"\b(?P<words>{_MONTH}{_OF_YEAR})\b", _of_year),
    *(
        (each, _day_of_month)
        for each in _both_orders(rf"\b(?P<words>{_WEEKDAY}", rf"){_HAPPENING}")
    ),
    (_MONTH_ALONE, _in_month),
)
CALENDAR_FORMS = tuple(
    Form(pattern=re.compile(pattern), meaning=meaning) for pattern, meaning in _DATED
)
