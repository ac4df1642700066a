"""Words a question may mean: those of the library, and English ones that it happens to lack."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.model_files import default_model_files
from index.words import fold

SHORTEST = 4  # letters; one slip turns most shorter words into other words
OFTEN = 0.25  # of a word's occurrences: titles, as in Prime Minister, have a capital so often
LETTERS = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words of letters alone, folded.

    `counts` are occurrences, from 1, and `total` their sum; `written` is the most frequent way each
    is written, with its capitals and accents; `names` are those that often have a capital;
    `shelves` are the words of at least `SHORTEST` letters by first letter and length.
    """

    counts: Mapping[str, int]
    total: int
    written: Mapping[str, str]
    names: frozenset[str]
    shelves: Mapping[tuple[str, int], Sequence[str]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The words of some texts."""
        forms: Counter[str] = Counter()
        for text in texts:
            forms.update(LETTERS.findall(text))
        counts: Counter[str] = Counter()
        capitals: Counter[str] = Counter()
        written: dict[str, str] = {}
        for form, count in forms.most_common():
            word = fold(form)
            counts[word] += count
            capitals[word] += count * form[0].isupper()
            written.setdefault(word, form)
        return cls(
            counts=counts,
            total=counts.total(),
            written=written,
            names=frozenset(w for w in counts if capitals[w] > counts[w] * OFTEN),
            shelves=_shelves(counts),
        )

    def __contains__(self, word: str) -> bool:
        """Whether a folded word is among them."""
        return word in self.counts

    def near(self, word: str, *, within: int) -> dict[str, int]:
        """Words at most so many slips from a folded word of two letters or more, and how many.

        A letter left out, put in or replaced is a slip, and so are two neighbours swapped (optimal
        string alignment). The first letter is held to be right, or swapped with the second: people
        seldom miss it (in 8 of 100 misspellings, Pollock & Zamora 1984), and names that differ in
        it are other names: Kallas, Dallas.
        """
        found: dict[str, int] = {}
        for length in range(len(word) - within, len(word) + within + 1):
            for first in set(word[:2]):
                shelf = self.shelves.get((first, length), ())
                close = process.extract(
                    word, shelf, scorer=OSA.distance, score_cutoff=within, limit=None
                )
                found |= {near: int(slips) for near, slips, _ in close if _begin_alike(word, near)}
        return found


@cache
def english() -> Vocabulary:
    """Common English words and names: those that the default model's tokenizer does not cut.

    Each counts once. The tokenizer is read from the package, whatever model a home uses.
    """
    pieces = json.loads(default_model_files().tokenizer.read_text(encoding="utf-8"))
    kept = (word for word in pieces["model"]["vocab"] if len(word) >= SHORTEST)
    return Vocabulary.of(word for word in kept if word.isascii() and word.isalpha())


def _begin_alike(word: str, other: str) -> bool:
    return word[0] == other[0] or word[:2] == other[1::-1]


def _shelves(counts: Mapping[str, int]) -> dict[tuple[str, int], list[str]]:
    shelves: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted(counts):
        if len(word) >= SHORTEST:
            shelves[word[0], len(word)].append(word)
    return dict(shelves)
