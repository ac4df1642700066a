"""Accepted answers as they are typed: wordings parted by `|`, values as JSON objects."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from corpus.errors import shown
from evals.adding.book import WrittenAnswer
from evals.errors import BadRun
from evals.facts.answers import NumberAnswer
from evals.facts.fact import Kind
from evals.matching.tokens import MONTHS, Token, read_tokens
from evals.matching.values import accepted_in

PARTED_BY = "|"
_HALF_A_YEAR = 183  # days: a date without its year is taken to be the nearest to its article's


def split_wordings(typed: str) -> tuple[str, ...]:
    """The wordings in a line.

    >>> split_wordings("UK | Britain")
    ('UK', 'Britain')
    """
    return tuple(part.strip() for part in typed.split(PARTED_BY) if part.strip())


def written_answers(wordings: Sequence[str]) -> tuple[WrittenAnswer, ...]:
    """Each wording as it goes into the facts file: what begins with a brace is a value.

    Raises:
        BadRun: it begins with a brace and is no JSON object.
    """
    return tuple(_value(each) if each.startswith("{") else each for each in wordings)


def value_of(mention: str, kind: Kind, *, near: date | None) -> WrittenAnswer:
    """A number, sum or date as a value, which any spelling matches; else the mention as it is.

    `near` is the day of the article; a date without its year is taken in the nearest year.

    >>> value_of("€150 billion", Kind.MONEY, near=None)
    {'number': 150000000000, 'unit': 'EUR'}
    >>> value_of("Monday, 17 February", Kind.DATE, near=date(2025, 2, 18))
    {'date': '2025-02-17'}
    """
    tokens = read_tokens(mention)
    if kind is Kind.DATE:
        return _date_value(tokens, near) or mention
    if kind in {Kind.NUMBER, Kind.MONEY}:
        return _number_value(mention, tokens) or mention
    return mention


def plain_wordings(answer: WrittenAnswer) -> tuple[str, ...]:
    """Texts by which an answer can be looked for in a sentence; none for a value of another shape.

    >>> plain_wordings({"date": "2025-02-17"})
    ('2025-02-17', '17 February')
    """
    if isinstance(answer, str):
        return (answer,)
    if "number" in answer:
        return (str(answer["number"]),)
    day = answer.get("date")
    if isinstance(day, str):
        return (day, *_day_alone(day))
    return ()


def _number_value(mention: str, tokens: Sequence[Token]) -> WrittenAnswer | None:
    """The one number of a mention, with its unit where it has one; None when a reader misses it."""
    numbers = [token.number for token in tokens if token.number is not None]
    if len(numbers) != 1 or numbers[0] != int(numbers[0]):  # fractions stay as they are written
        return None
    units = tuple(token.canonical for token in tokens if token.number is None)[-1:]
    if not accepted_in([mention], NumberAnswer(number=numbers[0], units=units)):
        return None
    return {"number": int(numbers[0]), **({"unit": units[0]} if units else {})}


def _date_value(tokens: Sequence[Token], near: date | None) -> WrittenAnswer | None:
    months = [at for at, token in enumerate(tokens) if token.month]
    if len(months) != 1:
        return None
    at = months[0]
    number = tokens[at - 1].number if at and tokens[at - 1].is_day else None
    years = [int(token.number) for token in tokens if token.is_year and token.number is not None]
    month = MONTHS.index(tokens[at].month or "") + 1
    year = years[0] if years else _nearest_year(near, month)
    if year is None:
        return None
    return {"date": f"{year}-{month:02}" + (f"-{int(number):02}" if number is not None else "")}


def _nearest_year(near: date | None, month: int) -> int | None:
    if near is None:
        return None
    middles = (date(near.year + shift, month, 15) for shift in (-1, 0, 1))
    return next((day.year for day in middles if abs((day - near).days) <= _HALF_A_YEAR), near.year)


def _day_alone(written: str) -> tuple[str, ...]:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return ()
    return (f"{day.day} {day:%B}",)


def _value(written: str) -> Mapping[str, object]:
    try:
        value = json.loads(written)
    except json.JSONDecodeError as error:
        raise BadRun(
            f"The answer {shown(written)} is no JSON ({error.msg}).",
            remedy='Write {"number": 30}, or plain text without a brace.',
        ) from error
    if not isinstance(value, dict):  # pragma: no cover - what begins with a brace is an object
        raise TypeError(f"not an object: {written}")
    return value
