"""Which files were read before, so that adding an unchanged folder again reads none of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.article import ArticleId
from corpus.database import Database
from corpus.library import Storing
from corpus.metadata import LISTING_NAME, Metadata
from corpus.reading_settings import ReadingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An article that stands for what a file holds, and how: UNCHANGED, or a DUPLICATE of it."""

    article_id: ArticleId
    storing: Storing


class FilesRead:
    """Files by their seal: a hash of all that decides which articles are read from them.

    That is a file's bytes, the `metadata.csv` beside it, what the user says of it, the settings,
    and the source code of this package, so that a better cleaner reads everything anew. A new
    version of a library that reads a format does not.
    """

    def __init__(self, database: Database, *, given: Metadata, settings: ReadingSettings) -> None:
        self._database = database
        self._asked = f"{given}{sorted(settings.columns.items())}{sorted(settings.outlets.items())}"
        self._asked += f"{settings.date_order}{_own_sources()}"

    def seal(self, path: Path) -> str | None:
        """The file's seal as it is now; None where it can't be read."""
        listing = path.parent / LISTING_NAME
        digest = hashlib.sha256(self._asked.encode())
        try:
            for file in (path, listing) if listing.exists() else (path,):
                with file.open("rb") as opened:
                    digest.update(hashlib.file_digest(opened, "sha256").digest())
        except OSError:
            return None
        return digest.hexdigest()

    def standing(self, path: Path, seal: str | None) -> tuple[Standing, ...]:
        """The articles that stand for what the file holds, in its order, a repeated one again.

        Empty where the file was not read under this seal, or where one of them is no longer the
        current version: it has to be read again.
        """
        row = self._database.row(
            "SELECT articles FROM files_read WHERE path = ? AND seal = ? AND NOT EXISTS ("
            " SELECT 1 FROM json_each(files_read.articles) WHERE value ->> 0 NOT IN"
            " (SELECT article_id FROM articles WHERE article_id = value ->> 0 AND is_current))",
            (path.resolve().as_posix(), seal),
        )
        return tuple(
            Standing(article_id=ArticleId(article_id), storing=Storing(storing))
            for article_id, storing in (json.loads(row["articles"]) if row else ())
        )

    def remember(self, path: Path, seal: str | None, standing: Iterable[Standing]) -> None:
        """Remember the articles that stand for what a file holds, once all are stored.

        The seal is that of before the file was read: one that changed meanwhile is read again.
        """
        if seal is None:
            return
        pairs = [(each.article_id, each.storing) for each in standing]
        self._database.write(
            "INSERT OR REPLACE INTO files_read VALUES (?, ?, ?)",
            (path.resolve().as_posix(), seal, json.dumps(pairs)),
        )


@cache
def _own_sources() -> str:
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
