"""One report told twice: sentences that say the same, and articles that are mostly one text."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter

from rapidfuzz import fuzz

from corpus.wording import worded_sentences, words_of
from index.aliases import canonical, is_country
from index.support.opposites import is_opposite_in_place
from index.words import fold, stem

NEAR_IDENTICAL = 88.0  # rapidfuzz token-sort ratio, of 100, from which two sentences are one report
SENTENCE_WORDS = 8  # shorter sentences ("He did not elaborate.") are anybody's
SHINGLE_WORDS = 5
READ_CHARACTERS = 200_000  # of a text: what a book says after that is no wire copy, and takes long
# With it all copies made of a third of an article, every sentence edited, have two signs in common
# in 188 of 199 cases; made of 0.15 of it and not edited, in 194 of 200.
SHINGLES_PER_SIGN = 16
# Of the copies that tests/index/wire_copies.py makes of a report the least has 0.66, of what are
# none the most 0.34. On RealTimeQA up to June 2023 one pair of two outlets has more than 0.5, a
# speech in full; below, to 0.2, stand reports of their own that quote the same statement or list.
SHARED_SHINGLES = 0.5
_NAME = re.compile(r"\b[A-Z]\w+")
# What a copy never changes: where sentences differ in one of these, they say something else.
# ("t" ends "didn't".)
_TELLING = frozenset(
    "without nobody nothing no not t never nor neither none two three four five six seven eight"
    " nine ten eleven twelve dozen twenty thirty forty fifty hundred thousand million"
    " billion".split()
)


def near_identical(one: str, other: str) -> bool:
    """Whether two sentences are one report told twice: like words, the same numbers and denials."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter <= longer / 2 or fuzz.token_sort_ratio(one, other) < NEAR_IDENTICAL:
        return False
    here, there = Counter(words_of(one)), Counter(words_of(other))
    mine, theirs = here - there, there - here
    if any(map(_is_telling, mine + theirs)) or _others_named(one, other, mine, theirs):
        return False
    if _are_exchanged(one, other):
        return False
    return not any(is_opposite_in_place(stem(a), stem(b)) for a in mine for b in theirs)


def _are_exchanged(one: str, other: str) -> bool:
    """Whether two names have changed places: who accuses whom. Days may stand anywhere."""
    both = _names(one) & _names(other)
    here, there = (
        [each for each in map(str.casefold, _NAME.findall(text)) if each in both]
        for text in (one, other)
    )
    here, there = ([each for each in run if not each.endswith("day")] for run in (here, there))
    if len(here) != len(there):
        return False
    match [pair for pair in zip(here, there, strict=True) if pair[0] != pair[1]]:
        case [one_pair, other_pair]:
            return one_pair == other_pair[::-1]
        case _:
            return False


def _others_named(one: str, other: str, mine: Counter[str], theirs: Counter[str]) -> bool:
    """Whether each has a name that the other lacks: Biden for Trump, Tuesday for Monday."""
    sides = ((one, mine), (other, theirs))
    return all(_names(text) & left.keys() for text, left in sides)


def _names(text: str) -> set[str]:
    """Words with a capital; the first only if it is a country's."""
    return {
        found[0].casefold()
        for found in _NAME.finditer(text)
        if found.start() or is_country(canonical(fold(found[0])))
    }


def same_report(one: str, other: str) -> bool:
    """Whether at least half of the shorter article stands in the other, in runs of five words."""
    return shared_shingles(one, other) >= SHARED_SHINGLES


def shared_shingles(one: str, other: str) -> float:
    """Shingles that both texts hold, as a share of the text's that has fewer, in [0, 1].

    A shingle is a run of five words, or a whole text of less; 0.0 where a text has no word.
    """
    here, there = _shingles(one), _shingles(other)
    fewer = min(len(here), len(there))
    return len(here & there) / fewer if fewer else 0.0


def signs_of(text: str) -> frozenset[int]:
    """What tells that a text may be a copy: digests of its sentences and of some of its shingles.

    Which shingles are taken depends on their words alone, so that copies have the same ones.
    """
    shingles = _shingles(text)
    sampled = (each for each in shingles if zlib.crc32(each.encode()) % SHINGLES_PER_SIGN == 0)
    return frozenset(map(_digest, sampled)) | sentence_signs(text)


def sentence_signs(text: str) -> frozenset[int]:
    """The signs of those sentences of a text that have at least eight words."""
    sentences = worded_sentences(text[:READ_CHARACTERS])
    return frozenset(_digest(each) for each in sentences if each.count(" ") >= SENTENCE_WORDS - 1)


def _shingles(text: str) -> frozenset[str]:
    words = words_of(text[:READ_CHARACTERS])
    starts = range(max(1, len(words) - SHINGLE_WORDS + 1)) if words else ()
    return frozenset(" ".join(words[start : start + SHINGLE_WORDS]) for start in starts)


def _digest(words: str) -> int:
    """64 bits, signed as SQLite has them: among a million, two are alike once in 37 million."""
    digest = hashlib.blake2b(words.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _is_telling(word: str) -> bool:
    return word in _TELLING or any(character.isdigit() for character in word)
