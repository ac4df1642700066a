"""What counts as a right answer to a question of MultiHop-RAG: strictly, and officially."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.reply import Answer, Reply
from evals.benchmarks.asking import is_refused
from evals.benchmarks.multihop_files import HopQuestion
from evals.matching.words import answer_in
from evals.metrics.answer import exact_match, squad_normal
from evals.metrics.judging import first_quotes

INSUFFICIENT = "Insufficient information."  # the accepted answer of every null question
CONSTANTS = 4  # answers: the three that judge (yes, no, not enough) and the most frequent name
# Answers that judge what the articles say. Quotes hold such words by chance, and prove nothing.
JUDGMENTS = frozenset(
    "yes no true false same similar different change changed consistent inconsistent".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a system says to a question: a short answer (empty for none), quotes, or a refusal."""

    short: str
    quotes: str = ""
    is_refused: bool = False

    @property
    def prediction(self) -> str:
        """What the official scorer is given: the short answer, or else the quotes."""
        return INSUFFICIENT if self.is_refused else self.short or self.quotes


def said(reply: Reply) -> Said:
    """What a reply says; of its quotes the first three, at most 1,000 characters together."""
    short = reply.short_answer if isinstance(reply, Answer) else None
    return Said(short=short or "", quotes=first_quotes(reply), is_refused=is_refused(reply))


def constant(answer: str) -> Said:
    """Always the same short answer; "Insufficient information." is a refusal."""
    return Said(short=answer, is_refused=squad_normal(answer) == squad_normal(INSUFFICIENT))


def frequent_answers(questions: Sequence[HopQuestion]) -> tuple[str, ...]:
    """The most frequent answers, the most frequent first, as first written; ties by alphabet."""
    written: dict[str, str] = {}
    for question in questions:
        written.setdefault(squad_normal(question.answer), question.answer)
    counted = Counter(squad_normal(question.answer) for question in questions)
    ranked = sorted(counted, key=lambda answer: (-counted[answer], answer))
    return tuple(written[answer] for answer in ranked[:CONSTANTS])


def tells_by_name(question: HopQuestion) -> bool:
    """Whether quoting the answer shows that it was found: no judgment, nor in the question."""
    is_judgment = squad_normal(question.answer) in JUDGMENTS
    return question.is_answerable and not (
        is_judgment or answer_in(question.text, [question.answer])
    )


def in_quotes(question: HopQuestion, answered: Said) -> float | None:
    """1 when the quotes hold the answer, else 0; None where quoting it shows nothing."""
    if not tells_by_name(question):
        return None
    return float(answer_in(answered.quotes, [question.answer]))


def short_match(question: HopQuestion, answered: Said) -> float | None:
    """1 when the short answer is the accepted one (SQuAD's exact match), else 0.

    None for a null question.
    """
    if not question.is_answerable:
        return None
    return exact_match("" if answered.is_refused else answered.short, [question.answer])


def strictly_right(question: HopQuestion, answered: Said) -> float:
    """1 for a right answer, else 0: the short answer is it, or the quotes hold it by name.

    A null question is right when it is refused.
    """
    if not question.is_answerable:
        return float(answered.is_refused)
    return float(bool(short_match(question, answered) or in_quotes(question, answered)))


def official_score(answer: str, prediction: str) -> float:
    """1 when prediction and answer share a word, lower-cased and cut at white space, else 0.

    The rule of the benchmark's own `qa_evaluate.py`, here to show what it lets through: a sentence
    with a "no" in it, whatever it is about, is right where "no" is the answer.

    >>> official_score("Sam Altman", "Sam Bankman-Fried")
    1.0
    """
    return float(bool(set(prediction.lower().split()) & set(answer.lower().split())))
