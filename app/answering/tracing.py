"""Who reported this? From an excerpt to the articles that carry it, or a plain no."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.answering.conversation import new_conversation
from app.answering.excerpts import FEWEST_WORDS, Excerpt, excerpt_in
from app.reply import (
    MAX_QUOTE_CHARACTERS,
    Abstention,
    Answer,
    Citation,
    Notice,
    Quote,
    Reply,
    Sentence,
    Timings,
    Topic,
    Trace,
)
from corpus.article import Article
from corpus.errors import BadQuestion
from index.home import Home
from index.query import Filters, Query
from index.spans import Span
from index.stories import Stories
from index.tracing import MOST_MATCHES, Alteration, Difference, Match, Traced, Tracer

SENTENCES_SHOWN = 4  # of a long excerpt; the trace has the whole span
TOLD = 5  # differences, and articles with other wording, that are told in words
NOT_HERE = "not_in_library"
MAX_EXCERPT_CHARACTERS = 20_000  # a long read; an excerpt as long takes a second


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A message, the excerpt in it, and where it is looked for."""

    message: str
    excerpt: str
    filters: Filters
    conversation: str
    started: float = field(default_factory=time.perf_counter)

    @property
    def query(self) -> Query:
        return Query(text=self.excerpt, filters=self.filters)

    def timings(self, *, cited: bool) -> Timings:
        elapsed = time.perf_counter() - self.started
        return Timings(first_citation=elapsed if cited else None, total=elapsed)


class Tracing:
    """Replies to messages that ask where an excerpt is from. Needs no model."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._tracer = Tracer(home.library, home.lexical)
        self._stories = Stories(home.database)

    def reply_to(
        self, message: str, *, filters: Filters, conversation: str | None = None
    ) -> Reply | None:
        """The reply to a message that holds an excerpt; None for any other message."""
        excerpt = excerpt_in(message)
        if excerpt is None:
            return None
        wanted = _Wanted(
            message=message,
            excerpt=excerpt.text,
            filters=filters,
            conversation=conversation or new_conversation(),
        )
        reply = self._reply(wanted)
        return reply if excerpt.is_sure or isinstance(reply, Answer) else None

    def trace(self, text: str, *, filters: Filters) -> Reply:
        """The reply to a text that is an excerpt, whatever it looks like."""
        wanted = _Wanted(message=text, excerpt=text, filters=filters, conversation="")
        return self._reply(wanted)

    def _reply(self, wanted: _Wanted) -> Reply:
        if Excerpt(text=wanted.excerpt).is_short:
            return _too_short(wanted)
        traced = self._tracer.trace(wanted.excerpt, filters=wanted.filters)
        if traced.matches:
            return self._answer(wanted, traced.matches)
        return _not_here(wanted, traced)

    def _answer(self, wanted: _Wanted, matches: Sequence[Match]) -> Answer:
        lead = matches[0]
        copies = tuple(m.article for m in matches[1:] if m.differences == lead.differences)
        citations = tuple(
            Citation(
                mark=mark,
                quote=quote,
                relevance=1.0,
                also_in=copies,
                story=self._stories.story_of(lead.article.article_id),
            )
            for mark, quote in enumerate(self._quotes(lead), start=1)
        )
        return Answer(
            question=wanted.message,
            query=wanted.query,
            sentences=(_sentence(lead, citations),),
            citations=citations,
            short=None,
            confidence=lead.likeness,
            conversation=wanted.conversation,
            timings=wanted.timings(cited=True),
            notes=_notes(matches),
            trace=Trace(excerpt=wanted.excerpt, matches=tuple(matches)),
        )

    def _quotes(self, match: Match) -> tuple[Quote, ...]:
        """The sentences that the excerpt touches, whole where they are short enough."""
        article = match.article
        passages = self._home.lexical.load(
            self._home.lexical.ids_of([article.article_id]), {article.article_id: article}
        )
        sentences = sorted({sentence for each in passages for sentence in each.sentences})
        touched = [s for s in sentences if s.start < match.span.end and match.span.start < s.end]
        shown = (touched or [match.span])[:SENTENCES_SHOWN]
        return tuple(_quote(article, sentence, match.span) for sentence in shown)


def check_excerpt(text: str) -> None:
    """Raise BadQuestion when an excerpt is empty or over 20,000 characters."""
    if not text.strip():
        raise BadQuestion("The excerpt is empty.", remedy="Paste the words to be traced.")
    if len(text) > MAX_EXCERPT_CHARACTERS:
        raise BadQuestion(
            f"The excerpt has {len(text):,} characters; {MAX_EXCERPT_CHARACTERS:,} is the limit.",
            remedy="Paste a part of it.",
        )


def _quote(article: Article, sentence: Span, matched: Span) -> Quote:
    """A sentence; of one that is too long only what is matched of it, cut at a word."""
    if sentence.end - sentence.start <= MAX_QUOTE_CHARACTERS:
        return Quote(article=article, start=sentence.start, end=sentence.end)
    start, end = max(sentence.start, matched.start), min(sentence.end, matched.end)
    if end - start > MAX_QUOTE_CHARACTERS:
        cut = article.text.rfind(" ", start + 1, start + MAX_QUOTE_CHARACTERS)
        end = cut if cut > start else start + MAX_QUOTE_CHARACTERS
    return Quote(article=article, start=start, end=end)


def _sentence(lead: Match, citations: Sequence[Citation]) -> Sentence:
    near = "" if lead.is_exact else ", not word for word"
    return Sentence(
        lead_in=f"{lead.article.byline}{near}:",
        text=" ".join(citation.quote.text for citation in citations),
        citations=tuple(citation.mark for citation in citations),
        support=1.0,
        relevance=1.0,
    )


def _too_short(wanted: _Wanted) -> Notice:
    return Notice(
        question=wanted.message,
        topic=Topic.UNCLEAR,
        message=f"That is too short to trace: fewer than {FEWEST_WORDS} words may stand anywhere."
        " Paste more of the passage.",
        conversation=wanted.conversation,
        timings=wanted.timings(cited=False),
    )


def _not_here(wanted: _Wanted, traced: Traced) -> Abstention:
    among = "article" if wanted.filters.is_empty else "article within the limits you set"
    why = f"No {among} has these words."
    if traced.headlined:
        why = f"No {among} has these words in its text; they stand in a headline."
    return Abstention(
        question=wanted.message,
        query=wanted.query,
        reason=NOT_HERE,
        message=f"Not in your library. {why}",
        nearest=traced.headlined or traced.nearest,
        confidence=0.0,
        conversation=wanted.conversation,
        timings=wanted.timings(cited=False),
        trace=Trace(excerpt=wanted.excerpt),
    )


def _notes(matches: Sequence[Match]) -> tuple[str, ...]:
    lead, others = matches[0], [m for m in matches if m.differences != matches[0].differences]
    told = [_difference(each) for each in lead.differences[:TOLD]]
    more = len(lead.differences) - len(told)
    if more:
        told.append(f"{more} more {'difference' if more == 1 else 'differences'}.")
    named = ", ".join(f"“{m.article.headline}” ({m.article.byline})" for m in others[:TOLD])
    also = (f"With other words here and there also in {named}.",) if named else ()
    return (_how_found(matches), *told, *also)


def _how_found(matches: Sequence[Match]) -> str:
    exact = sum(match.is_exact for match in matches)
    if not exact:
        return "Not word for word in your library: this is the nearest passage."
    if exact == MOST_MATCHES:
        return f"Word for word in {exact} articles or more: these words are nobody's own."
    return f"Word for word in {'one article' if exact == 1 else f'{exact} articles'}."


def _difference(difference: Difference) -> str:
    match difference.kind:
        case Alteration.ADDED:
            return f"You have “{difference.excerpt}”, the article has nothing there."
        case Alteration.LEFT_OUT:
            return f"The article has “{difference.article}”, you have nothing there."
        case _:
            return f"You have “{difference.excerpt}”, the article has “{difference.article}”."
