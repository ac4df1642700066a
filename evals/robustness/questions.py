"""The questions of facts, asked otherwise: what is meant stays, and so do all numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from evals.facts.fact import Fact, Kind
from evals.robustness.paraphrase import paraphrased, wrapped
from evals.robustness.typos import with_typos
from evals.robustness.word_order import fronted, keywords

Perturbation = Callable[[str, str], str | None]  # question, seed; None where it does not fit

_MARKS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s.,%$€£-]|_")


def bare(question: str) -> str:
    """Lower case and without punctuation, as typed in a hurry; figures and hyphens stay.

    >>> bare("What's Italy's share of €1.5 billion, then?")
    'whats italys share of €1.5 billion then'
    """
    return " ".join(_MARKS.sub("", question.lower()).split())


QUESTION_CONDITIONS: Mapping[str, Perturbation] = {
    "one typo": lambda question, seed: with_typos(question, count=1, seed=f"{seed} one typo"),
    "two typos": lambda question, seed: with_typos(question, count=2, seed=f"{seed} two typos"),
    "paraphrase": lambda question, seed: paraphrased(question, seed=f"{seed} paraphrase"),
    "polite": lambda question, seed: wrapped(question, seed=f"{seed} polite"),
    "phrase first": lambda question, _: fronted(question),
    "keywords": lambda question, seed: keywords(question, seed=f"{seed} keywords"),
    "upper case": lambda question, _: question.upper(),
    "lower case, bare": lambda question, _: bare(question),
}


def perturbed(facts: Sequence[Fact], condition: str) -> tuple[Fact, ...]:
    """The facts that the condition fits, their last turn changed, in order.

    Greetings and questions about the library are left out: they ask nothing of the articles.

    Raises:
        KeyError: no such condition.
    """
    change = QUESTION_CONDITIONS[condition]
    asked = ((fact, change(fact.question, fact.fact_id)) for fact in facts if _asks(fact))
    return tuple(
        replace(fact, turns=(*fact.turns[:-1], question))
        for fact, question in asked
        if question and question != fact.question
    )


def _asks(fact: Fact) -> bool:
    return fact.kind is not Kind.NOTICE
