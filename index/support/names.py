"""Names in a sentence, and whether its quotes have them, however they are spelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.aliases import is_country
from index.support.numbers import times_in
from index.support.words import Term
from index.words import spelling_variant

# With a capital by custom only; that the quotes have them without one, or not at all, is style.
TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady dame president minister prime chancellor premier king queen"
    " prince princess pope general secretary senator governor mayor professor judge captain colonel"
    " foreign defence defense government parliament congress state".split()
)
_SAYS = frozenset("said says told tells added adds warned wrote writes argued argues".split())
LEAST_LETTERS, MOST_LETTERS = 2, 5  # of an acronym: EU, UNHCR


@dataclass(frozen=True, slots=True, kw_only=True)
class _QuotedNames:
    """What quotes have to compare names with: words, stems, acronyms, and initials of names."""

    keys: frozenset[str]
    stems: frozenset[str]
    acronyms: frozenset[str]
    initials: frozenset[str]

    def hold(self, term: Term) -> bool:
        """Whether a name is there: itself, spelt otherwise, or what it is the acronym of."""
        is_there = term.key in self.keys or term.stem in self.stems
        is_short = term.text.isupper() and term.key in self.initials
        return is_there or is_short or spelling_variant(term.key, self.keys) is not None


def _quoted_names(quoted: Sequence[Term]) -> _QuotedNames:
    return _QuotedNames(
        keys=frozenset(term.key for term in quoted),
        stems=frozenset(term.stem for term in quoted),
        acronyms=frozenset(term.key for term in quoted if term.text.isupper()),
        initials=frozenset(initials for initials, _ in _initials(quoted)),
    )


def missing_names(sentence: Sequence[Term], quoted: Sequence[Term]) -> tuple[Term, ...]:
    """The words of names in a sentence that its quotes do not have, in order."""
    known = _quoted_names(quoted)
    spelt_out = {
        key for initials, keys in _initials(sentence) if initials in known.acronyms for key in keys
    }
    return tuple(
        term for term in _names_in(sentence) if term.key not in spelt_out and not known.hold(term)
    )


def _names_in(sentence: Sequence[Term]) -> tuple[Term, ...]:
    """The words of a sentence that are part of a name, in order; titles, days and months are none.

    A first word is one where its capital is not only that of the beginning: before another name, or
    before "said".
    """
    taken = {place for time in times_in(sentence) for place in range(time.start, time.end)}
    return tuple(
        term
        for place, term in enumerate(sentence)
        if place not in taken and _is_name(sentence, place)
    )


def _is_name(sentence: Sequence[Term], place: int) -> bool:
    term = sentence[place]
    if not term.text[0].isupper() or not term.is_telling or term.key in TITLES:
        return False
    if place > 0 or is_country(term.key) or term.text.isupper():
        return True
    following = sentence[place + 1] if place + 1 < len(sentence) else None
    return (
        following is not None
        and not following.opens
        and (following.text[0].isupper() or following.key in _SAYS)
    )


def _initials(terms: Sequence[Term]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The initials of every name of several words, with these words."""
    for _, run in groupby(enumerate(terms), key=lambda each: each[1].text[0].isupper()):
        keys = tuple(term.key for _, term in run)
        for start in range(len(keys)):
            for end in range(start + LEAST_LETTERS, min(len(keys), start + MOST_LETTERS) + 1):
                yield "".join(key[0] for key in keys[start:end]), keys[start:end]
