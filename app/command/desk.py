"""The verbs, done on one home: each takes a request and gives the JSON of the contract.

The command line and the owner's loopback routes both call these, so that `clippings ask` says the
same whether or not a server is running beside it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cached_property

from app.answering.checked_question import check_question
from app.answering.tracing import Tracing, check_excerpt
from app.assistant import Assistant
from app.command.conversation_desk import ConversationDesk
from app.command.home_desk import HomeDesk
from app.command.library_desk import LibraryDesk
from app.command.requests import Asking, TracingText, check_engine
from app.limits import undated_note
from app.settings import Settings
from app.wire import Fields, hit_fields, query_fields, reply_fields
from app.writing.configured import writer_in
from corpus.errors import EmptyLibrary
from index.home import Home
from index.query import Query
from index.reading import in_our_words, notes_on, read_constraints


class Desk:
    """Everything that can be asked of a home: questions here, the rest at its other desks."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home = home
        self._settings = settings
        self.library = LibraryDesk(home, settings.reading_settings())
        self.home = HomeDesk(home, settings)
        self.conversations = ConversationDesk(home)

    @cached_property
    def assistant(self) -> Assistant:
        """The assistant over this home.

        Raises:
            InputError: the settings name a language model that cannot be used.
        """
        return Assistant(
            self._home,
            threshold=self._settings.number("threshold"),
            writer=writer_in(self._settings),
        )

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
        check_engine(asked.engine, is_configured=self.assistant.writer is not None)
        self._check_articles(asked.articles)
        reply = self.assistant.ask(asked.question, asked.conversation, limits=asked.limits())
        return reply_fields(reply)

    def trace(self, asked: TracingText) -> Fields:
        """The articles that carry an excerpt; as a reply, with `trace`.

        Raises:
            EmptyLibrary: there is nothing to look in.
            InputError: an empty or overlong text, or an impossible date or filter.
        """
        check_excerpt(asked.text)
        self._check_not_empty()
        self._check_articles(asked.articles)
        return reply_fields(Tracing(self._home).trace(asked.text.strip(), filters=asked.filters()))

    def _check_not_empty(self) -> None:
        if not self._home.library.count():
            raise EmptyLibrary(
                f"The library in {self._home.path} holds no articles.",
                remedy="Add some with `clippings add FOLDER`.",
            )

    def _check_articles(self, article_ids: Sequence[str]) -> None:
        for article_id in article_ids:
            self._home.library.get(article_id)
