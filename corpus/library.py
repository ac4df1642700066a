"""The library: every article, immutable, with the versions that came before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.article import Article, ArticleId, Draft, Imprint, Origin
from corpus.database import Database
from corpus.errors import UnknownArticle, shown
from corpus.metadata import TIMES
from corpus.rows import COLUMNS, article_of, imprint_of, metadata_fields, new_row
from corpus.versions import is_revision
from corpus.wording import wording_of

_HEADER = ("headline", "outlet", "published_at", "based_on_outlet", "based_on_date")
_LINEAGE_OF = "(SELECT lineage FROM articles WHERE article_id = ?)"


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
            f"SELECT {COLUMNS} FROM articles WHERE is_current"  # noqa: S608 - our own columns
            " ORDER BY COALESCE(based_on_date, published_at) DESC NULLS LAST, headline, sha256"
        )
        return tuple(article_of(row) for row in rows)

    def imprints(self) -> tuple[Imprint, ...]:
        """Who published each current article when, by outlet; reads no texts."""
        rows = self._database.rows(
            "SELECT article_id, outlet, based_on_outlet, published_at, based_on_date FROM articles"
            " WHERE is_current = 1 ORDER BY outlet, based_on_outlet, published_at, based_on_date"
        )
        return tuple(imprint_of(row) for row in rows)

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
            f"SELECT {COLUMNS} FROM articles WHERE article_id IN "  # noqa: S608
            "(SELECT value FROM json_each(?))",
            (wanted,),
        )
        return {article.article_id: article for article in map(article_of, rows)}

    def original(self, article_id: ArticleId) -> bytes:
        """The bytes the article was read from, so that a better cleaner can run later."""
        row = self._database.row(
            "SELECT original FROM articles WHERE article_id = ?", (self.get(article_id).article_id,)
        )
        return bytes(row["original"]) if row else b""

    def store(self, draft: Draft) -> Stored:
        """Keep a draft: as a new article, as a new version, or not at all when it is known.

        It is a new version of what its source held before, or else of an article that
        `corpus.versions` finds it to revise. Words of the same outlet that are known from another
        source, be it of an older version, are not stored again.

        Call inside a transaction together with nothing else: the article is then waiting to be
        indexed, and `unindexed` names it until `mark_indexed` is called.
        """
        current = self._current_of(draft.source_key)
        if current and current.article_id == draft.article_id:
            return Stored(article=self._refresh(current, draft), storing=Storing.UNCHANGED)
        # Once a revision came from elsewhere, the file of an older version is still there, and
        # does not bring it back; a file that changes back to what it was does.
        if current is None or current.source_key != draft.source_key:
            known = self._known(draft)
            if known:
                return known
        current = current or self._revised_by(draft)
        self._insert(draft, current)
        return Stored(
            article=self.get(draft.article_id),
            storing=Storing.UPDATED if current else Storing.ADDED,
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
        """Every version of the article, in the order in which each became the current one."""
        return self._where(f"lineage = {_LINEAGE_OF}", article.article_id)

    def retire(self, article: Article) -> None:
        """Make an article one of the past, before `delete`: it is no longer listed or found."""
        self._database.write(
            f"UPDATE articles SET is_current = 0 WHERE lineage = {_LINEAGE_OF}",  # noqa: S608
            (article.article_id,),
        )

    def delete(self, article: Article) -> None:
        """Remove every version of an article, original bytes included."""
        self._database.write(
            f"DELETE FROM articles WHERE lineage = {_LINEAGE_OF}",  # noqa: S608 - our own words
            (article.article_id,),
        )

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
        sql = f"SELECT {COLUMNS} FROM articles WHERE {condition} ORDER BY rowid"  # noqa: S608
        return tuple(article_of(row) for row in self._database.rows(sql, values))

    def _current_of(self, source_key: str) -> Article | None:
        """The current version of the article that a source held, whatever source it is from."""
        lineage = "SELECT lineage FROM articles WHERE source_key = ?"
        found = self._where(f"is_current AND lineage IN ({lineage})", source_key)
        return found[0] if found else None

    def _known(self, draft: Draft) -> Stored | None:
        """What stands for the words of a draft already, if anything does."""
        alike = self._where("wording = ?", wording_of(draft.text))
        itself = [each for each in alike if each.article_id == draft.article_id]
        # Its outlet may since have been set by the user; of others it has to be the same.
        for version in itself or [each for each in alike if each.outlet == draft.outlet]:
            standing = version if version.is_current else self._successor_of(version)
            if standing:
                storing = Storing.UNCHANGED if itself else Storing.DUPLICATE
                return Stored(article=standing, storing=storing)
        return None

    def _successor_of(self, version: Article) -> Article | None:
        return self.get(version.superseded_by) if version.superseded_by else None

    def _revised_by(self, draft: Draft) -> Article | None:
        if draft.outlet is None or draft.published_at is None:
            return None
        day = draft.published_at.isoformat()
        of_the_day = self._where(
            "is_current AND published_at = ? AND outlet = ?", day, draft.outlet
        )
        return next((article for article in of_the_day if is_revision(draft, article)), None)

    def _refresh(self, article: Article, draft: Draft) -> Article:
        """Take over metadata that changed in the source, but never over what the user set."""
        fields = metadata_fields(draft)
        kept = {key for key, origin in article.origins.items() if origin is Origin.USER}
        kept |= {TIMES[day] for day in kept if day in TIMES}  # a day has no other day's time
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

    def _insert(self, draft: Draft, current: Article | None) -> None:
        """Put a draft in, in the place of what is current now."""
        lineage = self._lineage_of(current) if current else draft.source_key
        # Words that come back are the old version, current again: it supersedes nothing new.
        is_back = bool(self.find((draft.article_id,)))
        supersedes = current.article_id if current and not is_back else None
        row = new_row(draft, lineage=lineage, supersedes=supersedes)
        self._database.write("UPDATE articles SET is_current = 0 WHERE lineage = ?", (lineage,))
        self._database.write(
            f"INSERT OR REPLACE INTO articles ({', '.join(row)})"  # noqa: S608 - our own names
            f" VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )

    def _lineage_of(self, article: Article) -> str:
        row = self._database.row(f"SELECT {_LINEAGE_OF} AS lineage", (article.article_id,))
        return str(row["lineage"]) if row else article.source_key


def _changes_header(article: Article, values: Mapping[str, str | None]) -> bool:
    """Whether headline, outlet or date become others: passages are indexed with them."""
    told = metadata_fields(article)
    return any(values.get(key, told[key]) != told[key] for key in _HEADER)
