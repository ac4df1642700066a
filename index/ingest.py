"""Ingest: files and drafts into the library, and what is stored there into the index.

An article is committed to the library as it is read and then waits to be indexed, beside the
reading of the next. Whatever a stopped or killed process left waiting is done by the next call.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.article import Article, ArticleId, Draft
from corpus.library import Stored, Storing
from corpus.metadata import Metadata
from corpus.readers import Failure, find_files, read_path
from index.errors import IngestStopped
from index.home import Home
from index.pipeline import Articles, index_articles
from index.removing import finish_removals
from index.stories import Stories
from index.windows import Window, embedded_text, tidy

__all__ = ["embedded_text"]

ROW_FILES = frozenset({".jsonl"})  # an article a line: known how many before any is read
READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What an ingest did. `vanished` are paths, known from the same folders, no longer there."""

    articles: tuple[Added, ...]
    failed: tuple[Failure, ...]
    skipped: int
    vanished: tuple[str, ...]
    passages: int
    seconds: float

    def count(self, state: Storing) -> int:
        """How many articles ended in a state."""
        return sum(article.state is state for article in self.articles)

    added = property(lambda self: self.count(Storing.ADDED))
    updated = property(lambda self: self.count(Storing.UPDATED))
    unchanged = property(lambda self: self.count(Storing.UNCHANGED))
    duplicates = property(lambda self: self.count(Storing.DUPLICATE))


def add(
    home: Home, paths: Sequence[Path], *, given: Metadata | None = None, watch: Watch | None = None
) -> AddReport:
    """Read files and folders into the home. A file that fails is named; the rest go in.

    Raises:
        InputError: no path holds an article.
        IngestStopped: it was asked to stop; what is left goes in with the next call.
    """
    started = time.perf_counter()
    found = find_files(paths)
    run = _Run(home=home, watch=watch or Watch())
    with home.writing:
        finish_removals(home)
        run.index(lambda: run.read(found.files, given or Metadata()))
    return AddReport(
        articles=tuple(run.articles),
        failed=(*found.failures, *run.failed),
        skipped=len(found.skipped),
        vanished=_vanished(home, paths),
        passages=run.passages,
        seconds=time.perf_counter() - started,
    )


def add_drafts(
    home: Home, drafts: Iterable[Draft], *, watch: Watch | None = None
) -> tuple[Article, ...]:
    """Put articles that no file holds into the home and index them; the stored ones, in order.

    Drafts of the same words and outlet are one article, which then stands there for each.
    """
    with home.writing:
        finish_removals(home)
        articles = tuple(_store(home, draft).article for draft in drafts)
        index_waiting(home, watch=watch)
    return articles


def index_waiting(home: Home, *, watch: Watch | None = None) -> int:
    """Index every stored article that is not yet searchable; returns the passages written.

    Raises:
        IngestStopped: it was asked to stop; the next call goes on.
    """
    with home.writing:
        finish_removals(home)
        run = _Run(home=home, watch=watch or Watch())
        run.index(lambda: ())
        return run.passages


def rebuild(home: Home, *, watch: Watch | None = None) -> int:
    """Make Chroma, FTS and stories anew from the library alone; returns the passages written.

    Raises:
        IngestStopped: it was asked to stop; what is left is indexed by the next `index_waiting`.
    """
    with home.writing:
        home.forget_making()
        home.library.mark_all_unindexed()
        home.lexical.clear()
        home.clear_vectors()
        Stories(home.database).clear()
        return index_waiting(home, watch=watch)


def _vanished(home: Home, paths: Sequence[Path]) -> tuple[str, ...]:
    """Files inside the given folders that the library knows and the disk no longer has."""
    folders = [path.resolve() for path in paths if path.is_dir()]
    known = home.database.rows(
        "SELECT DISTINCT path FROM articles WHERE is_current AND path IS NOT NULL ORDER BY path"
    )
    return tuple(
        path
        for path in (row["path"] for row in known)
        if any(Path(path).is_relative_to(folder) for folder in folders) and not Path(path).exists()
    )
