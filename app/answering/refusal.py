"""When to say no: the evidence is weak, misses a name, or lacks the kind of thing asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.evidence import Evidence
from index.kinds import Kind
from index.question import AskedFor

# The most truthful on the dev facts and our own questions over Wikinews, among those that refuse at
# most one in twenty of the good answers to them (`evals/fitting/confidence.py`).
DEFAULT_THRESHOLD = 0.30

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


def refusal_for(
    asked: AskedFor,
    usable: Sequence[Evidence],
    evidence: Sequence[Evidence],
    *,
    threshold: float,
) -> Refusal | None:
    """The refusal that weak evidence calls for; None when it is strong enough to answer.

    `usable` is the part of `evidence`, best first in both, that covers the question's names and
    holds what it asks for.
    """
    if usable and usable[0].probability >= threshold:
        return None
    confidence = usable[0].probability if usable else 0.0
    reason, why = _why(asked, usable, evidence)
    return Refusal(reason=reason, message=f"The articles don't say. {why}", confidence=confidence)


def _why(
    asked: AskedFor, usable: Sequence[Evidence], evidence: Sequence[Evidence]
) -> tuple[str, str]:
    if not evidence:
        return "no_hits", "Nothing in the library matches the question and its filters."
    if asked.unknown:
        named = ", ".join(f"“{name}”" for name in asked.unknown)
        return "names_missing", f"No article mentions {named}."
    if usable:
        return "weak_evidence", "I looked through the nearest passages; none answers it clearly."
    if any(not piece.missing for piece in evidence):
        wanted = _KIND_IN_WORDS[asked.kind]
        return "kind_missing", f"I looked for {wanted} and found none that answers this."
    return "names_missing", "No passage brings the names or numbers of the question together."
