"""Whether texts hold an accepted answer, told by its value where it has one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from evals.facts.answers import Accepted, DateAnswer, ListAnswer, NumberAnswer
from evals.matching.tokens import MONTHS, UNIT_SIGNS, Token, read_tokens
from evals.matching.words import answer_in, canonical_tokens, first_mention
from index.words import stem

UNIT_REACH = 4  # tokens from a number to its unit at most: "30 European and NATO countries"


def accepted_in(texts: Sequence[str], accepted: Accepted) -> bool:
    """Whether one of the texts holds the answer; the members of a list may stand in several.

    >>> accepted_in(["worth $60 billion"], NumberAnswer(number=Decimal(60_000_000_000)))
    False
    >>> accepted_in(["on Feb. 17", "It rained."], DateAnswer(year=2025, month=2, day=17))
    True
    """
    match accepted:
        case str():
            return any(answer_in(text, [accepted]) for text in texts)
        case NumberAnswer():
            return any(_holds_number(read_tokens(text), accepted) for text in texts)
        case DateAnswer():
            return any(_holds_date(read_tokens(text), accepted) for text in texts)
        case ListAnswer():
            mentions = _mentions(texts, accepted)
            known = [mention for mention in mentions if mention is not None]
            in_order = known == sorted(known) or not accepted.ordered
            return len(known) == len(mentions) and in_order


def list_recall(texts: Sequence[str], wanted: ListAnswer) -> float:
    """|members that some text names| / |members|, in [0, 1]; the order of mention doesn't count.

    >>> list_recall(["Italy, France"], ListAnswer(members=(("France",), ("UK",)), ordered=True))
    0.5
    """
    mentions = _mentions(texts, wanted)
    return sum(mention is not None for mention in mentions) / len(mentions)


def _mentions(texts: Sequence[str], wanted: ListAnswer) -> list[tuple[int, int] | None]:
    """For each member the number of the text that first names it, and of the token there."""
    return [next(_places(texts, names), None) for names in wanted.members]


def _places(texts: Sequence[str], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    for number, text in enumerate(texts):
        place = first_mention(text, names)
        if place is not None:
            yield number, place


def _holds_date(tokens: Sequence[Token], wanted: DateAnswer) -> bool:
    if wanted.month is None:
        return any(token.is_year and token.number == wanted.year for token in tokens)
    return any(
        token.month == MONTHS[wanted.month - 1]
        and (wanted.day is None or _day_before(tokens, at) == wanted.day)
        and _year_after(tokens, at) in (wanted.year, None)
        for at, token in enumerate(tokens)
    )


def _day_before(tokens: Sequence[Token], at: int) -> Decimal | None:
    return tokens[at - 1].number if at and tokens[at - 1].is_day else None


def _year_after(tokens: Sequence[Token], at: int) -> Decimal | None:
    after = [token for token in tokens[at + 1 : at + 3] if token.canonical != "of"]
    return after[0].number if after and after[0].is_year else None


def _holds_number(tokens: Sequence[Token], wanted: NumberAnswer) -> bool:
    amounts = _amounts(tokens)
    if wanted.units:
        owners = {at for unit in wanted.units for at in _owners(tokens, unit, frozenset(amounts))}
    else:
        owners = amounts.keys() - _with_sign(tokens, amounts)
    return any(wanted.accepts(amounts[at]) for at in owners)


def _amounts(tokens: Sequence[Token]) -> dict[int, Decimal]:
    """Numbers by their places, without ordinals and without the days and years of dates."""
    return {
        at: token.number
        for at, token in enumerate(tokens)
        if token.number is not None
        and not token.is_ordinal
        and not (token.is_day and at + 1 < len(tokens) and tokens[at + 1].month)
        and not (token.is_year and at and tokens[at - 1].month)
    }


def _with_sign(tokens: Sequence[Token], amounts: dict[int, Decimal]) -> set[int]:
    return {at for sign in UNIT_SIGNS for at in _owners(tokens, sign, frozenset(amounts))}


def _owners(tokens: Sequence[Token], unit: str, amounts: frozenset[int]) -> Iterator[int]:
    """The places of the numbers to which a mention of the unit belongs, each mention to one.

    That is the number before it, or, where none is near, the number after it: in `12 tanks, 30
    guns` the tanks are twelve. Signs of currencies and percent have to stand right beside it.
    """
    sought = [_form(word) for word in canonical_tokens(unit)]
    reach = 1 if sought[0] in UNIT_SIGNS else UNIT_REACH
    forms = [_form(token.canonical) for token in tokens]
    for start in range(len(forms) - len(sought) + 1):
        end = start + len(sought)
        if forms[start:end] == sought:
            near = [*range(start - 1, start - reach - 1, -1), *range(end, end + reach)]
            yield from [at for at in near if at in amounts][:1]


def _form(word: str) -> str:
    """A word with its ending off, so that `round` and `rounds` are one; signs stay as they are."""
    return word if word in UNIT_SIGNS else stem(word.casefold())
