"""Days and spans counted from a report's day: "yesterday", "two days ago", "last month"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from index.dates.day_forms import Form, Meant, monday_of, one_day
from index.dates.tense import Tense

_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
_TUESDAY = 1
_SHIFTS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip
_STEPS = {"last": -1, "this": 0, "next": 1}
_COUNTS = {name: at for at, name in enumerate("one two three four five six".split(), start=1)}
_SAID_TODAY = (
    r"(?:said|says|told|announced|speaking|confirmed|published|released|signed|ruled|voted|earlier"
    r"|later|here|arrested|reported|admitted|approved)"
)
_TODAYS = (
    r"(?:meeting|vote|summit|announcement|ruling|decision|hearing|session|talks|election|debate"
    r"|report|attack|strike|protest|statement|verdict|match)"
)


def _shifted(found: re.Match[str], day: date, _: Tense) -> Meant:
    return one_day(day + timedelta(days=_SHIFTS[found["words"].lower()]))


def _to_come(found: re.Match[str], day: date, tense: Tense) -> Meant | None:
    """The day after, where a day is meant; "the leaders of tomorrow" are those of the future."""
    return _shifted(found, day, tense) if tense is Tense.FUTURE else None


def _ago(found: re.Match[str], day: date, _: Tense) -> Meant:
    count = _COUNTS.get(found["count"].lower()) or int(found["count"])
    return one_day(day - timedelta(days=count))


def _week(found: re.Match[str], day: date, _: Tense) -> Meant | None:
    """From Monday to Sunday; nothing on a Sunday, with which weeks begin in some countries."""
    if day.weekday() == _SUNDAY:
        return None
    start = monday_of(day) + timedelta(weeks=_STEPS[found["word"].lower()])
    return Meant(first=start, last=start + timedelta(days=6))


def _weekend(found: re.Match[str], day: date, tense: Tense) -> Meant | None:
    """The Saturday and Sunday meant, where it can be no other weekend."""
    saturday = monday_of(day) + timedelta(days=_SATURDAY)
    before, is_weekend = saturday - timedelta(weeks=1), day.weekday() >= _SATURDAY
    word = found["word"].lower()
    if word == "last":
        return None if is_weekend else _two_days(before)
    if word == "next":
        return _two_days(saturday + timedelta(weeks=1)) if is_weekend else None
    if is_weekend:
        return _two_days(saturday)
    if tense is Tense.FUTURE:
        return _two_days(saturday)
    is_near = word == "the" or day.weekday() <= _TUESDAY
    return _two_days(before) if tense is Tense.PAST and is_near else None


def _two_days(saturday: date) -> Meant:
    return Meant(first=saturday, last=saturday + timedelta(days=1))


def _month(found: re.Match[str], day: date, _: Tense) -> Meant:
    months = day.year * 12 + day.month - 1 + _STEPS[found["word"].lower()]
    year, month = divmod(months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    return Meant(first=date(year, month + 1, 1), last=date(year, month + 1, length))


def _year(found: re.Match[str], day: date, _: Tense) -> Meant:
    year = day.year + _STEPS[found["word"].lower()]
    return Meant(first=date(year, 1, 1), last=date(year, 12, 31))


_WORD = r"(?P<word>[Ll]ast|[Tt]his|[Nn]ext)"
# "The last week" is the seven days past, and "last week of" one of many.
_NOT_OF = r"(?<!the )(?<!The )(?<!very )\b"
_DAYS_AGO = (
    r"(?<!about )(?<!some )(?<!almost )(?<!nearly )(?<!than )(?<!around )"
    rf"\b(?P<words>(?P<count>(?i:{'|'.join(_COUNTS)})|[1-6]) days? ago)\b"
)
_YESTERDAY = (
    r"(?<!of )(?<!only )(?<!were )\b(?P<words>[Yy]esterday)\b(?!['’]s (?:m[ea]n|news|papers?))"
)
_END = r"\b(?! of\b)(?! or (?:so|two)\b)(?!-)"

PERIOD_FORMS = tuple(
    Form(pattern=re.compile(pattern), meaning=meaning)
    for pattern, meaning in (
        (rf"{_NOT_OF}(?P<words>{_WORD} weekend){_END}", _weekend),
        (r"\b(?P<words>(?P<word>[Tt]he) weekend)\b(?! (?:of|after|before)\b)", _weekend),
        (rf"{_NOT_OF}(?P<words>{_WORD} week){_END}", _week),
        (rf"{_NOT_OF}(?P<words>{_WORD} month){_END}", _month),
        (rf"{_NOT_OF}(?<!time )(?P<words>{_WORD} year){_END}", _year),
        (_DAYS_AGO, _ago),
        (r"\b(?P<words>[Tt]he day (?:before yesterday|after tomorrow))\b", _shifted),
        (_YESTERDAY, _shifted),
        (r"(?<!of )\b(?P<words>[Tt]omorrow)\b(?!['’]s)", _to_come),
        (
            r"\b(?P<words>[Ll]ast night|[Tt]onight|[Tt]his (?:morning|afternoon|evening))\b",
            _shifted,
        ),
        (rf"\b{_SAID_TODAY} (?P<words>today)\b", _shifted),
        (rf"\b(?P<words>[Tt]oday)(?= {_SAID_TODAY}\b|['’]s {_TODAYS}\b)", _shifted),
    )
)
