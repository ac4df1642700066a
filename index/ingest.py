"""Ingest: drafts into the library, then stored articles into the index, resumable at each step.

The order is the safety: an article is committed to the library first and is then waiting to be
indexed; its passages go into Chroma and FTS under ids derived from their words; last it is marked
as indexed. Whatever a killed process left undone is still waiting and is done by the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, ArticleId, Draft
from corpus.library import Stored, Storing
from corpus.metadata import Metadata
from corpus.readers import Failure, Found, find_files, read_path
from index.home import Home
from index.passages import Passage, PassageCutter, header_of

BATCH_PASSAGES = 64  # a batch is embedded and written together: what Ctrl-C waits for


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress:
    """How far an ingest is: articles indexed, of how many, and passages so far."""

    done: int
    total: int
    passages: int


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


Watcher = Callable[[IngestProgress], None]


def add(
    home: Home,
    paths: Sequence[Path],
    *,
    given: Metadata | None = None,
    progress: Watcher | None = None,
) -> AddReport:
    """Read files and folders into the home. A file that fails is named; the rest go in.

    Raises:
        InputError: no path holds an article.
    """
    started = time.perf_counter()
    found = find_files(paths)
    with home.writing:
        articles, failed = _read_into(home, found, given)
        passages = index_waiting(home, progress=progress)
    return AddReport(
        articles=tuple(articles),
        failed=(*found.failures, *failed),
        skipped=len(found.skipped),
        vanished=_vanished(home, paths),
        passages=passages,
        seconds=time.perf_counter() - started,
    )


def add_drafts(
    home: Home, drafts: Iterable[Draft], *, progress: Watcher | None = None
) -> tuple[Article, ...]:
    """Put articles that no file holds into the home and index them; the stored ones, in order.

    Drafts of the same words and outlet are one article, which then stands there for each.
    """
    with home.writing:
        articles = tuple(_store(home, draft).article for draft in drafts)
        index_waiting(home, progress=progress)
    return articles


def index_waiting(home: Home, *, progress: Watcher | None = None) -> int:
    """Index every stored article that is not yet searchable; returns the passages written."""
    for article in home.library.superseded_and_indexed():
        _unindex(home, article)
    waiting = home.library.unindexed()
    if not waiting:
        return 0
    home.remember_making()
    cutter = PassageCutter(
        passage_tokens=home.settings.passage_tokens,
        overlap_tokens=home.settings.overlap_tokens,
        count_tokens=home.embedder.count_tokens,
    )
    written = done = 0
    for batch in _batches(waiting, cutter):
        _index(home, batch)
        done += len(batch)
        written += sum(len(passages) for _, passages in batch)
        if progress:
            progress(IngestProgress(done=done, total=len(waiting), passages=written))
    return written


def remove(home: Home, article: Article) -> None:
    """Take an article out with every version of it; nothing of it is left behind."""
    with home.writing:
        home.library.retire(article)  # first: what a killed process leaves is no longer found
        for version in home.library.versions(article):
            _unindex(home, version)
        home.library.delete(article)


def rebuild(home: Home, *, progress: Watcher | None = None) -> int:
    """Make Chroma and FTS anew from the library alone; returns the passages written."""
    with home.writing:
        home.forget_making()
        home.library.mark_all_unindexed()
        home.lexical.clear()
        home.vectors.clear()
        return index_waiting(home, progress=progress)


def embedded_text(article: Article, passage: Passage) -> str:
    """What the embedding model reads: the header gives a passage its topic, outlet and date."""
    return f"{header_of(article)}\n{passage.text}"


def _read_into(
    home: Home, found: Found, given: Metadata | None
) -> tuple[list[Added], list[Failure]]:
    articles: list[Added] = []
    failed: list[Failure] = []
    for path in found.files:
        for read in read_path(path, given=given or Metadata()):
            if isinstance(read, Failure):
                failed.append(read)
            else:
                stored = _store(home, read)
                articles.append(_added(path, stored))
    return articles, failed


_Cut = tuple[Article, tuple[Passage, ...]]


def _batches(articles: Iterable[Article], cutter: PassageCutter) -> Iterable[list[_Cut]]:
    batch: list[_Cut] = []
    for article in articles:
        batch.append((article, cutter.cut(article)))
        if sum(len(passages) for _, passages in batch) >= BATCH_PASSAGES:
            yield batch
            batch = []
    if batch:
        yield batch


def _index(home: Home, batch: Sequence[_Cut]) -> None:
    pairs = [(article, passage) for article, passages in batch for passage in passages]
    vectors = home.embedder.embed_passages([embedded_text(a, p) for a, p in pairs])
    home.vectors.put(
        [passage.passage_id for _, passage in pairs],
        vectors,
        [article.article_id for article, _ in pairs],
    )
    for article, passages in batch:
        home.lexical.put(article, passages)
        home.library.mark_indexed(article.article_id, indexed=True)


def _unindex(home: Home, article: Article) -> None:
    # A filtered search names the vectors of the passages it finds here: these go first.
    home.lexical.remove_article(article.article_id)
    home.vectors.remove_article(article.article_id)
    home.library.mark_indexed(article.article_id, indexed=False)


def _store(home: Home, draft: Draft) -> Stored:
    with home.database.transaction():
        return home.library.store(draft)


def _added(path: Path, stored: Stored) -> Added:
    return Added(path=str(path), article_id=stored.article.article_id, state=stored.storing)


def _vanished(home: Home, paths: Sequence[Path]) -> tuple[str, ...]:
    """Files inside the given folders that the library knows and the disk no longer has."""
    folders = [path.resolve() for path in paths if path.is_dir()]
    known = (article.path for article in home.library.articles() if article.path)
    return tuple(
        dict.fromkeys(
            path
            for path in known
            if any(Path(path).is_relative_to(folder) for folder in folders)
            and not Path(path).exists()
        )
    )
