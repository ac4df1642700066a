"""When to say no: the evidence is weak, misses a name, or lacks the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.shapes import Wanted
from index.evidence import Evidence
from index.kinds import Kind
from index.question import AskedFor
from index.words import stems

# The highest of those tried, 0.02 apart, at which in no group of
# `evals/fitting/confidence_groups.py` more than 15 % of the replies that would have been right are
# refused: 12 of 85 over five articles; at 0.38 it would be 15. It refuses 48 of the 57 dev facts
# that the sample leaves open, 78 % of the newsroom's open questions, 80 % of those to four briefs,
# 73 % of SQuAD's, nearly all of CLAPNQ's and of the news'.
DEFAULT_THRESHOLD = 0.36

# Of the threshold, what will do where all there is on a topic is asked for, or what people hold of
# it: any sentence on it is part of the answer, and what the threshold is fitted on asks for one
# thing. Chosen on some twenty questions of our own over the five real articles and the sample, such
# as "What do we know about the Afghan robotics team?".
OF_TOPICS = 0.8

_PUNCTUATION = "?!.,;:()[]“”\"'‘’"
_POSSESSIVE = re.compile(r"['’]s?$")
NAMED = 4  # words of the question that a refusal repeats at most, so that it stays a sentence

_KIND_IN_WORDS = {
    Kind.NUMBER: "a number",
    Kind.COUNT: "a number",
    Kind.MONEY: "a sum of money",
    Kind.PERCENT: "a percentage",
    Kind.DATE: "a date",
    Kind.YEAR: "a year",
    Kind.DURATION: "a length of time",
    Kind.PERSON: "a person",
    Kind.PLACE: "a place",
    Kind.NAME: "a name",
    Kind.QUOTE: "what was said",
    Kind.ANYTHING: "an answer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why there is no answer: a stable word for programs, a sentence for people."""

    reason: str
    message: str
    confidence: float


def least_for(wanted: Wanted, threshold: float) -> float:
    """The least probability, in [0, 1], of an answer to what is wanted, at a threshold."""
    return OF_TOPICS * threshold if wanted.asks_for_all else threshold


def refusal_for(
    asked: AskedFor, evidence: Sequence[Evidence], *, question: str, threshold: float
) -> Refusal | None:
    """The refusal that weak evidence calls for; None when it is strong enough to answer.

    `evidence` is in the order in which it would be shown. `question` is what was searched for, in
    whose words the reason is told.
    """
    confidence = evidence[0].probability if evidence else 0.0
    if evidence and confidence >= threshold and not _is_of_numbers_alone(asked):
        return None
    reason, why = _why(asked, evidence, question)
    return Refusal(reason=reason, message=f"The articles don't say. {why}", confidence=confidence)


def _is_of_numbers_alone(asked: AskedFor) -> bool:
    """Whether nothing but numbers was asked: what holds them is near, and answers nothing."""
    return bool(asked.order) and all(word[0].isdigit() for word in asked.order)


def _why(asked: AskedFor, evidence: Sequence[Evidence], question: str) -> tuple[str, str]:
    if not evidence:
        return "no_hits", "Nothing in the library matches the question and its filters."
    if asked.unknown:
        return "names_missing", f"No article mentions {_listed(asked.unknown, 'or')}."
    covering = [piece for piece in evidence if not piece.missing]
    if not covering:
        return "names_missing", _apart(asked, question)
    wanted = _KIND_IN_WORDS[asked.kind] + _about(asked, question)
    if any(piece.holds_kind for piece in covering):
        return "weak_evidence", f"I looked for {wanted}; no passage I read says it clearly."
    return "kind_missing", f"I looked for {wanted} and found none that answers this."


def _apart(asked: AskedFor, question: str) -> str:
    together = _as_typed(question, asked.rare_names)
    if len(together) > 1:
        return f"No passage I found brings {_listed(together, 'and')} together."
    told = _listed(together, "or") if together else "what the question names"
    return f"No passage I found is about {told}."


def _about(asked: AskedFor, question: str) -> str:
    named = _as_typed(question, asked.names)
    return f" about {_listed(named, 'and')}" if named else ""


def _as_typed(question: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """The words of the question with these stems, as they were typed, neighbours as one name."""
    found: list[str] = []
    goes_on = False
    for typed in question.split():
        word = _POSSESSIVE.sub("", typed.strip(_PUNCTUATION))
        is_wanted = bool(set(stems(word)) & set(wanted))
        if is_wanted and goes_on:
            found[-1] += f" {word}"
        elif is_wanted:
            found.append(word)
        goes_on = is_wanted and typed[-1] not in _PUNCTUATION
    return tuple(dict.fromkeys(found))


def _listed(names: Sequence[str], joining: str) -> str:
    quoted = [f"“{name}”" for name in names[:NAMED]]
    return f" {joining} ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
