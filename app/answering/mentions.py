"""The people and things that a conversation names, told apart by their words alone."""

from __future__ import annotations

import re

from index.aliases import is_country
from index.kinds import names
from index.words import content_words, stem, stems

_TITLE = re.compile(r"[“\"]([A-Z0-9][^“”\"]{1,40}?)[,.]?[”\"]")
_FIRST = re.compile(r"(?:^|[.!?:]\s+)[\W_]*([A-Z][\w’'-]*)(?! [A-Z])")
_NO_PERSON = frozenset(
    """academy act agency alliance army association award awards band bank board bureau cabinet
    championship championships church club college commission committee company congress council
    court cup department embassy festival fund games government group hall hospital house
    institute international league ministry movement museum national north orchestra organization
    palace parliament party post press record records river school senate series show society
    south east west street summit theatre times tour union united university world""".split()
)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_NEAR_NOUN = (
    12  # characters between a name and its noun, as in “album, The Wall” (CANARD's dev half)
)


def named_in(text: str) -> tuple[str, ...]:
    """Titles in quotation marks, then capitalised names, each group in order.

    A single word is none where it has its capital from beginning a sentence.
    """
    firsts = {match[1] for match in _FIRST.finditer(text)}
    capitalised = (name for name in names(text) if name not in firsts)
    found = (*_TITLE.findall(text), *capitalised)
    return tuple(dict.fromkeys(name for name in found if content_words(name)))


def new_names(text: str, known: str) -> tuple[str, ...]:
    """The names in a text that are not wholly among the words of `known`."""
    said = set(stems(known))
    return tuple(name for name in named_in(text) if not set(stems(name)) <= said)


def may_be_person(name: str) -> bool:
    """Whether a name could be a person's: no acronym, country, or name of an institution."""
    parts = content_words(name)
    is_other = name.isupper() or name.startswith("The ") or any(c.isdigit() for c in name)
    return not is_other and not any(part in _NO_PERSON or is_country(part) for part in parts)


def contradicts(name: str, pronoun: str, texts: tuple[str, ...]) -> bool:
    """Whether the texts speak of a person as the other sex than the pronoun does.

    A text counts that names this person alone and then says only "he", or only "she".
    """
    own, other = (_HE, _SHE) if _HE.fullmatch(pronoun) else (_SHE, _HE)
    for text in texts:
        people = {_surname(each) for each in names(text) if may_be_person(each)}
        rest = text.partition(name)[2]
        if people == {_surname(name)} and other.search(rest) and not own.search(rest):
            return True
    return False


def named_with(noun: str, texts: tuple[str, ...], known: str) -> str:
    """The name that stands beside a noun in the first text that has both; empty without one.

    "The album" is The Wall where a text says "their album, The Wall". Names among the words of
    `known` are passed over.
    """
    for text in texts:
        places = [m for m in re.finditer(r"\w+", text) if stem(m[0].lower()) == stem(noun.lower())]
        found = [
            (_gap(text.find(name), len(name), place.start(), place.end()), name)
            for name in new_names(text, known)
            for place in places
        ]
        near = [pair for pair in found if pair[0] <= _NEAR_NOUN]
        if near:
            return min(near)[1]
    return ""


def _surname(name: str) -> str:
    return stem(name.rsplit(maxsplit=1)[-1].lower())


def _gap(start: int, length: int, other_start: int, other_end: int) -> int:
    return max(other_start - start - length, start - other_end, 0)
