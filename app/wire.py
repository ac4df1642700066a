"""Replies, articles and hits as the JSON of the command-line contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from app.reply import (
    Abstention,
    Answer,
    Citation,
    Disagreement,
    Notice,
    Part,
    Quote,
    Reply,
    Sentence,
    Side,
    Timings,
    Trace,
)
from corpus.article import Article, BasedOn
from index.dates.dated_words import DatedWords
from index.query import Query
from index.search import Hit
from index.tracing import Match

Fields = dict[str, object]


def reply_fields(reply: Reply) -> Fields:
    """A reply, exactly as `ask --json` prints it."""
    match reply:
        case Answer():
            return _answer(reply)
        case Abstention():
            return _abstention(reply)
        case Notice():
            return _notice(reply)


def article_fields(article: Article) -> Fields:
    """What a list of articles says of one: everything but its text."""
    return {
        "article_id": article.article_id,
        "headline": article.headline,
        "outlet": article.outlet,
        "author": article.author,
        "published_at": _iso(article.published_at),
        "url": article.url,
        "based_on": _based_on(article.based_on),
        "superseded_by": article.superseded_by,
    }


def whole_article_fields(article: Article) -> Fields:
    """A stored article with its full text, as `show --json` prints it."""
    return article_fields(article) | {
        "text": article.text,
        "sha256": article.sha256,
        "path": article.path,
        "published_time": _iso(article.published_time),
        "modified_at": _iso(article.modified_at),
        "modified_time": _iso(article.modified_time),
        "language": article.language,
        "correction": article.correction,
        "origins": {name: str(origin) for name, origin in article.origins.items()},
        "supersedes": article.supersedes,
        "is_current": article.is_current,
    }


def query_fields(query: Query) -> Fields:
    """How a question was read: its hard limits, and the wishes that its own words make."""
    published, asked = query.filters.published, query.reading.published
    return {
        "text": query.text,
        "outlets": list(query.filters.outlets),
        "published_from": _iso(published.first),
        "published_until": _iso(published.last),
        "articles": list(query.filters.articles),
        "read_outlets": list(query.reading.outlets),
        "read_from": _iso(asked.first),
        "read_until": _iso(asked.last),
        "read": list(query.read),
    }


def hit_fields(hit: Hit) -> Fields:
    """A passage found."""
    return {
        "rank": hit.rank,
        **article_fields(hit.article),
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "score": round(hit.score, 6),
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
    }


def _answer(reply: Answer) -> Fields:
    as_of = reply.as_of
    return {
        "kind": "answer",
        "question": reply.question,
        "query": query_fields(reply.query),
        "text": reply.text,
        "short_answer": reply.short_answer,
        "short_answer_at": _place(reply.short),
        "verdict": reply.verdict,
        "sentences": [_sentence(sentence) for sentence in reply.sentences],
        "citations": [_citation(citation) for citation in reply.citations],
        "disagreements": [_disagreement(each, reply) for each in reply.disagreements],
        "as_of": {"from": _iso(as_of[0]), "until": _iso(as_of[1])} if as_of else None,
        "engine": reply.engine,
        "confidence": round(reply.confidence, 4),
        "conversation": reply.conversation,
        "turn": reply.turn,
        "withdrawn": reply.withdrawn,
        "notes": list(reply.notes),
        "seconds": _seconds(reply.timings),
        **({"parts": [_part(part) for part in reply.parts]} if reply.parts else {}),
        **_traced(reply.trace),
    }


def _part(part: Part) -> Fields:
    return {
        "question": part.question,
        "sentences": list(part.sentences),
        "answered": bool(part.sentences),
    }


def _abstention(reply: Abstention) -> Fields:
    return {
        "kind": "abstention",
        "question": reply.question,
        "query": query_fields(reply.query),
        "reason": reply.reason,
        "message": reply.message,
        "nearest": [article_fields(article) for article in reply.nearest],
        "nearest_quotes": [_quoted(quote) for quote in reply.nearest_quotes],
        "confidence": round(reply.confidence, 4),
        "conversation": reply.conversation,
        "turn": reply.turn,
        "notes": list(reply.notes),
        "seconds": _seconds(reply.timings),
        **_traced(reply.trace),
    }


def _quoted(quote: Quote) -> Fields:
    article = article_fields(quote.article)
    return {**article, "start": quote.start, "end": quote.end, "quote": quote.text}


def _traced(trace: Trace | None) -> Fields:
    if trace is None:
        return {}
    matches = [_match(match, trace.matches) for match in trace.matches]
    return {"trace": {"excerpt": trace.excerpt, "found": trace.found, "matches": matches}}


def _match(match: Match, matches: Sequence[Match]) -> Fields:
    return {
        **article_fields(match.article),
        "start": match.span.start,
        "end": match.span.end,
        "quote": match.quote,
        "exact": match.is_exact,
        "likeness": round(match.likeness, 4),
        "differences": [
            {"kind": str(each.kind), "excerpt": each.excerpt, "article": each.article}
            for each in match.differences
        ],
        "also_in": [
            _copy(other.article)
            for other in matches
            if other is not match and other.differences == match.differences
        ],
    }


def _copy(article: Article) -> Fields:
    return {"article_id": article.article_id, "outlet": article.reported_by}


def _notice(reply: Notice) -> Fields:
    return {
        "kind": "notice",
        "question": reply.question,
        "topic": str(reply.topic),
        "message": reply.message,
        "articles": [article_fields(article) for article in reply.articles],
        "suggestions": list(reply.suggestions),
        "conversation": reply.conversation,
        "turn": reply.turn,
        "seconds": _seconds(reply.timings),
    }


def _sentence(sentence: Sentence) -> Fields:
    return {
        "lead_in": sentence.lead_in,
        "text": sentence.text,
        "citations": list(sentence.citations),
        "support": round(sentence.support, 4),
        "relevance": round(sentence.relevance, 4),
    }


def _citation(citation: Citation) -> Fields:
    quote = citation.quote
    return {
        "mark": citation.mark,
        **article_fields(quote.article),
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
        "relevance": round(citation.relevance, 4),
        "also_in": [_copy(copy) for copy in citation.also_in],
        "story": citation.story,
        "resolved_dates": [_dated(words) for words in quote.dated_words],
    }


def _dated(words: DatedWords) -> Fields:
    """Words of a quote that mean days, their offsets in the article, and the days, inclusive."""
    return {
        "start": words.start,
        "end": words.end,
        "words": words.words,
        "first": _iso(words.first),
        "last": _iso(words.last),
    }


def _disagreement(disagreement: Disagreement, answer: Answer) -> Fields:
    return {
        "kind": str(disagreement.kind),
        "about": disagreement.about,
        "sides": [_side(side, answer) for side in disagreement.sides],
    }


def _side(side: Side, answer: Answer) -> Fields:
    """What one report says; `mark` is None where the answer does not cite the sentence."""
    quote = side.quote
    return {
        "mark": answer.mark_of(quote),
        **article_fields(quote.article),
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
        "words": {"start": side.start, "end": side.end, "text": side.words},
    }


def _place(short: Quote | None) -> Fields | None:
    """Where a short answer stands: offsets into the text of the article with this id."""
    if short is None:
        return None
    return {"article_id": short.article.article_id, "start": short.start, "end": short.end}


def _based_on(based_on: BasedOn | None) -> Fields | None:
    if based_on is None:
        return None
    return {"outlet": based_on.outlet, "published_at": _iso(based_on.published_at)}


def _seconds(timings: Timings) -> Fields:
    first = timings.first_citation
    return {
        "first_citation": None if first is None else round(first, 4),
        "total": round(timings.total, 4),
    }


def _iso(moment: date | time | None) -> str | None:
    return None if moment is None else moment.isoformat()
