"""Dates as people write them in a question: "12 March 2025", "May", "last week"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import first_day, last_day
from corpus.errors import BadDate
from index.spans import Span

_MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
_WHOLE_MONTHS = frozenset(_MONTHS)
_MONTHS |= {name[:3]: at for name, at in _MONTHS.items()} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_COUNTS = {
    word: at
    for at, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
_COUNTS |= {"few": 3, "a": 1, "an": 1}
_MANY = rf"\d{{1,3}}|{'|'.join(sorted(_COUNTS.keys() - {'a', 'an'}, key=len, reverse=True))}"
_UNIT = r"(?P<unit>day|week|month|year)s?\b"
_DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}
_LONGEST_DAYS = 36_500  # "the last 999 years" must not leave the calendar

# Tried in this order at each place, so that the fullest reading wins.
_FORMS = tuple(
    re.compile(rf"\b(?:{form})", re.IGNORECASE)
    for form in (
        r"(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?:T[\d:.+Z-]+)?(?![\d-])",
        rf"(?:the )?{_DAY} of {_MONTH},? {_YEAR}",
        rf"(?:the )?{_DAY} of {_MONTH}",
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? (?:of )?{_YEAR}",
        rf"{_DAY} (?:of )?{_MONTH}",
        rf"{_MONTH} {_DAY}",
        rf"(?P<last>last|this|past) {_MONTH}",
        _MONTH,
        _YEAR,
        rf"(?:the )?(?:last|past) (?P<count>{_MANY}) {_UNIT}",
        rf"(?P<count>{_MANY}|an?) {_UNIT} (?P<ago>ago)\b",
        r"(?P<the>the )?(?P<which>last|past|this) (?P<period>week(?:end)?|month|year)\b",
        rf"last (?P<weekday>{'|'.join(WEEKDAYS)})\b",
        r"(?P<yesterday>yesterday)\b",
        r"(?P<today>today)\b",
    )
)
_RELATIVE = frozenset({"count", "which", "weekday", "yesterday", "last"})
# Of the prepositions that a month alone may follow in small letters: "may" and "march" are verbs.
_MONTH_ONLY = re.compile(r"\b(?:in|since|until|before|during|of) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    """A date as it stands, and its days; a relative one, "last week", is a limit by itself."""

    span: Span
    first: date
    last: date
    is_relative: bool

    def since(self, start: int) -> Span:
        """Its words with those before it, from `start`."""
        return Span(start=start, end=self.span.end)


def named_dates(text: str, *, today: date, latest: date) -> tuple[NamedDate, ...]:
    """The dates in a text, in order, the fullest reading of each.

    `today` is what "last week" counts from; a date without a year is the last one until `latest`.
    """
    return tuple(_dates(text, today, latest))


def _dates(text: str, today: date, latest: date) -> Iterator[NamedDate]:
    at = 0
    while at < len(text):
        found = [m for form in _FORMS if (m := form.search(text, at))]
        if not found:
            return
        match = min(found, key=lambda m: (m.start(), -m.end()))
        at = match.end()
        days = _days(text, match, today, latest)
        if days:
            relative = match.groupdict().keys() & _RELATIVE
            yield NamedDate(
                span=Span(start=match.start(), end=match.end()),
                first=days[0],
                last=days[1],
                is_relative=bool(relative),
            )


def _days(text: str, match: re.Match[str], today: date, latest: date) -> tuple[date, date] | None:
    """First and last day of a date as it was found; None where it is none."""
    parts = {name: value.lower() for name, value in match.groupdict().items() if value}
    try:
        if "iso" in parts:
            return first_day(parts["iso"]), last_day(parts["iso"])
        if "month" in parts:
            return _month_days(text, match, parts, latest)
        if "year" in parts:
            return first_day(parts["year"]), last_day(parts["year"])
        return _relative_days(parts, today)
    except BadDate:
        return None  # "30 February" and the like is no date


def _month_days(
    text: str, match: re.Match[str], parts: dict[str, str], latest: date
) -> tuple[date, date] | None:
    is_bare = parts.keys() <= {"month", "last"}
    may_be_verb = is_bare and "last" not in parts and match["month"].islower()
    if may_be_verb and not _MONTH_ONLY.search(text[: match.start()]):
        return None
    is_short = parts["month"] != "may" and parts["month"] not in _WHOLE_MONTHS
    if is_bare and is_short and re.match(r" [A-Z]|-[a-z]", text[match.end() :]):
        return None  # Jan Marsalek, Mar-a-Lago
    written = f"{_MONTHS[parts['month']]:02}"
    if "day" in parts:
        written += f"-{int(parts['day']):02}"
    year = int(parts["year"]) if "year" in parts else latest.year
    if "year" not in parts and first_day(f"{year}-{written}") > latest:
        year -= 1
    return first_day(f"{year}-{written}"), last_day(f"{year}-{written}")


def _relative_days(parts: dict[str, str], today: date) -> tuple[date, date]:
    if "count" in parts:
        return _counted_days(parts, today)
    if "period" in parts:
        rolls = parts["which"] == "past" or (parts["which"] == "last" and "the" in parts)
        if rolls and parts["period"] != "weekend":
            return today - timedelta(days=_DAYS_IN[parts["period"]]), today
        return _period(parts["which"], parts["period"], today)
    if "weekday" in parts:
        back = (today.weekday() - WEEKDAYS.index(parts["weekday"]) - 1) % 7 + 1
        return today - timedelta(days=back), today - timedelta(days=back)
    day = today - timedelta(days=1) if "yesterday" in parts else today
    return day, day


def _counted_days(parts: dict[str, str], today: date) -> tuple[date, date]:
    """The last so many days, weeks, months or years; "ago" is about that long ago."""
    unit = _DAYS_IN[parts["unit"]]
    count = _COUNTS.get(parts["count"]) or int(parts["count"])
    back = timedelta(days=min(count * unit, _LONGEST_DAYS))
    if "ago" not in parts:
        return today - back, today
    slack = timedelta(days=0 if unit == 1 else unit // 2)
    return today - back - slack, today - back + slack


def _period(which: str, period: str, today: date) -> tuple[date, date]:
    """This week, month or year so far, or the whole of the one before; weeks begin on Monday."""
    if period.startswith("week"):
        monday = today - timedelta(days=today.weekday())
        start = monday if which == "this" else monday - timedelta(days=7)
        weekend = 5 if period == "weekend" else 0
        return start + timedelta(days=weekend), start + timedelta(days=6)
    if period == "month":
        start = today.replace(day=1)
        if which != "this":
            start = (start - timedelta(days=1)).replace(day=1)
        return start, last_day(f"{start:%Y-%m}")
    year = today.year - (which != "this")
    return date(year, 1, 1), date(year, 12, 31)
