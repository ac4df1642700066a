"""Whether opinions are given to those who hold them: `python -m evals.cases.positions`.

Every sentence of an invented report is evidence, as likely as the others; looked at is the answer
that is made of it to an evaluative question.
"""

from __future__ import annotations

import sys

from app.answering.composer import Composed, compose
from app.answering.shapes import Wanted, shape_of
from evals.cases.reports import Case, cases, statement_of
from evals.cases.scores import Score
from index.evidence import Evidence
from index.features import Features
from index.kinds import Kind
from index.query import NOTHING_READ
from index.question import AskedFor
from index.sentences import sentence_spans

FILE = "positions.jsonl"
_EVEN = Features(**dict.fromkeys(Features.__slots__, 0.5))
_ASKED = AskedFor(
    kind=Kind.ANYTHING, weights={}, order=(), names=(), own_names=(), rare_names=(), unknown=()
)


def holders(split: str) -> Score:
    """Holders named by the lead-ins of a split's answers, against those who hold the positions.

    Whoever speaks as a person not named is `a speaker`; an outlet holds what it says itself, and
    what it tells of several or of persons unnamed.
    """
    judged = [(set(case["holders"]), named(case)) for case in cases(FILE, split)]
    return Score(
        right=sum(len(gold & found) for gold, found in judged),
        found=sum(len(found) for _, found in judged),
        expected=sum(len(gold) for gold, _ in judged),
    )


def bare_verdicts(split: str) -> tuple[str, ...]:
    """The ids of the cases of a split in which the answer says yes, no, or a few words of its own.

    So do those count in which no note says whose positions they are.
    """
    return tuple(case["id"] for case in cases(FILE, split) if _is_bare(composed(case)))


def named(case: Case) -> set[str]:
    """The holders that the lead-ins of a case's answer name."""
    return {sentence.lead_in.split(",")[0] for sentence in composed(case).sentences}


def composed(case: Case) -> Composed:
    """The answer to a case's question out of its report."""
    article = statement_of(case).article
    evidence = [
        Evidence(
            article=article, span=span, features=_EVEN, score=0.0, probability=0.5,
            holds_kind=True, missing=(), passage_rank=1,
        )
        for span in sentence_spans(article.text)
    ]  # fmt: skip
    question = case["question"]
    wanted = Wanted(question=question, shape=shape_of(question), reading=NOTHING_READ)
    return compose(_ASKED, evidence, wanted)


def _is_bare(answer: Composed) -> bool:
    return bool(answer.verdict or answer.short or not answer.notes)


if __name__ == "__main__":
    for half in ("dev", "frozen"):
        sys.stdout.write(holders(half).told(f"{half}, holders") + "\n")
        sys.stdout.write(f"{half}, bare verdicts: {', '.join(bare_verdicts(half)) or 'none'}\n")
