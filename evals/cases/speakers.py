"""How often the one who says a sentence is named rightly: `python -m evals.cases.speakers`."""

from __future__ import annotations

import sys

from app.answering.attribution import speaker_of
from evals.cases.reports import Case, cases, statement_of
from evals.cases.scores import Score

FILE = "speakers.jsonl"


def score(split: str) -> Score:
    """The score over the sentences of a split; right is the very name, without its titles."""
    judged = [(case["speaker"] or "", found(case)) for case in cases(FILE, split)]
    return Score(
        right=sum(gold == named for gold, named in judged if named),
        found=sum(bool(named) for _, named in judged),
        expected=sum(bool(gold) for gold, _ in judged),
    )


def found(case: Case) -> str:
    """The speaker found in a case's sentence; empty where none is named."""
    statement = statement_of(case)
    return speaker_of(statement.article, statement.span)


if __name__ == "__main__":
    for half in ("dev", "frozen"):
        sys.stdout.write(score(half).told(f"{half}, speakers") + "\n")
