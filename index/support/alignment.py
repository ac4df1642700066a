"""The cheapest way to make a sentence of the words of its quotes: copied runs, skips and jumps.

What a sentence says is mostly true where it copies and leaves out at the ends of clauses, and
mostly not where it goes on in the middle of another sentence, or brings words of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.support.words import Term

# Prices, set by hand on the half of QAGS that is fitted on. There the sum has an area under the
# curve of 0.853; halving a price, or raising it by 60 %, moves that by at most 0.01. JUMP_CLAUSE
# would be best as dear as JUMP (0.859), but two true sentences in one are still true.
SKIP = 0.8  # words left out inside a clause
SKIP_CLAUSE = 0.3  # words left out from one punctuation mark to another
BACK = 1.6  # on to an earlier word of the same sentence
JUMP = 1.8  # on to another sentence
JUMP_CLAUSE = 0.5  # on to where a clause begins, from where one ends
OWN_WORD, OWN_FUNCTION_WORD = 1.6, 0.7  # that no quote has there
OTHER_ENDING = 0.25
_NOWHERE = -1


class Step(NamedTuple):
    """What was made of a word: the place it was copied from, or None for a word of its own.

    `is_seam` says whether the sentence goes on there with another clause, the last one being ended.
    """

    place: int | None
    price: float
    is_seam: bool


class _Way(NamedTuple):
    """The cheapest way so far that last copied from a place."""

    price: float
    before: int  # the place that was last copied from before this word
    is_copied: bool


_Ways = Mapping[int, _Way]


class Source:
    """The words of quotes, indexed: built once for all the sentences that are aligned to them."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(terms):
            self._by_key[term.key].append(place)
            self._by_stem[term.stem].append(place)

    def places(self, term: Term) -> tuple[Sequence[int], float]:
        """Where a word stands, and what it costs to copy from there."""
        if term.key in self._by_key:
            return self._by_key[term.key], 0.0
        return self._by_stem.get(term.stem, ()), OTHER_ENDING

    def price(self, start: int, end: int) -> float:
        """What it costs to go on at `end` after copying from `start`."""
        if start == _NOWHERE or self._goes_on(start, end):
            return 0.0
        is_seam = self.is_seam(start, end)
        if self.terms[start].sentence != self.terms[end].sentence:
            return JUMP_CLAUSE if is_seam else JUMP
        if end <= start:
            return BACK
        return SKIP_CLAUSE if is_seam else SKIP

    def is_seam(self, start: int, end: int) -> bool:
        """Whether a clause ends at `start`, and one that does not follow it begins at `end`."""
        is_new = self.terms[end].opens and not self._goes_on(start, end)
        return start != _NOWHERE and is_new and self.is_end(start)

    def is_end(self, place: int) -> bool:
        """Whether a clause ends with the word at a place."""
        return place + 1 == len(self.terms) or self.terms[place + 1].opens

    def _goes_on(self, start: int, end: int) -> bool:
        return end == start + 1 and self.terms[start].sentence == self.terms[end].sentence


def align(sentence: Sequence[Term], source: Source) -> tuple[Step, ...]:
    """The steps of the cheapest way, one a word of the sentence (Viterbi 1967)."""
    ways: list[_Ways] = [{_NOWHERE: _Way(0.0, _NOWHERE, is_copied=False)}]
    for term in sentence:
        ways.append(_ways_on(term, ways[-1], source))
    return _traced(ways, source)


def _ways_on(term: Term, before: _Ways, source: Source) -> _Ways:
    own = OWN_WORD if term.is_telling else OWN_FUNCTION_WORD
    found = {place: _Way(way.price + own, place, is_copied=False) for place, way in before.items()}
    places, extra = source.places(term)
    candidates = _Candidates(before, source)
    for place in places:
        price, start = min(
            (before[start].price + source.price(start, place), start)
            for start in candidates.starts(place)
        )
        if place not in found or price + extra < found[place].price:
            found[place] = _Way(price + extra, start, is_copied=True)
    # Whoever is behind by the price of a jump can be caught up with by jumping.
    most = min(way.price for way in found.values()) + JUMP
    return {place: way for place, way in found.items() if way.price < most}


class _Candidates:
    """Of the places to go on from, the few of which one must be the cheapest.

    Those are, all and of those that end a clause, the cheapest of two quotes: from another quote
    every way costs the same. Within a quote any may be. From nowhere costs nothing.
    """

    def __init__(self, before: _Ways, source: Source) -> None:
        self._source = source
        self._by_sentence: dict[int, list[int]] = defaultdict(list)
        for place in sorted(before.keys() - {_NOWHERE}, key=lambda each: (before[each], each)):
            self._by_sentence[source.terms[place].sentence].append(place)
        ended = [list(filter(source.is_end, places)) for places in self._by_sentence.values()]
        self._cheapest = before.keys() & {_NOWHERE}
        for quotes in (self._by_sentence.values(), ended):
            firsts = sorted(
                (places[0] for places in quotes if places), key=lambda each: (before[each], each)
            )
            self._cheapest |= set(firsts[:2])

    def starts(self, place: int) -> Sequence[int]:
        """The places from which to go on at a place; some may stand twice."""
        same = self._by_sentence.get(self._source.terms[place].sentence, [])
        return (*self._cheapest, *same)


def _traced(ways: Sequence[_Ways], source: Source) -> tuple[Step, ...]:
    last = ways[-1]
    place = min(last, key=lambda each: (last[each].price, each))
    steps: list[Step] = []
    for number in range(len(ways) - 1, 0, -1):
        way = ways[number][place]
        paid = way.price - ways[number - 1][way.before].price
        is_seam = way.is_copied and source.is_seam(way.before, place)
        steps.append(Step(place if way.is_copied else None, paid, is_seam))
        place = way.before
    return tuple(reversed(steps))
