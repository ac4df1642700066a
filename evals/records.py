"""What became of each fact, in words and numbers that JSON holds.

A run's table, reports, baseline and comparison are made of these records, and an interrupted run
goes on from those it has kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.reply import Answer
from evals.facts.evidence import GoldGroup, Span
from evals.facts.fact import Fact
from evals.harness import FactOutcome
from evals.metrics.judging import LostAt
from evals.metrics.scorers import score


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """One of the first ten passages for a fact's query, best first, and whether it holds gold.

    `start` and `end` are half-open offsets, in code points, into the article's text; ranks count
    from 1 and are None where that retriever did not find the passage.
    """

    article_id: str
    headline: str
    start: int
    end: int
    dense_rank: int | None
    lexical_rank: int | None
    holds_gold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecord:
    """What became of one fact.

    `reply` is the reply's JSON; `scores` its value in each metric that is a mean over facts, None
    where undefined; `validity` says of each citation whether its quote is the library's text at its
    offsets; `confidence`, in [0, 1], is that of an answer and None for any other reply.
    """

    fact: Fact
    reply: Mapping[str, Any]
    lost_at: LostAt | None
    scores: Mapping[str, float | None]
    validity: tuple[bool, ...]
    found: tuple[FoundPassage, ...]
    confidence: float | None
    first_citation_seconds: float | None
    total_seconds: float

    @property
    def right(self) -> bool:
        """Whether the reply is what the fact expects."""
        return self.lost_at is None


def record_of(outcome: FactOutcome) -> FactRecord:
    """The record of a fact that has just been put to the assistant."""
    reply = outcome.reply
    return FactRecord(
        fact=outcome.fact,
        reply=outcome.fields,
        lost_at=outcome.lost_at,
        scores=score(outcome),
        validity=outcome.validity,
        found=tuple(_found(outcome, rank) for rank in range(len(outcome.hits))),
        confidence=reply.confidence if isinstance(reply, Answer) else None,
        first_citation_seconds=reply.timings.first_citation,
        total_seconds=reply.timings.total,
    )


def record_fields(record: FactRecord) -> dict[str, object]:
    """A record's JSON: what the contract says of a fact, and more beside."""
    fact = record.fact
    return {
        "id": fact.fact_id,
        "question": fact.question,
        "split": fact.split,
        "kind": fact.kind.value,
        "tags": list(fact.tags),
        "right": record.right,
        "lost_at": record.lost_at.value if record.lost_at else None,
        "scores": dict(record.scores),
        "validity": list(record.validity),
        "found": [asdict(each) for each in record.found],
        "confidence": record.confidence,
        "seconds": {"first_citation": record.first_citation_seconds, "total": record.total_seconds},
        "reply": dict(record.reply),
    }


def record_from(fields: Mapping[str, Any], fact: Fact) -> FactRecord:
    """The record that `record_fields` made JSON of.

    Raises:
        KeyError, TypeError, ValueError: the JSON is no record.
    """
    return FactRecord(
        fact=fact,
        reply=fields["reply"],
        lost_at=LostAt(fields["lost_at"]) if fields["lost_at"] else None,
        scores=fields["scores"],
        validity=tuple(fields["validity"]),
        found=tuple(FoundPassage(**each) for each in fields["found"]),
        confidence=fields["confidence"],
        first_citation_seconds=fields["seconds"]["first_citation"],
        total_seconds=fields["seconds"]["total"],
    )


def differing(one: Sequence[FactRecord], other: Sequence[FactRecord]) -> tuple[str, ...]:
    """Ids of facts whose replies differ in more than times and conversation ids, in order."""
    pairs = zip(one, other, strict=True)
    return tuple(a.fact.fact_id for a, b in pairs if _lasting(a.reply) != _lasting(b.reply))


def _found(outcome: FactOutcome, at: int) -> FoundPassage:
    hit, span = outcome.hits[at], outcome.found[at]
    return FoundPassage(
        article_id=span.article_id,
        headline=hit.article.headline,
        start=span.start,
        end=span.end,
        dense_rank=hit.dense_rank,
        lexical_rank=hit.lexical_rank,
        holds_gold=_holds_gold(span, outcome.gold),
    )


def _holds_gold(span: Span, gold: Sequence[GoldGroup]) -> bool:
    return any(span.holds(alternative) for group in gold for alternative in group)


def _lasting(fields: Mapping[str, Any]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if key not in ("seconds", "conversation")}
