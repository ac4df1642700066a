"""Questions that a library leaves open: `python -m evals.cases.unanswered FOLDER`.

Near misses ask of something that the articles tell of what they do not tell. Those over "sample"
are for the fit of the confidence, dev only; those over "five" are for the five real articles, put
together with the facts on these, and have a frozen half.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.reply import Abstention
from evals.cases.reports import cases
from evals.cases.scores import Score
from evals.facts.fact import Expected, Fact, Split
from evals.facts.files import load_facts
from evals.homes import MeasuredHome, home_of_articles

FILE = "unanswered.jsonl"
FACTS = tuple(
    Path(__file__).parent.parent / "facts" / name
    for name in ("five-articles.jsonl", "five-articles-plain.jsonl")
)


def unanswered(library: str, split: str, kind: str | None = None) -> tuple[str, ...]:
    """The questions over a library, `sample` or `five`, of a split; of a kind where it is given.

    The kinds are `near miss` and `absent topic`.
    """
    return tuple(
        case["question"]
        for case in cases(FILE, split)
        if case["library"] == library and kind in {None, case["kind"]}
    )


def refusals(measured: MeasuredHome, split: Split) -> Score:
    """How well the questions that the five articles leave open are told from the facts on them.

    Right is an open question refused. Facts of several turns, and notices, are not asked.
    """
    answered = [fact for fact in load_facts(FACTS) if _is_asked(fact, split)]
    wrongly = sum(_is_refused(measured, fact.question) for fact in answered)
    asked = unanswered("five", split)
    rightly = sum(_is_refused(measured, text) for text in asked)
    return Score(right=rightly, found=rightly + wrongly, expected=len(asked))


def _is_asked(fact: Fact, split: Split) -> bool:
    return fact.split == split and len(fact.turns) == 1 and fact.expected is Expected.ANSWER


def _is_refused(measured: MeasuredHome, text: str) -> bool:
    return isinstance(measured.assistant.ask(text), Abstention)


def _main() -> None:
    parser = argparse.ArgumentParser(description="Refusals over the five articles.")
    parser.add_argument("articles", type=Path, help="the folder of the five articles")
    parser.add_argument("--split", choices=("dev", "frozen"), default="dev")
    given = parser.parse_args()
    with home_of_articles(given.articles, say=lambda _: None) as measured:
        score = refusals(measured, given.split)
        few = sum(_is_asked(fact, given.split) for fact in load_facts(FACTS))
        sys.stdout.write(score.told(given.split) + "\n")
        sys.stdout.write(f"{score.found - score.right} of {few} facts with an answer refused\n")


if __name__ == "__main__":
    _main()
