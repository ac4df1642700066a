"""How often the shape of an answer is read off rightly: `python -m evals.cases.shapes`."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from app.answering.shapes import Shape, shape_of
from evals.cases.reports import cases
from evals.cases.scores import Score

FILE = "shapes.jsonl"


def scores(split: str) -> Mapping[str, Score]:
    """A score for each shape but the plain one, over the questions of a split."""
    judged = [(case["shape"], shape_of(case["question"])) for case in cases(FILE, split)]
    return {
        shape: Score(
            right=sum(gold == found == shape for gold, found in judged),
            found=sum(found == shape for _, found in judged),
            expected=sum(gold == shape for gold, _ in judged),
        )
        for shape in (Shape.POSITIONS, Shape.COURSE, Shape.LIST, Shape.POLAR)
    }


if __name__ == "__main__":
    for half in ("dev", "frozen"):
        for name, score in scores(half).items():
            sys.stdout.write(score.told(f"{half}, {name}") + "\n")
