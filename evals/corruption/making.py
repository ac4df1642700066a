"""Makes true sentences false: a number, name, date, denial or direction is changed.

What is put in comes from the article itself where it can (another name, another number), so that it
often stands in the quotes as well. The words exchanged are a list of its own; the same people wrote
that and the check's, so `evals.corruption.measure` counts apart what the check does not list.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-]|[.,]\d)")
_SPELT = tuple("two three four five six seven eight nine ten twelve".split())
_SCALE = ("thousand", "million", "billion")
_MONTHS = (
    "January", "February", "March", "April", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WHEN = (
    ("yesterday", "tomorrow"), ("last week", "next week"), ("last month", "next month"),
    ("last year", "next year"), ("this week", "last week"), ("this year", "last year"),
)  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAME = re.compile(r"(?<![.!?:“\"‘(] )(?<!^)(?<!\n)\b[A-Z][a-zà-ÿ]{2,}(?:[A-Z][a-z]+)?\b")
_NO_NAMES = frozenset((*_MONTHS, *_WEEKDAYS, "May", "The", "President", "Prime", "Minister"))
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)\b"
)
_DENIALS = (
    (re.compile(r"\bwo(?:n['’]t)\b"), "will"),
    (re.compile(r"(?<=[a-z])n['’]t\b"), ""),
    (re.compile(r" not\b(?! only)"), ""),
    (re.compile(r" never\b"), " often"),
    (re.compile(r"\bno (?!longer|one\b)(?=[a-z])"), "a "),
    (re.compile(r"\bwithout\b"), "with"),
    (re.compile(r"\b[Cc]annot\b"), "can"),
)
# Pairs as a person who wants to fool the check would write them, each both ways.
TURNS = (
    ("rose", "fell"), ("rise", "fall"), ("increase", "reduce"), ("increased", "decreased"),
    ("more", "fewer"), ("more than", "less than"), ("over", "under"), ("won", "lost"),
    ("win", "lose"), ("before", "after"), ("will", "won't"), ("up", "down"), ("higher", "lower"),
    ("first", "last"), ("supported", "opposed"), ("support", "opposition"),
    ("accepted", "rejected"), ("agreed", "refused"), ("began", "ended"), ("start", "end"),
    ("opened", "closed"), ("open", "closed"), ("arrived", "left"), ("sent", "withdrew"),
    ("strong", "weak"), ("stronger", "weaker"), ("strengthen", "undermine"),
    ("include", "exclude"), ("including", "excluding"), ("public", "secret"),
    ("former", "current"), ("early", "late"), ("large", "small"), ("major", "minor"),
    ("new", "old"), ("possible", "impossible"), ("able", "unable"), ("north", "south"),
    ("northern", "southern"), ("east", "west"), ("eastern", "western"), ("inside", "outside"),
    ("best", "worst"), ("good", "bad"), ("successful", "failed"), ("killed", "saved"),
    ("destroyed", "restored"), ("attack", "defence"), ("war", "peace"), ("allies", "enemies"),
    ("friend", "enemy"), ("ahead of", "behind"), ("most", "few"), ("many", "few"), ("all", "none"),
    ("always", "never"), ("confirmed", "denied"), ("allowed", "banned"), ("approved", "vetoed"),
    ("praised", "mocked"), ("welcomed", "condemned"), ("joined", "quit"), ("bought", "sold"),
    ("raised", "lowered"), ("gained", "lost"), ("born", "buried"), ("found", "lost"),
    ("returned", "departed"), ("continue", "stop"), ("continued", "stopped"), ("men", "women"),
    ("he", "she"), ("his", "her"), ("long", "short"), ("high", "low"), ("hot", "cold"),
    ("safe", "dangerous"), ("increasing", "shrinking"), ("growing", "dwindling"),
    ("suspended", "resumed"), ("halted", "launched"), ("pro", "anti"), ("maximum", "minimum"),
)  # fmt: skip


class Change(StrEnum):
    """What is changed."""

    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    NEGATION = "negation"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corruption:
    """A sentence made false, with what was put for what."""

    change: Change
    sentence: str
    put: str
    instead_of: str


def corruptions_of(sentence: str, article: str, *, seed: str) -> tuple[Corruption, ...]:
    """At most one corruption of each kind that the sentence has room for; the same for a seed."""
    made: list[Corruption] = []
    for change, maker in _MAKERS.items():
        chance = random.Random(f"{seed} {change} {sentence}")  # noqa: S311 - no secret
        swap = chance.choice(swaps) if (swaps := maker(sentence, article, chance)) else None
        if swap is not None:
            made.append(swap.corruption(change, sentence))
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Swap:
    start: int
    end: int
    put: str

    def corruption(self, change: Change, sentence: str) -> Corruption:
        return Corruption(
            change=change,
            sentence=sentence[: self.start] + self.put + sentence[self.end :],
            put=self.put,
            instead_of=sentence[self.start : self.end],
        )


def _number(sentence: str, article: str, chance: random.Random) -> list[_Swap]:
    """Another number of the article, a digit or a magnitude changed, or a number word."""
    figures = [
        _at(match, put)
        for match in _NUMBER.finditer(sentence)
        if not _YEAR.fullmatch(match[0]) and not _is_day(sentence, match)
        for put in _other_numbers(match[0], article, chance)
    ]
    return figures + _exchanged(sentence, (_SPELT, _SCALE), chance)


def _other_numbers(figure: str, article: str, chance: random.Random) -> list[str]:
    value = float(figure.replace(",", ""))
    near = value + chance.choice([1, 2, 5]) if "." not in figure else value + 0.3
    others = [n[0] for n in _NUMBER.finditer(article) if n[0] != figure and not _YEAR.search(n[0])]
    written = [f"{near:,.1f}" if "." in figure else f"{near:,.0f}", f"{value * 10:,.0f}"]
    drawn = [chance.choice(others)] if others else []
    return [put for put in (*written, *drawn) if put != figure]


def _is_day(sentence: str, match: re.Match[str]) -> bool:
    months = "|".join((*_MONTHS, "May"))
    return bool(
        re.search(rf"(?:{months}) $", sentence[: match.start()])
        or re.match(rf"(?:st|nd|rd|th)? (?:{months})", sentence[match.end() :])
    )


def _name(sentence: str, article: str, chance: random.Random) -> list[_Swap]:
    """Another name of the article, one that stands in the sentence or one that does not."""
    here = [match for match in _NAME.finditer(sentence) if match[0] not in _NO_NAMES]
    common = set(re.findall(r"\b[a-z]+\b", article))
    met = {match[0] for match in _NAME.finditer(article)} - _NO_NAMES
    others = sorted(name for name in met if name.lower() not in common)
    return [
        _at(match, chance.choice(choices))
        for match in here
        if match[0] in others and (choices := [o for o in others if o[:4] != match[0][:4]])
    ]


def _date(sentence: str, _: str, chance: random.Random) -> list[_Swap]:
    years = [
        _at(match, str(int(match[0]) + chance.choice([-2, -1, 1, 3])))
        for match in _YEAR.finditer(sentence)
    ]
    days = [
        _at(match, str(int(match[0]) % 28 + 1))
        for match in _NUMBER.finditer(sentence)
        if _is_day(sentence, match) and match[0].isdigit()
    ]
    names = _exchanged(sentence, (_MONTHS, _WEEKDAYS), chance)
    return [*years, *days, *names, *_turned(sentence, _WHEN)]


def _negation(sentence: str, _: str, __: random.Random) -> list[_Swap]:
    """A denial taken out where there is one, else "not" put after an auxiliary verb."""
    swaps = [_at(match, put) for pattern, put in _DENIALS for match in pattern.finditer(sentence)]
    if not swaps:
        swaps = [_at(match, f"{match[0]} not") for match in _AUXILIARY.finditer(sentence)]
    return swaps


def _direction(sentence: str, _: str, __: random.Random) -> list[_Swap]:
    return _turned(sentence, TURNS)


def _exchanged(sentence: str, lists: Sequence[Sequence[str]], chance: random.Random) -> list[_Swap]:
    """Words of a list, each for another of it."""
    return [
        _at(match, chance.choice([word for word in words if word != match[0]]))
        for words in lists
        for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", sentence)
    ]


def _turned(sentence: str, pairs: Sequence[tuple[str, str]]) -> list[_Swap]:
    return [
        _at(match, put)
        for one, other in pairs
        for word, put in ((one, other), (other, one))
        for match in re.finditer(rf"\b{word}\b", sentence)
    ]


def _at(match: re.Match[str], put: str) -> _Swap:
    return _Swap(start=match.start(), end=match.end(), put=put)


_MAKERS: dict[Change, Callable[[str, str, random.Random], list[_Swap]]] = {
    Change.NUMBER: _number,
    Change.NAME: _name,
    Change.DATE: _date,
    Change.NEGATION: _negation,
    Change.DIRECTION: _direction,
}
