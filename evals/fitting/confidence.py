"""Fits the probability that the shown evidence answers, and shows what each threshold refuses.

    python -m evals.fitting.confidence FOLDER    (with squad2, wikinews and clapnq)

The questions are those of `evals.fitting.confidence_groups`: no frozen fact is among them, nor
anything that a benchmark reports on. A logistic regression over what compares question and leading
sentence (`index.features.confidence_row`) gives the share of right replies; each group weighs the
same. Which sentence leads hangs on the weights of the fit before, so a second run may change them
a little. The numbers go to `index/evidence_weights.json`; a person chooses the threshold from the
table, for `app/answering/refusal.py`. The table is of probabilities from a fit to the other half of
the questions. A table before it tells what the second reading should weigh in a score, for
`index/evidence.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from evals.fitting.confidence_groups import Judged, Reread, groups
from index import features
from index.settings import DEFAULT_RANKER, NO_RANKER

STRENGTH = 1.0  # of the ridge: scikit-learn's own default
READ_WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
THRESHOLDS = (0.0, *(round(0.2 + 0.02 * step, 2) for step in range(16)), 0.6, 0.7)

Groups = Mapping[str, Sequence[Judged]]


def main() -> None:
    """Fit with and without the networks, print the tables of thresholds, and write the numbers."""
    parser = argparse.ArgumentParser(description="Fit the confidence of answers.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    ranked = dict(groups(folder, DEFAULT_RANKER, _say))
    for line in read_weights(ranked):
        _say(line)
    read = {name: list(filter(_is_read_again, each)) for name, each in ranked.items()}
    unread = {name: [_without_reading(one) for one in each] for name, each in ranked.items()}
    plain = dict(groups(folder, NO_RANKER, _say))
    for judged in (read, unread, plain):
        _say(_name_of(judged))
        for line in table(judged):
            _say(line)
        _write(judged)


def read_weights(judged: Groups) -> list[str]:
    """A line a weight of the second reading: how often a right sentence then leads the best few.

    Of the questions whose best few, those read a second time, hold a right one.
    """
    hopeful = {
        name: [one.again for one in each if any(sentence.right for sentence in one.again)]
        for name, each in judged.items()
    }
    return [
        f"read weighs {weight:.1f} | "
        + " | ".join(f"{name}: {_led(each, weight)}/{len(each)}" for name, each in hopeful.items())
        for weight in READ_WEIGHTS
    ]


def _led(questions: Sequence[Sequence[Reread]], weight: float) -> int:
    return sum(max(each, key=lambda one: one.score + weight * one.read).right for each in questions)


def _is_read_again(judged: Judged) -> bool:
    """Whether what would lead was among the best few, or nothing was found."""
    return judged.row is None or "read" in judged.row


def _without_reading(judged: Judged) -> Judged:
    """As it would be beyond the best few, which alone are read a second time."""
    row = judged.row and {name: value for name, value in judged.row.items() if name != "read"}
    return replace(judged, row=row)


def _name_of(judged: Groups) -> str:
    rows = (one.row for each in judged.values() for one in each if one.row)
    return features.confidence_name(next(rows))


def table(judged: Groups) -> list[str]:
    """A line a threshold: for each group, what it refuses and how much of what is shown is right.

    `good refused` counts replies that would have been right.
    """
    halves = [{name: each[n::2] for name, each in judged.items()} for n in (0, 1)]
    models = [_fit(half) for half in reversed(halves)]
    chances = {
        name: [_chance(one, models[n % 2]) for n, one in enumerate(each)]
        for name, each in judged.items()
    }
    lines = []
    for threshold in THRESHOLDS:
        kept = {
            name: [
                _Kept(judged=one, refused=chance < threshold)
                for one, chance in zip(each, chances[name], strict=True)
            ]
            for name, each in judged.items()
        }
        told = (f"{name}: {_row(each)}" for name, each in kept.items())
        lines.append(f"{threshold:.2f} | {' | '.join(told)}")
    return lines


def _fit(judged: Groups) -> LogisticRegression:
    """Every group weighs as much as the others, whatever its size.

    What is lacking never makes an answer likelier: where it would, it weighs nothing.
    """
    found = [[one for one in each if one.row is not None] for each in judged.values()]
    total = sum(map(len, found))
    weights = [total / len(found) / len(each) for each in found for _ in each]
    rows = np.array([_values(one) for each in found for one in each])
    right = [one.right for each in found for one in each]
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    names = next(list(one.row) for each in found for one in each if one.row)
    lacks = [n for n, name in enumerate(names) if name.startswith("lacking")]
    while True:
        model.fit(rows, right, sample_weight=weights)
        wrong = [n for n in lacks if model.coef_[0][n] > 0]
        if not wrong:
            return model
        rows[:, wrong] = 0.0


def _values(judged: Judged) -> list[float]:
    return list((judged.row or {}).values())


def _chance(judged: Judged, model: LogisticRegression) -> float:
    if judged.row is None:
        return 0.0
    chances: npt.NDArray[np.float64] = model.predict_proba(np.array([_values(judged)]))
    return float(chances[0, 1])


def _write(judged: Groups) -> None:
    name, model = _name_of(judged), _fit(judged)
    named = next(list(one.row) for each in judged.values() for one in each if one.row)
    kept = json.loads(features.WEIGHTS.read_text(encoding="utf-8"))
    kept[name] = {
        "intercept": round(float(model.intercept_[0]), 4),
        **{n: round(float(w), 4) for n, w in zip(named, model.coef_[0], strict=True)},
    }
    kept["confidence_data"] = ", ".join(f"{len(each)} {what}" for what, each in judged.items())
    features.WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    _say(json.dumps(kept[name]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A question judged, and whether it is refused at a threshold."""

    judged: Judged
    refused: bool


def _row(kept: Sequence[_Kept]) -> str:
    answerable = [one for one in kept if one.judged.answerable]
    hopeless = [one for one in kept if not one.judged.answerable]
    caught = sum(one.refused for one in hopeless)
    refused = caught + sum(one.refused for one in answerable)
    good = [one for one in answerable if one.judged.right]
    return (
        f"precision {caught}/{refused}, recall {caught}/{len(hopeless)},"
        f" good refused {sum(one.refused for one in good)}/{len(good)}"
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
