"""Where a sentence that copies a quote departs from it by a few words, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from index.support.words import Term

# Of a difference: what is longer is another sentence, not other words in this one.
MOST_SAID, MOST_QUOTED = 4, 6
PHRASE = 3  # words that stand in another quote in a row: they are taken from there
FRAME = 3  # words copied right before and after it, together, from which it is in the same place
QUOTES = 3  # that hold most of the sentence's words: those that a sentence can be a copy of
_CONJUNCTIONS = frozenset("and but while".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words of a sentence, and those of the quote that stand in their place; one may be empty.

    `is_clause` says whether what was left out goes from one punctuation mark to another, or to an
    end of the quote.
    """

    said: tuple[Term, ...]
    quoted: tuple[Term, ...]
    is_clause: bool

    def is_exchange(self, *, most: int) -> bool:
        """Whether words were put in or left out, or at most so many telling ones exchanged."""
        telling = [sum(term.is_telling for term in side) for side in (self.said, self.quoted)]
        return not (self.said and self.quoted) or max(telling) <= most


def differences(sentence: Sequence[Term], quoted: Sequence[Term]) -> tuple[Difference, ...]:
    """The differences from each of the nearest quotes, in the order of the quotes.

    What stands in another quote, with the words beside it or as a phrase, is no difference.
    """
    quotes = [tuple(terms) for _, terms in groupby(quoted, key=lambda term: term.sentence)]
    keys = frozenset(term.key for term in sentence if term.is_telling)
    nearest = sorted(quotes, key=lambda quote: -len(keys & {term.key for term in quote}))
    texts = [_joined(quote) for quote in quotes]
    return tuple(
        place.difference
        for quote in nearest[:QUOTES]
        for place in _places(sentence, quote)
        if not any(place.stands_in(text) for text in texts)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    difference: Difference
    in_sentence: str  # the words there with the ones beside them

    def stands_in(self, text: str) -> bool:
        """Whether a quote, its words joined, has this."""
        said = self.difference.said
        phrase = said[1:] if said and said[0].key in _CONJUNCTIONS else said
        is_phrase = len(phrase) >= PHRASE and _joined(phrase) in text
        return is_phrase or (" " in self.in_sentence.strip() and self.in_sentence in text)


def _places(sentence: Sequence[Term], quote: Sequence[Term]) -> Iterator[_Place]:
    keys = [term.key for term in quote], [term.key for term in sentence]
    moves = SequenceMatcher(None, *keys, autojunk=False).get_opcodes()
    for at, (tag, q_start, q_end, start, end) in enumerate(moves):
        beside = (*moves[at - 1 : at], *moves[at + 1 : at + 2])  # the moves before and after
        copied = sum(move[2] - move[1] for move in beside)
        is_short = q_end - q_start <= MOST_QUOTED or q_start == 0
        if tag != "equal" and copied >= FRAME and end - start <= MOST_SAID and is_short:
            yield _Place(
                difference=Difference(
                    said=tuple(sentence[start:end]),
                    quoted=tuple(quote[max(q_start, q_end - MOST_QUOTED) : q_end]),
                    is_clause=_opens(quote, q_start) and _opens(quote, q_end),
                ),
                in_sentence=_joined(sentence[max(0, start - 1) : end + 1]),
            )


def _opens(quote: Sequence[Term], place: int) -> bool:
    return place == len(quote) or quote[place].opens


def _joined(terms: Sequence[Term]) -> str:
    return f" {' '.join(term.key for term in terms)} "
