"""One conversation as the page holds it: its turns, what they cite, what may be asked again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from app.assistant import Limits
from app.reply import Answer, Citation, Notice, Reply

_REFERENCE = re.compile(r"([0-9]{1,6})-([0-9]{1,4})")


class Wish(StrEnum):
    """What a question's own words ask of its sources, and a visitor may take back."""

    OUTLETS = "outlets"
    DATES = "dates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is put to the assistant: `text` is searched, `question` is what the visitor typed.

    They differ where a follow-up is asked again: its text then holds what it had carried over.
    """

    question: str
    text: str
    without: frozenset[Wish] = frozenset()

    @property
    def limits(self) -> Limits:
        """The limits under which nothing is read of the wishes taken back."""
        return Limits(
            read_outlets=Wish.OUTLETS not in self.without,
            read_dates=Wish.DATES not in self.without,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAgain:
    """The reply to a question that was asked again without some of its wishes."""

    question: str
    reply: Reply
    without: frozenset[Wish]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A question that is being worked on, and what is going on, in our words.

    `message` is empty until something is known; `elapsed_seconds` count from the question; `shown`
    is an answer that can be read meanwhile.
    """

    question: str
    message: str = ""
    elapsed_seconds: float = 0.0
    shown: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A question that got no reply: what was wrong with it, and what to do."""

    question: str
    message: str
    remedy: str


Turn = Reply | AskedAgain | Pending | Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation and the answer it stands in."""

    answer: Answer
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What one visitor sees. `conversation` is empty until the first reply names it."""

    conversation: str = ""
    turns: tuple[Turn, ...] = ()

    def now(self, turn: Turn) -> Session:
        """The session with `turn` last, in the place of one that was still pending."""
        settled = tuple(t for t in self.turns if not isinstance(t, Pending))
        return replace(self, turns=(*settled, turn))

    def replied(self, reply: Reply, asked: Asked) -> Session:
        """The session with a reply last, going on in the reply's conversation."""
        turn = (
            AskedAgain(question=asked.question, reply=reply, without=asked.without)
            if asked.without
            else reply
        )
        return replace(self.now(turn), conversation=reply.conversation or self.conversation)

    def asked_without(self, wish: object) -> Asked | None:
        """The last question, to be asked again without a wish that was read from it.

        Wishes come from the browser: anything that was not read from that question, whatever its
        type, is None.
        """
        last = self.turns[-1] if self.turns else None
        reply = reply_of(last)
        if last is None or reply is None or isinstance(reply, Notice) or wish not in wishes(reply):
            return None
        before = last.without if isinstance(last, AskedAgain) else frozenset[Wish]()
        return Asked(
            question=last.question,
            # By itself: a question that leaned on its past would now lean on its own reply.
            text=reply.query.text if reply.query.carried else reply.question,
            without=before | {Wish(str(wish))},
        )

    @property
    def pending(self) -> Pending | None:
        """The question still being worked on, if there is one."""
        last = self.turns[-1] if self.turns else None
        return last if isinstance(last, Pending) else None

    def cited(self, reference: object) -> Cited | None:
        """What `TURN-MARK` (turns from 0, marks from 1) stands for in this very session.

        References come from the browser: anything that this session's own answers do not hold,
        whatever its type, is None.
        """
        match = _REFERENCE.fullmatch(reference) if isinstance(reference, str) else None
        if match is None or int(match[1]) >= len(self.turns):
            return None
        turn = self.turns[int(match[1])]
        answer = turn.shown if isinstance(turn, Pending) else reply_of(turn)
        if not isinstance(answer, Answer) or not 1 <= int(match[2]) <= len(answer.citations):
            return None
        return Cited(answer=answer, citation=answer.citations[int(match[2]) - 1])


def reply_of(turn: Turn | None) -> Reply | None:
    """The reply of a turn; None while there is none."""
    if isinstance(turn, Pending | Trouble | None):
        return None
    return turn.reply if isinstance(turn, AskedAgain) else turn


def wishes(reply: Reply) -> tuple[Wish, ...]:
    """The wishes that were read from a question and weighed in its reply."""
    if isinstance(reply, Notice):
        return ()
    reading = reply.query.reading
    has_dates = bool(reading.now_spans) or not reading.published.is_open
    read = ((Wish.OUTLETS, bool(reading.outlets)), (Wish.DATES, has_dates))
    return tuple(wish for wish, is_read in read if is_read)
