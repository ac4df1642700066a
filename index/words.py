"""Words of questions and sentences: cut, folded, stemmed, and told apart as common or telling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from index.aliases import canonical, is_country, with_short_names
from index.slips import is_variant

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:-(?=\d)[^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_MAY = re.compile(r"\bMay\b")
_CURRENCY = str.maketrans({"€": " euro ", "$": " dollar ", "£": " pound ", "%": " percent "})

# Words that carry no topic: function words, and the words that only make a sentence a question.
_COMMON = frozenset(
    """a about after again against all also am an and any are as at be because been before being
    between both but by can could d did do does doing done down during each few for from further
    had has have having he her here hers him his how however i if in into is it its itself just ll
    many me more most much my no nor not now of off on once only or other our out over own please
    re s said same say saying says she should so some such t tell than that the their theirs them
    then there these they this those through to too under until up upon ve very was we were what
    when where which while who whom whose why will with would you your according article articles
    report reports reported mentioned""".split()
)
VARIANT_LETTERS = 5  # shorter names differ by one letter and are still different names


def words(text: str) -> list[str]:
    """Every word of a text in order: folded, without possessives, country names made one."""
    plain = _POSSESSIVE.sub("", with_short_names(text)).translate(_CURRENCY)
    return [canonical(match[0]) for match in _WORD.finditer(fold(plain))]


def content_words(text: str) -> list[str]:
    """The words of a text that say what it is about, in order, repeats kept."""
    return [word for word in words(text) if word not in _COMMON]


def without_may(text: str) -> str:
    """A text without the month of May, and those named so, which are no "may".

    >>> without_may("It may rain on 3 May.")
    'It may rain on 3 .'
    """
    return _MAY.sub("", text)


def stems(text: str) -> list[str]:
    """The stems of a text's content words, in order (Porter 2)."""
    return [stem(word) for word in content_words(text)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word."""
    return str(_STEMMER.stemWord(word))


_STEMMER = snowballstemmer.stemmer("english")


def fold(text: str) -> str:
    """Lower case, without accents: `Zürich` and `zurich` meet."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(m for m in decomposed if not unicodedata.combining(m)).casefold()


def spelling_variant(word: str, among: Iterable[str]) -> str | None:
    """The word of `among` that spells the same name another way, if any: Zelensky, Zelenskyy.

    The alphabetically first, where there are several. Names of countries are never variants:
    Austria is not Australia.
    """
    if len(word) < VARIANT_LETTERS or is_country(word):
        return None
    variants = (other for other in among if is_variant(word, other) and not is_country(other))
    return min(variants, default=None)
