"""Where the words of an excerpt stand in a text, and which of them differ there."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from index.spans import Span
from index.words import fold

# Words that may be added or left out in a row, as a share of the excerpt's: more are another text.
SHARE_OF_SLACK = 0.1
LEAST_SLACK = 3
MOST_SLACK = 30  # the work is words times slack
# Of an excerpt's pairs of words, for a place to be looked at closely. A word that differs breaks
# two pairs: where 0.2 of the words are misspelt, about 0.6 of the pairs are whole.
FEWEST_PAIRS = 0.25
MOST_PLACES = 20  # of a pair of words in an excerpt; one that it repeats as often tells no place
ALIKE = 0.5  # share of letters from which a word counts as a misspelling of another
UNPAIRED = 1.01  # a word more on one side; a swap costs at most 1, so that it is one difference
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*|[$€£¥%]")  # 1.5 is not 15, and $5 not €5


class _Move(IntEnum):
    """What becomes of a word; of equally cheap moves the first is made."""

    SWAP = 0
    ADD = 1  # the excerpt has it, the text does not
    LEAVE = 2  # the text has it, the excerpt does not


class Word(
    NamedTuple
):  # a trace makes tens of thousands, and a dataclass takes three times as long
    """A word of a text, folded, and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Words that differ, in order as they stand in excerpt and text; one side may have none."""

    excerpt: tuple[Word, ...]
    text: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """An excerpt's best place in a text.

    `cost` is 0.0 where all words are the same, about 1 for each that is another, added or left out,
    and less for one that is misspelt. Words that are only parted or joined otherwise, as at the end
    of a line, are no gap.
    """

    span: Span
    cost: float
    gaps: tuple[Gap, ...]


_Pair = tuple[Word | None, Word | None]  # a word of the excerpt, and the one in its place
_NOTHING = Word("", 0, 0)  # before the first word of a text and after the last


def cut_words(text: str) -> tuple[Word, ...]:
    """Every word of a text, in order; currency signs and the percent sign are words too."""
    return tuple(Word(_folded(m[0]), m.start(), m.end()) for m in _WORD.finditer(text))


def align(excerpt: Sequence[Word], text: Sequence[Word]) -> Alignment | None:
    """The excerpt's best place in a text; None where too few of its pairs of words stand there."""
    exact = _exact_place(excerpt, text)
    if exact is not None:
        return Alignment(span=exact, cost=0.0, gaps=())
    slack = min(MOST_SLACK, max(LEAST_SLACK, int(len(excerpt) * SHARE_OF_SLACK)))
    likeliest = _likeliest_start(excerpt, text, slack=slack)
    if likeliest is None:
        return None
    window = _window(text, likeliest - slack, likeliest + len(excerpt) + slack)
    pairs = _tightened(_tightened(_pairs(excerpt, window), end=0), end=-1)
    placed = [there for _, there in pairs if there]
    if not placed:
        return None
    gaps = tuple(_gaps(pairs))
    return Alignment(
        span=Span(start=placed[0].start, end=placed[-1].end),
        cost=sum(_cost(gap) for gap in gaps),
        gaps=gaps,
    )


def is_alike(gap: Gap) -> bool:
    """Whether the words of a gap may be misspellings of each other; numbers never are."""
    return _swap(_letters(gap.excerpt), _letters(gap.text)) < 1.0


def _exact_place(excerpt: Sequence[Word], text: Sequence[Word]) -> Span | None:
    """The first place where all the excerpt's words stand in a row."""
    spelt = _spelt(text)
    place = spelt.find(_spelt(excerpt))
    if place < 0 or not excerpt:
        return None
    first = spelt.count(" ", 0, place)
    return Span(start=text[first].start, end=text[first + len(excerpt) - 1].end)


def _spelt(words: Sequence[Word]) -> str:
    return f" {' '.join(word.folded for word in words)} "


def _likeliest_start(excerpt: Sequence[Word], text: Sequence[Word], *, slack: int) -> int | None:
    """Where in the text the excerpt begins, going by the pairs of words that both have.

    Negative where the text has only a later part of it; None where few pairs agree on a place.
    """
    places = defaultdict(list)
    for place, pair in enumerate(pairwise(word.folded for word in excerpt)):
        places[pair].append(place)
    starts: Counter[int] = Counter()
    for place, pair in enumerate(pairwise(word.folded for word in text)):
        starts.update(place - each for each in places.get(pair, ())[:MOST_PLACES])
    # A word more or less shifts what comes after it: near starts speak for each other.
    near = {
        start: sum(starts[start + step] for step in range(-slack, slack + 1)) for start in starts
    }
    best = max(near, key=lambda start: (near[start], starts[start], -start), default=None)
    is_likely = best is not None and near[best] >= FEWEST_PAIRS * (len(excerpt) - 1)
    return best if is_likely else None


def _window(text: Sequence[Word], first: int, end: int) -> tuple[Word, ...]:
    before = (_NOTHING,) * -min(0, first)
    after = (_NOTHING,) * max(0, end - max(len(text), first))
    return (*before, *text[max(0, first) : max(0, end)], *after)


def _pairs(excerpt: Sequence[Word], window: Sequence[Word]) -> tuple[_Pair, ...]:
    """Each word of the excerpt with the one in its place, so that the least is changed.

    What stands before and after the excerpt costs nothing. The window is longer than the excerpt by
    as much as the excerpt may be shifted in it, to either side; so is each row of the table, by
    shifts.
    """
    moves, shift = _moves(excerpt, window)
    pairs: list[_Pair] = []
    row = len(excerpt)
    while row:
        here, there = excerpt[row - 1], window[row - 1 + shift]
        move = moves[row - 1][shift]
        if move is _Move.SWAP:
            pairs.append((here, there if there.folded else None))
            row -= 1
        elif move is _Move.ADD:
            pairs.append((here, None))
            row, shift = row - 1, shift + 1
        else:
            pairs.append((None, there))
            shift -= 1
    return tuple(reversed(pairs))


def _tightened(pairs: Sequence[_Pair], *, end: int) -> Sequence[_Pair]:
    """The pairs without the text's last (first) word where a word cut in two has drawn it in.

    "settle-ment" at the end stands for "settlement", not for "settlement in".
    """
    here, there = pairs[end]
    ordered = pairs if end else tuple(reversed(pairs))
    tail = tuple(takewhile(lambda pair: not _is_same(pair), reversed(ordered)))
    if not tail or there is None:
        return pairs
    differing = tuple(reversed(tail)) if end else tail
    drawn_in = _gap(differing)
    words = drawn_in.text[:-1] if end else drawn_in.text[1:]
    if _cost(Gap(excerpt=drawn_in.excerpt, text=words)) >= _cost(drawn_in):
        return pairs
    kept: tuple[_Pair, ...] = ((here, None),) if here else ()
    return (*pairs[:-1], *kept) if end else (*kept, *pairs[1:])


def _moves(excerpt: Sequence[Word], window: Sequence[Word]) -> tuple[list[list[_Move]], int]:
    """The cheapest last move for each word of the excerpt and shift; the cheapest shift at last."""
    shifts = len(window) - len(excerpt) + 1
    costs = [0.0] * shifts
    moves: list[list[_Move]] = []
    for row, here in enumerate(excerpt):
        before, costs, best = [*costs, math.inf], [], []
        for shift in range(shifts):
            left = costs[-1] if costs else math.inf
            cost, move = min(
                (before[shift] + _swap(here.folded, window[row + shift].folded), _Move.SWAP),
                (before[shift + 1] + UNPAIRED, _Move.ADD),
                (left + UNPAIRED, _Move.LEAVE),
            )
            costs.append(cost)
            best.append(move)
        moves.append(best)
    return moves, min(range(shifts), key=lambda shift: costs[shift])


@lru_cache(maxsize=50_000)
def _swap(here: str, there: str) -> float:
    if here == there:
        return 0.0
    are_numbers = _has_digit(here) and _has_digit(there)  # 16 is no slip for 15, "t0" is for "to"
    alike = 0.0 if are_numbers else Levenshtein.normalized_similarity(here, there)
    return 1.0 - alike if alike >= ALIKE else 1.0


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _gaps(pairs: Sequence[_Pair]) -> Iterator[Gap]:
    for is_same, run in groupby(pairs, key=_is_same):
        if is_same:
            continue
        gap = _gap(tuple(run))
        if _cost(gap):
            yield gap


def _gap(pairs: Sequence[_Pair]) -> Gap:
    return Gap(
        excerpt=tuple(here for here, _ in pairs if here),
        text=tuple(there for _, there in pairs if there),
    )


def _is_same(pair: _Pair) -> bool:
    here, there = pair
    return here is not None and there is not None and here.folded == there.folded


def _cost(gap: Gap) -> float:
    most = max(len(gap.excerpt), len(gap.text))
    return most * _swap(_letters(gap.excerpt), _letters(gap.text))


def _letters(words: Sequence[Word]) -> str:
    return "".join(word.folded for word in words)


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)
