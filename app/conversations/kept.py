"""Conversations in the home's database: listed, searched, named, deleted, and brought back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.database import Database, Row, Value
from corpus.errors import InputError, shown
from corpus.markup import one_line
from corpus.wording import folded

TITLE_CHARACTERS = 200  # of a name or a first question in a list: some lines of the drawer
# As `new_conversation` makes them: what no one can guess. Others come from `ask --conversation`.
_UNGUESSABLE = re.compile(r"[0-9a-f]{32}")
_PLACED = ("turns", "feedback")
_TABLES = (*_PLACED, "conversation_names")
_LISTED = """
SELECT t.conversation, COUNT(*) AS turns, MIN(t.asked_at) AS began, MAX(t.asked_at) AS asked,
    (SELECT question FROM turns f WHERE f.conversation = t.conversation
        ORDER BY f.position LIMIT 1) AS first,
    (SELECT name FROM conversation_names n WHERE n.conversation = t.conversation) AS name
FROM turns t
"""
# What a turn says in words: the question, and the text or message of the reply.
_SAID = """
question || ' ' || COALESCE(json_extract(reply, '$.text'), json_extract(reply, '$.message'), '')
"""


class UnknownConversation(InputError):
    """A conversation id that the home does not hold."""

    code = "unknown_conversation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list says of a conversation. Moments are in UTC; `turns` counts all of them.

    `title` is the name that it was given, else its first question, at most 200 characters of it.
    """

    conversation: str
    title: str
    began_at: datetime
    asked_at: datetime  # the last of its questions
    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTurn:
    """One turn as it is kept: `place` from 1, `reply` as JSON text, `asked_at` in UTC."""

    place: int
    question: str
    reply: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A row of one of the tables that hold conversations, its values in the table's order."""

    table: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """All that there was of a conversation, to bring it back."""

    conversation: str
    title: str
    last_place: int
    rows: tuple[KeptRow, ...]


class Conversations:
    """The conversations of one home. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, *, words: str = "", among: Iterable[str] | None = None) -> tuple[Listed, ...]:
        """Conversations, that of the newest question first.

        Every one of the `words` stands in each, in a question, a reply or its name, or is the
        beginning or another part of a word there; case and accents don't count. `among` limits the
        list to these ids.
        """
        rows = self._database.rows(
            f"{_LISTED} GROUP BY t.conversation ORDER BY asked DESC, MAX(t.rowid) DESC"
        )
        wanted = self._holding(words)
        known = None if among is None else frozenset(among)
        return tuple(
            _listed(row)
            for row in rows
            if (wanted is None or row["conversation"] in wanted)
            and (known is None or row["conversation"] in known)
        )

    def turns(self, conversation: str) -> tuple[KeptTurn, ...]:
        """Every turn of a conversation, oldest first; none for an unknown one."""
        rows = self._database.rows(
            "SELECT * FROM turns WHERE conversation = ? ORDER BY position", (conversation,)
        )
        return tuple(_turn(row) for row in rows)

    def about(self, conversation: str) -> Listed:
        """What a list says of one conversation.

        Raises:
            UnknownConversation: there is none with this id.
        """
        row = self._database.row(
            f"{_LISTED} WHERE t.conversation = ? GROUP BY t.conversation", (conversation,)
        )
        if row is None:
            raise UnknownConversation(
                f"There is no conversation {shown(conversation)}.",
                remedy="`clippings conversations` shows the ids.",
            )
        return _listed(row)

    def rename(self, conversation: str, name: str) -> None:
        """Give it a name, cut to 200 characters; an empty one gives it its first question back.

        Raises:
            UnknownConversation: there is none with this id.
        """
        self.about(conversation)
        plain = one_line(name)[:TITLE_CHARACTERS]
        if plain:
            self._database.write(
                "INSERT OR REPLACE INTO conversation_names VALUES (?, ?)", (conversation, plain)
            )
        else:
            self._taken("conversation_names", conversation)

    def drop(self, conversation: str, places: Iterable[int]) -> None:
        """Forget the turns at these places, with what was thought of them; others keep theirs."""
        wanted = json.dumps(tuple(places))
        with self._database.transaction():
            for table in _PLACED:
                self._database.write(
                    f"DELETE FROM {table} WHERE conversation = ?"  # noqa: S608 - our own tables
                    " AND position IN (SELECT value FROM json_each(?))",
                    (conversation, wanted),
                )

    def delete(self, conversation: str) -> Deleted:
        """Forget all of a conversation; gives what there was of it.

        Raises:
            UnknownConversation: there is none with this id.
        """
        with self._database.transaction():
            title = self.about(conversation).title
            last = self.turns(conversation)[-1].place
            rows = tuple(row for table in _TABLES for row in self._taken(table, conversation))
        return Deleted(conversation=conversation, title=title, last_place=last, rows=rows)

    def restore(self, deleted: Deleted) -> None:
        """Bring back what was deleted, before what another page has asked in it meanwhile."""
        with self._database.transaction():
            for table in _PLACED:
                # Out of the way of each other first: a place can be taken only once.
                self._database.write(
                    f"UPDATE {table} SET position = -position - ? WHERE conversation = ?",  # noqa: S608
                    (deleted.last_place, deleted.conversation),
                )
                self._database.write(
                    f"UPDATE {table} SET position = -position WHERE conversation = ?",  # noqa: S608
                    (deleted.conversation,),
                )
            for row in deleted.rows:
                marks = ", ".join("?" * len(row.values))
                self._database.write(
                    f"INSERT OR IGNORE INTO {row.table} VALUES ({marks})",  # noqa: S608
                    row.values,
                )

    def _taken(self, table: str, conversation: str) -> tuple[KeptRow, ...]:
        """A table's rows of a conversation, deleted."""
        rows = self._database.rows(
            f"DELETE FROM {table} WHERE conversation = ? RETURNING *",  # noqa: S608
            (conversation,),
        )
        return tuple(KeptRow(table=table, values=tuple(row)) for row in rows)

    def _holding(self, words: str) -> frozenset[str] | None:
        """The conversations that hold every one of the words; None without a word."""
        found = [self._with_word(word) for word in folded(words).split()]
        return frozenset.intersection(*found) if found else None

    def _with_word(self, word: str) -> frozenset[str]:
        escaped = re.sub(r"([\\%_])", r"\\\1", word)
        like = "LIKE ? ESCAPE '\\'"
        rows = self._database.rows(
            f"SELECT conversation FROM turns WHERE folded({_SAID}) {like}"  # noqa: S608
            f" UNION SELECT conversation FROM conversation_names WHERE folded(name) {like}",
            (f"%{escaped}%", f"%{escaped}%"),
        )
        return frozenset(row["conversation"] for row in rows)


def is_unguessable(conversation: object) -> bool:
    """Whether an id is of the random ones: only of such a one is knowing it a permission."""
    return isinstance(conversation, str) and bool(_UNGUESSABLE.fullmatch(conversation))


def _listed(row: Row) -> Listed:
    return Listed(
        conversation=row["conversation"],
        title=(row["name"] or one_line(row["first"]))[:TITLE_CHARACTERS],
        began_at=_moment(row["began"]),
        asked_at=_moment(row["asked"]),
        turns=row["turns"],
    )


def _turn(row: Row) -> KeptTurn:
    return KeptTurn(
        place=row["position"],
        question=row["question"],
        reply=row["reply"],
        asked_at=_moment(row["asked_at"]),
    )


def _moment(kept: str) -> datetime:
    return datetime.fromisoformat(kept).astimezone(UTC)
