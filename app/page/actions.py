"""What the chat page does when a visitor does something. Nothing a browser sends is trusted."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from app.answering.suggestions import lead_of
from app.assistant import Assistant
from app.page import articles as page_articles
from app.page import conversation as page_html
from app.page import reader
from app.page.about import asking_about, chosen, follow_ups
from app.page.conversation_list_actions import (
    KeptActions,
    asked_as_it_was,
    tools_of,
    turn_number,
)
from app.page.session import Asked, Pending, Session, Trouble, Wish, reply_of
from app.page.suggesting import Suggesting, Waiting
from app.reply import Answer, Progress, Reply
from app.wire import Fields
from corpus.errors import ClippingsError, InputError
from corpus.metadata import LISTING_NAME
from corpus.reading_settings import USUAL, ReadingSettings
from index import ingest
from index.home import Home
from index.watching import Watch

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

    `reading` is how uploaded files are read; `about` gives what `clippings info --json` prints.
    `is_own` says that whoever comes is the library's owner, as `KeptActions` has it.
    """

    home: Home
    assistant: Assistant
    reading: ReadingSettings = USUAL
    about: Callable[[], Fields] = dict
    is_own: bool = False
    _opened: Iterator[int] = field(default_factory=itertools.count)
    _waiting: Waiting = field(default_factory=Waiting)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, reference: object = None) -> tuple[Session, str, str]:
        """The session of a kept conversation or a fresh one, its turns, and the library's list."""
        session = self.kept.open(reference)
        return session, self.conversation(session), self.library()

    def conversation(self, session: Session) -> str:
        """The conversation so far, or how to begin one, and what the next question is about."""
        turns = page_html.conversation(
            session.turns,
            start="" if session.turns else self._start(),
            tools=lambda number: tools_of(session, number),
        )
        return turns + chosen(session.about)

    def library(self) -> str:
        """The list of articles."""
        return page_articles.library(self.home.library.articles())

    def ask(self, question: str, session: Session) -> Iterator[tuple[Session, str]]:
        """Yield the session and the conversation as the answer comes to be."""
        for now in self._asking(session.asked(question), session):
            yield now, self.conversation(now)

    def ask_without(self, wish: object, session: Session) -> Iterator[tuple[Session, str]]:
        """As `ask`, of the last question without one of its limits."""
        asked = session.asked_without(wish)
        if asked and wish == Wish.ARTICLES:
            session = replace(session, about=())
        for now in self._asking(asked, session) if asked else (session,):
            yield now, self.conversation(now)

    def ask_as_it_was(self, number: object, session: Session) -> Iterator[tuple[Session, str]]:
        """As `ask`, of a turn's question once more; its reply takes the place of that turn on."""
        at = turn_number(session, number)
        if at is None:
            yield session, self.conversation(session)
            return
        asked = asked_as_it_was(session.turns[at])
        for now in self._asking(asked, replace(session, replacing=at)):
            yield now, self.conversation(now)

    def follow_ups(self, session: Session) -> Iterator[str]:
        """Questions to go on with after the last reply, as they are found to have answers."""
        reply = reply_of(session.turns[-1]) if session.turns else None
        if isinstance(reply, Answer):
            found: list[str] = []
            for question in self._suggesting.after(reply, session):
                found.append(question)
                yield follow_ups(found, reply)

    def stop(self, session: Session) -> tuple[Session, str]:
        """Put the pending question to rest, if there is one."""
        if session.pending is not None:
            asked = session.pending.question
            session = session.now(Trouble(question=asked, message="Stopped.", remedy=""))
        return session, self.conversation(session)

    def choose(self, reference: object, session: Session) -> tuple[Session, str]:
        """An article to ask the next questions about, besides those chosen before."""
        for article in self.home.library.find((str(reference),)).values():
            session = session.about_also(article)
        return session, self.conversation(session)

    def choose_not(self, reference: object, session: Session) -> tuple[Session, str]:
        """One article less to ask about."""
        session = session.about_less(reference)
        return session, self.conversation(session)

    def introduce(self, reference: object) -> Iterator[str]:
        """What an article says in short, then with questions that it answers."""
        for article in self.home.library.find((str(reference),)).values():
            yield asking_about(article, lead_of(article), None)
            questions = tuple(self._suggesting.of_article(article))
            yield asking_about(article, lead_of(article), questions)

    def cite(self, reference: object, session: Session) -> str:
        """The article behind a citation of this very session, the quote marked."""
        cited = session.cited(reference)
        if cited is None:
            return self._anew(reader.not_found("This conversation has no such citation."))
        quoted = cited.quote.article.article_id
        now = self.home.library.find((quoted,)).get(quoted)
        return self._anew(reader.cited_article(cited, now=now))

    def read(self, reference: object) -> str:
        """An article of the library, or calm words when there is none."""
        try:
            article = self.home.library.get(str(reference))
        except ClippingsError:
            return self._anew(reader.not_found("The library holds no such article."))
        return self._anew(reader.source(article))

    def add(self, uploaded: Sequence[str], *, watch: Watch | None = None) -> str:
        """Read uploaded files into the library; says what became of each."""
        try:
            kept = self._kept(uploaded)
            added = ingest.add(self.home, kept, settings=self.reading, watch=watch)
            said = page_articles.report(added)
        except ClippingsError as error:
            said = page_articles.problem(str(error))
        except Exception:
            _log.exception("an upload failed")
            said = page_articles.problem(FAULT)
        # Visitors know their files by name; where we keep them is nothing to them.
        return said.replace(escape(f"{self._uploads}{os.sep}"), "")

    def _asking(self, asked: Asked, session: Session) -> Iterator[Session]:
        session = self.kept.ready_for(asked, session)
        started, question = time.perf_counter(), asked.question
        conversation = session.conversation or None
        yield session.now(Pending(question=question))
        try:
            for step in self._answered(asked, conversation):
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

    def _answered(self, asked: Asked, conversation: str | None) -> Iterator[Progress | Reply]:
        with self._waiting.one():
            yield from self.assistant.stream(asked.text, conversation, limits=asked.limits)

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
    def _suggesting(self) -> Suggesting:
        return Suggesting(
            assistant=self.assistant, waiting=self._waiting, alone=self._one_at_a_time
        )

    @property
    def kept(self) -> KeptActions:
        """What can be done with the conversations that are kept."""
        return KeptActions(home=self.home, is_own=self.is_own)

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
