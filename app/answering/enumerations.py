"""Names told in a row: "Germany, Britain and France"."""

from __future__ import annotations

import re

from index.aliases import is_country
from index.spans import Span
from index.words import fold, words

LEAST_NAMES = 3
_WORD = r"[A-Z][\w’'-]*"
_NAME = (
    rf"(?:the |their )?{_WORD}(?: (?:(?:de la|de|da|del|di|al|el|bin|van der|van den|van|von der"
    rf"|von|of the|of|le|la) )?{_WORD}){{0,5}}"
)
_ROW = re.compile(
    rf"{_NAME}(?:, {_NAME})+,? (?:and|or|as well as) {_NAME}|{_NAME}(?:, {_NAME}){{2,}}"
)
_BETWEEN = re.compile(r",? (?:and|or|as well as) |, ")
_OF_COUNTRIES = re.compile(
    r"\b(?:which|what) (?:\w+ )?(?:countries|(?<!US )(?<!federal )states|nations)\b", re.IGNORECASE
)
# Those whose names have capitals; a row of names beside "which crops" is of something else.
_OF_NAMES = re.compile(
    r"who\b|(?:list|name|enumerate)\b|.*\b(?:countries|states|nations|nationalities|powers"
    r"|governments|teams|clubs|sides|parties|companies|firms|banks|outlets|newspapers|agencies"
    r"|museums|universities|institut(?:es|ions)|schools|churches|organi[sz]ations|groups|bodies"
    r"|ministers|leaders|presidents|politicians|officials|members|players|actors|authors|artists"
    r"|candidates|people|men|women|persons|cities|towns|villages|islands|places|provinces|regions"
    r"|rivers|ships|films|books|games)\b",
    re.IGNORECASE,
)
_OF_PRESENCE = re.compile(
    r"\b(?:attend\w*|takes? part|took part|participat\w*|present|represented|joined|came)\b",
    re.IGNORECASE,
)
_OF_ABSENCE = re.compile(
    r"\b(?:exclu\w+|disinvite\w*|uninvited|absent|absence|boycott\w*|skip(?:s|ped)|stayed away"
    r"|(?:was|were) not|did not|declined|refused|without)\b",
    re.IGNORECASE,
)


def rows_of_names(text: str) -> tuple[Span, ...]:
    """Where three names or more stand in a row, in order.

    >>> text = "They were Italy, Spain and the Netherlands."
    >>> [span.of(text) for span in rows_of_names(text)]
    ['Italy, Spain and the Netherlands']
    """
    found = (Span(start=each.start(), end=each.end()) for each in _ROW.finditer(text))
    return tuple(span for span in found if len(_names(span.of(text))) >= LEAST_NAMES)


def row_that_answers(question: str, text: str) -> Span | None:
    """The one row of names in a text that may be the list asked for; None without, or of several.

    Such a list is of what has a name, and of countries where they are asked for. A sentence of
    those who stayed away is no list of those who came, and what "US, Korean or Israeli makers" sell
    is none of countries.
    """
    rows = rows_of_names(text) if _OF_NAMES.match(question) else ()
    if len(rows) != 1 or tells_of_absence(question, text):
        return None
    row = rows[0].of(text)
    is_of_countries = bool(_OF_COUNTRIES.search(question))
    is_other = " or " in row or (is_of_countries and not _are_countries(row))
    return None if is_other else rows[0]


def tells_of_absence(question: str, text: str) -> bool:
    """Whether a text is about who was left out where the question asks who was there."""
    is_asked = bool(_OF_PRESENCE.search(question)) and not _OF_ABSENCE.search(question)
    return is_asked and bool(_OF_ABSENCE.search(text))


def _names(row: str) -> list[str]:
    return [name for name in _BETWEEN.split(row) if name]


def _are_countries(row: str) -> bool:
    names = _names(row)
    known = sum(any(is_country(fold(word)) for word in words(name)) for name in names)
    return known * 2 > len(names)
