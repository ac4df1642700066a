"""The library: every article, immutable, with the versions that came before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

from corpus.article import Article, ArticleId, BasedOn, Draft, Imprint, Origin
from corpus.database import Database, Row
from corpus.errors import UnknownArticle, shown

_HEADER = ("headline", "outlet", "published_at", "based_on_outlet", "based_on_date")
_COLUMNS = (
    "article_id, source_key, text, headline, outlet, author, published_at, published_time,"
    " modified_at, modified_time, url, language, based_on_outlet, based_on_date, correction, path,"
    " origins, supersedes, is_current"
)


class Storing(StrEnum):
    """What became of a draft."""

    ADDED = "added"
    UPDATED = "updated"  # a new version of an article that was already here
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"  # the same words from the same outlet under another name


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The article that now stands for a draft, and how it came to."""

    article: Article
    storing: Storing


class Library:
    """Articles in SQLite. The source of truth: whatever else is stored can be rebuilt from it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def articles(self) -> tuple[Article, ...]:
        """Current versions, newest first, undated last; ties by headline."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM articles WHERE is_current"  # noqa: S608 - our own columns
            " ORDER BY COALESCE(based_on_date, published_at) DESC NULLS LAST, headline, sha256"
        )
        return tuple(_article(row) for row in rows)

    def imprints(self) -> tuple[Imprint, ...]:
        """Who published each current article when, by outlet; reads no texts."""
        rows = self._database.rows(
            "SELECT article_id, outlet, based_on_outlet, published_at, based_on_date FROM articles"
            " WHERE is_current = 1 ORDER BY outlet, based_on_outlet, published_at, based_on_date"
        )
        return tuple(_imprint(row) for row in rows)

    def count(self) -> int:
        """How many current articles there are."""
        return self._database.number("SELECT COUNT(*) FROM articles WHERE is_current")

    def get(self, article_id: str) -> Article:
        """The version with this id, current or superseded.

        Raises:
            UnknownArticle: there is none.
        """
        found = self.find((article_id,)).get(ArticleId(article_id))
        if found is None:
            raise UnknownArticle(
                f"No article {shown(article_id)} in this library.",
                remedy="`clippings list` shows the ids.",
            )
        return found

    def find(self, article_ids: Iterable[str]) -> dict[ArticleId, Article]:
        """Those of the named versions that exist, by id."""
        wanted = json.dumps(tuple(article_ids))  # SQLite limits the number of bound values
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM articles WHERE article_id IN "  # noqa: S608
            "(SELECT value FROM json_each(?))",
            (wanted,),
        )
        return {article.article_id: article for article in map(_article, rows)}

    def original(self, article_id: ArticleId) -> bytes:
        """The bytes the article was read from, so that a better cleaner can run later."""
        row = self._database.row(
            "SELECT original FROM articles WHERE article_id = ?", (self.get(article_id).article_id,)
        )
        return bytes(row["original"]) if row else b""

    def store(self, draft: Draft) -> Stored:
        """Keep a draft: as a new article, as a new version, or not at all when it is known.

        Call inside a transaction together with nothing else: the article is then waiting to be
        indexed, and `unindexed` names it until `mark_indexed` is called.
        """
        article_id = draft.article_id
        current = self._current_of(draft.source_key)
        if current and current.article_id == article_id:
            return Stored(article=self._refresh(current, draft), storing=Storing.UNCHANGED)
        twin = self._twin_of(draft)
        if twin and not current:
            return Stored(article=twin, storing=Storing.DUPLICATE)
        # Words that come back are the old version, current again: it supersedes nothing new.
        is_back = bool(self.find((article_id,)))
        self._insert(draft, supersedes=current.article_id if current and not is_back else None)
        return Stored(
            article=self.get(article_id), storing=Storing.UPDATED if current else Storing.ADDED
        )

    def superseded_and_indexed(self) -> tuple[Article, ...]:
        """Old versions whose passages are still to be taken out of the index."""
        return self._where("NOT is_current AND is_indexed")

    def unindexed(self) -> tuple[Article, ...]:
        """Current articles that are stored but not yet searchable."""
        return self._where("is_current AND NOT is_indexed")

    def mark_indexed(self, article_id: ArticleId, *, indexed: bool) -> None:
        """Record that an article's passages are all in the index, or that none is."""
        self._database.write(
            "UPDATE articles SET is_indexed = ? WHERE article_id = ?", (int(indexed), article_id)
        )

    def mark_all_unindexed(self) -> None:
        """Make every article wait to be indexed again, as `rebuild` does."""
        self._database.write("UPDATE articles SET is_indexed = 0")

    def versions(self, article: Article) -> tuple[Article, ...]:
        """Every version with the article's source, in no particular order."""
        return self._where("source_key = ?", article.source_key)

    def retire(self, article: Article) -> None:
        """Make an article one of the past, before `delete`: it is no longer listed or found."""
        self._database.write(
            "UPDATE articles SET is_current = 0 WHERE source_key = ?", (article.source_key,)
        )

    def delete(self, article: Article) -> None:
        """Remove every version of an article, original bytes included."""
        self._database.write("DELETE FROM articles WHERE source_key = ?", (article.source_key,))

    def set_metadata(self, article_id: ArticleId, values: Mapping[str, str | None]) -> Article:
        """Correct an article's metadata, never its text; what was set is remembered as the user's.

        Keys: headline, outlet, author, published_at (ISO 8601) and url, checked by the caller. With
        a new headline, outlet or date the article waits to be indexed again.

        Raises:
            UnknownArticle: no such article.
        """
        article = self.get(article_id)
        if _changes_header(article, values):
            self.mark_indexed(article_id, indexed=False)
        origins = dict(article.origins) | dict.fromkeys(values, Origin.USER)
        assignments = ", ".join(f"{key} = ?" for key in values)
        self._database.write(
            f"UPDATE articles SET {assignments}, origins = ? WHERE article_id = ?",  # noqa: S608
            (*values.values(), json.dumps(origins), article_id),
        )
        return self.get(article_id)

    def _where(self, condition: str, *values: str) -> tuple[Article, ...]:
        sql = f"SELECT {_COLUMNS} FROM articles WHERE {condition} ORDER BY rowid"  # noqa: S608
        return tuple(_article(row) for row in self._database.rows(sql, values))

    def _current_of(self, source_key: str) -> Article | None:
        found = self._where("is_current AND source_key = ?", source_key)
        return found[0] if found else None

    def _twin_of(self, draft: Draft) -> Article | None:
        same_text = self._where("is_current AND text = ?", draft.text)
        return next((twin for twin in same_text if twin.outlet == draft.outlet), None)

    def _refresh(self, article: Article, draft: Draft) -> Article:
        """Take over metadata that changed in the source, but never over what the user set."""
        fields = _metadata_fields(draft)
        kept = {key for key, origin in article.origins.items() if origin is Origin.USER}
        given = {key for key, origin in draft.origins.items() if origin is Origin.USER}
        changed = {key: value for key, value in fields.items() if key not in kept - given}
        if _changes_header(article, changed):
            self.mark_indexed(article.article_id, indexed=False)
        origins = {key: value for key, value in article.origins.items() if key in kept}
        assignments = ", ".join(f"{key} = ?" for key in changed)
        self._database.write(
            f"UPDATE articles SET {assignments}, origins = ? WHERE article_id = ?",  # noqa: S608
            (
                *changed.values(),
                json.dumps(
                    dict(draft.origins) | {k: v for k, v in origins.items() if k not in given}
                ),
                article.article_id,
            ),
        )
        return self.get(article.article_id)

    def _insert(self, draft: Draft, *, supersedes: ArticleId | None) -> None:
        fields: dict[str, str | bytes | int | None] = {
            "article_id": draft.article_id,
            "source_key": draft.source_key,
            "text": draft.text,
            **_metadata_fields(draft),
            "origins": json.dumps(dict(draft.origins)),
            "sha256": _article_of(draft).sha256,
            "supersedes": supersedes,
            "original": draft.original,
            "is_current": 1,
            "is_indexed": 0,
        }
        self._database.write(
            "UPDATE articles SET is_current = 0 WHERE source_key = ?", (draft.source_key,)
        )
        self._database.write(
            f"INSERT OR REPLACE INTO articles ({', '.join(fields)})"  # noqa: S608 - our own names
            f" VALUES ({', '.join('?' * len(fields))})",
            tuple(fields.values()),
        )


def _changes_header(article: Article, values: Mapping[str, str | None]) -> bool:
    """Whether headline, outlet or date become others: passages are indexed with them."""
    told = _metadata_fields(article)
    return any(values.get(key, told[key]) != told[key] for key in _HEADER)


def _metadata_fields(article: Article | Draft) -> dict[str, str | None]:
    based_on = article.based_on
    return {
        "headline": article.headline,
        "outlet": article.outlet,
        "author": article.author,
        "published_at": _iso(article.published_at),
        "published_time": _iso(article.published_time),
        "modified_at": _iso(article.modified_at),
        "modified_time": _iso(article.modified_time),
        "url": article.url,
        "language": article.language,
        "based_on_outlet": based_on.outlet if based_on else None,
        "based_on_date": _iso(based_on.published_at) if based_on else None,
        "correction": article.correction,
        "path": article.path,
    }


def _article_of(draft: Draft) -> Article:
    return Article(
        article_id=draft.article_id,
        source_key=draft.source_key,
        text=draft.text,
        headline=draft.headline,
    )


def _imprint(row: Row) -> Imprint:
    published_at = _day(row["published_at"])
    return Imprint(
        article_id=ArticleId(row["article_id"]),
        outlet=row["outlet"],
        reported_by=row["based_on_outlet"] or row["outlet"],
        published_at=published_at,
        reported_at=_day(row["based_on_date"]) or published_at,
    )


def _article(row: Row) -> Article:
    outlet = row["based_on_outlet"]
    based_on = BasedOn(outlet=outlet, published_at=_day(row["based_on_date"])) if outlet else None
    origins = {key: Origin(value) for key, value in json.loads(row["origins"]).items()}
    return Article(
        article_id=ArticleId(row["article_id"]),
        source_key=row["source_key"],
        text=row["text"],
        headline=row["headline"],
        outlet=row["outlet"],
        author=row["author"],
        published_at=_day(row["published_at"]),
        published_time=_time(row["published_time"]),
        modified_at=_day(row["modified_at"]),
        modified_time=_time(row["modified_time"]),
        url=row["url"],
        language=row["language"],
        based_on=based_on,
        correction=row["correction"],
        path=row["path"],
        origins=MappingProxyType(origins),
        supersedes=ArticleId(row["supersedes"]) if row["supersedes"] else None,
        is_current=bool(row["is_current"]),
    )


def _iso(moment: date | time | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
