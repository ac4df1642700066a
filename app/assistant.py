"""The heart: a question in, an answer with its passages out, or a plain no."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from app.answering.acts import Act, act_in
from app.answering.asking import Asking, notice_of
from app.answering.checked_question import check_question
from app.answering.conversation import History, Turn, new_conversation
from app.answering.looking_back import looked_back
from app.answering.notices import Noticed, nothing_to_look_back_on, notice_for
from app.answering.refusal import DEFAULT_THRESHOLD
from app.answering.searching import Searching
from app.answering.summarising import Summarising, Summing
from app.answering.summary_wishes import wish_in
from app.answering.tracing import Tracing
from app.answering.understanding import asked_again, understood
from app.limits import NO_LIMITS, Limits
from app.reply import Abstention, Answer, Notice, Progress, Reply, Topic
from app.wire import reply_fields
from app.writing.writer import Writer, written
from corpus.errors import EmptyLibrary
from index.home import Home


class Assistant:
    """Answers questions from one home. Safe to share between threads.

    `threshold` in [0, 1] holds where a question has none of its own; conversations are kept in the
    home unless another `history` is given. A `writer` has answers told by a language model.
    """

    def __init__(
        self,
        home: Home,
        *,
        threshold: float = DEFAULT_THRESHOLD,
        history: History | None = None,
        writer: Writer | None = None,
    ) -> None:
        self._home = home
        self._threshold = threshold
        self._history = history or History(home.database)
        self._searching = Searching(home, threshold=threshold)
        self._summarising = Summarising(home)
        self._tracing = Tracing(home)
        self.writer = writer

    def ask(
        self, question: str, conversation: str | None = None, *, limits: Limits = NO_LIMITS
    ) -> Reply:
        """One reply. Its conversation is the one given, or a new one.

        Raises:
            BadQuestion: the question is empty or over 2,000 characters.
            EmptyLibrary: there is nothing to answer from.
        """
        for step in self.stream(question, conversation, limits=limits):
            if not isinstance(step, Progress):
                return step
        raise AssertionError("a stream ends with its reply")

    def looked_up(
        self, question: str, conversation: str | None = None, *, limits: Limits = NO_LIMITS
    ) -> Answer | None:
        """The answer that a question would get in a conversation, kept nowhere; None for a no."""
        reply = self._searching.searched(self._begin(question, conversation, limits), limits)
        return reply if isinstance(reply, Answer) else None

    def stream(
        self, question: str, conversation: str | None = None, *, limits: Limits = NO_LIMITS
    ) -> Iterator[Progress | Reply]:
        """What is being looked at, and last the reply; raises as `ask` does."""
        traced = self._traced(question, conversation, limits)
        if traced:
            yield self._kept(traced)
            return
        asking = self._begin(question, conversation, limits)
        summary = self._summed_up(asking, limits)
        noticed = None if summary else self._noticed(asking)
        if noticed:
            yield self._kept(notice_of(asking, noticed))
            return
        self._check_not_empty()
        if not summary and asking.act in {Act.SUPPORT, Act.SOURCES, Act.SHORTER}:
            yield self._kept(self._looked_back(asking, asking.act))
            return
        yield Progress(message=f"Looking through {self._home.library.count()} articles")
        composed = summary or self._searching.answered(asking, limits)
        writer = None if summary else self.writer  # a summary is a selection, told as such
        for step in written(composed, writer, engine=limits.engine):
            yield step if isinstance(step, Progress) else self._kept(step)

    def _traced(self, question: str, conversation: str | None, limits: Limits) -> Reply | None:
        """The reply to a message that wants the source of an excerpt; None for any other."""
        plain = question.strip()
        check_question(plain)
        if not self._home.library.count():
            return None
        return self._tracing.reply_to(plain, filters=limits.filters, conversation=conversation)

    def _begin(self, question: str, conversation: str | None, limits: Limits) -> Asking:
        plain = question.strip()
        conversation = conversation or new_conversation()
        past = self._history.turns(conversation)
        act = act_in(plain)
        query = (
            asked_again(past[-1], self._home, limits=limits)
            if act and past
            else understood(plain, past, self._home, limits=limits)
        )
        return Asking(question=plain, query=query, conversation=conversation, past=past, act=act)

    def _summed_up(self, asking: Asking, limits: Limits) -> Answer | Abstention | None:
        """The summary that is wanted, or why there is none; None when none is wanted."""
        wish = wish_in(asking.question)
        if wish is None or not self._home.library.count():
            return None
        summing = Summing(
            message=asking.question,
            wish=wish,
            past=asking.past,
            conversation=asking.conversation,
            limits=limits,
            threshold=self._threshold if limits.threshold is None else limits.threshold,
        )
        return self._summarising.reply_to(summing)

    def _noticed(self, asking: Asking) -> Noticed | None:
        if asking.act:
            return None if asking.past else nothing_to_look_back_on()
        noticed = notice_for(asking.question, self._home.library)
        is_followed = noticed and noticed.topic is Topic.UNCLEAR and asking.leans_on_past
        return None if is_followed else noticed

    def _looked_back(self, asking: Asking, act: Act) -> Reply:
        """The last answer again, as it is wanted; a notice when the last reply was none."""
        answer = looked_back(act, asking.past[-1], self._home.library)
        if answer is None:
            return notice_of(asking, nothing_to_look_back_on())
        return replace(
            answer,
            question=asking.question,
            query=replace(asking.query, read=()),
            conversation=asking.conversation,
            timings=asking.timings(cited=True),
        )

    def _check_not_empty(self) -> None:
        if not self._home.library.count():
            raise EmptyLibrary(
                f"The library in {self._home.path} holds no articles.",
                remedy="Add some with `clippings add FOLDER`.",
            )

    def _kept(self, reply: Reply) -> Reply:
        """The reply with its place in its conversation, where it is kept from now on."""
        query = reply.question if isinstance(reply, Notice) else reply.query.text
        turn = Turn(question=reply.question, query=query)
        kept = json.dumps(reply_fields(reply), ensure_ascii=False)
        return replace(reply, turn=self._history.add(reply.conversation, turn, reply=kept))
