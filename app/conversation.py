"""Conversations, kept in the library, and follow-ups made into self-contained queries."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.database import Database
from index.kinds import names
from index.words import content_words, stem

_REFERRING = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there|then"
    r"|one|ones|former|latter|same|else|another|others?)\b",
    re.IGNORECASE,
)
# Words like the above that refer to nothing: "there is", "that prices rose", "this week", "one of".
_DUMMY = re.compile(
    r"\b(?:(?:is|are|was|were|will) there|there (?:is|are|was|were)|that (?=[a-z]+ (?:\w+ )*"
    r"(?:is|was|are|were|has|have|will)\b)|the (?:same|other|others|latter|former)"
    r"|this (?:week|month|year|spring|summer|autumn|winter)|(?:no|every|some|any) ?one|one of)\b",
    re.IGNORECASE,
)
# "Did Macron say he would?": a pronoun after a name of the question's own means that name.
_BOUND = re.compile(r"(?<=\w )([A-Z][\w’'-]+\b.*?) (?:he|she|(?:his|her|its)(?= \w))\b")
_INSTEAD = re.compile(
    r"(?:and|but|what about|how about)\b(?: what about| how about)?", re.IGNORECASE
)
_OPENING = re.compile(r"(?:and|but|so|or|what about|how about|also|then)\b", re.IGNORECASE)
_BARE = re.compile(
    r"(?:and |but )?(?:when|where|why|how|who|how (?:much|many|long|old|big|large))"
    r"(?: (?:was|is|were|did|does|so|exactly))?(?: (?:that|it|this))?",
    re.IGNORECASE,
)
SHORT_WORDS = 2  # a question of no more telling words leans on the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question of a conversation and the self-contained text it was searched as."""

    question: str
    query: str
    quoted: frozenset[tuple[str, int]] = frozenset()  # article id and start of what was quoted


class History:
    """Conversations in the home's database, each under an unguessable id of 32 hex digits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def turns(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation, oldest first; none for an unknown one."""
        rows = self._database.rows(
            "SELECT question, query, reply FROM turns WHERE conversation = ? ORDER BY position",
            (conversation,),
        )
        return tuple(
            Turn(question=row["question"], query=row["query"], quoted=_quoted(row["reply"]))
            for row in rows
        )

    def add(self, conversation: str, turn: Turn, *, reply: str) -> None:
        """Keep a turn with its reply as JSON text."""
        self._database.write(
            "INSERT INTO turns SELECT ?, COALESCE(MAX(position), 0) + 1, ?, ?, ?, ?"
            " FROM turns WHERE conversation = ?",
            (
                conversation,
                turn.question,
                turn.query,
                reply,
                datetime.now(UTC).isoformat(timespec="seconds"),
                conversation,
            ),
        )


def new_conversation() -> str:
    """A fresh conversation id: 128 random bits as 32 hex digits."""
    return secrets.token_hex(16)


def leans_on_past(question: str) -> bool:
    """Whether a question cannot be understood alone: it refers, opens with "and", or is bare."""
    plain = question.strip().rstrip("?!. ")
    if _OPENING.match(plain) or _BARE.fullmatch(plain):
        return True
    if _REFERRING.search(_BOUND.sub(r"\1", _DUMMY.sub("", plain))):
        return True
    return len(content_words(plain)) <= SHORT_WORDS and not names(plain[1:])


def self_contained(question: str, past: tuple[Turn, ...]) -> str:
    """The question with what it leans on put after it; itself when it stands alone.

    What is carried over are the telling words of the last query that the question does not already
    say: entities and topic, in their order. "What about Spain?" puts Spain in the place of the
    names before, so these stay behind.
    """
    if not past or not leans_on_past(question):
        return question
    before = past[-1].query
    left = {*content_words(question), *(_name_words(before) if _is_instead(question) else ())}
    said = {stem(word) for word in left}
    carried = [word for word in _telling(before) if stem(content_words(word)[0]) not in said]
    return f"{question} ({' '.join(carried)})" if carried else question


def _quoted(reply: str) -> frozenset[tuple[str, int]]:
    citations = json.loads(reply).get("citations", ())
    return frozenset((cited["article_id"], cited["start"]) for cited in citations)


def _is_instead(question: str) -> bool:
    """Whether a question is a name alone, to be put in the place of the one before."""
    opening = _INSTEAD.match(question.strip())
    if not opening:
        return False
    rest = question.strip()[opening.end() :]
    return bool(names(rest)) and set(content_words(rest)) == set(_name_words(rest))


def _name_words(text: str) -> list[str]:
    return [word for name in names(text) for word in content_words(name)]


def _telling(query: str) -> list[str]:
    """The words of a query that say something, as typed."""
    typed = re.findall(r"[^\s()?!,;:“”\"]+", query)
    return [word for word in dict.fromkeys(typed) if content_words(word)]
