"""How good short answers are, by how sure the ranker has to be of them.

    python -m evals.fitting.short_answers FOLDER    (with squad2 and wikinews)

Asked are questions that the ranker did not learn from: those of SQuAD's held-out articles (drawn as
for `evals.fitting.ranker.report`) and our own over a quarter of Wikinews' reports and of the
newsroom. A person chooses the least log odds from the table, for `app/answering/short_answers.py`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.answering.short_answers import short_answer
from app.assistant import Assistant
from app.reply import Answer, Quote
from evals.fitting.ranker.examples import fill
from evals.fitting.ranker.report import drawn
from evals.fitting.ranker.sources import (
    AskedQuestion,
    Source,
    newsroom_source,
    squad_source,
    wikinews_source,
)
from evals.metrics.answer import exact_match, token_f1
from index.evidence import Evidence, find_evidence
from index.home import Home
from index.question import AskedFor, read_question

SURE = (-9.0, -6.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 99.0)  # the last: rules alone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Led:
    """A question and the evidence that its answer leads with; None where it was refused."""

    question: AskedQuestion
    asked: AskedFor | None
    evidence: Evidence | None
    quote: Quote | None

    def told(self, sure: float) -> str | None:
        if not self.asked or not self.evidence or not self.quote:
            return None
        found = short_answer(self.asked, self.evidence, self.quote, sure=sure)
        return found.text if found else None


def main() -> None:
    """Print a table a data set."""
    parser = argparse.ArgumentParser(description="Measure short answers.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    sources = (
        wikinews_source(folder, "held"),
        newsroom_source("held"),
        drawn(squad_source(folder, "held"), folder),
    )
    for source in sources:
        led = _led(source)
        print(f"{source.name}: {len(led)} questions")
        for sure in SURE:
            print(_row(sure, led))


def _led(source: Source) -> list[_Led]:
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder)) as home:
        fill(home, source)
        assistant = Assistant(home, threshold=0.0)
        return [_lead(home, assistant, question) for question in source.questions]


def _lead(home: Home, assistant: Assistant, question: AskedQuestion) -> _Led:
    reply = assistant.ask(question.text)
    if not isinstance(reply, Answer):
        return _Led(question=question, asked=None, evidence=None, quote=None)
    quote = reply.citations[0].quote
    asked = read_question(reply.query, home.lexical)
    for piece in find_evidence(home.searcher, reply.query, asked):
        if piece.article == quote.article and piece.span.start == quote.start:
            return _Led(question=question, asked=asked, evidence=piece, quote=quote)
    raise AssertionError("an answer leads with evidence")


def _row(sure: float, led: Sequence[_Led]) -> str:
    short = [each for each in led if each.question.told]
    given = [each for each in short if each.told(sure)]
    exact = sum(_exact(each, sure) for each in given)
    overlap = sum(token_f1(each.told(sure) or "", each.question.told) or 0.0 for each in given)
    others = [each for each in led if not each.question.told]
    idle = sum(each.told(sure) is not None for each in others)
    share = max(len(given), 1)
    return (
        f"{sure:6.1f}: given {len(given)}/{len(short)}, of them exact {exact / share:.3f},"
        f" F1 {overlap / share:.3f}; of all exact {exact / len(short):.3f},"
        f" F1 {overlap / len(short):.3f}; given where there is none {idle}/{len(others)}"
    )


def _exact(led: _Led, sure: float) -> float:
    return exact_match(led.told(sure) or "", led.question.told) or 0.0


if __name__ == "__main__":
    main()
