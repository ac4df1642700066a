"""The home that an eval run measures: one of its own, thrown away after, or an explicit one."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.assistant import Assistant
from corpus.article import Article, Draft
from corpus.errors import EmptyLibrary
from corpus.finding import RECORDS_SUFFIX
from corpus.readers import Failure, find_files, read_path
from evals.evidence import NamedArticle, named_by_source
from evals.harness import Subject
from index.home import Home
from index.ingest import add

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "articles"

Say = Callable[[str], None]  # one line of progress or warning, for people


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredHome:
    """An open home, and its articles under the names that facts use."""

    home: Home
    articles: tuple[NamedArticle, ...]


@contextmanager
def home_of_articles(articles: Path, *, say: Say) -> Iterator[MeasuredHome]:
    """A home filled with a folder's articles; it is gone when the block ends.

    Raises:
        InputError: the folder holds no article.
    """
    with (
        tempfile.TemporaryDirectory(prefix="clippings-eval-", ignore_cleanup_errors=True) as folder,
        Home.open(Path(folder)) as home,
    ):
        report = add(home, [articles])
        for failure in report.failed:
            say(f"left out: {failure.path}: {failure.reason}")
        _refuse_empty(home, articles)
        say(f"{home.library.count()} articles, {report.passages} passages from {articles}")
        # A file whose words were known already names the article that stands for it.
        named = tuple(
            _named(Path(each.path), home.library.get(each.article_id)) for each in report.articles
        )
        yield MeasuredHome(home=home, articles=named)


@contextmanager
def home_at(path: Path) -> Iterator[MeasuredHome]:
    """An existing home, left as it is but for the conversations that the facts hold in it.

    Its articles go by the last part of the path or URL that they were added from.

    Raises:
        EmptyLibrary: there is no article in it.
    """
    with Home.open(path) as home:
        _refuse_empty(home, path)
        named = tuple(named_by_source(article) for article in home.library.articles())
        yield MeasuredHome(home=home, articles=named)


def subject_of(home: Home) -> Subject:
    """The assistant over a home; its "today" is the day of the newest report."""
    days = [article.reported_at for article in home.library.articles()]
    return Subject(
        assistant=Assistant(home),
        searcher=home.searcher,
        library=home.library,
        today=max((day for day in days if day is not None), default=None),
    )


def read_drafts(articles: Path, *, say: Say) -> tuple[NamedArticle, ...]:
    """A folder's articles, read but not indexed: enough to look evidence up.

    Raises:
        InputError: the folder holds no article.
    """
    drafts: list[NamedArticle] = []
    for path in find_files([articles]).files:
        for draft in read_path(path):
            if isinstance(draft, Failure):
                say(f"left out: {draft.path}: {draft.reason}")
            else:
                drafts.append(_named(path, draft))
    return tuple(drafts)


def articles_checksum(articles: Sequence[Article]) -> str:
    """Hex sha256 over file names and texts; where the folder lies doesn't count."""
    rows = sorted(f"{PurePosixPath(each.source_key).name}\0{each.sha256}" for each in articles)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _named(path: Path, article: Article | Draft) -> NamedArticle:
    if path.suffix.lower() == RECORDS_SUFFIX:  # many articles in one file: `articles.jsonl#3`
        return named_by_source(article)
    return NamedArticle(name=path.name, article=article)


def _refuse_empty(home: Home, source: Path) -> None:
    if home.library.count() == 0:
        raise EmptyLibrary(
            f"{source} holds no article to ask about.",
            remedy="Name another folder with --articles, or add articles to the home.",
        )
