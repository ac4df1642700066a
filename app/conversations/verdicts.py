"""What people thought of replies, and the questions they want the evals to ask from now on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from app.conversations.kept import Conversations, KeptTurn, UnknownConversation
from app.reading_replies import Fields
from corpus.article import ArticleId
from corpus.database import Database
from corpus.errors import BadQuestion, shown

REMARK_CHARACTERS = 2_000  # as long as the longest question
_EARLIER = 5  # turns before the one judged that a draft keeps: a follow-up leans on few


class Verdict(StrEnum):
    """A thumb up or down."""

    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """What was thought of one reply; the remark may be empty."""

    verdict: Verdict
    remark: str = ""

    def __post_init__(self) -> None:
        if len(self.remark) > REMARK_CHARACTERS:
            raise BadQuestion(
                f"The remark has {len(self.remark):,} characters; {REMARK_CHARACTERS:,} is the"
                " limit.",
                remedy="Say it shorter.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A quote that the reply showed: it may be the evidence, or what was wrong with the reply."""

    article_id: ArticleId
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFact:
    """A question whose reply was wrong, to be made a fact of by a person.

    `turns` end with the question; `shown` are the quotes of the reply, in its order.
    """

    key: int
    turns: tuple[str, ...]
    shown: tuple[Shown, ...]
    remark: str


class Verdicts:
    """What was thought of the replies in one home. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._conversations = Conversations(database)

    def of(self, conversation: str) -> Mapping[int, Judgment]:
        """What was thought of each turn, by its place, where anything was said of it."""
        rows = self._database.rows(
            "SELECT position, verdict, remark FROM feedback WHERE conversation = ?",
            (conversation,),
        )
        return {
            row["position"]: Judgment(verdict=Verdict(row["verdict"]), remark=row["remark"])
            for row in rows
        }

    def give(self, conversation: str, place: int, judgment: Judgment) -> None:
        """Keep what is thought of a turn, in the place of what was thought of it before.

        Raises:
            UnknownConversation: there is no such turn.
        """
        self._turns_up_to(conversation, place)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._database.write(
            "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
            (conversation, place, str(judgment.verdict), judgment.remark, now),
        )

    def take_back(self, conversation: str, place: int) -> None:
        """Forget what was thought of a turn, if anything was."""
        self._database.write(
            "DELETE FROM feedback WHERE conversation = ? AND position = ?", (conversation, place)
        )

    def draft(self, conversation: str, place: int, *, remark: str) -> None:
        """Make a draft fact of a turn: its question and what the reply quoted.

        With the questions before it where it leans on them, five at most. What was drafted before
        of the same questions gives way.

        Raises:
            UnknownConversation: there is no such turn.
        """
        turns = self._turns_up_to(conversation, place)
        *before, judged = turns
        reply = _fields(judged)
        leans = reply.get("query", {}).get("text", judged.question) != judged.question
        told = [turn for turn in before if leans and _fields(turn).get("kind") != "notice"]
        asked = [turn.question for turn in (*told[-_EARLIER:], judged)]
        self._database.write(
            "INSERT OR REPLACE INTO draft_facts VALUES (NULL, ?, ?, ?, ?)",
            (
                json.dumps(asked, ensure_ascii=False),
                json.dumps(_quoted(reply), ensure_ascii=False),
                remark,
                datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )

    def drafts(self) -> tuple[DraftFact, ...]:
        """Every draft that no fact was made of yet, oldest first."""
        rows = self._database.rows("SELECT * FROM draft_facts ORDER BY draft_key")
        return tuple(
            DraftFact(
                key=row["draft_key"],
                turns=tuple(json.loads(row["turns"])),
                shown=tuple(Shown(**each) for each in json.loads(row["evidence"])),
                remark=row["remark"],
            )
            for row in rows
        )

    def settle(self, draft: DraftFact) -> None:
        """Forget a draft: a fact was made of it, or none is wanted."""
        self._database.write("DELETE FROM draft_facts WHERE draft_key = ?", (draft.key,))

    def _turns_up_to(self, conversation: str, place: int) -> Sequence[KeptTurn]:
        """The turns until a place, that one last."""
        turns = [turn for turn in self._conversations.turns(conversation) if turn.place <= place]
        if not turns or turns[-1].place != place:
            raise UnknownConversation(
                f"Conversation {shown(conversation)} has no turn {place}.",
                remedy="It was deleted or asked again since: open the conversation anew.",
            )
        return turns


def _quoted(reply: Fields) -> list[Fields]:
    """The quotes of a reply, as `Shown` has them."""
    keys = ("article_id", "start", "end", "quote")
    return [{key: each[key] for key in keys} for each in reply.get("citations", ())]


def _fields(turn: KeptTurn) -> Fields:
    fields: Fields = json.loads(turn.reply)
    return fields
