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
from index.windows import Window, embedded_text, tidy

__all__ = ["embedded_text"]

ROW_FILES = frozenset({".jsonl"})  # an article a line: known how many before any is read
READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress:
    """How far an ingest is: articles done, of how many as far as is known, passages written.

    Done are those that are indexed by now, were so before, or failed.
    """

    done: int
    total: int
    passages: int


Watcher = Callable[[IngestProgress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Someone who looks on: `progress` is told, from several threads but never twice at a time.

    When `stop` is set the windows in hand are finished and IngestStopped is raised.
    """

    progress: Watcher | None = None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One article that went in, or was there: its path, id and what became of it."""

    path: str
    article_id: ArticleId
    state: Storing


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
    """Make Chroma and FTS anew from the library alone; returns the passages written.

    Raises:
        IngestStopped: it was asked to stop; what is left is indexed by the next `index_waiting`.
    """
    with home.writing:
        home.forget_making()
        home.library.mark_all_unindexed()
        home.lexical.clear()
        home.clear_vectors()
        return index_waiting(home, watch=watch)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One ingest under way, and what it has done so far."""

    home: Home
    watch: Watch
    total: int = 0
    done: int = 0
    passages: int = 0
    articles: list[Added] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def index(self, others: Articles) -> None:
        """Index what waits, then these articles, then what became waiting meanwhile."""
        tidy(self.home)
        waiting = _waiting(self.home)
        self.total += len(waiting)
        self._index(lambda: self._first(waiting, others))
        tidy(self.home)  # versions that were superseded while they were being indexed
        while left := _waiting(self.home):  # and those that were given another headline
            self.total += len(left)
            self._index(partial(self._stored, left))

    def read(self, paths: Sequence[Path], given: Metadata) -> Iterator[Article]:
        """Store what the files hold; gives the articles that are not in the index."""
        expected = [_articles_in(path) for path in paths]
        self.total += sum(expected)
        for path, guess in zip(paths, expected, strict=True):
            before = len(self.articles) + len(self.failed)
            for read in read_path(path, given=given):
                if self.watch.stop.is_set():
                    return
                yield from self._keep(path, read)
            self.total += len(self.articles) + len(self.failed) - before - guess

    def _keep(self, path: Path, read: Draft | Failure) -> Iterator[Article]:
        if isinstance(read, Failure):
            self.failed.append(read)
        else:
            stored = _store(self.home, read)
            self.articles.append(_added(path, stored))
            if _waits(self.home, stored.article):
                yield stored.article
                return
        self._tell(articles=1)

    def _first(self, waiting: Sequence[ArticleId], others: Articles) -> Iterator[Article]:
        yield from self._stored(waiting)
        handed = set(waiting)
        for article in others():
            if article.article_id in handed:  # the same file twice, or read again after a stop
                self._tell(articles=1)
            else:
                handed.add(article.article_id)
                yield article

    def _stored(self, article_ids: Sequence[ArticleId]) -> Iterator[Article]:
        for article_id in article_ids:
            if self.watch.stop.is_set():
                return
            yield self.home.library.get(article_id)

    def _index(self, articles: Articles) -> None:
        index_articles(self.home, articles, stop=self.watch.stop, told=self._written)
        if self.watch.stop.is_set():
            raise IngestStopped(waiting=len(_waiting(self.home)), total=self.home.library.count())

    def _written(self, window: Window) -> None:
        self._tell(articles=len(window.cuts), passages=len(window.passages))

    def _tell(self, *, articles: int, passages: int = 0) -> None:
        with self.lock:
            self.done += articles
            self.passages += passages
            if self.watch.progress:
                total = max(self.total, self.done)
                self.watch.progress(
                    IngestProgress(done=self.done, total=total, passages=self.passages)
                )


def _waiting(home: Home) -> tuple[ArticleId, ...]:
    """Articles that are stored and not yet searchable, in the order in which they were stored."""
    rows = home.database.rows(
        "SELECT article_id FROM articles WHERE is_current AND NOT is_indexed ORDER BY rowid"
    )
    return tuple(ArticleId(row["article_id"]) for row in rows)


def _waits(home: Home, article: Article) -> bool:
    row = home.database.row(
        "SELECT is_indexed FROM articles WHERE article_id = ?", (article.article_id,)
    )
    return row is not None and not row["is_indexed"]


def _articles_in(path: Path) -> int:
    """How many articles a file is likely to hold, for the progress bar; corrected once it is read.

    A file that can't be read is one, the failure that its reading will give.
    """
    if path.suffix.lower() not in ROW_FILES:
        return 1
    try:
        with path.open("rb") as lines:
            return sum(block.count(b"\n") for block in iter(lambda: lines.read(READ_BYTES), b""))
    except OSError:
        return 1


def _store(home: Home, draft: Draft) -> Stored:
    with home.database.transaction():
        return home.library.store(draft)


def _added(path: Path, stored: Stored) -> Added:
    return Added(path=str(path), article_id=stored.article.article_id, state=stored.storing)


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
