"""The home that an eval run measures: one of its own, thrown away after, or an explicit one."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.answering.conversation import History
from app.assistant import Assistant
from app.settings import Engine, Settings, resolve
from app.writing.configured import writer_in
from corpus.article import Article, Draft
from corpus.database import Database
from corpus.errors import EmptyLibrary
from corpus.formats.registry import format_of
from corpus.readers import Failure, find_files, read_path
from evals.facts.evidence import NamedArticle, named_by_source
from evals.harness import Asks, Subject
from index.home import DATABASE_NAME, Home
from index.ingest import add

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "articles"

Say = Callable[[str], None]  # one line of progress or warning, for people


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredHome:
    """An open home, its articles under the names that facts use, and the settings in force.

    `assistant` answers as Clippings does, but keeps its conversations out of the home.
    """

    home: Home
    articles: tuple[NamedArticle, ...]
    settings: Settings
    assistant: Assistant


@contextmanager
def home_of_articles(
    articles: Path, *, say: Say, ranker: str | None = None, engine: str | None = None
) -> Iterator[MeasuredHome]:
    """A home filled with a folder's articles; it is gone when the block ends.

    `ranker` and `engine` are settings given for once; without an engine no model writes.

    Raises:
        InputError: the folder holds no article, or a setting is wrong.
        NoEngine: the engine is `llm` and no model is configured.
    """
    with tempfile.TemporaryDirectory(prefix="clippings-eval-", ignore_cleanup_errors=True) as kept:
        settings = resolve(Path(kept), {"ranker": ranker, "engine": engine or Engine.EXTRACTIVE})
        with Home.open(settings.home, settings.index_settings()) as home:
            report = add(home, [articles])
            for failure in report.failed:
                say(f"left out: {failure.path}: {failure.reason}")
            _refuse_empty(home, articles)
            say(f"{home.library.count()} articles, {report.passages} passages from {articles}")
            # A file whose words were known already names the article that stands for it.
            named = tuple(
                _named(Path(each.path), home.library.get(each.article_id))
                for each in report.articles
            )
            yield _measured(home, named, settings, History(home.database))


@contextmanager
def home_at(path: Path, *, engine: str | None = None) -> Iterator[MeasuredHome]:
    """An existing home with its own settings but the engine's, left as it is.

    Its articles go by the last part of the path or URL that they were added from.

    Raises:
        EmptyLibrary: there is no home, or no article in it.
        BadSetting: a setting of it is wrong.
        NoEngine: the engine is `llm` and no model is configured.
    """
    check_home(path)
    settings = resolve(path, {"engine": engine or Engine.EXTRACTIVE})
    with (
        tempfile.TemporaryDirectory(prefix="clippings-eval-", ignore_cleanup_errors=True) as kept,
        Home.open(path, settings.index_settings()) as home,
    ):
        _refuse_empty(home, path)
        named = tuple(named_by_source(article) for article in home.library.articles())
        conversations = Database(Path(kept) / "conversations.sqlite")
        try:
            yield _measured(home, named, settings, History(conversations))
        finally:
            conversations.close()


def check_home(path: Path) -> Path:
    """The path, if a home lies there: to open one that does not would make it.

    Raises:
        EmptyLibrary: there is none.
    """
    if not (path / DATABASE_NAME).exists():
        raise EmptyLibrary(f"There is no library in {path}.", remedy="Name another home.")
    return path


def subject_of(home: Home, assistant: Asks | None = None) -> Subject:
    """What answers over a home, Clippings unless given; "today" is the newest report's day."""
    days = [article.reported_at for article in home.library.articles()]
    return Subject(
        assistant=assistant or Assistant(home),
        searcher=home.searcher,
        library=home.library,
        today=max((day for day in days if day is not None), default=None),
    )


def _measured(
    home: Home, named: tuple[NamedArticle, ...], settings: Settings, history: History
) -> MeasuredHome:
    assistant = Assistant(
        home,
        threshold=settings.number("threshold"),
        history=history,
        writer=writer_in(settings) if settings.text("engine") == Engine.LLM else None,
    )
    return MeasuredHome(home=home, articles=named, settings=settings, assistant=assistant)


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
    form = format_of(path)
    if form and form.holds_many:  # many articles in one file: `articles.jsonl#3`
        return named_by_source(article)
    return NamedArticle(name=path.name, article=article)


def _refuse_empty(home: Home, source: Path) -> None:
    if home.library.count() == 0:
        raise EmptyLibrary(
            f"{source} holds no article to ask about.",
            remedy="Name another folder with --articles, or add articles to the home.",
        )
