"""Numbers and times that a sentence names, each in one form: `1.5 million` is `1,500,000`.

`index.amounts` reads what is counted, to compare two reports, and leaves out whatever is unclear.
Here every number counts: one that is read wrongly in the same way on both sides does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from index.support.words import Term
from index.words import stem

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_PLACES = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_VALUES = {word: Decimal(value) for value, word in enumerate(_SMALL)}
_VALUES |= {word: Decimal(10 * value) for value, word in enumerate(_TENS, start=2)}
_SCALES = {
    "dozen": Decimal(12), "hundred": Decimal(100), "thousand": Decimal(10**3),
    "million": Decimal(10**6), "mn": Decimal(10**6), "m": Decimal(10**6), "k": Decimal(10**3),
    "billion": Decimal(10**9), "bn": Decimal(10**9), "trillion": Decimal(10**12),
    "tn": Decimal(10**12),
}  # fmt: skip
_SPELT_SCALES = frozenset("dozen hundred thousand million billion trillion".split())
_ROUGH = frozenset("half quarter dozens hundreds thousands millions billions trillions".split())
_FIGURE = re.compile(r"(?P<value>\d+(?:[.,]\d+)*)(?P<ending>bn|tn|mn|k|m|st|nd|rd|th)?")
_CURRENCIES = {"euros": "euro", "dollars": "dollar", "pounds": "pound"}
_UNITS = frozenset({"percent", "euro", "dollar", "pound", "yen"})
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH_OF = {month: month for month in _MONTHS} | {month[:3]: month for month in _MONTHS}
_MONTH_OF |= {"sept": "september"}
_WORDS_TOO = frozenset({"may", "march", "mar", "dec"})  # months only with a capital, beside a day
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY_OF = {day: day for day in _WEEKDAYS} | {f"{day}s": day for day in _WEEKDAYS}
_DAYS = frozenset("yesterday today tomorrow tonight".split())
_WHICH = {"last": "last", "past": "last", "previous": "last", "next": "next", "coming": "next"}
_WHICH |= {"this": "this"}
_PERIODS = frozenset("day week weekend month year decade century season".split())
_PERIODS |= frozenset({"spring", "summer", "autumn", "winter", *_WEEKDAYS, *_MONTHS})
_PERIOD_STEMS = frozenset(map(stem, _PERIODS))
_LONGEST_DAY = 31
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_IN_TIME = frozenset("in of since until by before during from".split())


class Amount(NamedTuple):
    """A number by its value, and where its words stand, half-open.

    `unit` is percent or a currency, or empty; `thing` the stem of the content word after it.
    """

    value: str
    unit: str
    thing: str
    start: int
    end: int


class Time(NamedTuple):
    """A day, month, year or `last week` in one form, and where its words stand, half-open."""

    name: str
    start: int
    end: int


def amounts_in(terms: Sequence[Term]) -> tuple[Amount, ...]:
    """The numbers of a text in order, without years and days of months.

    A bare "one" is none: it is as often the pronoun. "Second" may be a time, and is none either.
    """
    taken = {place for time in times_in(terms) for place in range(time.start, time.end)}
    return tuple(amount for amount in _amounts(terms) if amount.start not in taken)


def times_in(terms: Sequence[Term]) -> tuple[Time, ...]:
    """The days, months and years that a text names, in order."""
    return tuple(time for place in range(len(terms)) for time in _times_at(terms, place))


def _amounts(terms: Sequence[Term]) -> Iterator[Amount]:
    place = 0
    while place < len(terms):
        value, end = _number(terms, place)
        if value and not (end == place + 1 and terms[place].key == "one"):
            unit = _unit(terms, place, end)
            yield Amount(value, unit, "" if unit else _thing(terms, end), place, end)
        place = end


def _number(terms: Sequence[Term], start: int) -> tuple[str, int]:
    """The value of the number that begins here, empty where none does, and where it ends."""
    value, ending = _single(terms[start].text.casefold())
    end = start + 1
    if value is None:
        return (terms[start].key if terms[start].key in _ROUGH else ""), end
    while end < len(terms) and not ending:
        key, before = terms[end].text.casefold(), terms[end - 1].text.casefold()
        if key in _SCALES and not terms[end].opens:
            value *= _SCALES[key]
        elif before in _TENS and key in _SMALL[1:10]:  # "twenty-one" is cut at its hyphen
            value += _VALUES[key]
        else:
            break
        end += 1
    figures = f"{value:f}"
    plain = figures.rstrip("0").rstrip(".") if "." in figures else figures
    return plain + ending, end


def _single(key: str) -> tuple[Decimal | None, str]:
    """A word's value as a number, and `th` where it counts places."""
    if key in _VALUES:
        return _VALUES[key], ""
    if key in _SPELT_SCALES:  # "a million", "several hundred"
        return _SCALES[key], ""
    if key in _PLACES and key != "second":
        return Decimal(_PLACES.index(key)), "th"
    figure = _FIGURE.fullmatch(key)
    if figure is None:
        return None, ""
    written = figure["value"]
    if not re.fullmatch(r"\d+(?:\.\d+)?", written):
        return None, ""
    ending = figure["ending"] or ""
    value = Decimal(written) * _SCALES.get(ending, Decimal(1))
    return value, "th" if ending in {"st", "nd", "rd", "th"} else ""


def _unit(terms: Sequence[Term], start: int, end: int) -> str:
    """What stands before is a sign, "€5"; what stands after may be a word, but of this clause."""
    if start and terms[start - 1].key in _UNITS and not terms[start].opens:
        return terms[start - 1].key
    if end == len(terms) or terms[end].opens:
        return ""
    unit = _CURRENCIES.get(terms[end].key, terms[end].key)
    return unit if unit in _UNITS else ""


def _thing(terms: Sequence[Term], end: int) -> str:
    following = terms[end] if end < len(terms) else None
    is_thing = following and following.is_telling and not following.opens
    return following.stem if following and is_thing else ""


def _times_at(terms: Sequence[Term], place: int) -> Iterator[Time]:
    term = terms[place]
    following = terms[place + 1] if place + 1 < len(terms) else None
    if term.key in _WEEKDAY_OF or term.key in _DAYS:
        yield Time(_WEEKDAY_OF.get(term.key, term.key), place, place + 1)
    elif term.key in _WHICH and following and following.stem in _PERIOD_STEMS:
        yield Time(f"{_WHICH[term.key]} {following.stem}", place, place + 2)
    elif _is_month(terms, place):
        yield from _month(terms, place)
    elif _YEAR.fullmatch(term.key) and not _unit(terms, place, place + 1):
        yield Time(term.key, place, place + 1)


def _is_month(terms: Sequence[Term], place: int) -> bool:
    term = terms[place]
    if term.key not in _MONTH_OF or (term.key in _WORDS_TOO and not term.text[0].isupper()):
        return False
    is_beside_day = any(_is_day(terms, beside) for beside in (place - 1, place + 1))
    is_in_time = place > 0 and terms[place - 1].key in _IN_TIME
    return is_beside_day or is_in_time or term.key not in _WORDS_TOO


def _month(terms: Sequence[Term], place: int) -> Iterator[Time]:
    """A month; with its day, `17 february`, where one stands beside it."""
    month = _MONTH_OF[terms[place].key]
    beside = next((at for at in (place - 1, place + 1) if _is_day(terms, at)), None)
    if beside is None:
        yield Time(month, place, place + 1)
        return
    day = re.sub(r"\D", "", terms[beside].key)
    yield Time(f"{int(day)} {month}", min(place, beside), max(place, beside) + 1)


def _is_day(terms: Sequence[Term], place: int) -> bool:
    if not 0 <= place < len(terms):
        return False
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", terms[place].key)
    return day is not None and 1 <= int(day[1]) <= _LONGEST_DAY
