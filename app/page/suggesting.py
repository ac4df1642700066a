"""Finding questions that have answers, while nobody waits for an answer of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.answering.suggestions import Answering, follow_ups, questions_of
from app.assistant import Assistant
from app.limits import Limits
from app.page.session import Session
from app.reply import Answer
from corpus.article import Article
from index.query import Filters

# Somebody asked for an article's questions, nobody for those after a reply; these take 1 to 3 s.
PATIENCE_SECONDS = 5.0


class Waiting:
    """How many visitors wait for an answer. Safe to share between threads."""

    def __init__(self) -> None:
        self._count = 0
        self._lock = threading.Lock()

    @property
    def is_anyone(self) -> bool:
        """Whether anybody waits."""
        return self._count > 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """One visitor more, for as long as the block runs."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def _add(self, visitors: int) -> None:
        with self._lock:
            self._count += visitors


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggesting:
    """Tries questions before they are suggested, one visitor's at a time.

    A crowd gets none: each takes up to eight searches, which would delay answers to others. `alone`
    is held while questions are tried.
    """

    assistant: Assistant
    waiting: Waiting
    alone: threading.Lock

    def after(self, answer: Answer, session: Session) -> Iterator[str]:
        """Questions that go on from an answer, each answered in its conversation and limits."""
        answering = self._answering(session.conversation or None, _limited_to(session.about))
        yield from self._alone(follow_ups(answer, answering), wait_seconds=0)

    def of_article(self, article: Article) -> Iterator[str]:
        """Questions that an article answers by itself."""
        questions = questions_of(article, self._answering(None, _limited_to((article,))))
        yield from self._alone(questions, wait_seconds=PATIENCE_SECONDS)

    def _answering(self, conversation: str | None, limits: Limits) -> Answering:
        def answering(question: str) -> Answer | None:
            if self.waiting.is_anyone:
                return None
            return self.assistant.looked_up(question, conversation, limits=limits)

        return answering

    def _alone(self, questions: Iterator[str], *, wait_seconds: float) -> Iterator[str]:
        """The questions, or none while others are looked for for longer than that."""
        if not self.alone.acquire(timeout=wait_seconds):
            return
        try:
            yield from questions
        finally:
            self.alone.release()


def _limited_to(articles: tuple[Article, ...]) -> Limits:
    return Limits(filters=Filters(articles=tuple(each.article_id for each in articles)))
