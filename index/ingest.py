"""Ingest: files, web addresses and drafts into the library, and what is stored into the index.

An article is committed to the library as it is read and then waits to be indexed, beside the
reading of the next. Whatever a stopped or killed process left waiting is done by the next call.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from corpus.article import Article, Draft
from corpus.errors import InputError
from corpus.finding import Found, find_files
from corpus.library import Storing
from corpus.metadata import Metadata
from corpus.readers import Failure
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.web_urls import is_url
from index.home import Home
from index.ingest_run import Added, IngestRun, store
from index.removing import finish_removals
from index.stories import Stories
from index.watching import Watch


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
    home: Home,
    sources: Sequence[Path | str],
    *,
    given: Metadata | None = None,
    settings: ReadingSettings = USUAL,
    watch: Watch | None = None,
) -> AddReport:
    """Read files, folders and web addresses into the home.

    One that fails is named; the rest go in. What is on the web is fetched before the home is kept
    for writing, so that a slow site holds nobody up.

    Raises:
        InputError: only paths were named, and none holds an article.
        IngestStopped: it was asked to stop; what is left goes in with the next call.
    """
    started = time.perf_counter()
    urls = [str(source) for source in sources if is_url(str(source))]
    paths = [Path(source) for source in sources if not is_url(str(source))]
    found = _found(paths, beside=urls)
    run = IngestRun(home=home, watch=watch or Watch(), given=given or Metadata(), settings=settings)
    fetched = tuple(_fetched(urls, run)) if urls else ()
    with home.writing:
        finish_removals(home)
        run.index(lambda: chain(run.read(found.files), _kept(fetched, run)))
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
        articles = tuple(store(home, draft).article for draft in drafts)
        index_waiting(home, watch=watch)
    return articles


def index_waiting(home: Home, *, watch: Watch | None = None) -> int:
    """Index every stored article that is not yet searchable; returns the passages written.

    Raises:
        IngestStopped: it was asked to stop; the next call goes on.
    """
    with home.writing:
        finish_removals(home)
        run = IngestRun(home=home, watch=watch or Watch())
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


def _found(paths: Sequence[Path], *, beside: Sequence[str]) -> Found:
    """The files that paths name; beside web addresses, that there are none is one failure more."""
    if not paths:
        return Found(files=())
    try:
        return find_files(paths)
    except InputError as error:
        if not beside:
            raise
        return Found(files=(), failures=(Failure(path=str(paths[0]), error=error),))


def _fetched(urls: Sequence[str], run: IngestRun) -> Iterator[Draft | Failure]:
    from corpus.web import Web  # HTTP and HTML libraries, which those who add files do without
    from corpus.web_guard import guard_allowing
    from corpus.web_reading import read_url

    run.total += len(urls)
    web = Web(guard=guard_allowing(run.settings.allow_private))
    for url in urls:
        if run.watch.stop.is_set():
            return
        yield from read_url(url, given=run.given, settings=run.settings, web=web)


def _kept(fetched: Iterable[Draft | Failure], run: IngestRun) -> Iterator[Article]:
    for draft in fetched:
        place = draft.path if isinstance(draft, Failure) else draft.url or draft.source_key
        yield from run.keep(draft, place=place)


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
