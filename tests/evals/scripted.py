"""A scripted assistant over one article, for what the harness makes of replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.limits import NO_LIMITS, Limits
from app.reply import (
    Abstention,
    Answer,
    Citation,
    Notice,
    Quote,
    Reply,
    Sentence,
    Timings,
    Topic,
)
from corpus.article import Article, Draft
from evals.facts.evidence import GoldGroup, Span
from evals.facts.fact import Evidence, Fact, Kind
from evals.harness import FactOutcome, Subject, run_fact
from evals.records import FactRecord, record_of
from index.passages import Passage
from index.query import Query
from index.search import Hit

TEXT = "Thirty chiefs met in Paris. Twelve stayed. The fund holds €150 billion. It rained."
TIMINGS = Timings(first_citation=0.02, total=0.05)


def article() -> Article:
    draft = Draft(source_key="/news/paris.md", headline="Chiefs meet", text=TEXT)
    return Article(
        article_id=draft.article_id,
        source_key=draft.source_key,
        text=TEXT,
        headline=draft.headline,
        published_at=date(2025, 3, 11),
    )


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(article_id=article().article_id, start=start, end=start + len(words))


def answer(*quotes: str, short: str | None = None, confidence: float = 0.8) -> Answer:
    spans = [span(quote) for quote in quotes]
    return Answer(
        question="?",
        query=Query(text="?"),
        sentences=tuple(
            Sentence(lead_in="", text=quote, citations=(mark,), support=1.0, relevance=0.5)
            for mark, quote in enumerate(quotes, start=1)
        ),
        citations=tuple(
            Citation(
                mark=mark,
                quote=Quote(article=article(), start=each.start, end=each.end),
                relevance=0.5,
            )
            for mark, each in enumerate(spans, start=1)
        ),
        short=_said(short) if short else None,
        confidence=confidence,
        conversation="c" * 32,
        timings=TIMINGS,
    )


def _said(short: str) -> Quote:
    """Any words as a short answer: a quote of an article that holds nothing else."""
    return Quote(article=replace(article(), text=short), start=0, end=len(short))


def abstention() -> Abstention:
    return Abstention(
        question="?",
        query=Query(text="?"),
        reason="no_hits",
        message="No.",
        nearest=(),
        confidence=0.1,
        conversation="c" * 32,
        timings=TIMINGS,
    )


def notice(topic: Topic) -> Notice:
    return Notice(question="?", topic=topic, message="Hello.", conversation="c" * 32)


def fact(**changes: object) -> Fact:
    """How many chiefs met? Thirty, with changes."""
    fields: dict[str, object] = {
        "fact_id": "f-1",
        "turns": ("How many chiefs met?",),
        "kind": Kind.NUMBER,
        "answers": ("30",),
        "evidence": ((Evidence(article="paris.md", quote="Thirty chiefs"),),),
    }
    return Fact(**(fields | changes))  # type: ignore[arg-type]


def unanswerable(**changes: object) -> Fact:
    return fact(kind=Kind.UNANSWERABLE, answers=(), evidence=(), **changes)


@dataclass
class Scripted:
    """Gives each question its reply, and remembers how it was asked."""

    replies: Mapping[str, Reply]
    found: tuple[Hit, ...] = ()
    text: str = TEXT
    asked: list[tuple[str, str | None, date | None]] = field(default_factory=list)

    def ask(
        self, question: str, conversation: str | None = None, *, limits: Limits = NO_LIMITS
    ) -> Reply:
        self.asked.append((question, conversation, limits.today))
        return self.replies[question]

    def search(self, query: Query, *, k: int = 10, from_article: int = 10) -> tuple[Hit, ...]:
        assert query.text
        assert from_article
        return self.found[:k]

    def get(self, article_id: str) -> Article:
        kept = article()
        assert article_id == kept.article_id
        return Article(
            article_id=kept.article_id,
            source_key=kept.source_key,
            text=self.text,
            headline=kept.headline,
        )


def hits(*texts: str) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            passage=Passage(
                article_id=article().article_id,
                start=span(text).start,
                end=span(text).end,
                text=text,
            ),
            article=article(),
            rank=rank,
            score=1 / rank,
            cosine=0.5,
            dense_rank=rank,
            lexical_rank=None,
        )
        for rank, text in enumerate(texts, start=1)
    )


def outcome(
    asked: Fact,
    reply: Reply,
    *,
    found: tuple[Hit, ...] = (),
    gold: tuple[GoldGroup, ...] | None = None,
    text: str = TEXT,
) -> FactOutcome:
    scripted = Scripted(replies=dict.fromkeys(asked.turns, reply), found=found, text=text)
    subject = Subject(assistant=scripted, searcher=scripted, library=scripted)
    known = tuple((span(e.quote),) for group in asked.evidence for e in group)
    return run_fact(subject, asked, known if gold is None else gold)


def record(
    asked: Fact, reply: Reply, *, found: tuple[Hit, ...] = (), text: str = TEXT
) -> FactRecord:
    return record_of(outcome(asked, reply, found=found, text=text))
