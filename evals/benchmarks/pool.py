"""A benchmark's articles, indexed in a home: one thrown away after, or a named one that is kept."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from app.settings import resolve
from corpus.article import ArticleId, Draft
from corpus.errors import shown
from evals.benchmarks.results import Say
from evals.errors import BadRun
from index.home import Home
from index.ingest import add_drafts
from index.query import Filters
from index.watching import IngestProgress, Watch, Watcher

PROGRESS_LINES = 20  # at most: a large pool takes an hour, and a line each few minutes is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """An open home that holds a benchmark's articles and no other; their ids by source key.

    Two drafts of the same words and outlet are one article, so two keys may name one id.
    """

    home: Home
    article_ids: Mapping[str, ArticleId]

    def only(self, source_keys: Iterable[str]) -> Filters:
        """The limit of a question to these articles of the pool.

        Raises:
            ValueError: there are none: a filter that names no article would admit all.
            KeyError: a key that is not in the pool.
        """
        ids = tuple(dict.fromkeys(self.article_ids[key] for key in source_keys))
        if not ids:
            raise ValueError("a question is limited to at least one article")
        return Filters(articles=ids)


@contextmanager
def pool_home(drafts: Iterable[Draft], *, at: Path | None, say: Say) -> Iterator[Pool]:
    """A home filled with these articles, open while the block runs.

    At a folder it is kept, and what is indexed there already is not embedded again; without one it
    is gone when the block ends. Source keys are the benchmark's own: a URL, or its document id.

    Raises:
        BadRun: there is no draft, a source key stands twice, `at` is a file, or the home there
            holds other articles.
        HomeMismatch: the home was made with another model or splitter.
        BadSetting: a setting in the environment, or in the home, is wrong.
    """
    if at and at.exists() and not at.is_dir():
        raise BadRun(f"{at} is a file.", remedy="Name a folder to keep the articles' index in.")
    articles = tuple(drafts)
    _check(articles)
    folder = nullcontext(str(at)) if at else _folder_for_now()
    with folder as path, _opened(Path(path)) as home:
        _refuse_strangers(home, articles)
        yield Pool(home=home, article_ids=_fill(home, articles, say))


def _opened(path: Path) -> Home:
    """The home with the settings in force, as people have them: in int8 it fills twice as fast."""
    return Home.open(path, resolve(path, {}).index_settings())


def _folder_for_now() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="clippings-benchmark-", ignore_cleanup_errors=True)


def _check(drafts: Sequence[Draft]) -> None:
    if not drafts:
        raise BadRun("The benchmark has no articles.", remedy="Look into its folder.")
    counted = Counter(draft.source_key for draft in drafts)
    key, times = counted.most_common(1)[0]
    if times > 1:
        raise BadRun(
            f"{times} of the benchmark's articles have the id {shown(key)}.",
            remedy="Give each article an id of its own.",
        )


def _refuse_strangers(home: Home, drafts: Sequence[Draft]) -> None:
    """What is found among other articles too is no benchmark's number."""
    keys = {draft.source_key for draft in drafts}
    strangers = [a.source_key for a in home.library.articles() if a.source_key not in keys]
    if strangers:
        raise BadRun(
            f"{home.path} holds {len(strangers):,} articles that are not this benchmark's,"
            f" {shown(strangers[0])} among them.",
            remedy="Name another folder with --home, one for each benchmark, split and limit.",
        )


def _fill(home: Home, drafts: Sequence[Draft], say: Say) -> dict[str, ArticleId]:
    say(f"{len(drafts):,} articles in the pool, {home.library.count():,} of them here before")
    articles = add_drafts(home, drafts, watch=Watch(progress=_progress(say)))
    pairs = zip(drafts, articles, strict=True)
    return {draft.source_key: article.article_id for draft, article in pairs}


def _progress(say: Say) -> Watcher:
    told = 0

    def watch(progress: IngestProgress) -> None:
        nonlocal told
        share = PROGRESS_LINES * progress.done // progress.total
        if share > told:
            told = share
            say(
                f"indexed {progress.done:,} of {progress.total:,} articles,"
                f" {progress.passages:,} passages"
            )

    return watch
