"""The words of sentences as the support check compares them: folded, and where clauses begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.aliases import canonical, with_short_names
from index.words import content_words, fold, stem

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_FIGURES = "two three four five six seven eight nine ten eleven twelve".split()
_FIGURE_OF = {word: str(figure) for figure, word in enumerate(_FIGURES, start=2)}
# What is written in two ways and says one thing; "won't" is read as "will not".
_ONE_WAY = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        ("[‘’`´]", "'"),
        (r"\bu\.s\.", "U.S."),
        (r"\bu\.k\.", "U.K."),
        (r"\be\.u\.", "E.U."),
        (r"\bwon't\b", "will not"),
        (r"\bshan't\b", "shall not"),
        (r"\bcan(?:'t|not)\b", "can not"),
        (r"n't\b", " not"),
        (r"(?<=\w)'(?:s\b|(?!\w))", ""),  # possessives
        (r"\bper cent\b", "percent"),
        (r"(?<!\w)(?:US|AU?|CA?|NZ|HK)(?=\$)", ""),
        (r"(?<=\d)bn\b", " billion"),
        (r"(?<=\d)tn\b", " trillion"),
        (r"(?<=\d),(?=\d{3}\b)", ""),
        (rf"\b({MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?\b", r"\2 \1"),
        (rf"\b(\d{{1,2}})(?:st|nd|rd|th)(?: of)? ({MONTHS})\b", r"\1 \2"),
        ("€", " euro "),
        (r"\$", " dollar "),
        ("£", " pound "),
        ("¥", " yen "),
        ("%", " percent "),
    )
)
_SHORT_NAMES = frozenset({"usa", "uk", "eu"})  # as `with_short_names` writes them
_PIECE = re.compile(r"(?P<word>[^\W_]+(?:[.,]\d+)*)|[^\w\s'.]|\.(?=\s)|(?<!\w)\.")


class Term(NamedTuple):  # an article has thousands, and a dataclass takes three times as long
    """A word of a text: as written; as `key` folded, country names made one and `two` 2; its stem.

    `is_telling` says whether it is a content word, `opens` whether punctuation or the beginning
    stands before it; `sentence` is the number, from 0, of the text it stands in.
    """

    text: str
    key: str
    stem: str
    is_telling: bool
    opens: bool
    sentence: int


def terms_of(texts: Sequence[str]) -> tuple[Term, ...]:
    """The words of sentences, in order.

    >>> [term.key for term in terms_of(["Britain won’t pay €5."])]
    ['uk', 'will', 'not', 'pay', 'euro', '5']
    """
    return tuple(term for number, text in enumerate(texts) for term in _terms(text, number))


def _terms(text: str, number: int) -> Iterator[Term]:
    plain = text
    for pattern, one_way in _ONE_WAY:
        plain = pattern.sub(one_way, plain)
    plain = with_short_names(plain)
    opens = True
    for piece in _PIECE.finditer(plain):
        word = piece["word"]
        if word is None:
            opens = True
            continue
        key, stemmed, is_telling = _known(word)
        written = word.upper() if word in _SHORT_NAMES else word
        yield Term(written, key, stemmed, is_telling, opens, number)
        opens = False


@lru_cache(maxsize=50_000)
def _known(word: str) -> tuple[str, str, bool]:
    folded = fold(word)
    key = _FIGURE_OF.get(folded) or canonical(folded)
    return key, stem(key), bool(content_words(word))
