"""What the chat page does when a visitor does something. Nothing a browser sends is trusted."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from app.assistant import Assistant
from app.page import articles as page_articles
from app.page import conversation as page_html
from app.page.session import Asked, Pending, Session, Trouble
from app.reply import Progress
from corpus.errors import ClippingsError, InputError
from corpus.metadata import LISTING_NAME
from corpus.reading_settings import USUAL, ReadingSettings
from index import ingest
from index.home import Home

SAMPLE_OUTLET = "Clippings sample"
EXAMPLES = (
    "Who is Spain's foreign minister?",
    "How many CEASAR launchers will France be making each month?",
    "What did Beaune have to say in favour of long-term thinking?",
    "How many countries had a seat at the crisis summit on 17 February?",
    "Which articles do you have?",
)
UPLOADS = "uploads"  # in the home: a stable folder, so that a changed file replaces its old version
FAULT = "Something went wrong on our side; the details are in the server's log."
FAULT_REMEDY = "Ask again, or start a new conversation."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """Each method is one thing a visitor can do; what it gives is HTML, escaped.

    `reading` is how uploaded files are read.
    """

    home: Home
    assistant: Assistant
    reading: ReadingSettings = USUAL
    _opened: Iterator[int] = field(default_factory=itertools.count)

    def begin(self) -> tuple[Session, str, str]:
        """A fresh session, how its conversation begins, and the library's list."""
        return Session(), self.conversation(Session()), self.library()

    def conversation(self, session: Session) -> str:
        """The conversation so far, or how to begin one."""
        return page_html.conversation(session.turns, start="" if session.turns else self._start())

    def library(self) -> str:
        """The list of articles."""
        return page_articles.library(self.home.library.articles())

    def ask(self, question: str, session: Session) -> Iterator[tuple[Session, str]]:
        """Yield the session and the conversation as the answer comes to be."""
        plain = question.strip()
        for now in self._asking(Asked(question=plain, text=plain), session):
            yield now, self.conversation(now)

    def ask_without(self, wish: object, session: Session) -> Iterator[tuple[Session, str]]:
        """As `ask`, of the last question without an outlet or date that was read from it."""
        asked = session.asked_without(wish)
        for now in self._asking(asked, session) if asked else (session,):
            yield now, self.conversation(now)

    def stop(self, session: Session) -> tuple[Session, str]:
        """Put the pending question to rest, if there is one."""
        if session.pending is not None:
            asked = session.pending.question
            session = session.now(Trouble(question=asked, message="Stopped.", remedy=""))
        return session, self.conversation(session)

    def cite(self, reference: object, session: Session) -> str:
        """The article behind a citation of this very session, the quote marked."""
        cited = session.cited(reference)
        if cited is None:
            return self._anew(page_articles.not_found("This conversation has no such citation."))
        quoted = cited.citation.quote.article.article_id
        now = self.home.library.find((quoted,)).get(quoted)
        return self._anew(page_articles.cited_article(cited, now=now))

    def read(self, reference: object) -> str:
        """An article of the library, or calm words when there is none."""
        try:
            article = self.home.library.get(str(reference))
        except ClippingsError:
            return self._anew(page_articles.not_found("The library holds no such article."))
        return self._anew(page_articles.source(article))

    def add(self, uploaded: Sequence[str]) -> str:
        """Read uploaded files into the library; says what became of each."""
        try:
            kept = self._kept(uploaded)
            said = page_articles.report(ingest.add(self.home, kept, settings=self.reading))
        except ClippingsError as error:
            said = page_articles.problem(str(error))
        except Exception:
            _log.exception("an upload failed")
            said = page_articles.problem(FAULT)
        # Visitors know their files by name; where we keep them is nothing to them.
        return said.replace(escape(f"{self._uploads}{os.sep}"), "")

    def _asking(self, asked: Asked, session: Session) -> Iterator[Session]:
        started, question = time.perf_counter(), asked.question
        conversation = session.conversation or None
        yield session.now(Pending(question=question))
        try:
            for step in self.assistant.stream(asked.text, conversation, limits=asked.limits):
                if isinstance(step, Progress):
                    elapsed = time.perf_counter() - started
                    yield session.now(_working(question, step, elapsed_seconds=elapsed))
                else:
                    yield session.replied(step, asked)
        except ClippingsError as error:
            yield session.now(
                Trouble(question=question, message=error.message, remedy=error.remedy)
            )
        except Exception:
            _log.exception("a question failed")
            yield session.now(Trouble(question=question, message=FAULT, remedy=FAULT_REMEDY))

    def _start(self) -> str:
        articles = self.home.library.articles()
        is_sample = any(article.outlet == SAMPLE_OUTLET for article in articles)
        writer = self.assistant.writer
        return page_html.start(
            articles=len(articles),
            is_sample=is_sample,
            examples=EXAMPLES if is_sample else (),
            notice=writer.notice if writer and writer.is_usual else "",
        )

    @property
    def _uploads(self) -> Path:
        return self.home.path / UPLOADS

    def _kept(self, uploaded: Sequence[str]) -> list[Path]:
        self._uploads.mkdir(exist_ok=True)
        if any(Path(path).name == LISTING_NAME for path in uploaded):
            # Kept, it would speak of every file that is ever uploaded.
            raise InputError(
                f"{LISTING_NAME} tells of the files in a folder.",
                remedy="Leave it out here; `clippings add FOLDER` reads both.",
            )
        return [Path(shutil.copy(path, self._uploads / Path(path).name)) for path in uploaded]

    def _anew(self, panel: str) -> str:
        """The panel, unlike any before it: opening the same one twice must reach the browser."""
        return f"<!-- {next(self._opened)} -->{panel}"


def _working(question: str, step: Progress, *, elapsed_seconds: float) -> Pending:
    return Pending(
        question=question,
        message=step.message,
        elapsed_seconds=elapsed_seconds,
        shown=step.shown,
    )
