"""One ingest under way: what is read is stored, counted, and handed on to be indexed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.article import Article, ArticleId, Draft
from corpus.files_read import FilesRead, Standing
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
    """One article that went in, or was there: its path or address, its id and what became of it."""

    path: str
    article_id: ArticleId
    state: Storing


@dataclass(slots=True, kw_only=True)
class IngestRun:
    """One ingest under way, and what it has done so far.

    `given` is what the user says of everything that is read, `settings` how it is read.
    """

    home: Home
    watch: Watch
    given: Metadata = field(default_factory=Metadata)
    settings: ReadingSettings = USUAL
    total: int = 0
    done: int = 0
    passages: int = 0
    articles: list[Added] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def index(self, others: Articles) -> None:
        """Index what waits, then these articles, then what became waiting meanwhile.

        Raises:
            IngestStopped: the watch asked to stop.
        """
        tidy(self.home)
        waiting = _waiting(self.home)
        self.total += len(waiting)
        self._index(lambda: self._first(waiting, others))
        tidy(self.home)  # versions that were superseded while they were being indexed
        while left := _waiting(self.home):  # and those that were given another headline
            self.total += len(left)
            self._index(partial(self._stored, left))
        Stories(self.home.database).catch_up()  # removals, and what a killed process left out

    def read(self, paths: Sequence[Path]) -> Iterator[Article]:
        """Store what the files hold; gives the articles that are not in the index.

        A file whose articles all stand as it was last read is not read again.
        """
        expected = [_articles_in(path) for path in paths]
        self.total += sum(expected)
        files = FilesRead(self.home.database, given=self.given, settings=self.settings)
        for path, guess in zip(paths, expected, strict=True):
            if self.watch.stop.is_set():
                return
            told = self._told()
            yield from self._file(path, files)
            self.total += self._told() - told - guess

    def keep(self, draft: Draft | Failure, *, place: str) -> Iterator[Article]:
        """Store a draft that was read at a place; gives its article if it is not in the index."""
        if isinstance(draft, Failure):
            self.failed.append(draft)
        else:
            stored = store(self.home, draft)
            article_id = stored.article.article_id
            self.articles.append(Added(path=place, article_id=article_id, state=stored.storing))
            if _waits(self.home, article_id):
                yield stored.article
                return
        self._tell(articles=1)

    def _file(self, path: Path, files: FilesRead) -> Iterator[Article]:
        seal = files.seal(path)
        standing = files.standing(path, seal)
        if standing:
            self.articles += (
                Added(path=str(path), article_id=each.article_id, state=each.storing)
                for each in standing
            )
            self._tell(articles=len(standing))
            return
        articles, failed = len(self.articles), len(self.failed)
        for draft in read_path(path, given=self.given, settings=self.settings):
            if self.watch.stop.is_set():
                return
            yield from self.keep(draft, place=str(path))
        if len(self.failed) == failed:  # else each failure is told of again
            files.remember(path, seal, [_standing(added) for added in self.articles[articles:]])

    def _told(self) -> int:
        return len(self.articles) + len(self.failed)

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


def store(home: Home, draft: Draft) -> Stored:
    """Commit a draft to the library, where it then waits to be indexed."""
    with home.database.transaction():
        return home.library.store(draft)


def _standing(added: Added) -> Standing:
    is_double = added.state is Storing.DUPLICATE
    return Standing(
        article_id=added.article_id,
        storing=Storing.DUPLICATE if is_double else Storing.UNCHANGED,
    )


def _waiting(home: Home) -> tuple[ArticleId, ...]:
    """Articles that are stored and not yet searchable, in the order in which they were stored."""
    rows = home.database.rows(
        "SELECT article_id FROM articles WHERE is_current AND NOT is_indexed ORDER BY rowid"
    )
    return tuple(ArticleId(row["article_id"]) for row in rows)


def _waits(home: Home, article_id: ArticleId) -> bool:
    row = home.database.row("SELECT is_indexed FROM articles WHERE article_id = ?", (article_id,))
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
