"""Whether a text holds an answer, whatever the spelling of its numbers, money and dates."""

from __future__ import annotations

from collections.abc import Sequence

from evals.matching.tokens import read_tokens


def canonical_tokens(text: str) -> tuple[str, ...]:
    """Tokens in reading order; a currency follows its number, a month its day.

    >>> canonical_tokens("The fund of €1.5bn, agreed on Feb. 17")
    ('fund', 'of', '1500000000', 'EUR', 'agreed', 'on', '17', 'february')
    """
    return tuple(token.canonical for token in read_tokens(text))


def answer_in(text: str, accepted: Sequence[str]) -> bool:
    """Whether any accepted answer occurs in the text, on token boundaries.

    >>> answer_in("some 1,500,000 rounds", ["1.5 million"]), answer_in("1,300", ["300"])
    (True, False)
    """
    return first_mention(text, accepted) is not None


def first_mention(text: str, accepted: Sequence[str]) -> int | None:
    """The number, from 0, of the token where one of these first occurs; None where none does.

    >>> first_mention("France, Britain and Italy", ["UK", "Britain"])
    1
    """
    tokens = canonical_tokens(text)
    places = [_place(canonical_tokens(answer), tokens) for answer in accepted]
    return min((place for place in places if place is not None), default=None)


def _place(sought: tuple[str, ...], tokens: tuple[str, ...]) -> int | None:
    width = len(sought)
    starts = range(len(tokens) - width + 1) if width else ()
    return next((at for at in starts if tokens[at : at + width] == sought), None)
