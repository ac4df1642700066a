"""Words of a question that ask how things stand now: "latest", "currently", "so far"."""

from __future__ import annotations

import re

from index.spans import Span

# "Now" in capitals is a title's, as in "Apocalypse Now", and "at the latest" a bound.
_NOW = re.compile(
    r"\b(?i:as of (?:today|now)|right now|currently|nowadays|at present|at the moment|so far"
    r"|(?<!at the )(?:latest|newest|most recent)|(?<=the )current|(?<=['’]s )current)\b(?! as\b)"
    r"|(?:\bnow|^Now)\b(?!-)"
)
_THEN = re.compile(
    r"\b(?:(?:back|by|since|until) then|at (?:the|that) time|in those days)\b", re.IGNORECASE
)


def now_words(text: str) -> tuple[Span, ...]:
    """Where a question asks how things stand now, in order; nowhere if it is about then too.

    >>> text = "What is the latest on the fund?"
    >>> [span.of(text) for span in now_words(text)]
    ['latest']
    """
    if _THEN.search(text):
        return ()
    return tuple(Span(start=found.start(), end=found.end()) for found in _NOW.finditer(text))
