"""Any reply that may be kept, for hypothesis to draw."""

from __future__ import annotations

from hypothesis import strategies as st

from app.reply import (
    Abstention,
    Answer,
    Citation,
    Differing,
    Disagreement,
    Notice,
    Part,
    Quote,
    Sentence,
    Side,
    Timings,
    Topic,
    Trace,
)
from corpus.article import Article, BasedOn, Draft
from corpus.dates import DateRange
from index.query import Filters, Query, Reading
from index.spans import Span
from index.tracing import Alteration, Difference, Match

days = st.none() | st.dates()
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(str.strip)
scores = st.floats(min_value=0, max_value=1)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article; of one id there is only one."""
    reported = draw(st.none() | st.builds(BasedOn, outlet=words, published_at=days))
    told = (draw(words), draw(st.none() | words), draw(days), draw(st.none() | words))
    headline, outlet, published_at, url = told
    draft = Draft(source_key=repr((reported, told)), text=draw(words), headline=headline)
    return Article(
        article_id=draft.article_id,
        source_key=draft.source_key,
        text=draft.text,
        headline=headline,
        outlet=outlet,
        published_at=published_at,
        url=url,
        based_on=reported,
    )


@st.composite
def spans(draw: st.DrawFn, start: int, end: int) -> Span:
    first = draw(st.integers(start, end - 1))
    return Span(start=first, end=draw(st.integers(first + 1, end)))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    article = draw(articles())
    span = draw(spans(0, len(article.text)))
    return Quote(article=article, start=span.start, end=span.end)


@st.composite
def sides(draw: st.DrawFn) -> Side:
    quote = draw(quotes())
    span = draw(spans(quote.start, quote.end))
    return Side(quote=quote, start=span.start, end=span.end)


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    article = draw(articles())
    difference = Difference(
        kind=draw(st.sampled_from(Alteration)), excerpt=draw(words), article=draw(words)
    )
    match = Match(
        article=article,
        span=draw(spans(0, len(article.text))),
        likeness=draw(scores),
        differences=draw(st.sampled_from([(), (difference,)])),
    )
    return Trace(excerpt=draw(words), matches=draw(st.sampled_from([(), (match,)])))


@st.composite
def queries(draw: st.DrawFn) -> Query:
    first, last = sorted(draw(st.tuples(st.dates(), st.dates())))
    return Query(
        text=draw(words),
        filters=Filters(outlets=(draw(words),), published=DateRange(first=first, last=None)),
        reading=Reading(outlets=(draw(words),), published=DateRange(first=first, last=last)),
        read=(draw(words),),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    quoted = draw(st.lists(quotes(), min_size=1, max_size=3))
    marks = range(1, len(quoted) + 1)
    disagreement = Disagreement(
        kind=draw(st.sampled_from(Differing)),
        about="number",
        sides=(draw(sides()), draw(sides())),
    )
    return Answer(
        question=draw(words),
        query=draw(queries()),
        sentences=tuple(
            Sentence(
                lead_in=draw(words),
                text=draw(words),
                citations=(mark,),
                support=draw(scores),
                relevance=draw(scores),
            )
            for mark in marks
        ),
        citations=tuple(
            Citation(
                mark=mark,
                quote=quote,
                relevance=draw(scores),
                also_in=tuple(draw(st.lists(articles(), max_size=1))),
                story=draw(st.none() | words),
            )
            for mark, quote in zip(marks, quoted, strict=True)
        ),
        short=draw(st.sampled_from([None, quoted[0]])),
        confidence=draw(scores),
        conversation="c" * 32,
        timings=Timings(first_citation=0.1, total=0.2),
        notes=(draw(words),),
        parts=draw(st.sampled_from([(), (Part(question="Who?", sentences=(0,)),)])),
        disagreements=draw(st.sampled_from([(), (disagreement,)])),
        trace=draw(st.none() | traces()),
        withdrawn=draw(st.integers(0, 3)),
        turn=draw(st.integers(0, 3)),
    )


@st.composite
def abstentions(draw: st.DrawFn) -> Abstention:
    nearest = draw(st.lists(quotes(), max_size=2))
    return Abstention(
        question=draw(words),
        query=draw(queries()),
        reason="no_hits",
        message=draw(words),
        nearest=tuple(quote.article for quote in nearest),
        confidence=draw(scores),
        conversation="c" * 32,
        timings=Timings(first_citation=None, total=0.2),
        trace=draw(st.none() | traces()),
        nearest_quotes=tuple(nearest),
    )


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    return Notice(
        question=draw(words),
        topic=draw(st.sampled_from(Topic)),
        message=draw(words),
        articles=tuple(draw(st.lists(articles(), max_size=2))),
        suggestions=(draw(words),),
    )


def articles_in(part: object) -> dict[object, Article]:
    """Every article that a reply holds, anywhere in it."""
    if isinstance(part, Article):
        return {part.article_id: part}
    names = getattr(part, "__dataclass_fields__", ())
    parts = part if isinstance(part, tuple) else tuple(getattr(part, name) for name in names)
    return {key: article for each in parts for key, article in articles_in(each).items()}
