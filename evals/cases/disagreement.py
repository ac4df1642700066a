"""How often differing reports are told apart rightly: `python -m evals.cases.disagreement`."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from app.answering.disagreement import disagreement_between
from app.reply import Differing
from evals.cases.reports import Case, cases, statement_of
from evals.cases.scores import Score

FILE = "disagreement.jsonl"
ANY = "any"


def scores(split: str) -> Mapping[str, Score]:
    """A score for each kind of disagreement, and for all as `any`, over the pairs of a split.

    Right is a pair with its kind and with what it differs in: a number, a date, or polarity.
    """
    judged = [(_expected(case), _found(case)) for case in cases(FILE, split)]
    return {
        name: Score(
            right=sum(gold == found and _is_of(gold, name) for gold, found in judged),
            found=sum(_is_of(found, name) for _, found in judged),
            expected=sum(_is_of(gold, name) for gold, _ in judged),
        )
        for name in (*Differing, ANY)
    }


def _expected(case: Case) -> tuple[str, str] | None:
    return (case["kind"], case["about"]) if case["kind"] else None


def _found(case: Case) -> tuple[str, str] | None:
    found = disagreement_between(statement_of(case["one"]), statement_of(case["other"]))
    return (found.kind, found.about) if found else None


def _is_of(labelled: tuple[str, str] | None, name: str) -> bool:
    return labelled is not None and name in {labelled[0], ANY}


if __name__ == "__main__":
    for half in ("dev", "frozen"):
        for kind, score in scores(half).items():
            sys.stdout.write(score.told(f"{half}, {kind}") + "\n")
