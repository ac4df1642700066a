"""The heart: a question in, an answer with its passages out, or a plain no."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.choosing import usable
from app.composer import compose
from app.conversation import History, Turn, new_conversation, self_contained
from app.notices import notice_for
from app.refusal import DEFAULT_THRESHOLD, Refusal, refusal_for
from app.reply import Abstention, Answer, Notice, Progress, Reply, Timings, Topic
from app.wire import reply_fields
from corpus.article import Article
from corpus.errors import BadQuestion, EmptyLibrary
from index.evidence import Evidence, find_evidence
from index.home import Home
from index.query import Filters, Query
from index.question import AskedFor, read_question
from index.reading import in_our_words, notes_on, read_constraints
from index.spelling import told
from index.words import content_words

MAX_QUESTION_CHARACTERS = 2_000
NEAREST_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the user puts on one question.

    `threshold` in [0, 1] is the confidence below which the reply is a refusal, the assistant's own
    unless given; `today` is what "now" means, the clock's day unless given. `read_outlets` and
    `read_dates` say whether such words of the question weigh as wishes for its sources.
    """

    filters: Filters = field(default_factory=Filters)
    threshold: float | None = None
    today: date | None = None
    read_outlets: bool = True
    read_dates: bool = True

    def __post_init__(self) -> None:
        if self.threshold is not None and not 0.0 <= self.threshold <= 1.0:
            raise BadQuestion(
                f"A threshold of {self.threshold} is not a probability.",
                remedy="Give one from 0 (always answer) to 1.",
            )

    @property
    def now(self) -> date:
        """The day that "last week" counts from: `today`, or else the clock's, in local time."""
        return self.today or datetime.now().astimezone().date()


NO_LIMITS = Limits()


class Assistant:
    """Answers questions from one home. Safe to share between threads.

    `threshold` in [0, 1] holds where a question has none of its own; conversations are kept in the
    home unless another `history` is given.
    """

    def __init__(
        self,
        home: Home,
        *,
        threshold: float = DEFAULT_THRESHOLD,
        history: History | None = None,
    ) -> None:
        self._home = home
        self._threshold = threshold
        self._history = history or History(home.database)

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
        asking = self._begin(question, conversation, limits)
        noticed = notice_for(asking.question, self._home.library)
        if noticed and not (noticed.topic is Topic.UNCLEAR and asking.leans_on_past):
            yield self._kept(
                Notice(
                    question=asking.question,
                    topic=noticed.topic,
                    message=noticed.message,
                    articles=noticed.articles,
                    conversation=asking.conversation,
                    timings=asking.timings(),
                )
            )
            return
        self._check_not_empty()
        yield Progress(message=f"Looking through {self._home.library.count()} articles")
        asked = read_question(asking.query, self._home.lexical)
        evidence = find_evidence(self._home.searcher, asking.query, asked)
        fit = usable(asked, evidence, asking.query.reading, quoted=asking.quoted)
        floor = self._threshold if limits.threshold is None else limits.threshold
        refusal = refusal_for(asked, fit, evidence, threshold=floor)
        reply = _abstention(asking, refusal, evidence) if refusal else _answer(asking, asked, fit)
        yield self._kept(replace(reply, notes=self._notes(asking.query)))

    def _begin(self, question: str, conversation: str | None, limits: Limits) -> _Asking:
        plain = question.strip()
        check_question(plain)
        conversation = conversation or new_conversation()
        speller = self._home.spelling.current()
        respelt = speller.respell(plain)
        past = self._history.turns(conversation) if self._is_known(respelt.text) else ()
        text = self_contained(respelt.text, past)
        read = (f"understood as: {text}",) if text != respelt.text else ()
        carried = text.removeprefix(respelt.text)
        also = speller.variants(text)
        reading = read_constraints(
            text,
            self._home,
            today=limits.now,
            outlets=limits.read_outlets,
            dates=limits.read_dates,
        )
        query = Query(
            text=text,
            carried=carried,
            also=also,
            filters=limits.filters,
            reading=reading,
            read=(*read, *told((*respelt.changed, *also)), *in_our_words(reading, text)),
        )
        quoted = past[-1].quoted if carried else frozenset()
        return _Asking(question=plain, query=query, conversation=conversation, quoted=quoted)

    def _is_known(self, question: str) -> bool:
        """Whether any telling word of a question stands in the library, or it has none.

        Gibberish and strange topics lean on nothing: the conversation would answer in their place.
        """
        telling = content_words(question)
        return not telling or any(self._home.lexical.passages_with(word) for word in telling)

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
    quoted: frozenset[tuple[str, int]] = frozenset()
    started: float = field(default_factory=time.perf_counter)

    @property
    def leans_on_past(self) -> bool:
        """Whether the question was completed from the conversation: "Why not?" then is one."""
        return bool(self.query.carried)

    def timings(self, *, cited: bool = False) -> Timings:
        elapsed = time.perf_counter() - self.started
        return Timings(first_citation=elapsed if cited else None, total=elapsed)


def _answer(asking: _Asking, asked: AskedFor, evidence: Sequence[Evidence]) -> Answer:
    composed = compose(asked, evidence)
    return Answer(
        question=asking.question,
        query=asking.query,
        sentences=composed.sentences,
        citations=composed.citations,
        short_answer=composed.short_answer,
        confidence=evidence[0].probability,
        conversation=asking.conversation,
        timings=asking.timings(cited=True),
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
    """Raise BadQuestion when a question, stripped, is empty or over 2,000 characters."""
    if not question:
        raise BadQuestion("The question is empty.", remedy="Type what you want to know.")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise BadQuestion(
            f"The question has {len(question):,} characters; {MAX_QUESTION_CHARACTERS:,} is the"
            " limit.",
            remedy="Ask one thing in a sentence or two.",
        )
