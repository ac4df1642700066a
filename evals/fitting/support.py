"""Fits the probability that quotes say what a sentence says, on half of QAGS' articles.

    python -m evals.fitting.support FOLDER    (with qags)

The half is the benchmark's dev half; sentences are judged against all sentences of their article. A
logistic regression with a ridge, both classes weighing the same, so that the probability is that of
a sentence that is as likely true as not. The threshold is the one with the best balanced accuracy
on probabilities from fits to the other articles. No network has a part in it. The numbers go to
`index/support/weights.json`; `index/support/CARD.md` is the model card.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from app.answering.support import support_features
from evals.benchmarks.classification import Classified, balanced_accuracy, best_threshold
from evals.benchmarks.halves import half_of
from evals.benchmarks.qags_files import (
    JudgedSentence,
    article_sentences,
    find_judged,
    read_judged,
)
from index.support.features import WEIGHTS, SupportFeatures
from index.support.words import terms_of

RIDGE = 0.03  # inverse strength: of 0.03, 0.3 and 3 the best area under the curve on held-out folds
FOLDS = 10
DATA = "QAGS, CNN/DM: the dev half of the articles (Wang, Cho & Lewis 2020; no licence stated)"

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights for the features as they are, by name, and the threshold chosen with them."""

    weights: dict[str, float]
    threshold: float
    held_out_accuracy: float  # balanced, on folds that the weights did not see


def main() -> None:
    """Fit, print what was found, and write the numbers."""
    parser = argparse.ArgumentParser(description="Fit the support check.")
    parser.add_argument("folder", type=Path)
    path = find_judged(parser.parse_args().folder)
    judged = [each for each in read_judged(path) if half_of(each.article) == "dev"]
    fitted = fit(judged)
    kept = {
        "weights": fitted.weights,
        "decision": {"threshold": fitted.threshold},
        "report": {"sentences": len(judged), "held_out_accuracy": fitted.held_out_accuracy},
        "data": DATA,
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept, indent=1))


def fit(judged: Sequence[JudgedSentence]) -> Fitted:
    """Fit to sentences that people judged."""
    rows = np.array([astuple(features_of(each)) for each in judged])
    is_supported = np.array([each.is_supported for each in judged])
    model = make_pipeline(
        StandardScaler(),
        LogisticRegression(C=RIDGE, class_weight="balanced"),
    )
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    groups = [each.article for each in judged]
    held_out = cross_val_predict(
        model, rows, is_supported, groups=groups, cv=folds, method="predict_proba"
    )[:, 1]
    cases = _classified(judged, held_out, threshold=0.0)
    threshold = best_threshold(cases)
    accuracy = balanced_accuracy(_classified(judged, held_out, threshold=threshold))
    model.fit(rows, is_supported)
    return Fitted(
        weights=_unscaled(model[0], model[1]),
        threshold=round(threshold, 4),
        held_out_accuracy=round(accuracy or 0.0, 4),
    )


def features_of(judged: JudgedSentence) -> SupportFeatures:
    """What the check sees of a judged sentence and its article."""
    return support_features(
        terms_of([judged.sentence]), terms_of(article_sentences(judged.article))
    )


def _classified(
    judged: Sequence[JudgedSentence], chances: Rows, *, threshold: float
) -> list[Classified]:
    return [
        Classified(is_positive=each.is_supported, says_positive=chance >= threshold, score=chance)
        for each, chance in zip(judged, map(float, chances), strict=True)
    ]


def _unscaled(scaler: StandardScaler, model: LogisticRegression) -> dict[str, float]:
    """The weights for features that are not brought to one scale."""
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    named = zip(fields(SupportFeatures), map(float, weights), strict=True)
    return {"intercept": round(intercept, 4)} | {f.name: round(w, 4) for f, w in named}


if __name__ == "__main__":
    main()
