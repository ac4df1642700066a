"""One ingest under way: files read and stored in one thread, counted, and handed on to be indexed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.article import Article, ArticleId, Draft
from corpus.files_read import FilesRead
from corpus.library import Stored, Storing
from corpus.metadata import Metadata
from corpus.readers import Failure, read_path
from corpus.reading_settings import USUAL, ReadingSettings
from index.errors import IngestStopped
from index.home import Home
from index.pipeline import Articles, index_articles
from index.stories import Stories
from index.watching import IngestProgress, Watch
from index.windows import Window, tidy

ROW_FILES = frozenset({".jsonl"})  # an article a line: known how many before any is read
READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One article that went in, or was there: its path, id and what became of it."""

    path: str
    article_id: ArticleId
    state: Storing


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
        Stories(self.home.database).catch_up()  # removals, and what a killed process left out

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
