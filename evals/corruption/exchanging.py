"""Makes true sentences false with their own words: two names, or two numbers, change places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# A name is not looked for where sentences and quotations begin: capitals say nothing there.
_EXCHANGED = (
    re.compile(r"(?<!^)(?<![.!?“\"‘] )\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"),
    re.compile(r"\b\d[\d.,]*\b"),
)


def exchanged(sentence: str) -> Iterator[str]:
    """The sentence with a name and the next one, or a number and the next one, exchanged.

    >>> list(exchanged("The mayors say Norrby beat Lund by 3 to 2."))
    ['The mayors say Lund beat Norrby by 3 to 2.', 'The mayors say Norrby beat Lund by 2 to 3.']
    """
    for pattern in _EXCHANGED:
        for one, other in pairwise(pattern.finditer(sentence)):
            if one[0] != other[0]:
                between = sentence[one.end() : other.start()]
                yield (
                    sentence[: one.start()] + other[0] + between + one[0] + sentence[other.end() :]
                )
