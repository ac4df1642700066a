"""Words that a line's end has divided, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

# After these a hyphen is spelling more often than division: `well-known`, `twenty-one`. Shorter and
# longer lists lose more than they win: `pro-test`, `short-age` and `far-mer` are divided words.
_FIRST_PARTS = frozenset("well self twenty thirty forty fifty sixty seventy eighty ninety".split())
LONGEST_WORD = 80  # letters looked at on each side of a line's end
LEAST_PART = 4  # letters from which the first part is taken for a word by finding it alone

_DIVIDED = re.compile(r"(?P<first>[^\W\d_]+)(?P<hyphen>[-\u2010\u00ad])$")
_HYPHENS = ("-", "\u2010")
_REST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


class LineJoiner:
    """Joins the lines of one PDF, whose other words tell how a divided word is spelt."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words = frozenset(word.casefold() for word in _undivided(lines))

    def joined(self, lines: Sequence[str]) -> str:
        """The lines of a paragraph as one.

        A hyphen between letters at a line's end goes when the next line goes on in lower case,
        unless the word is spelt with it: when it stands so within a line, when its first part is
        `well`, `self` or one of the tens, and when both parts stand alone elsewhere, the first of
        at least four letters. A word that stands elsewhere without the hyphen loses it all the
        same. Before a capital or a figure the hyphen stays, without a space.
        """
        ended = (self._ended(line, following) for line, following in pairwise(lines))
        return "".join((*ended, lines[-1]))

    def _ended(self, line: str, following: str) -> str:
        """The line as it stands before the next: with a space, or without its hyphen."""
        divided = _divided(line)
        if divided is None:
            is_range = line[-1:] in _HYPHENS and line[-2:-1].isdigit()
            return line if is_range else f"{line} "
        if divided["hyphen"] == "\u00ad":
            return line[:-1]
        rest = _REST.match(following[:LONGEST_WORD])
        if rest is None or not rest[0][0].islower() or self._is_spelt(divided["first"], rest[0]):
            return line
        return line[:-1]

    def _is_spelt(self, first: str, rest: str) -> bool:
        first, rest = first.casefold(), rest.casefold()
        if f"{first}-{rest}" in self._words or f"{first}\u2010{rest}" in self._words:
            return True
        if first + rest in self._words:
            return False
        if first in _FIRST_PARTS:
            return True
        return len(first) >= LEAST_PART and first in self._words and rest in self._words


def _undivided(lines: Iterable[str]) -> Iterator[str]:
    after_hyphen = False
    for line in lines:
        words = _WORD.findall(line)
        ends_divided = _divided(line) is not None
        yield from words[after_hyphen : len(words) - ends_divided]
        after_hyphen = ends_divided


def _divided(line: str) -> re.Match[str] | None:
    return _DIVIDED.search(line[-LONGEST_WORD:])
