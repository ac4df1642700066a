"""How well the evidence ranker puts the right sentence first: alone, and beside today's score.

    python -m evals.fitting.ranker.report FOLDER --network FILE

On SQuAD's held-out articles, the held-back quarters of CLAPNQ, of our own questions over Wikinews,
of the newsroom and of the briefs, TREC-QA's dev part and the *dev* half of the sample's facts;
frozen facts and final halves never. The candidates are the sentences that `index.evidence` scores.
The blend is a conditional logit of both scores, fitted on SQuAD's, Wikinews' and the newsroom's
questions together, and given for `index/evidence_weights.json`; for these themselves it is fitted
on the articles' other half.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from evals.benchmarks.reading import find_file
from evals.benchmarks.squad_files import read_squad
from evals.fitting.evidence import hash_of
from evals.fitting.ranker.rows import (
    Ranked,
    Searched,
    Vector,
    ranked,
    searched_facts,
    searched_sentences,
    searched_source,
)
from evals.fitting.ranker.sources import Source, permitted_sources
from index.model_files import default_model_files
from index.ranker.inputs import RankerTokens
from index.ranker.reader import JointRanker, Ranker

SQUAD_QUESTIONS = 3000  # drawn as `evals.fitting.evidence` draws them, so that both compare
RIDGE = 0.002  # that of `evals.fitting.evidence`


def main() -> None:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(description="Report on the evidence ranker.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    tokens = RankerTokens(default_model_files().tokenizer)
    ranker = JointRanker(asked.network, tokens, threads=asked.threads)
    squad, clapnq, _, wikinews, newsroom, *briefs = permitted_sources(asked.folder, "held")
    fitted_on = {
        "squad2, held-out articles": searched_source(drawn(squad, asked.folder), say=_say),
        "wikinews, held-back quarter": searched_source(wikinews, say=_say),
        "newsroom, held-back quarter": searched_source(newsroom, say=_say),
    }
    others = {
        "sample, dev facts": searched_facts(say=_say),
        "trec-qa, dev": searched_sentences(asked.folder),
        "clapnq, held-back quarter": searched_source(clapnq, say=_say),
        "briefs, held-back quarter": [
            row for each in briefs for row in searched_source(each, say=_say)
        ],
    }
    print(json.dumps(report(fitted_on, others, ranker), indent=1))


def report(
    fitted_on: Mapping[str, Sequence[Searched]],
    others: Mapping[str, Sequence[Searched]],
    ranker: Ranker,
) -> dict[str, object]:
    """The blend's weights and the measures of each data set.

    Of `fitted_on`, whose questions the blend is fitted on, each half is measured with the blend of
    the other.
    """
    fitting = {name: [ranked(each, ranker) for each in found] for name, found in fitted_on.items()}
    every = [row for rows in fitting.values() for row in rows]
    blend, crossed = fitted_blend(every), iter(_crossed(every))
    told: dict[str, object] = {"blend_weights": blend.round(4).tolist()}
    for name, rows in fitting.items():
        told[name] = _measured(rows, [next(crossed) for _ in rows])
    for name, found in others.items():
        rows = [ranked(each, ranker) for each in found]
        told[name] = _measured(rows, [blend] * len(rows))
    return told


def fitted_blend(rows: Sequence[Ranked]) -> Vector:
    """The weights of today's score and of the ranker's, of shape (2,): a conditional logit."""
    told = [row for row in rows if row.right.any()]

    def cost(weights: Vector) -> float:
        total = sum(_log_likelihood(row, weights) for row in told)
        return RIDGE * float(weights @ weights) - total / len(told)

    return np.asarray(minimize(cost, np.array([1.0, 1.0]), method="L-BFGS-B").x)


def measures(rows: Sequence[Ranked], scores: Sequence[Vector]) -> dict[str, float]:
    """Means over the questions, each in [0, 1]; one without a right candidate counts 0."""
    ranked = [row.right[np.argsort(-s, kind="stable")] for row, s in zip(rows, scores, strict=True)]
    return {
        "right_first": _mean([float(right[:1].any()) for right in ranked]),
        "right_in_three": _mean([float(right[:3].any()) for right in ranked]),
        "mrr": _mean([1 / (1 + float(np.argmax(r))) if r.any() else 0.0 for r in ranked]),
        "map": _mean([_average_precision(right) for right in ranked]),
        "right_among_candidates": _mean([float(right.any()) for right in ranked]),
    }


def _log_likelihood(row: Ranked, weights: Vector) -> float:
    scores = _blended(row, weights)
    odds = np.exp(scores - scores.max())
    return float(np.log(odds[row.right].sum() / odds.sum() + 1e-12))


def _blended(row: Ranked, weights: Vector) -> Vector:
    blended: Vector = weights[0] * row.present + weights[1] * row.ranker
    return blended


def _crossed(rows: Sequence[Ranked]) -> list[Vector]:
    """For each row the blend fitted on the other half of the groups."""
    halves = {name: at % 2 for at, name in enumerate(sorted({row.group for row in rows}))}
    fitted = [fitted_blend([row for row in rows if halves[row.group] != half]) for half in (0, 1)]
    return [fitted[halves[row.group]] for row in rows]


def _measured(rows: Sequence[Ranked], blends: Sequence[Vector]) -> Mapping[str, object]:
    return {
        "questions": len(rows),
        "present": measures(rows, [row.present for row in rows]),
        "ranker": measures(rows, [row.ranker for row in rows]),
        "blend": measures(rows, [_blended(*pair) for pair in zip(rows, blends, strict=True)]),
        "ranker_first_of_all_sentences": _mean([float(row.is_first) for row in rows]),
        "ranker_median_ms": round(1000 * float(np.median([row.seconds for row in rows])), 1),
    }


def _average_precision(right: npt.NDArray[np.bool_]) -> float:
    places = np.flatnonzero(right)
    return float(np.mean(np.arange(1, len(places) + 1) / (places + 1))) if len(places) else 0.0


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 4)


def drawn(source: Source, folder: Path) -> Source:
    """Those of SQuAD's questions that `evals.fitting.evidence` draws by default, for comparison."""
    every = read_squad(find_file(folder / "squad2", "*.json")).questions
    last = sorted(hash_of(question.text) for question in every)[:SQUAD_QUESTIONS][-1]
    return replace(source, questions=tuple(q for q in source.questions if hash_of(q.text) <= last))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
