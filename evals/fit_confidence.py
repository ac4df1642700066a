"""Fits what a score is worth: the probability that the shown evidence answers, and the threshold.

    python -m evals.fit_confidence

Every fact of the *dev* half of the sample's facts is put to the assistant with the threshold at 0;
frozen facts are never looked at. Platt scaling (Platt 1999) maps the score of the leading sentence
to the share of right replies, and a table of thresholds shows what each would refuse. Replies that
are refused whatever the threshold (a name is missing, or the kind of thing asked for) have no part
in it. `index/evidence_weights.json` gets the two numbers; the threshold is chosen by a person from
the table and stands in `app/refusal.py`.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.assistant import Assistant
from app.reply import Answer
from evals.command import EvalArguments
from evals.evidence import find_gold
from evals.fact_files import load_facts
from evals.facts import Expected, Fact, split_of
from evals.harness import FactOutcome, Subject, run_facts
from evals.homes import SAMPLE, home_of_articles, subject_of
from index import evidence

THRESHOLDS = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A reply at threshold 0: whether it is an answer, its log odds, and whether it is right."""

    answerable: bool
    log_odds: float | None  # None for a reply refused whatever the threshold
    right: bool


def main() -> None:
    """Fit, print the table of thresholds, and write the two numbers."""
    judged = _judged()
    kept = json.loads(evidence.WEIGHTS.read_text(encoding="utf-8"))
    old = kept["confidence"]
    slope, intercept = _platt([j for j in judged if j.log_odds is not None])
    kept["confidence"] = {
        "slope": round(slope * old["slope"], 4),
        "intercept": round(slope * old["intercept"] + intercept, 4),
    }
    kept["confidence_data"] = f"{len(judged)} dev facts over the sample corpus"
    evidence.WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept["confidence"]))
    for threshold in THRESHOLDS:
        print(_row(threshold, judged, slope=slope, intercept=intercept))


def _judged() -> list[Judged]:
    facts = [f for f in load_facts(EvalArguments().facts_paths) if split_of(f.fact_id) == "dev"]
    asked = [fact for fact in facts if fact.expected is not Expected.NOTICE]
    with home_of_articles(SAMPLE, say=lambda line: print(line, file=sys.stderr)) as measured:
        usual = subject_of(measured.home)
        subject = Subject(
            assistant=Assistant(measured.home, threshold=0.0),
            searcher=usual.searcher,
            library=usual.library,
            today=usual.today,
        )
        gold = find_gold(asked, measured.articles).groups
        outcomes = run_facts(subject, asked, gold)
    return [_judge(fact, outcome) for fact, outcome in zip(asked, outcomes, strict=True)]


def _judge(fact: Fact, outcome: FactOutcome) -> Judged:
    answered = outcome.reply.confidence if isinstance(outcome.reply, Answer) else None
    return Judged(
        answerable=fact.expected is Expected.ANSWER,
        log_odds=None if answered is None else math.log(answered / (1.0 - answered)),
        right=outcome.right,
    )


def _platt(answered: Sequence[Judged]) -> tuple[float, float]:
    odds = np.array([[judged.log_odds] for judged in answered])
    model = LogisticRegression(C=1e6).fit(odds, [judged.right for judged in answered])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def _row(threshold: float, judged: Sequence[Judged], *, slope: float, intercept: float) -> str:
    def refused(one: Judged) -> bool:
        if one.log_odds is None:
            return True
        return 1.0 / (1.0 + math.exp(-(slope * one.log_odds + intercept))) < threshold

    answerable = [one for one in judged if one.answerable]
    hopeless = [one for one in judged if not one.answerable]
    refusals = [one for one in judged if refused(one)]
    right = sum(one.right and not refused(one) for one in answerable)
    caught = sum(refused(one) for one in hopeless)
    wrong = sum(not refused(one) and not one.right for one in judged)
    return (
        f"threshold {threshold:.2f}: right {right}/{len(answerable)},"
        f" good questions refused {sum(refused(one) for one in answerable)},"
        f" unanswerable refused {caught}/{len(hopeless)},"
        f" refusal precision {caught / max(len(refusals), 1):.2f},"
        f" truthfulness {(right + caught - wrong) / len(judged):.3f}"
    )


if __name__ == "__main__":
    main()
