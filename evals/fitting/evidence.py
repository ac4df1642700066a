"""Fits the weights of `index.evidence` on public data: SQuAD 2.0, labelled half.

    python -m evals.fitting.evidence FOLDER    (with squad2/dev-labelled.json.gz)

Every question is put to a home made of SQuAD's own paragraphs, through the very code that answers
people, so that the wrong sentences are those that retrieval really brings up. A sentence is right
when one of the annotators' answers begins in it. The weights are those of a conditional logit
(McFadden 1974): they make the right sentences of a question likely among its candidates. Articles,
not questions, are split into a part to fit on and a part to report on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from corpus.article import Draft
from index import evidence, features
from index.home import Home
from index.ingest import add_drafts
from index.query import Query
from index.question import read_question

HELD_OUT = 4  # every fourth SQuAD article is reported on, never fitted on
DATA = "SQuAD 2.0 development set, the labelled half of a course split (CC BY-SA 4.0)"
RIDGE = 0.002  # pull towards 0, for features that say nearly the same
NAMES = tuple(field.name for field in fields(features.Features))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question, the features of its candidate sentences, best first, and which are right."""

    features: npt.NDArray[np.float32]  # (candidates, features)
    right: npt.NDArray[np.bool_]  # (candidates,)
    answerable: bool
    held_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    text: str
    gold: frozenset[tuple[str, int]]  # source key of the paragraph, where an answer begins
    held_out: bool


def main() -> None:
    """Fit, report and write `index/evidence_weights.json`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=int, default=3000, help="of SQuAD, at most")
    arguments = parser.parse_args()
    with gzip.open(arguments.folder / "squad2" / "dev-labelled.json.gz") as file:
        squad = json.load(file)
    examples = _examples(squad["data"], arguments.questions)
    weights = _fit([e for e in examples if not e.held_out])
    report = _report(weights, [e for e in examples if e.held_out])
    print(json.dumps({"weights": weights, "report": report}, indent=1))
    kept = json.loads(features.WEIGHTS.read_text(encoding="utf-8"))
    kept |= {"weights": weights, "weights_report": report, "weights_data": DATA}
    features.WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _examples(articles: Sequence[Any], limit: int) -> list[Example]:
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder)) as home:
        add_drafts(home, _drafts(articles))
        questions = sorted(_questions(articles), key=lambda q: hash_of(q.text))[:limit]
        return [_example(home, question) for question in questions]


def _drafts(articles: Sequence[Any]) -> Iterator[Draft]:
    for article in articles:
        for number, paragraph in enumerate(article["paragraphs"]):
            yield Draft(
                source_key=f"{article['title']}#{number}",
                headline=article["title"].replace("_", " "),
                text=paragraph["context"],
            )


def _questions(articles: Sequence[Any]) -> Iterator[_Question]:
    for position, article in enumerate(articles):
        for number, paragraph in enumerate(article["paragraphs"]):
            key = f"{article['title']}#{number}"
            for asked in paragraph["qas"]:
                yield _Question(
                    text=asked["question"],
                    gold=frozenset((key, a["answer_start"]) for a in asked["answers"]),
                    held_out=position % HELD_OUT == 0,
                )


def _example(home: Home, question: _Question) -> Example:
    query = Query(text=question.text)
    found = evidence.find_evidence(home.searcher, query, read_question(query, home.lexical))
    right = [
        any(e.article.source_key == key and e.span.start <= at < e.span.end
            for key, at in question.gold)
        for e in found
    ]  # fmt: skip
    return Example(
        features=evidence.feature_matrix(found).reshape(len(found), len(NAMES)),
        right=np.array(right, dtype=np.bool_),
        answerable=bool(question.gold),
        held_out=question.held_out,
    )


def _fit(examples: Sequence[Example]) -> dict[str, float]:
    told = [e for e in examples if e.right.any()]

    def cost(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        pairs = [_log_likelihood(weights, example) for example in told]
        value = -sum(likelihood for likelihood, _ in pairs) / len(told)
        slope = -np.sum([gradient for _, gradient in pairs], axis=0) / len(told)
        return value + RIDGE * float(weights @ weights), slope + 2 * RIDGE * weights

    found = minimize(cost, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B")
    return dict(zip(NAMES, (round(float(weight), 4) for weight in found.x), strict=True))


def _log_likelihood(
    weights: npt.NDArray[np.float64], example: Example
) -> tuple[float, npt.NDArray[np.float64]]:
    """Log probability of a right sentence among the candidates, and its gradient."""
    scores = example.features @ weights
    odds = np.exp(scores - scores.max())
    right = odds * example.right
    gradient = (example.features * right[:, None]).sum(axis=0) / right.sum()
    gradient -= (example.features * odds[:, None]).sum(axis=0) / odds.sum()
    return float(np.log(right.sum() / odds.sum())), gradient


def _report(weights: dict[str, float], examples: Sequence[Example]) -> dict[str, float]:
    vector = np.array([weights[name] for name in NAMES])
    first = three = anywhere = answerable = 0
    for example in (e for e in examples if e.answerable):
        order = np.argsort(-(example.features @ vector), kind="stable")
        right = example.right[order]
        answerable += 1
        first += bool(right[:1].any())
        three += bool(right[:3].any())
        anywhere += bool(right.any())
    return {
        "questions": answerable,
        "right_sentence_first": round(first / answerable, 4),
        "right_sentence_in_three": round(three / answerable, 4),
        "right_sentence_among_candidates": round(anywhere / answerable, 4),
    }


def hash_of(text: str) -> int:
    """A stable number for a text, to draw the same sample everywhere."""
    return zlib.crc32(text.encode())


if __name__ == "__main__":
    main()
