"""One conversation as the page holds it: its turns, and what its citations point at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.reply import Answer, Citation, Reply

_REFERENCE = re.compile(r"([0-9]{1,6})-([0-9]{1,4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A question that is being worked on, and what is going on, in our words.

    `message` is empty until something is known; `elapsed_seconds` count from the question.
    """

    question: str
    message: str = ""
    elapsed_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A question that got no reply: what was wrong with it, and what to do."""

    question: str
    message: str
    remedy: str


Turn = Reply | Pending | Trouble


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

    def replied(self, reply: Reply) -> Session:
        """The session with a reply last, going on in the reply's conversation."""
        return replace(self.now(reply), conversation=reply.conversation or self.conversation)

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
        answer = self.turns[int(match[1])]
        if not isinstance(answer, Answer) or not 1 <= int(match[2]) <= len(answer.citations):
            return None
        return Cited(answer=answer, citation=answer.citations[int(match[2]) - 1])
