"""The library as a list: a page of its articles, filtered and sorted, with what became of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.article import Article, ArticleId
from corpus.database import Value
from corpus.dates import DateRange
from index.home import Home
from index.stories import Stories

PAGE_ROWS = 40  # a page of as many is sent and drawn at once on a phone
MOST_WORDS = 8  # of a filter, the first ones: each is a search of its own
# Characters from which a word counts as the beginning of others: fewer begin a word of nearly every
# article, and over 5,000 of them took SQLite a second.
LEAST_BEGINNING = 3
_REPORTED_BY = "COALESCE(based_on_outlet, outlet)"
_REPORTED_AT = "COALESCE(based_on_date, published_at)"
_HOLDING = (
    "SELECT p.article_id FROM passages_fts JOIN passages p ON p.passage_key = passages_fts.rowid"
    " WHERE passages_fts MATCH ?"
)
# Old versions are in no index, and headlines and names are found inside of words as well.
_WITH_WORD = (
    f"(article_id IN ({_HOLDING}) OR headline LIKE ? ESCAPE '\\' OR author LIKE ? ESCAPE '\\'"
    f" OR {_REPORTED_BY} LIKE ? ESCAPE '\\' OR (NOT is_current AND text LIKE ? ESCAPE '\\'))"
)
_IN_COPIED = (
    "SELECT article_id FROM stories"
    " WHERE story IN (SELECT story FROM stories GROUP BY story HAVING COUNT(*) > 1)"
)


class Order(StrEnum):
    """How a list is sorted; what has no date or no outlet comes last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    OUTLET = "outlet"
    HEADLINE = "headline"


class Which(StrEnum):
    """Which articles are listed."""

    CURRENT = "current"
    COPIED = "copied"  # current ones that share most of their text with those of other outlets
    OLDER = "older"  # versions that were revised since


_SORTED: Mapping[Order, str] = {
    Order.NEWEST: f"{_REPORTED_AT} DESC NULLS LAST, headline, sha256",
    Order.OLDEST: f"{_REPORTED_AT} ASC NULLS LAST, headline, sha256",
    Order.OUTLET: f"{_REPORTED_BY} COLLATE NOCASE NULLS LAST, {_REPORTED_AT} DESC, sha256",
    Order.HEADLINE: "headline COLLATE NOCASE, sha256",
}
_AMONG: Mapping[Which, str] = {
    Which.CURRENT: "is_current",
    Which.COPIED: f"is_current AND article_id IN ({_IN_COPIED})",
    Which.OLDER: "NOT is_current",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is to show. `outlet` is who reported it: None any, "" unknown.

    Every one of the `words` has to stand in the article: as a word of its text, or from three
    characters on the beginning of one, or anywhere in its headline, outlet or author. Undated
    articles are in the open range only.
    """

    words: str = ""
    outlet: str | None = None
    published: DateRange = field(default_factory=DateRange)
    which: Which = Which.CURRENT
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article of the list, how many passages of it are searched, and its copies.

    `copy_of` is the oldest report that it shares most of its text with, of another outlet; `copies`
    are how many share it, if this is the oldest itself.
    """

    article: Article
    passages: int
    copy_of: Article | None
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of a list: its rows in order, its number from 0, and how many articles fit in all."""

    rows: tuple[Listed, ...]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_ROWS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many articles one outlet has of one day; None where either is unknown."""

    day: date | None
    outlet: str | None
    articles: int


def listing(home: Home, wanted: Wanted, *, page: int = 0) -> Listing:
    """A page of the articles wanted; the last one, where there are not so many pages."""
    where, values = _condition(wanted)
    # All ids and then a page of them: to count and to cut off in SQL would be to search twice.
    found = home.database.rows(
        f"SELECT article_id FROM articles WHERE {where}"  # noqa: S608 - our own words, values bound
        f" ORDER BY {_SORTED[wanted.order]}",
        values,
    )
    place = max(0, min(page, (len(found) - 1) // PAGE_ROWS))
    shown = found[place * PAGE_ROWS : (place + 1) * PAGE_ROWS]
    ids = tuple(ArticleId(row["article_id"]) for row in shown)
    return Listing(rows=tuple(_listed(home, ids)), page=place, total=len(found))


def outlets(home: Home) -> tuple[str, ...]:
    """Who reported the articles of the home, each name once, in alphabetical order."""
    rows = home.database.rows(
        f"SELECT DISTINCT {_REPORTED_BY} AS outlet FROM articles"  # noqa: S608
        " WHERE outlet IS NOT NULL OR based_on_outlet IS NOT NULL"
    )
    return tuple(sorted((row["outlet"] for row in rows), key=str.casefold))


def counts(home: Home, wanted: Wanted) -> tuple[Count, ...]:
    """The articles wanted, counted by day and by who reported them, in no order."""
    where, values = _condition(wanted)
    rows = home.database.rows(
        f"SELECT {_REPORTED_AT} AS day, {_REPORTED_BY} AS outlet, COUNT(*) AS articles"  # noqa: S608
        f" FROM articles WHERE {where} GROUP BY 1, 2",
        values,
    )
    return tuple(
        Count(
            day=date.fromisoformat(row["day"]) if row["day"] else None,
            outlet=row["outlet"] or None,
            articles=row["articles"],
        )
        for row in rows
    )


def _condition(wanted: Wanted) -> tuple[str, tuple[Value, ...]]:
    parts = [(_AMONG[wanted.which], ()), *_of_outlet(wanted.outlet), *_of_days(wanted.published)]
    parts.extend((_WITH_WORD, _forms(word)) for word in _words(wanted.words))
    return " AND ".join(part for part, _ in parts), tuple(v for _, values in parts for v in values)


def _of_outlet(outlet: str | None) -> Iterator[tuple[str, tuple[Value, ...]]]:
    if outlet is not None:
        yield f"COALESCE({_REPORTED_BY}, '') = ?", (outlet,)


def _of_days(published: DateRange) -> Iterator[tuple[str, tuple[Value, ...]]]:
    if published.first:
        yield f"{_REPORTED_AT} >= ?", (published.first.isoformat(),)
    if published.last:
        yield f"{_REPORTED_AT} <= ?", (published.last.isoformat(),)


def _words(text: str) -> list[str]:
    plain = "".join(each if each.isprintable() else " " for each in text)
    return [word for word in plain.split() if any(map(str.isalnum, word))][:MOST_WORDS]


def _forms(word: str) -> tuple[Value, ...]:
    """A word as FTS5 takes the beginning of one, and as LIKE takes what stands anywhere."""
    plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    beginning = " *" if len(word) >= LEAST_BEGINNING else ""
    return (f'"{word.replace(chr(34), "")}"{beginning}', *(f"%{plain}%" for _ in range(4)))


def _listed(home: Home, ids: Sequence[ArticleId]) -> Iterator[Listed]:
    stories = Stories(home.database)
    alike = {name: stories.of(name) for name in ids}
    known = home.library.find((*ids, *(other for others in alike.values() for other in others)))
    counts = _passages(home, ids)
    for name in (each for each in ids if each in known):
        others = [known[other] for other in alike[name] if other in known]
        first = min((known[name], *others), key=_age)
        yield Listed(
            article=known[name],
            passages=counts.get(name, 0),
            copy_of=None if first is known[name] else first,
            copies=len(others) if first is known[name] else 0,
        )


def _passages(home: Home, ids: Iterable[ArticleId]) -> dict[ArticleId, int]:
    rows = home.database.rows(
        "SELECT article_id, COUNT(*) FROM passages"
        " WHERE article_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        (json.dumps(tuple(ids)),),
    )
    return {ArticleId(row[0]): row[1] for row in rows}


def _age(article: Article) -> tuple[date, str]:
    """Undated last; ties by the words, so that every computer names the same one."""
    return article.reported_at or date.max, article.sha256
