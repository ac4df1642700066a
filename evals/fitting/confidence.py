"""Fits the probability that the shown evidence answers, and shows what each threshold refuses.

    python -m evals.fitting.confidence FOLDER    (with squad2 and wikinews)

Put to the assistant, refusing nothing for its confidence: every fact of the *dev* half over the
sample, frozen facts never; our own questions over Wikinews' reports that the ranker did not learn
from; and questions drawn from SQuAD, on topics that no sample article has. A logistic regression
over what compares question and leading sentence (`index.features.CONFIDENCE_FEATURES`, and the
ranker's log odds where there is a ranker) gives the share of right replies. Replies that are
refused whatever the threshold (a name is missing, or the kind of thing asked for) have no part in
the fit. The numbers go to `index/evidence_weights.json`; a person chooses the threshold from the
table, for `app/answering/refusal.py`. The table is of probabilities from a fit to the other half of
the questions.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import zlib
from collections.abc import Mapping, Sequence
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
from evals.fitting.ranker.examples import is_right
from evals.fitting.ranker.sources import AskedQuestion, wikinews_source
from evals.harness import run_fact
from evals.homes import SAMPLE, MeasuredHome, home_of_articles, subject_of
from index import evidence, features
from index.home import Home
from index.ingest import add_drafts
from index.question import read_question
from index.settings import DEFAULT_RANKER, NO_RANKER, IndexSettings
from index.spans import Span

STRANGE = 60  # questions from SQuAD: about as many as there are wrong replies to facts
ALL_BUT_HOPELESS = 1e-9  # a threshold: at 0 even what misses a name is shown
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
    """Fit with and without the ranker, print the tables of thresholds, and write the numbers."""
    parser = argparse.ArgumentParser(description="Fit the confidence of answers.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for name, ranker in (("confidence", NO_RANKER), ("confidence_with_ranker", DEFAULT_RANKER)):
        judged = _judged(folder, ranker)
        print(name)
        _print_table(judged)
        _write(name, _fit([one for each in judged.values() for one in each]), judged)


def _judged(folder: Path, ranker: str) -> dict[str, list[Judged]]:
    with home_of_articles(SAMPLE, say=_say, ranker=ranker) as measured:
        facts = _judged_facts(measured)
        strange = [_judged_strange(measured.home, text) for text in _strange_questions(folder)]
    return {
        "dev facts": facts,
        "news": _judged_news(folder, IndexSettings(ranker=ranker)),
        "absent topics": strange,
    }


def _judged_news(folder: Path, settings: IndexSettings) -> list[Judged]:
    """Those of our own questions over Wikinews' reports that the ranker did not learn from."""
    source = wikinews_source(folder, "held")
    with tempfile.TemporaryDirectory() as path, Home.open(Path(path), settings) as home:
        add_drafts(home, source.drafts)
        assistant = Assistant(home, threshold=ALL_BUT_HOPELESS)
        return [
            _judged_question(home, question, assistant.ask(question.text))
            for question in source.questions
        ]


def _judged_question(home: Home, question: AskedQuestion, reply: Reply) -> Judged:
    quotes = [c.quote for c in reply.citations] if isinstance(reply, Answer) else []
    return Judged(
        answerable=bool(question.right),
        features=_features(home, reply),
        right=any(
            is_right(Span(start=q.start, end=q.end), q.article.source_key, question) for q in quotes
        ),
    )


def _judged_facts(measured: MeasuredHome) -> list[Judged]:
    facts = [f for f in load_facts(EvalArguments().facts_paths) if split_of(f.fact_id) == "dev"]
    asked = [fact for fact in facts if fact.expected is not Expected.NOTICE]
    usual = subject_of(measured.home)
    subject = replace(usual, assistant=Assistant(measured.home, threshold=ALL_BUT_HOPELESS))
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
    reply = Assistant(home, threshold=ALL_BUT_HOPELESS).ask(question)
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
            return tuple(features.confidence_row(piece.features, piece.odds))
    raise AssertionError("an answer leads with evidence")


def _fit(judged: Sequence[Judged]) -> LogisticRegression:
    answered = [one for one in judged if one.features is not None]
    rows = np.array([one.features for one in answered])
    return LogisticRegression(C=STRENGTH).fit(rows, [one.right for one in answered])


def _print_table(judged: Mapping[str, Sequence[Judged]]) -> None:
    halves = [[one for each in judged.values() for one in each[n::2]] for n in (0, 1)]
    models = [_fit(half) for half in reversed(halves)]
    for threshold in THRESHOLDS:
        print(f"{threshold:.2f}", end="")
        for name, each in judged.items():
            kept = [_Kept.of(one, models[n % 2], threshold) for n, one in enumerate(each)]
            print(f" | {name}: {_row(kept)}", end="")
        print()


def _write(name: str, model: LogisticRegression, judged: Mapping[str, Sequence[Judged]]) -> None:
    kept = json.loads(features.WEIGHTS.read_text(encoding="utf-8"))
    names = (*features.CONFIDENCE_FEATURES, "odds")  # zip leaves out what was not fitted
    kept[name] = {
        "intercept": round(float(model.intercept_[0]), 4),
        **{n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=False)},
    }
    kept["confidence_data"] = ", ".join(f"{len(each)} {what}" for what, each in judged.items())
    features.WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept[name]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A question judged, and whether it is refused at a threshold."""

    judged: Judged
    refused: bool

    @classmethod
    def of(cls, judged: Judged, model: LogisticRegression, threshold: float) -> _Kept:
        if judged.features is None:
            return cls(judged=judged, refused=True)
        chance = model.predict_proba(np.array([judged.features]))[0, 1]
        return cls(judged=judged, refused=bool(chance < threshold))


def _row(kept: Sequence[_Kept]) -> str:
    answerable = [one for one in kept if one.judged.answerable]
    hopeless = [one for one in kept if not one.judged.answerable]
    right = sum(one.judged.right and not one.refused for one in answerable)
    caught = sum(one.refused for one in hopeless)
    wrong = sum(not one.refused and not one.judged.right for one in kept)
    return (
        f"right {right}/{len(answerable)}, good refused"
        f" {sum(one.refused and one.judged.right for one in answerable)},"
        f" unanswerable refused {caught}/{len(hopeless)},"
        f" truthfulness {(right + caught - wrong) / len(kept):.3f}"
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
