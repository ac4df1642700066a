"""Of an article's sentences, the few that are most about what another sentence says."""

from __future__ import annotations

from collections.abc import Sequence

from index.words import content_words, stem

MOST_WORDS = 100  # of all together: about 130 tokens, and what a person would look at


def closest(sentence: str, quotes: Sequence[str], *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """The quotes that hold a sentence's content words, with their neighbours, in their order.

    First each is taken that holds most of the words which those before it lack, again and again;
    then, as far as there is room for `most` words, what stands before these and after them. At
    least one quote, however long.

    >>> closest(
    ...     "Voters cheered in rain.",
    ...     ["It rained.", "A dog barked all night.", "A voter cheered.", "He had won."],
    ...     most=7,
    ... )
    ('It rained.', 'A voter cheered.', 'He had won.')
    """
    sought = {stem(word) for word in content_words(sentence)}
    held = [{stem(word) for word in content_words(quote)} & sought for quote in quotes]
    room = _Room([len(quote.split()) for quote in quotes], most)
    found: set[str] = set()
    while left := [at for at in range(len(quotes)) if room.has_for(at) and held[at]]:
        if not any(held[at] - found for at in left):
            if not found:
                break
            found = set()  # all is held once: what holds it again may say it better
            continue
        best = max(left, key=lambda at: (len(held[at] - found), len(held[at]), -at))
        found |= held[best]
        room.take(best)
    if quotes and not room.taken:
        room.take(0)
    for step in (-1, 1):
        for at in sorted(room.taken):
            if 0 <= at + step < len(quotes) and room.has_for(at + step):
                room.take(at + step)
    return tuple(quotes[at] for at in sorted(room.taken))


class _Room:
    """What was taken, and whether there is room for more."""

    def __init__(self, lengths: Sequence[int], most: int) -> None:
        self.taken: set[int] = set()
        self._lengths = lengths
        self._left = most

    def has_for(self, at: int) -> bool:
        """Whether it is not taken and may be."""
        return at not in self.taken and self._lengths[at] <= self._left

    def take(self, at: int) -> None:
        """Take it, whatever its length."""
        self.taken.add(at)
        self._left -= self._lengths[at]
