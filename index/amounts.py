"""Numbers in a sentence, with what they count: "1.5 million rounds", "€90m", "at least 12 dead".

Only what can be told from its surface is read; a number in a date, an ordinal, a score, a time of
day or an age is none. What a number counts is a currency, per cent, a fate ("dead", "missing") that
may be told in many words, or else the last noun that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index.fates import Fate, fate_of, is_part
from index.spans import Span
from index.words import stem

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: at for at, word in enumerate(_ONES, start=1)} | {
    word: 10 * at for at, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "bn": 10**9, "tn": 10**12, "m": 10**6, "M": 10**6, "B": 10**9, "k": 10**3, "K": 10**3,
    "dozen": 12,
}  # fmt: skip
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "$": "USD", "US$": "USD"}
_CURRENCIES = {
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP", "yen": "JPY",
}  # fmt: skip
_SPELT = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)}|a(?= dozen))"
_NUMBER = re.compile(
    r"(?<![\w.,/–:-])(?P<sign>(?:US|NZ|A|C|HK)?[€£¥$])? ?"
    rf"(?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?i:\b{_SPELT}\b))"
    r"(?:(?P<short>bn|tn|[mMBkK])\b|(?: |-)(?P<scale>hundred|thousand|million|billion|trillion"
    r"|dozen)\b)?"
    r"(?![\d–/]|-\d|(?:st|nd|rd|th)\b|[:.,]\d|-year|(?:am|pm)\b| ?[ap]\.m\.)"
    r"(?: ?(?P<percent>%|per ?cent\b|percentage points?\b))?"
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan"
    "|Feb|Aug"
    "|Sept|Oct|Nov|Dec"
)
_IN_DATE_BEFORE = re.compile(rf"(?:{_MONTHS})\.? $")
_IN_DATE_AFTER = re.compile(rf" (?:of )?(?:{_MONTHS})\b")
# "Aged 12", "page 12", "one in 12".
_NO_COUNT = re.compile(
    r"\b(?:aged?|No\.|number|articles?|section|page|chapter|phase|route|day|(?:one|1|two|2)"
    r" (?:in|of)) $",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_AFTER = re.compile(r"[ -]([A-Za-z][\w’'-]*)")
# Where the words for what is counted end.
_STOPS = frozenset(
    "a an the and or but of in on at to for from with by after before since until than as is are"
    " was"
    " were has have had be been will would who which that this these those when where while"
    " because so"
    " now more less out over under into through against within during it he she they not also went"
    " came took marched said died fell rose per last next each all".split()
)
_VERBAL = re.compile(r"\w{2,}(?:ed|ing)$")
_PER = re.compile(
    r"\b(?:a|per|each|every) (hour|day|week|month|year)\b|\b(daily|weekly|monthly|yearly)"
)
_BOUNDS = {
    "about": r"about|around|some|nearly|almost|roughly|approximately|an estimated|close to|circa",
    "at least": r"more than|over|at least|above|exceeding|no fewer than|upwards of",
    "at most": r"up to|as many as|as much as|fewer than|less than|under|no more than|at most|below",
}
_BOUND = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{n.replace(' ', '_')}>{w})" for n, w in _BOUNDS.items()) + r") $",
    re.IGNORECASE,
)
_MEASURES = {
    form: forms[0]
    for forms in (
        ("metre", "metres", "meter", "meters"),
        ("km", "kilometre", "kilometres", "kilometer", "kilometers"),
        ("mile", "miles"), ("foot", "feet"), ("hectare", "hectares"), ("acre", "acres"),
        ("tonne", "tonnes"), ("ton", "tons"), ("kg", "kilogram", "kilograms", "kilos"),
        ("litre", "litres", "liter", "liters"), ("barrel", "barrels"), ("year", "years"),
        ("month", "months"), ("week", "weeks"), ("day", "days"), ("hour", "hours"),
        ("minute", "minutes"), ("degree", "degrees"),
    )
    for form in forms
}  # fmt: skip
_ROUND_PLACES = 2  # noughts from which a count seems rounded
_PER_CHARACTERS = 60  # after a number in which "a month" belongs to it
_MEASURED = frozenset({"%", "points", "EUR", "USD", "GBP", "JPY"})
_NOUNS_READ = 4  # words after a number in which what it counts is looked for


class Bound(StrEnum):
    """How a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number of something.

    `unit` is a currency's code, `%`, a fate, or the stem of the noun counted; empty where none is
    told. `people` is who shares a fate, as a stem, empty for people as such. `span` covers the
    number as it is written; `per` is the time it is counted over, or empty.
    """

    span: Span
    value: Decimal
    unit: str
    bound: Bound
    people: str = ""
    per: str = ""
    is_fate: bool = False

    def agrees_with(self, other: Amount) -> bool:
        """Whether both can be true of one thing, as "about 800" and "797" can."""
        low, high = self._range()
        other_low, other_high = other._range()
        return low <= other_high and other_low <= high

    def _range(self) -> tuple[Decimal, Decimal]:
        slack = max(self._rounding(), self.value / 10 if self.bound is Bound.ABOUT else Decimal(0))
        low, high = self.value - slack, self.value + slack
        # Beyond half as much again, "more than" would be an odd way to put it.
        if self.bound is Bound.AT_LEAST:
            return low, self.value * Decimal("1.5")
        return (self.value / 2, high) if self.bound is Bound.AT_MOST else (low, high)

    def _rounding(self) -> Decimal:
        """Half of the last place that is told, where the number seems rounded to it.

        Counts of things are exact unless they end in two noughts.
        """
        exponent = self.value.normalize().as_tuple().exponent
        place = exponent if isinstance(exponent, int) else 0
        if place < 0 or place >= _ROUND_PLACES:
            return Decimal(10) ** place / 2
        return Decimal("0.5") if self.unit in _MEASURED else Decimal(0)


def amounts(text: str) -> tuple[Amount, ...]:
    """The numbers of a sentence that count something, in order; dates and ages left out.

    >>> [(str(a.value), a.unit) for a in amounts("It cost €1.5bn in 2024 and took 12 years.")]
    [('1500000000.0', 'EUR'), ('12', 'year')]
    """
    return tuple(_amounts(text))


def _amounts(text: str) -> Iterator[Amount]:
    for found in _NUMBER.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if _is_of_date(found, before, after) or is_part(before, after):
            continue
        fate = fate_of(before, after)
        unit = _money_or_share(found, after) or (fate.name if fate else _noun(after))
        yield _amount(found, before, unit=unit, fate=fate)


def _amount(found: re.Match[str], before: str, *, unit: str, fate: Fate | None) -> Amount:
    over = _PER.search(found.string[found.end() : found.end() + _PER_CHARACTERS])
    is_fate = fate is not None and unit == fate.name
    return Amount(
        span=Span(
            start=found.start("sign") if found["sign"] else found.start("figure"), end=found.end()
        ),
        value=_value(found),
        unit=unit,
        bound=_bound(before),
        people=fate.people if fate and is_fate else "",
        per=next(filter(None, over.groups())) if over else "",
        is_fate=is_fate,
    )


def _value(found: re.Match[str]) -> Decimal:
    figure = found["figure"].replace(",", "").lower()
    scale = _SCALES.get(found["short"] or found["scale"] or "", 1)
    if figure[0].isdigit():
        return Decimal(figure) * scale
    return Decimal(sum(_WORDS[word] for word in figure.split("-")) if figure != "a" else 1) * scale


def _bound(before: str) -> Bound:
    found = _BOUND.search(before)
    if found is None:
        return Bound.EXACT
    return next(Bound(name) for name in _BOUNDS if found[name.replace(" ", "_")])


def _is_of_date(found: re.Match[str], before: str, after: str) -> bool:
    """Whether the number is a year, the day of a month, an age or the number of something."""
    is_plain = not (found["sign"] or found["percent"] or found["scale"] or found["short"])
    is_year = is_plain and _YEAR.fullmatch(found["figure"]) and not _noun(after)
    is_day = _IN_DATE_BEFORE.search(before) or _IN_DATE_AFTER.match(after)
    return bool(is_year or is_day or _NO_COUNT.search(before))


def _money_or_share(found: re.Match[str], after: str) -> str:
    if found["percent"]:
        return "points" if "point" in found["percent"] else "%"
    if found["sign"]:
        return _SIGNS.get(found["sign"], found["sign"])
    following = _AFTER.match(after)
    return _CURRENCIES.get(following[1].lower(), "") if following else ""


def _noun(after: str) -> str:
    """The stem of the last of the nouns that follow a number, or empty."""
    last, at = "", 0
    for _ in range(_NOUNS_READ):
        found = _AFTER.match(after, at)
        if found is None or found[1].lower() in _STOPS or (last and _VERBAL.fullmatch(found[1])):
            break
        if not last and found[1].lower() in _MEASURES:
            return _MEASURES[found[1].lower()]
        last, at = found[1], found.end()
    return stem(last.lower()) if last else ""
