"""Accepted answers: a text, or a number, a date or a list that is told apart by its value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evals.matching.tokens import MONTHS, NUMBER_WORDS
from evals.matching.words import canonical_tokens

_LARGE = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6))
_MAX_DECIMALS = 2  # 1.25 million is usual, 1.234567 million is not
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "NZD": "NZ$", "AUD": "A$", "CAD": "C$"}
_NAMES = {"EUR": "euros", "USD": "dollars", "GBP": "pounds", "JPY": "yen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAnswer:
    """A number of zero or more, matched by value: `1.5 million`, `1,500,000` and so on.

    With `units`, one of them has to stand beside it. Currencies are codes (`EUR`) or names, percent
    is `%` or a name. Without, it is a plain number, so neither money nor a percentage will do.
    `tolerance` is a share of the number, in [0, 1): 0.05 takes what is at most 5 % off.
    """

    number: Decimal
    units: tuple[str, ...] = ()
    tolerance: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not self.number.is_finite() or self.number < 0:
            raise ValueError(f"number {self.number} is not zero or more")
        if not self.tolerance.is_finite() or not 0 <= self.tolerance < 1:
            raise ValueError(f"tolerance {self.tolerance} is not in [0, 1)")
        if not all(canonical_tokens(unit) for unit in self.units):
            raise ValueError("a unit without a word in it")

    def __str__(self) -> str:
        return wordings(self)[0]

    def accepts(self, number: Decimal) -> bool:
        """Whether the number is near enough."""
        return abs(number - self.number) <= self.tolerance * self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAnswer:
    """A day, a month or a year, matched by value; without a month there is no day.

    A day or month that is written without its year will do, one beside another year never.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without its month")
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        return wordings(self)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer:
    """Members that are all needed, each under any of its names; in order of mention if `ordered`.

    Only the first mention of each member counts for the order.
    """

    members: tuple[tuple[str, ...], ...]
    ordered: bool

    def __post_init__(self) -> None:
        if not self.members or not all(self.members):
            raise ValueError("a list without members, or a member without a name")
        if not all(canonical_tokens(name) for member in self.members for name in member):
            raise ValueError("a member without a word or number in its name")

    def __str__(self) -> str:
        return wordings(self)[0]


Accepted = str | NumberAnswer | DateAnswer | ListAnswer


def wordings(accepted: Accepted) -> tuple[str, ...]:
    """The usual spellings of an answer, the plainest first, none twice; a text is its own.

    They are what exact match and token F1 compare with, which know only texts. Of a list there is
    one, in the order given.

    >>> wordings(NumberAnswer(number=Decimal(1_500_000), units=("EUR",)))[:3]
    ('€1.5 million', '1.5 million euros', '1.5 million EUR')
    """
    match accepted:
        case str():
            spelt = iter([accepted])
        case NumberAnswer():
            spelt = _number_wordings(accepted)
        case DateAnswer():
            spelt = _date_wordings(accepted)
        case ListAnswer():
            names = [member[0] for member in accepted.members]
            spelt = iter([" and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))])
    return tuple(dict.fromkeys(spelt))


def _number_wordings(answer: NumberAnswer) -> Iterator[str]:
    figures = list(_figures(answer.number))
    for figure in figures:
        for unit in answer.units:
            yield from _with_unit(figure, unit)
    yield from figures


def _figures(number: Decimal) -> Iterator[str]:
    for name, scale in _LARGE:
        scaled = (number / scale).normalize()
        if number >= scale and -int(scaled.as_tuple().exponent) <= _MAX_DECIMALS:
            yield f"{scaled:f} {name}"
            break
    plain = number.to_integral_value() if number == number.to_integral_value() else number
    yield f"{plain:,f}"
    yield f"{plain:f}"
    yield from (word for word, value in NUMBER_WORDS.items() if value == number)


def _with_unit(figure: str, unit: str) -> Iterator[str]:
    code = canonical_tokens(unit)[0]
    if code == "%":
        yield from (f"{figure}%", f"{figure} percent", f"{figure} per cent")
        return
    if code in _SIGNS:
        yield f"{_SIGNS[code]}{figure}"
    if code in _NAMES:
        yield f"{figure} {_NAMES[code]}"
    yield f"{figure} {unit}"


def _date_wordings(answer: DateAnswer) -> Iterator[str]:
    if answer.month is None:
        yield str(answer.year)
        return
    month = MONTHS[answer.month - 1].title()
    if answer.day is None:
        yield from (f"{month} {answer.year}", month, f"{answer.year}-{answer.month:02}")
        return
    day_first, month_first = f"{answer.day} {month}", f"{month} {answer.day}"
    yield from (f"{day_first} {answer.year}", f"{month_first}, {answer.year}")
    yield from (day_first, month_first)
    yield f"{answer.year}-{answer.month:02}-{answer.day:02}"
