"""What is known of a sentence for a question, and the fitted weights that make it one number.

The weights are never set by hand: `evals/fitting/evidence.py` and `evals/fitting/confidence.py`
fit them, `evals/fitting/ranker/report.py` those of the blend.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, fields
from functools import cache
from pathlib import Path

CONFIDENCE_FEATURES = ("cosine", "overlap", "overlap_in_place", "pairs", "holds_kind")
WEIGHTS = Path(__file__).parent / "evidence_weights.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is known of a sentence for a question; each in [0, 1] unless said otherwise.

    Attributes:
        cosine: of question and sentence, in [-1, 1].
        cosine_of_passage: of question and the best passage it stands in, in [-1, 1].
        overlap: share of the question's words, weighed by rarity, that the sentence holds.
        overlap_in_place: the same for the sentence with headline and neighbours.
        pairs: share of the question's neighbouring word pairs that stand near in the sentence.
        holds_kind: 1 when the sentence holds the kind of thing asked for.
        names: share of the question's names and numbers, weighed by rarity, in its place.
        passage: reciprocal of the rank of the best passage it stands in.
        lead: reciprocal of the sentence's place in its article, from 1.
        brevity: words, as exp(-words / 40): long sentences hold words by chance.
    """

    cosine: float
    cosine_of_passage: float
    overlap: float
    overlap_in_place: float
    pairs: float
    holds_kind: float
    names: float
    passage: float
    lead: float
    brevity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What a question names and the evidence lacks: each makes an answer less likely.

    Attributes:
        in_place: a rare name or number stands neither in the sentence's passage nor in the
            headline, outlet or date of its article.
        anywhere: a name stands nowhere in the library.
    """

    in_place: bool = False
    anywhere: bool = False


def score_of(features: Features) -> float:
    """The fitted score of a sentence: higher is better; differences are log odds of being right.

    A conditional logit over the candidate sentences of a question (McFadden 1974).
    """
    weights = fitted()["weights"]
    named = zip(fields(features), astuple(features), strict=True)
    return math.fsum(weights[field.name] * value for field, value in named)


def blended(score: float, odds: float) -> float:
    """The score of the features and the ranker's log odds in one: again a conditional logit."""
    weights = fitted()["blend"]
    return weights["features"] * score + weights["ranker"] * odds


def probability(
    features: Features,
    odds: float | None,
    *,
    read: float | None = None,
    lacking: Lacking = Lacking(),
) -> float:
    """The probability that a sentence with these features answers: a logistic regression.

    `odds` are the ranker's log odds that the sentence answers, `read` those of a second reading;
    None where there are none, for which there are regressions without.
    """
    row = confidence_row(features, odds, read=read, lacking=lacking)
    weights = fitted()[confidence_name(row)]
    total = weights["intercept"] + math.fsum(weights[name] * row[name] for name in row)
    return 1.0 / (1.0 + math.exp(-total))


def confidence_row(
    features: Features,
    odds: float | None,
    *,
    read: float | None = None,
    lacking: Lacking = Lacking(),
) -> Mapping[str, float]:
    """What `probability` reads, by the name of its weight; of the log odds those that there are."""
    row = {name: float(getattr(features, name)) for name in CONFIDENCE_FEATURES}
    row |= {f"lacking_{name}": float(value) for name, value in asdict(lacking).items()}
    known = {"odds": odds, "read": read}
    return row | {name: value for name, value in known.items() if value is not None}


def confidence_name(row: Mapping[str, float]) -> str:
    """The name, among all fitted weights, of those for such a row."""
    if "read" in row:
        return "confidence_with_reader"
    return "confidence_with_ranker" if "odds" in row else "confidence"


@cache
def fitted() -> dict[str, dict[str, float]]:
    """All fitted weights, by what they are for."""
    found: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found
