"""The heart: a question in, an answer with its passages out, or a plain no."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.answering.acts import Act, act_in
from app.answering.choosing import usable
from app.answering.composer import compose, next_best
from app.answering.conversation import History, Turn, new_conversation
from app.answering.copies import with_copies
from app.answering.courtesies import without_courtesies
from app.answering.disagreement import disagreements_among
from app.answering.looking_back import looked_back, not_yet_quoted
from app.answering.notices import Noticed, nothing_to_look_back_on, notice_for
from app.answering.parts import Asked, joined, parts_of
from app.answering.refusal import DEFAULT_THRESHOLD, Refusal, refusal_for
from app.answering.tracing import Tracing
from app.answering.understanding import asked_again, understood
from app.limits import NO_LIMITS, Limits
from app.reply import Abstention, Answer, Notice, Progress, Reply, Timings, Topic
from app.wire import reply_fields
from app.writing.writer import Writer, written
from corpus.article import Article
from corpus.errors import BadQuestion, EmptyLibrary
from index.evidence import Evidence, find_evidence
from index.home import Home
from index.kinds import Kind
from index.query import Query
from index.question import AskedFor, read_question
from index.reading import notes_on
from index.stories import Stories

__all__ = ["NO_LIMITS", "Assistant", "Limits", "check_question", "undated_note"]

MAX_QUESTION_CHARACTERS = 2_000
ALWAYS = 0.0  # the threshold at which any evidence is shown, even what misses a name
NEAREST_SHOWN = 3
NOTHING_MORE = "I found nothing more that answers this, beyond what I quoted."


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
        self._stories = Stories(home.database)
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

    def stream(
        self, question: str, conversation: str | None = None, *, limits: Limits = NO_LIMITS
    ) -> Iterator[Progress | Reply]:
        """What is being looked at, and last the reply; raises as `ask` does."""
        traced = self._traced(question, conversation, limits)
        if traced:
            yield self._kept(traced)
            return
        asking = self._begin(question, conversation, limits)
        noticed = self._noticed(asking)
        if noticed:
            yield self._kept(_notice(asking, noticed))
            return
        self._check_not_empty()
        if asking.act in {Act.SUPPORT, Act.SOURCES, Act.SHORTER}:
            yield self._kept(self._looked_back(asking, asking.act))
            return
        yield Progress(message=f"Looking through {self._home.library.count()} articles")
        composed = self._answered(asking, limits)
        for step in written(composed, self.writer, engine=limits.engine):
            yield step if isinstance(step, Progress) else self._kept(step)

    def _traced(self, question: str, conversation: str | None, limits: Limits) -> Reply | None:
        """The reply to a message that wants the source of an excerpt; None for any other."""
        plain = question.strip()
        check_question(plain)
        if not self._home.library.count():
            return None
        return self._tracing.reply_to(plain, filters=limits.filters, conversation=conversation)

    def _begin(self, question: str, conversation: str | None, limits: Limits) -> _Asking:
        plain = question.strip()
        conversation = conversation or new_conversation()
        past = self._history.turns(conversation)
        act = act_in(plain)
        query = (
            asked_again(past[-1], self._home, limits=limits)
            if act and past
            else understood(plain, past, self._home, limits=limits)
        )
        return _Asking(question=plain, query=query, conversation=conversation, past=past, act=act)

    def _noticed(self, asking: _Asking) -> Noticed | None:
        if asking.act:
            return None if asking.past else nothing_to_look_back_on()
        noticed = notice_for(asking.question, self._home.library)
        is_followed = noticed and noticed.topic is Topic.UNCLEAR and asking.leans_on_past
        return None if is_followed else noticed

    def _looked_back(self, asking: _Asking, act: Act) -> Reply:
        """The last answer again, as it is wanted; a notice when the last reply was none."""
        answer = looked_back(act, asking.past[-1], self._home.library)
        if answer is None:
            return _notice(asking, nothing_to_look_back_on())
        return replace(
            answer,
            question=asking.question,
            query=replace(asking.query, read=()),
            conversation=asking.conversation,
            timings=asking.timings(cited=True),
        )

    def _answered(self, asking: _Asking, limits: Limits) -> Answer | Abstention:
        """The reply to a question, each of its parts searched and judged alone."""
        asked: list[Asked] = []
        for part in () if asking.act else parts_of(without_courtesies(asking.question)):
            past = (*asking.past, *(each.turn for each in asked))
            query = understood(part, past, self._home, limits=limits)
            reply = self._searched(replace(asking, query=query, past=()), limits)
            asked.append(Asked(question=part, reply=reply))
        if any(isinstance(each.reply, Answer) for each in asked):
            return joined(asking.question, asking.query, asked)
        return self._searched(asking, limits)

    def _searched(self, asking: _Asking, limits: Limits) -> Answer | Abstention:
        asked = read_question(asking.query, self._home.lexical)
        if asking.act is Act.MORE:
            asked = replace(asked, kind=Kind.ANYTHING)
        evidence = find_evidence(self._home.searcher, asking.query, asked)
        if asking.act is Act.MORE:
            evidence = not_yet_quoted(evidence, asking.past)
        floor = self._threshold if limits.threshold is None else limits.threshold
        fit = usable(asked, evidence, asking.query.reading, quoted=asking.quoted)
        fit = fit or (evidence if floor == ALWAYS else ())
        refusal = refusal_for(asked, fit, evidence, threshold=floor)
        if refusal and asking.quoted and asking.act is not Act.MORE:  # saying it again beats a no
            fit = usable(asked, evidence, asking.query.reading, quoted=frozenset())
            refusal = refusal_for(asked, fit, evidence, threshold=floor)
        if refusal and asking.act is Act.MORE:
            refusal = replace(refusal, message=NOTHING_MORE)
        reply = (
            _abstention(asking, refusal, evidence)
            if refusal
            else _answer(asking, asked, evidence=fit, stories=self._stories)
        )
        return replace(reply, notes=self._notes(asking.query))

    def _notes(self, query: Query) -> tuple[str, ...]:
        undated = self._home.searcher.left_out_undated(query.filters)
        read = notes_on(query.reading, self._home.library)
        return (*((undated_note(undated),) if undated else ()), *read)

    def _check_not_empty(self) -> None:
        if not self._home.library.count():
            raise EmptyLibrary(
                f"The library in {self._home.path} holds no articles.",
                remedy="Add some with `clippings add FOLDER`.",
            )

    def _kept(self, reply: Reply) -> Reply:
        query = reply.question if isinstance(reply, Notice) else reply.query.text
        if not isinstance(reply, Notice):  # "thanks" is nothing for a follow-up to lean on
            turn = Turn(question=reply.question, query=query)
            kept = json.dumps(reply_fields(reply), ensure_ascii=False)
            self._history.add(reply.conversation, turn, reply=kept)
        return reply


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    question: str
    query: Query
    conversation: str
    past: tuple[Turn, ...]
    act: Act | None
    started: float = field(default_factory=time.perf_counter)

    @property
    def quoted(self) -> frozenset[tuple[str, int]]:
        """What the last reply quoted, when the question leans on it."""
        return self.past[-1].quoted if self.past and self.leans_on_past else frozenset()

    @property
    def leans_on_past(self) -> bool:
        """Whether the question was completed from the conversation: "Why not?" then is one."""
        return bool(self.query.carried)

    def timings(self, *, cited: bool = False) -> Timings:
        elapsed = time.perf_counter() - self.started
        return Timings(first_citation=elapsed if cited else None, total=elapsed)


def _notice(asking: _Asking, noticed: Noticed) -> Notice:
    return Notice(
        question=asking.question,
        topic=noticed.topic,
        message=noticed.message,
        articles=noticed.articles,
        conversation=asking.conversation,
        timings=asking.timings(),
    )


def _answer(
    asking: _Asking, asked: AskedFor, *, evidence: Sequence[Evidence], stories: Stories
) -> Answer:
    composed = compose(asked, evidence)
    return Answer(
        question=asking.question,
        query=asking.query,
        sentences=composed.sentences,
        citations=with_copies(composed.citations, stories, filters=asking.query.filters),
        short=composed.short,
        confidence=evidence[0].probability,
        conversation=asking.conversation,
        timings=asking.timings(cited=True),
        disagreements=disagreements_among(composed.citations, evidence),
        further=next_best(evidence),
    )


def _abstention(asking: _Asking, refusal: Refusal, evidence: Sequence[Evidence]) -> Abstention:
    nearest: dict[str, Article] = {}
    for piece in evidence:
        nearest.setdefault(piece.article.article_id, piece.article)
    return Abstention(
        question=asking.question,
        query=asking.query,
        reason=refusal.reason,
        message=refusal.message,
        nearest=tuple(nearest.values())[:NEAREST_SHOWN],
        confidence=refusal.confidence,
        conversation=asking.conversation,
        timings=asking.timings(),
    )


def undated_note(count: int) -> str:
    """What is said when a date limit left out articles whose date is unknown."""
    articles = "1 article whose date is" if count == 1 else f"{count} articles whose dates are"
    return f"The dates you set leave out {articles} unknown."


def check_question(question: str) -> None:
    """Raise BadQuestion when a question, stripped, is empty, too long, or not text in UTF-8."""
    if not question:
        raise BadQuestion("The question is empty.", remedy="Type what you want to know.")
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise BadQuestion(
            "The question holds half a character.", remedy="It has to be text in UTF-8: retype it."
        )
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise BadQuestion(
            f"The question has {len(question):,} characters; {MAX_QUESTION_CHARACTERS:,} is the"
            " limit.",
            remedy="Ask one thing in a sentence or two.",
        )
