"""How often small talk is told from questions that look like it: `python -m evals.cases.notices`.

Decided as the assistant decides it, before anything is searched, over the sample's articles.
"""

from __future__ import annotations

import logging
import sys

from app.answering.notices import notice_for
from app.answering.summary_wishes import wish_in
from corpus.library import Library
from evals.cases.reports import Case, cases
from evals.cases.scores import Score
from evals.homes import SAMPLE, home_of_articles

FILE = "notices.jsonl"


def score(library: Library, split: str) -> Score:
    """Over the messages of a split, `dev` or `frozen`; right are notices on the labelled topic."""
    judged = [(case["topic"], _topic(library, case)) for case in cases(FILE, split)]
    return Score(
        right=sum(gold == found for gold, found in judged if gold),
        found=sum(found is not None for _, found in judged),
        expected=sum(gold is not None for gold, _ in judged),
    )


def wrong(library: Library, split: str) -> tuple[str, ...]:
    """The messages of a split that are not told as labelled, each with what it was told as."""
    judged = ((case, _topic(library, case)) for case in cases(FILE, split))
    return tuple(
        f"{case['id']}: {case['question']} ({found}, not {case['topic']})"
        for case, found in judged
        if found != case["topic"]
    )


def _topic(library: Library, case: Case) -> str | None:
    message = case["question"]
    noticed = None if wish_in(message) else notice_for(message, library)
    return noticed.topic.value if noticed else None


if __name__ == "__main__":
    with home_of_articles(SAMPLE, say=logging.getLogger(__name__).info) as measured:
        for half in ("dev", "frozen"):
            sys.stdout.write(score(measured.home.library, half).told(half) + "\n")
        for line in wrong(measured.home.library, "dev"):
            sys.stdout.write(f"  {line}\n")
