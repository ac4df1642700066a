"""The verbs, done on one home: each takes a request and gives the JSON of the contract.

The command line and the owner's loopback routes both call these, so that `clippings ask` says the
same whether or not a server is running beside it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from app.assistant import Assistant, check_question, undated_note
from app.requests import Adding, Asking
from app.settings import Settings
from app.wire import (
    Fields,
    article_fields,
    hit_fields,
    query_fields,
    reply_fields,
    whole_article_fields,
)
from corpus.dates import parse_day
from corpus.errors import BadMetadata, EmptyLibrary, UnreadableFile, shown
from index.home import Home
from index.ingest import AddReport, Watcher, add, index_waiting, rebuild, remove
from index.query import Query
from index.reading import in_our_words, notes_on, read_constraints

REASONS_NAMED = 10  # failures that an error names when nothing at all went in
SETTABLE = ("headline", "outlet", "author", "published_at", "url")


class Desk:
    """Everything that can be asked of a home."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home = home
        self._settings = settings

    @cached_property
    def assistant(self) -> Assistant:
        """The assistant over this home."""
        return Assistant(self._home, threshold=self._settings.number("threshold"))

    def add(self, asked: Adding, *, progress: Watcher | None = None) -> Fields:
        """Ingest files and folders.

        Raises:
            InputError: a path that is not there, a folder without articles, or no file went in.
        """
        report = add(
            self._home,
            [Path(path) for path in asked.paths],
            given=asked.metadata(),
            progress=progress,
        )
        if report.failed and not report.articles:
            raise _none_went_in([failure.reason for failure in report.failed])
        return _add_fields(report)

    def list_articles(self) -> Fields:
        """Every current article, newest first, with its number of passages."""
        counts = self._home.lexical.counts()
        return {
            "articles": [
                article_fields(article)
                | {"passages": counts.get(article.article_id, 0), "path": article.path}
                for article in self._home.library.articles()
            ]
        }

    def show(self, article_id: str) -> Fields:
        """A stored article with its text.

        Raises:
            UnknownArticle: there is none with that id.
        """
        return whole_article_fields(self._home.library.get(article_id))

    def set_metadata(self, article_id: str, values: Mapping[str, str]) -> Fields:
        """Correct an article's metadata; an empty value makes it unknown.

        Raises:
            UnknownArticle: there is none with that id.
            BadMetadata: a key that is not metadata, or a headline made empty.
            BadDate: a publication date that does not exist.
        """
        checked = {key: _checked(key, value) for key, value in values.items()}
        article = self._home.library.set_metadata(
            self._home.library.get(article_id).article_id, checked
        )
        index_waiting(self._home)  # passages are searched and embedded with their headline
        return whole_article_fields(article)

    def remove(self, article_ids: Sequence[str]) -> Fields:
        """Take articles out, all or, when an id is unknown, none.

        Raises:
            UnknownArticle: one of the ids is not in the library; nothing was removed.
        """
        articles = [self._home.library.get(article_id) for article_id in article_ids]
        for article in articles:
            remove(self._home, article)
        return {"removed": len(articles), "articles": [article_fields(a) for a in articles]}

    def search(self, asked: Asking, *, k: int) -> Fields:
        """Ranked passages.

        Raises:
            EmptyLibrary: there is nothing to search.
            InputError: an empty or overlong question, or an impossible date or filter.
        """
        check_question(asked.question.strip())
        self._check_not_empty()
        started = time.perf_counter()
        limits = asked.limits()
        reading = read_constraints(
            asked.question,
            self._home,
            today=limits.now,
            outlets=limits.read_outlets,
            dates=limits.read_dates,
        )
        query = Query(
            text=asked.question,
            filters=limits.filters,
            reading=reading,
            read=in_our_words(reading, asked.question),
        )
        self._check_articles(asked.articles)
        hits = self._home.searcher.search(query, k=k)
        undated = self._home.searcher.left_out_undated(query.filters)
        return {
            "hits": [hit_fields(hit) for hit in hits],
            "query": query_fields(query),
            "notes": [
                *([undated_note(undated)] if undated else ()),
                *notes_on(reading, self._home.library),
            ],
            "seconds": round(time.perf_counter() - started, 4),
        }

    def ask(self, asked: Asking) -> Fields:
        """One reply.

        Raises:
            EmptyLibrary: there is nothing to answer from.
            InputError: an empty or overlong question, or an impossible date or filter.
        """
        self._check_articles(asked.articles)
        reply = self.assistant.ask(asked.question, asked.conversation, limits=asked.limits())
        return reply_fields(reply)

    def info(self) -> Fields:
        """Settings, each with where it came from, and counts."""
        return {
            "version": version("clippings"),
            "home": str(self._home.path),
            "articles": self._home.library.count(),
            "passages": self._home.lexical.count(),
            "vectors": self._home.vectors.count(),
            "fts_rows": self._home.lexical.count_rows(),
            "model": self._settings.text("model"),
            "made_with": self._home.made_with(),
            "settings": {
                name: {"value": setting.value, "from": setting.origin}
                for name, setting in self._settings.values.items()
            },
        }

    def rebuild(self, *, progress: Watcher | None = None) -> Fields:
        """Make Chroma and FTS anew from the library."""
        started = time.perf_counter()
        passages = rebuild(self._home, progress=progress)
        seconds = round(time.perf_counter() - started, 2)
        return {
            "articles": self._home.library.count(),
            "passages": passages,
            "seconds": seconds,
        }

    def _check_not_empty(self) -> None:
        if not self._home.library.count():
            raise EmptyLibrary(
                f"The library in {self._home.path} holds no articles.",
                remedy="Add some with `clippings add FOLDER`.",
            )

    def _check_articles(self, article_ids: Sequence[str]) -> None:
        for article_id in article_ids:
            self._home.library.get(article_id)


def _none_went_in(reasons: Sequence[str]) -> UnreadableFile:
    more = len(reasons) - REASONS_NAMED
    rest = (f"And {more} more.",) if more > 0 else ()
    return UnreadableFile(
        " ".join(("Nothing went in.", *reasons[:REASONS_NAMED], *rest)),
        remedy="Add articles as text files in UTF-8.",
    )


def _checked(key: str, value: str) -> str | None:
    if key not in SETTABLE:
        raise BadMetadata(
            f"{shown(key)} can't be set.", remedy=f"What can be set: {', '.join(SETTABLE)}."
        )
    plain = value.strip()
    if key == "headline" and not plain:
        raise BadMetadata("A headline can't be empty.", remedy="Give the words of one.")
    if key == "published_at" and plain:
        return parse_day(plain).isoformat()
    return plain or None


def _add_fields(report: AddReport) -> Fields:
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "skipped": report.skipped,
        "failed": [{"path": f.path, "reason": f.reason} for f in report.failed],
        "vanished": list(report.vanished),
        "articles": [
            {"path": a.path, "article_id": a.article_id, "state": str(a.state)}
            for a in report.articles
        ],
        "passages": report.passages,
        "seconds": round(report.seconds, 2),
    }
