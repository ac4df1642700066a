"""Conversations, kept in the library, and follow-ups made into self-contained queries."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.answering.follow_ups import carried_over, completed, leans_on_past, unsaid
from corpus.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question of a conversation and the self-contained text it was searched as.

    `answers` are the texts quoted in reply, best first, or none; `kept` is the reply as JSON text.
    """

    question: str
    query: str
    quoted: frozenset[tuple[str, int]] = frozenset()  # article id and start of what was quoted
    answers: tuple[str, ...] = ()
    kept: str = "{}"


class History:
    """Conversations in the home's database, each under an unguessable id of 32 hex digits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def turns(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation that a question can lean on, oldest first; maybe none.

        Notices are left out: "thanks" is nothing to lean on.
        """
        rows = self._database.rows(
            "SELECT question, query, reply FROM turns WHERE conversation = ?"
            " AND json_extract(reply, '$.kind') IS NOT 'notice' ORDER BY position",
            (conversation,),
        )
        return tuple(_turn(row["question"], row["query"], row["reply"]) for row in rows)

    def add(self, conversation: str, turn: Turn, *, reply: str) -> int:
        """Keep a turn with its reply as JSON text; returns its place in the conversation, from 1.

        One statement, so that two pages that ask in one conversation get a place each.
        """
        (row,) = self._database.rows(
            "INSERT INTO turns SELECT ?, COALESCE(MAX(position), 0) + 1, ?, ?, ?, ?"
            " FROM turns WHERE conversation = ? RETURNING position",
            (
                conversation,
                turn.question,
                turn.query,
                reply,
                datetime.now(UTC).isoformat(timespec="seconds"),
                conversation,
            ),
        )
        return int(row["position"])


def new_conversation() -> str:
    """A fresh conversation id: 128 random bits as 32 hex digits."""
    return secrets.token_hex(16)


def self_contained(
    question: str,
    past: tuple[Turn, ...],
    *,
    topic: str = "",
    is_at_hand: Callable[[str], bool] = lambda _: False,
) -> str:
    """The question with what it leans on put after it in brackets; itself when it stands alone.

    `topic` names what the whole conversation is about, where that is known; `is_at_hand` says
    whether the articles just quoted hold all telling words of a question. Nothing is put there that
    the question already says.
    """
    if not past:
        return question
    if leans_on_past(question, is_at_hand=is_at_hand):
        carried = carried_over(question, past, topic=topic)
    else:
        carried = completed(question, past[-1].question, topic=topic)
    words = unsaid(carried, question)
    return f"{question} ({' '.join(words)})" if words else question


def _turn(question: str, query: str, reply: str) -> Turn:
    cited = json.loads(reply).get("citations", ())
    return Turn(
        question=question,
        query=query,
        quoted=frozenset((each["article_id"], each["start"]) for each in cited),
        answers=tuple(each["quote"] for each in cited),
        kept=reply,
    )
