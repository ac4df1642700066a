"""Replies out of the JSON that `app/wire.py` makes of them: the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from app.answering.follow_ups import carried_part
from app.reply import (
    Abstention,
    Answer,
    Citation,
    Differing,
    Disagreement,
    Notice,
    Part,
    Quote,
    Reply,
    Sentence,
    Side,
    Timings,
    Topic,
    Trace,
)
from corpus.article import Article, ArticleId
from corpus.dates import DateRange
from corpus.errors import HomeError
from index.query import Filters, Query, Reading
from index.spans import Span
from index.tracing import Alteration, Difference, Match

Fields = Mapping[str, Any]  # of a kept reply, or of a part of it
Articles = Mapping[ArticleId, Article]


class UnreadableReply(HomeError):
    """A kept reply that another version of Clippings wrote, in a way that this one cannot read."""

    code = "unreadable_reply"


def article_ids_in(kept: object) -> Iterator[ArticleId]:
    """Every article that a kept reply names, anywhere in it; some more than once."""
    for fields in parts_with("article_id", kept):
        yield ArticleId(fields["article_id"])


def parts_with(key: str, kept: object) -> Iterator[Fields]:
    """Every part of a kept reply that has a value under `key`, in the order of the JSON."""
    if isinstance(kept, Mapping):
        if kept.get(key) is not None:
            yield kept
        kept = tuple(kept.values())
    if isinstance(kept, list | tuple):
        for part in kept:
            yield from parts_with(key, part)


def read_reply(kept: Fields, articles: Articles) -> Reply:
    """The reply that was kept, its quotes sliced out of the articles given.

    Where an article is not among them, lists leave it out, and so do disagreements with a side of
    it. `further` is not kept, nor where in the question its outlets and dates were read.

    Raises:
        UnreadableReply: it is no reply as this Clippings writes it, or quotes an article that is
            not given.
    """
    with unreadable_told():
        return _READERS[kept["kind"]](kept, articles)


@contextmanager
def unreadable_told() -> Iterator[None]:
    """Whatever shows inside that a reply is not as it should be becomes an UnreadableReply."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableReply(
            "This reply was kept by another version of Clippings and cannot be shown.",
            remedy="Ask the question again.",
        ) from error


def _answer(kept: Fields, articles: Articles) -> Answer:
    return Answer(
        question=kept["question"],
        query=_query(kept),
        sentences=tuple(_sentence(fields) for fields in kept["sentences"]),
        citations=tuple(_citation(fields, articles) for fields in kept["citations"]),
        short=_short(kept.get("short_answer_at"), articles),
        verdict=kept.get("verdict"),
        confidence=kept["confidence"],
        conversation=kept["conversation"],
        timings=_timings(kept),
        engine=kept["engine"],
        notes=tuple(kept.get("notes", ())),
        parts=tuple(_part(fields) for fields in kept.get("parts", ())),
        disagreements=tuple(_disagreements(kept.get("disagreements", ()), articles)),
        trace=_trace(kept, articles),
        withdrawn=kept.get("withdrawn", 0),
        turn=kept.get("turn", 0),
    )


def _abstention(kept: Fields, articles: Articles) -> Abstention:
    return Abstention(
        question=kept["question"],
        query=_query(kept),
        reason=kept["reason"],
        message=kept["message"],
        nearest=_those(kept["nearest"], articles),
        confidence=kept["confidence"],
        conversation=kept["conversation"],
        timings=_timings(kept),
        notes=tuple(kept.get("notes", ())),
        trace=_trace(kept, articles),
        turn=kept.get("turn", 0),
        nearest_quotes=tuple(
            _quote(fields, articles)
            for fields in kept.get("nearest_quotes", ())
            if fields["article_id"] in articles
        ),
    )


def _notice(kept: Fields, articles: Articles) -> Notice:
    return Notice(
        question=kept["question"],
        topic=Topic(kept["topic"]),
        message=kept["message"],
        articles=_those(kept["articles"], articles),
        suggestions=tuple(kept["suggestions"]),
        conversation=kept["conversation"],
        timings=_timings(kept),
        turn=kept.get("turn", 0),
    )


_READERS: Mapping[str, Callable[[Fields, Articles], Reply]] = {
    "answer": _answer,
    "abstention": _abstention,
    "notice": _notice,
}


def _query(kept: Fields) -> Query:
    fields: Fields = kept["query"]
    text = fields["text"]
    return Query(
        text=text,
        carried="" if text == kept["question"] else carried_part(text),
        filters=Filters(
            outlets=tuple(fields["outlets"]),
            published=_range(fields["published_from"], fields["published_until"]),
            articles=tuple(map(ArticleId, fields.get("articles", ()))),
        ),
        reading=Reading(
            outlets=tuple(fields.get("read_outlets", ())),
            published=_range(fields.get("read_from"), fields.get("read_until")),
        ),
        read=tuple(fields.get("read", ())),
    )


def _range(first: str | None, last: str | None) -> DateRange:
    days = (date.fromisoformat(day) if day else None for day in (first, last))
    return DateRange(first=next(days), last=next(days))


def _timings(kept: Fields) -> Timings:
    return Timings(first_citation=kept["seconds"]["first_citation"], total=kept["seconds"]["total"])


def _sentence(fields: Fields) -> Sentence:
    return Sentence(
        lead_in=fields["lead_in"],
        text=fields["text"],
        citations=tuple(fields["citations"]),
        support=fields["support"],
        relevance=fields["relevance"],
    )


def _citation(fields: Fields, articles: Articles) -> Citation:
    return Citation(
        mark=fields["mark"],
        quote=_quote(fields, articles),
        relevance=fields["relevance"],
        also_in=_those(fields["also_in"], articles),
        story=fields.get("story"),
    )


def _quote(fields: Fields, articles: Articles) -> Quote:
    article = articles[ArticleId(fields["article_id"])]
    return Quote(article=article, start=fields["start"], end=fields["end"])


def _short(place: Fields | None, articles: Articles) -> Quote | None:
    return _quote(place, articles) if place else None


def _those(named: Sequence[Fields], articles: Articles) -> tuple[Article, ...]:
    found = (articles.get(ArticleId(fields["article_id"])) for fields in named)
    return tuple(article for article in found if article is not None)


def _part(fields: Fields) -> Part:
    return Part(question=fields["question"], sentences=tuple(fields["sentences"]))


def _disagreements(kept: Sequence[Fields], articles: Articles) -> Iterator[Disagreement]:
    for fields in kept:
        if all(side["article_id"] in articles for side in fields["sides"]):
            one, other = (_side(side, articles) for side in fields["sides"])
            kind = Differing(fields["kind"])
            yield Disagreement(kind=kind, about=fields["about"], sides=(one, other))


def _side(fields: Fields, articles: Articles) -> Side:
    words = fields["words"]
    return Side(quote=_quote(fields, articles), start=words["start"], end=words["end"])


def _trace(kept: Fields, articles: Articles) -> Trace | None:
    fields: Fields | None = kept.get("trace")
    if fields is None:
        return None
    matches = [match for match in fields["matches"] if match["article_id"] in articles]
    return Trace(
        excerpt=fields["excerpt"], matches=tuple(_match(match, articles) for match in matches)
    )


def _match(fields: Fields, articles: Articles) -> Match:
    return Match(
        article=articles[ArticleId(fields["article_id"])],
        span=Span(start=fields["start"], end=fields["end"]),
        likeness=fields["likeness"],
        differences=tuple(
            Difference(
                kind=Alteration(each["kind"]), excerpt=each["excerpt"], article=each["article"]
            )
            for each in fields["differences"]
        ),
    )
