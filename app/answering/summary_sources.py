"""Which articles a summary is drawn from: one that is meant, those of a topic, or of some days."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.answering.conversation import Turn
from app.answering.refusal import Refusal
from app.answering.summary_topics import KNOWN, NEAREST, admits, articles_about
from app.answering.summary_wishes import Scope, Wish
from app.answering.understanding import understood
from app.limits import Limits
from corpus.article import Article, ArticleId, Imprint
from index.home import Home
from index.query import Filters, Query, without
from index.reading import days_in_words
from index.words import content_words

MOST_ABOUT = 6  # articles about a topic that are read: as many as a summary has sentences
NEARLY = 0.75  # of the best one's worth, from which another article may be meant as well
MOST_READ = 48  # articles of a library or of some days whose beginnings are read, in 0.3 s
NEWEST_DAYS = 7  # that count as news where no days are named, up to the newest article's
_ASKED = {Scope.NEWS, Scope.EVENTS}
_AN_ARTICLE = re.compile(r"\b(?:article|piece|story|report|brief)\b", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:newest|latest|most recent|last)\b", re.IGNORECASE)
_OLDEST = re.compile(r"\b(?:oldest|earliest|first)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The articles to sum up, those that fit best or the newest first; at least one.

    `fitting` counts all that fit, read or not. `confidence` in [0, 1] is how much of what was
    asked about the best one holds; `topic` is searched for among their sentences where the summary
    is of something that they tell among other things, else empty. `others` may be meant as well.
    """

    articles: tuple[Article, ...]
    query: Query
    fitting: int
    confidence: float = 1.0
    topic: str = ""
    is_name: bool = False
    throughout: frozenset[ArticleId] = frozenset()
    others: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSources:
    """That nothing fits, why, and the nearest articles."""

    query: Query
    refusal: Refusal
    nearest: tuple[Article, ...]


def sources_for(
    wish: Wish, past: Sequence[Turn], home: Home, *, limits: Limits, threshold: float
) -> Sources | NoSources | None:
    """The articles that a wish is about; None where the message is a question after all.

    Raises:
        UnknownArticle: the limits name an article that is not in the library.
    """
    if wish.scope is Scope.THIS:
        return _at_hand(wish, past, home, limits=limits)
    query = understood(wish.words, past, home, limits=limits)
    topic = _topic(query, wish)
    if not topic:
        return _of_days(wish, query, home)
    if wish.scope in _ASKED and not wish.is_order:
        return None  # "What happened in Mecca?"
    return _of_topic(wish, query, topic, home=home, threshold=threshold)


def _at_hand(wish: Wish, past: Sequence[Turn], home: Home, *, limits: Limits) -> Sources | None:
    """The articles that the user limits the question to, or else the one quoted first before."""
    named: tuple[str, ...] = limits.filters.articles
    if not named and past and _AN_ARTICLE.search(wish.words):  # "summarise it" means the answer
        cited = json.loads(past[-1].kept).get("citations", ())
        named = tuple(each["article_id"] for each in cited[:1])
    articles = tuple(map(home.library.get, named))
    query = Query(text=" ".join(a.headline for a in articles), filters=limits.filters)
    return Sources(articles=articles, query=query, fitting=len(articles)) if articles else None


def _topic(query: Query, wish: Wish) -> str:
    """The words of a query that say what it is about, outlets and dates apart; maybe none."""
    reading = query.reading
    bare = without(query.text_used, (*reading.outlet_spans, *reading.date_spans))
    if wish.scope is Scope.ARTICLE:
        bare = _OLDEST.sub("", _NEWEST.sub("", bare))
    return re.sub(r"\s+", " ", bare).strip() if content_words(bare) else ""


def _of_days(wish: Wish, query: Query, home: Home) -> Sources | NoSources | None:
    """The articles of the outlets and days that were named, or of all; the newest first."""
    is_dated = not query.reading.published.is_open
    if wish.words and wish.scope in _ASKED and not (is_dated or wish.is_order):
        return None  # "What happened next?"
    fitting = _by_date(i for i in home.library.imprints() if admits(query, i))
    if not fitting:
        is_told_of = wish.scope is Scope.EVENTS and any(map(str.isdigit, wish.words))
        return None if is_told_of else _none_of_days(query, home)
    if wish.scope is Scope.NEWS and not is_dated:
        fitting = _newest(fitting)
    read = _spread(fitting) if wish.scope is Scope.LIBRARY else fitting[:MOST_READ]
    articles = sorted(home.library.find(each.article_id for each in read).values(), key=_newer)
    if wish.scope is Scope.ARTICLE:
        articles = _superlative(wish.words, articles)
    count = len(fitting) if len(articles) > 1 else len(articles)
    return Sources(articles=tuple(articles), query=query, fitting=count)


def _by_date(imprints: Iterable[Imprint]) -> list[Imprint]:
    return sorted(imprints, key=lambda i: (i.reported_at or date.min, i.article_id), reverse=True)


def _newest(imprints: Sequence[Imprint]) -> list[Imprint]:
    """Those of the last days up to the newest one's; all where no date is known."""
    last = imprints[0].reported_at
    if last is None:
        return list(imprints)
    first = last - timedelta(days=NEWEST_DAYS - 1)
    return [each for each in imprints if each.reported_at and each.reported_at >= first]


def _superlative(words: str, articles: Sequence[Article]) -> list[Article]:
    """The newest or oldest alone where the words ask for that one."""
    dated = [each for each in articles if each.reported_at]
    if _NEWEST.search(words):
        return dated[:1]
    return dated[-1:] if _OLDEST.search(words) else list(articles)


def _newer(article: Article) -> tuple[int, str]:
    """Newest first, undated last; ties by headline, as in lists."""
    return -(article.reported_at or date.min).toordinal(), article.headline


def _spread(imprints: Sequence[Imprint]) -> list[Imprint]:
    """As many as are read, at even steps from the newest to the oldest."""
    step = max(1.0, len(imprints) / MOST_READ)
    return [imprints[int(n * step)] for n in range(min(MOST_READ, len(imprints)))]


def _none_of_days(query: Query, home: Home) -> NoSources:
    reading = query.reading
    admitted = [i for i in home.library.imprints() if query.filters.admit(i)]
    theirs = [i for i in admitted if Filters(outlets=reading.outlets).admit(i)] or admitted
    day = reading.published.first or reading.published.last or date.max
    nearest = sorted(_by_date(theirs), key=lambda i: abs((i.reported_at or date.min) - day))
    known = home.library.find(each.article_id for each in nearest[:NEAREST])
    outlets = f" of {' or '.join(reading.outlets)}" if reading.outlets else ""
    days = "" if reading.published.is_open else f" is dated {days_in_words(reading.published)}"
    return NoSources(
        query=query,
        refusal=Refusal(
            reason="no_hits",
            message=f"The articles don't say. No article{outlets}{days or ' fits'}.",
            confidence=0.0,
        ),
        nearest=tuple(known[i.article_id] for i in nearest[:NEAREST] if i.article_id in known),
    )


def _of_topic(
    wish: Wish, query: Query, topic: str, *, home: Home, threshold: float
) -> Sources | NoSources:
    found = articles_about(topic, query, home, threshold=threshold)
    if not found.about:
        return NoSources(query=query, refusal=found.refusal, nearest=found.nearest)
    best, *further = found.about
    if wish.scope is not Scope.ARTICLE:
        return Sources(
            articles=tuple(each.article for each in found.about[:MOST_ABOUT]),
            query=query,
            fitting=len(found.about),
            confidence=best.share,
            topic=topic,
            is_name=found.is_name,
            throughout=frozenset(
                each.article.article_id for each in found.about if each.share_in_headline >= KNOWN
            ),
        )
    others = (each.article for each in further[:1] if each.worth >= NEARLY * best.worth)
    return Sources(
        articles=(best.article,),
        query=query,
        fitting=1,
        confidence=best.share,
        topic="" if best.share_at_top else topic,
        is_name=found.is_name,
        others=tuple(others),
    )
