"""Fits the probability that quotes say what a sentence says, and when the reader alone will do.

    python -m evals.fitting.support FOLDER    (with qags)

The probability is fitted on sentences of summaries of news that people judged (QAGS, the
benchmark's dev half), each against all sentences of its article: a logistic regression with a ridge
over how far its words are the article's, in their order, and the support reader's log odds. Both
classes weigh the same, so that it is the probability of a sentence that is as likely true as not.
The threshold is the highest whose balanced accuracy, on probabilities from fits to the other
articles, is within 0.005 of the best.

These summaries copy; of sentences in words of their own they tell little. So what the support
reader is sure of passes too, where a sentence has several such words and no guard objects: from the
log odds on at which it lets pass one in a hundred of the false claims about half of the newsroom's
clusters that it did not learn from. The numbers go to `index/support/weights.json`;
`index/support/CARD.md` is the model card.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from app.answering.support import LEAST_OWN, own_words, support_features, support_read
from evals.benchmarks.classification import Classified, balanced_accuracy, best_threshold
from evals.benchmarks.halves import half_of
from evals.benchmarks.qags_files import article_sentences, find_judged, read_judged
from evals.fitting.claims import read_claims
from index.support.features import WEIGHTS, SupportFeatures
from index.support.guards import objections
from index.support.words import terms_of

RIDGE = 0.03  # inverse strength: of 0.03, 0.3 and 3 the best area under the curve on held-out folds
FOLDS = 10
# Of balanced accuracy, for a higher threshold: one sentence of 202. The refusal of a true sentence
# costs less than a false one that passes; without, a fiftieth of the sample's corruptions pass.
GIVEN = 0.005
FALSE_SHARE = 0.01  # of the false claims: what the reader may let pass by itself
DATA = (
    "QAGS, CNN/DM: the dev half of the articles (Wang, Cho & Lewis 2020; no licence stated);"
    " our own claims over the newsroom, half of the quarter held back"
)

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A sentence, the sentences it is judged against, and whether they say it.

    Those of one `group` are about one article, or one story.
    """

    group: str
    sentence: str
    quotes: tuple[str, ...]
    is_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights for the features as they are, by name, and the threshold chosen with them."""

    weights: dict[str, float]
    threshold: float
    held_out_accuracy: float  # balanced, on folds that the weights did not see


def main() -> None:
    """Fit, tell what was found, and write the numbers."""
    parser = argparse.ArgumentParser(description="Fit the support check.")
    parser.add_argument("folder", type=Path)
    judged, claims = judged_sentences(parser.parse_args().folder), held_claims("dev")
    fitted = fit(judged)
    kept = {
        "weights": fitted.weights,
        "decision": {"threshold": fitted.threshold, "sure": sure_from(claims)},
        "report": {
            "sentences": len(judged),
            "held_out_accuracy": fitted.held_out_accuracy,
            "claims": len(claims),
        },
        "data": DATA,
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(kept, indent=1) + "\n")


def judged_sentences(folder: Path) -> tuple[Stated, ...]:
    """QAGS' sentences of the dev half.

    Raises:
        BadRun: the file is missing or wrong.
    """
    return tuple(
        Stated(
            group=each.article,
            sentence=each.sentence,
            quotes=article_sentences(each.article),
            is_said=each.is_supported,
        )
        for each in read_judged(find_judged(folder))
        if half_of(each.article) == "dev"
    )


def held_claims(half: str) -> tuple[Stated, ...]:
    """The claims about the clusters that the reader did not learn from; of `dev` or `final`."""
    return tuple(
        Stated(
            group=each.cluster,
            sentence=each.text,
            quotes=each.report,
            is_said=each.is_true,
        )
        for each in read_claims()
        if each.is_held and half_of(each.cluster) == half
    )


def fit(stated: Sequence[Stated]) -> Fitted:
    """Fit to sentences, both true and false ones among them."""
    rows = np.array([astuple(_features(each)) for each in stated])
    is_said = np.array([each.is_said for each in stated])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=RIDGE, class_weight="balanced"))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    groups = [each.group for each in stated]
    held_out = cross_val_predict(
        model, rows, is_said, groups=groups, cv=folds, method="predict_proba"
    )[:, 1]
    threshold = best_threshold(_classified(stated, held_out, threshold=0.0), give=GIVEN)
    accuracy = balanced_accuracy(_classified(stated, held_out, threshold=threshold))
    model.fit(rows, is_said)
    return Fitted(
        weights=_unscaled(model[0], model[1]),
        threshold=round(threshold, 4),
        held_out_accuracy=round(accuracy or 0.0, 4),
    )


def sure_from(claims: Sequence[Stated]) -> float:
    """The least log odds of the reader at which few false claims pass by it."""
    false = [each for each in claims if not each.is_said]
    passing = sorted(
        (support_read(each.sentence, each.quotes) for each in false if is_for_reader(each)),
        reverse=True,
    )
    most = int(FALSE_SHARE * len(false))
    return round(passing[most] + 0.01, 2)  # above the first that may not


def is_for_reader(stated: Stated) -> bool:
    """Whether the reader may let a sentence pass: enough words of its own, and no guard objects."""
    said, quoted = terms_of([stated.sentence]), terms_of(stated.quotes)
    return len(own_words(said, quoted)) >= LEAST_OWN and not objections(said, quoted)


def _features(stated: Stated) -> SupportFeatures:
    return support_features(stated.sentence, stated.quotes)


def _classified(stated: Sequence[Stated], chances: Rows, *, threshold: float) -> list[Classified]:
    return [
        Classified(is_positive=each.is_said, says_positive=chance >= threshold, score=chance)
        for each, chance in zip(stated, map(float, chances), strict=True)
    ]


def _unscaled(scaler: StandardScaler, model: LogisticRegression) -> dict[str, float]:
    """The weights for features that are not brought to one scale."""
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    named = zip(fields(SupportFeatures), map(float, weights), strict=True)
    return {"intercept": round(intercept, 4)} | {f.name: round(w, 4) for f, w in named}


if __name__ == "__main__":
    main()
