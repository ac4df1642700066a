"""What is known of a sentence and its quotes, and the fitted weights that make it a probability.

The weights are never set by hand: `python -m evals.fitting.support FOLDER` fits them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

from index.support.alignment import Source, Step
from index.support.words import Term

WEIGHTS = Path(__file__).parent / "weights.json"
NEAR = 3  # content words after another that count as beside it: room for what was left out


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportFeatures:
    """What is known of a sentence and its quotes.

    Attributes:
        price: ln(1 + the price of making the sentence of the quotes' words); 0 for a copy.
        price_per_word: that price, not its logarithm, divided by the number of words.
        threes: share of its runs of three words that stand in the quotes, in [0, 1].
        pairs: share of its neighbouring content words that stand near each other, in their order,
            in one quote, in [0, 1].
        read: the support reader's log odds that the quotes say it; 0 for a near copy
            (`near_copies.py`), of which the order of its words tells more than a reading.
    """

    price: float
    price_per_word: float
    threes: float
    pairs: float
    read: float


def features_of(
    sentence: Sequence[Term], source: Source, steps: Sequence[Step], *, read: float
) -> SupportFeatures:
    """The features of a sentence of at least one word, aligned to its quotes by `steps`."""
    price = math.fsum(step.price for step in steps)
    pieces = _pieces(sentence, steps)
    return SupportFeatures(
        price=math.log1p(price),
        price_per_word=price / len(sentence),
        threes=_share_of_threes(pieces, source.terms),
        pairs=_share_of_pairs(pieces, source.terms),
        read=read,
    )


def _pieces(sentence: Sequence[Term], steps: Sequence[Step]) -> list[list[Term]]:
    """The sentence cut where it goes on with another clause of the quotes, without its "and"."""
    pieces: list[list[Term]] = [[]]
    for term, step in zip(sentence, steps, strict=True):
        if step.is_seam:
            pieces.append([])
        if step.place is not None or term.is_telling:
            pieces[-1].append(term)
    return pieces


def probability_of(features: SupportFeatures) -> float:
    """The probability that the quotes say what the sentence says: a logistic regression."""
    weights = fitted()["weights"]
    named = zip(fields(features), astuple(features), strict=True)
    odds = weights["intercept"] + math.fsum(weights[each.name] * value for each, value in named)
    return 1.0 / (1.0 + math.exp(-odds))


@cache
def fitted() -> dict[str, dict[str, float]]:
    """The fitted weights, and the threshold that was chosen with them."""
    found: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found


def _share_of_threes(pieces: Sequence[Sequence[Term]], quoted: Sequence[Term]) -> float:
    sought = [three for piece in pieces for three in _threes(piece)]
    held = set(_threes(quoted))
    return sum(three in held for three in sought) / len(sought) if sought else 0.0


def _threes(terms: Sequence[Term]) -> list[tuple[str, str, str]]:
    keys = [term.key for term in terms]
    return list(zip(keys, keys[1:], keys[2:], strict=False))


def _share_of_pairs(pieces: Sequence[Sequence[Term]], quoted: Sequence[Term]) -> float:
    sought = [pair for piece in pieces for pair in pairwise(_telling(piece))]
    held: set[tuple[str, str]] = set()
    for _, terms in groupby(quoted, key=lambda term: term.sentence):
        telling = _telling(terms)
        held.update(
            (one, other)
            for at, one in enumerate(telling)
            for other in telling[at + 1 : at + 1 + NEAR]
        )
    return sum(pair in held for pair in sought) / len(sought) if sought else 0.0


def _telling(terms: Iterable[Term]) -> list[str]:
    return [term.stem for term in terms if term.is_telling]
