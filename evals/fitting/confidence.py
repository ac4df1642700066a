"""Fits the probability that the shown evidence answers, and shows what each threshold refuses.

    python -m evals.fitting.confidence FOLDER    (with squad2/dev-labelled.json.gz)

Put to the assistant, threshold 0, over the sample corpus: every fact of the *dev* half, frozen
facts never; and questions drawn from SQuAD, on topics that no sample article has. A logistic
regression over what compares question and leading sentence (`evidence.CONFIDENCE_FEATURES`) gives
the share of right replies. Replies that are refused whatever the threshold (a name is missing, or
the kind of thing asked for) have no part in the fit. The numbers go to
`index/evidence_weights.json`; a person chooses the threshold from the table, for `app/refusal.py`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.assistant import Assistant
from app.reply import Answer, Reply
from evals.command import EvalArguments
from evals.facts.evidence import find_gold
from evals.facts.fact import Expected, split_of
from evals.facts.files import load_facts
from evals.harness import run_fact
from evals.homes import SAMPLE, MeasuredHome, home_of_articles, subject_of
from index import evidence
from index.home import Home
from index.question import read_question

STRANGE = 60  # questions from SQuAD: about as many as there are wrong replies to facts
STRENGTH = 1.0  # of the ridge: scikit-learn's own default
THRESHOLDS = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question with the reply at threshold 0, and whether that was right.

    `features` are those of the leading sentence; None for a reply refused whatever the threshold.
    """

    answerable: bool
    features: tuple[float, ...] | None
    right: bool


def main() -> None:
    """Fit, print the table of thresholds, and write the numbers."""
    parser = argparse.ArgumentParser(description="Fit the confidence of answers.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with home_of_articles(SAMPLE, say=lambda line: print(line, file=sys.stderr)) as measured:
        facts = _judged_facts(measured)
        strange = [_judged_strange(measured.home, text) for text in _strange_questions(folder)]
    model = _fit([one for one in (*facts, *strange) if one.features is not None])
    _write(model, facts=len(facts), strange=len(strange))
    for threshold in THRESHOLDS:
        print(_row(threshold, facts, model), f"| absent topics: {_row(threshold, strange, model)}")


def _judged_facts(measured: MeasuredHome) -> list[Judged]:
    facts = [f for f in load_facts(EvalArguments().facts_paths) if split_of(f.fact_id) == "dev"]
    asked = [fact for fact in facts if fact.expected is not Expected.NOTICE]
    usual = subject_of(measured.home)
    subject = replace(usual, assistant=Assistant(measured.home, threshold=0.0))
    gold = find_gold(asked, measured.articles).groups
    outcomes = [run_fact(subject, fact, gold.get(fact.fact_id, ())) for fact in asked]
    return [
        Judged(
            answerable=fact.expected is Expected.ANSWER,
            features=_features(measured.home, outcome.reply),
            right=outcome.right,
        )
        for fact, outcome in zip(asked, outcomes, strict=True)
    ]


def _judged_strange(home: Home, question: str) -> Judged:
    reply = Assistant(home, threshold=0.0).ask(question)
    return Judged(answerable=False, features=_features(home, reply), right=False)


def _strange_questions(folder: Path) -> list[str]:
    with gzip.open(folder / "squad2" / "dev-labelled.json.gz") as file:
        articles = json.load(file)["data"]
    texts = {
        asked["question"].strip()
        for article in articles
        for paragraph in article["paragraphs"]
        for asked in paragraph["qas"]
    }
    return sorted(texts, key=lambda text: zlib.crc32(text.encode()))[:STRANGE]


def _features(home: Home, reply: Reply) -> tuple[float, ...] | None:
    """Those of the sentence that the reply leads with."""
    if not isinstance(reply, Answer):
        return None
    lead = reply.citations[0].quote
    asked = read_question(reply.query, home.lexical)
    for piece in evidence.find_evidence(home.searcher, reply.query, asked):
        if piece.article == lead.article and piece.span.start == lead.start:
            return tuple(getattr(piece.features, name) for name in evidence.CONFIDENCE_FEATURES)
    raise AssertionError("an answer leads with evidence")


def _fit(answered: Sequence[Judged]) -> LogisticRegression:
    rows = np.array([one.features for one in answered])
    return LogisticRegression(C=STRENGTH).fit(rows, [one.right for one in answered])


def _write(model: LogisticRegression, *, facts: int, strange: int) -> None:
    kept = json.loads(evidence.WEIGHTS.read_text(encoding="utf-8"))
    named = zip(evidence.CONFIDENCE_FEATURES, model.coef_[0], strict=True)
    kept["confidence"] = {
        "intercept": round(float(model.intercept_[0]), 4),
        **{name: round(float(weight), 4) for name, weight in named},
    }
    kept["confidence_data"] = f"{facts} dev facts over the sample, {strange} SQuAD questions"
    evidence.WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept["confidence"]))


def _row(threshold: float, judged: Sequence[Judged], model: LogisticRegression) -> str:
    def refused(one: Judged) -> bool:
        if one.features is None:
            return True
        return bool(model.predict_proba(np.array([one.features]))[0, 1] < threshold)

    answerable = [one for one in judged if one.answerable]
    hopeless = [one for one in judged if not one.answerable]
    right = sum(one.right and not refused(one) for one in answerable)
    caught = sum(refused(one) for one in hopeless)
    wrong = sum(not refused(one) and not one.right for one in judged)
    return (
        f"{threshold:.2f}: right {right}/{len(answerable)},"
        f" good refused {sum(refused(one) for one in answerable)},"
        f" unanswerable refused {caught}/{len(hopeless)},"
        f" truthfulness {(right + caught - wrong) / len(judged):.3f}"
    )


if __name__ == "__main__":
    main()
