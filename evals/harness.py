"""Put a fact to the assistant, as a person would, and keep what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.limits import Limits
from app.reply import Answer, Notice, Reply
from app.wire import reply_fields
from corpus.article import Article
from evals.facts.evidence import GoldGroup, Span
from evals.facts.fact import Fact
from evals.metrics.judging import LostAt, stage_of_loss
from index.evidence import READ_FROM_ARTICLE
from index.query import Query
from index.search import Hit

RETRIEVED = 10  # passages looked at: the cutoff of the retrieval metrics


class Asks(Protocol):
    """What answers: the assistant, or a stand-in for it."""

    def ask(self, question: str, conversation: str | None = None, *, limits: Limits = ...) -> Reply:
        """The reply to one question of a conversation; None begins a new one."""
        ...


class Searches(Protocol):
    """What finds passages."""

    def search(self, query: Query, *, k: int = ..., from_article: int = ...) -> tuple[Hit, ...]:
        """The best `k` passages, best first, at most `from_article` of each before others."""
        ...


class Keeps(Protocol):
    """What keeps the articles that citations are checked against."""

    def get(self, article_id: str) -> Article:
        """The version with this id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is measured.

    `today` is used for facts that name no day of their own, so that a run gives the same table
    whenever it is made.
    """

    assistant: Asks
    searcher: Searches
    library: Keeps
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactOutcome:
    """What became of one fact.

    `fields` is the reply's JSON; `validity` says of each citation in it whether its quote is the
    library's text at its offsets; `hits` are the first ten passages for the reply's own query,
    as they are read for evidence.
    """

    fact: Fact
    reply: Reply
    fields: Mapping[str, object]
    gold: tuple[GoldGroup, ...]
    hits: tuple[Hit, ...]
    validity: tuple[bool, ...]
    lost_at: LostAt | None

    @property
    def right(self) -> bool:
        """Whether the reply is what the fact expects."""
        return self.lost_at is None

    @property
    def found(self) -> tuple[Span, ...]:
        """Where the hits stand, best first."""
        return spans_of(self.hits)


def run_fact(subject: Subject, fact: Fact, gold: tuple[GoldGroup, ...]) -> FactOutcome:
    """Ask a fact's turns in one conversation and judge the reply to the last."""
    limits = Limits(today=fact.today or subject.today)
    reply = subject.assistant.ask(fact.turns[0], limits=limits)
    for turn in fact.turns[1:]:
        reply = subject.assistant.ask(turn, reply.conversation, limits=limits)
    query = Query(text=fact.question) if isinstance(reply, Notice) else reply.query
    hits = subject.searcher.search(query, k=RETRIEVED, from_article=READ_FROM_ARTICLE)
    return FactOutcome(
        fact=fact,
        reply=reply,
        fields=reply_fields(reply),
        gold=gold,
        hits=hits,
        validity=_validity(reply, subject.library),
        lost_at=stage_of_loss(fact, reply, gold=gold, found=spans_of(hits)),
    )


def spans_of(hits: Sequence[Hit]) -> tuple[Span, ...]:
    """Where hits stand, in their order."""
    return tuple(
        Span(article_id=hit.passage.article_id, start=hit.passage.start, end=hit.passage.end)
        for hit in hits
    )


def _validity(reply: Reply, library: Keeps) -> tuple[bool, ...]:
    """Checked on the JSON that people get, against the text that the library gives out."""
    if not isinstance(reply, Answer):
        return ()
    return tuple(_is_valid(cited, library) for cited in citation_fields(reply_fields(reply)))


def citation_fields(fields: Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
    """The citations in a reply's JSON; empty when it has none."""
    cited = fields.get("citations", ())
    if not isinstance(cited, list | tuple):
        raise TypeError(f"citations are a list, not {type(cited).__name__}")
    return tuple(cited)


def _is_valid(cited: Mapping[str, object], library: Keeps) -> bool:
    start, end = cited["start"], cited["end"]
    if not isinstance(start, int) or not isinstance(end, int):
        return False
    text = library.get(str(cited["article_id"])).text
    return 0 <= start < end and text[start:end] == cited["quote"]
