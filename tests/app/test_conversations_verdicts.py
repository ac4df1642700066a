"""What was thought of replies, and the draft facts that come of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.answering.conversation import History, Turn
from app.conversations.kept import Conversations, UnknownConversation
from app.conversations.verdicts import Judgment, Verdict, Verdicts
from corpus.database import Database
from corpus.errors import BadQuestion

ONE = "1" * 32
CITED = {"article_id": "a0123456789ab", "start": 3, "end": 9, "quote": "He won", "mark": 1}
SHOWN = {key: CITED[key] for key in ("article_id", "start", "end", "quote")}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "library.sqlite")
    yield database
    database.close()


def keep(
    database: Database, question: str, *, query: str | None = None, kind: str = "answer"
) -> None:
    text = query or question
    reply = {"kind": kind, "query": {"text": text}, "citations": [CITED]}
    History(database).add(ONE, Turn(question=question, query=text), reply=json.dumps(reply))


def test_a_verdict_gives_way_to_the_next_and_can_be_taken_back(database: Database) -> None:
    keep(database, "Who won?")
    verdicts = Verdicts(database)
    verdicts.give(ONE, 1, Judgment(verdict=Verdict.GOOD))
    verdicts.give(ONE, 1, Judgment(verdict=Verdict.BAD, remark="She lost."))
    assert verdicts.of(ONE) == {1: Judgment(verdict=Verdict.BAD, remark="She lost.")}
    verdicts.take_back(ONE, 1)
    assert verdicts.of(ONE) == {}


@pytest.mark.parametrize("place", [0, 2, -1])
def test_a_turn_that_is_not_there_cannot_be_judged(database: Database, place: int) -> None:
    keep(database, "Who won?")
    with pytest.raises(UnknownConversation, match=f"has no turn {place}"):
        Verdicts(database).give(ONE, place, Judgment(verdict=Verdict.GOOD))
    with pytest.raises(UnknownConversation, match=f"has no turn {place}"):
        Verdicts(database).draft(ONE, place, remark="")


def test_a_remark_has_at_most_2000_characters() -> None:
    assert Judgment(verdict=Verdict.BAD, remark="x" * 2_000).remark
    with pytest.raises(BadQuestion, match="The remark has 2,001 characters; 2,000 is the limit"):
        Judgment(verdict=Verdict.BAD, remark="x" * 2_001)


def test_a_draft_has_the_question_its_quotes_and_the_remark(database: Database) -> None:
    keep(database, "Where was it?")
    keep(database, "Who won?")
    verdicts = Verdicts(database)
    verdicts.draft(ONE, 2, remark="She lost.")
    (draft,) = verdicts.drafts()
    assert (draft.turns, draft.remark) == (("Who won?",), "She lost.")
    (shown,) = draft.shown
    assert {key: getattr(shown, key) for key in SHOWN} == SHOWN
    verdicts.settle(draft)
    assert verdicts.drafts() == ()


def test_a_follow_up_is_drafted_with_the_questions_before_it(database: Database) -> None:
    keep(database, "Where was it?")
    keep(database, "thanks", kind="notice")
    keep(database, "And who won?", query="And who won? (Oslo)")
    verdicts = Verdicts(database)
    verdicts.draft(ONE, 3, remark="")
    assert verdicts.drafts()[0].turns == ("Where was it?", "And who won?")


def test_a_question_drafted_again_is_one_draft_with_the_newer_remark(database: Database) -> None:
    keep(database, "Who won?")
    verdicts = Verdicts(database)
    verdicts.draft(ONE, 1, remark="Wrong.")
    verdicts.draft(ONE, 1, remark="Still wrong.")
    assert [draft.remark for draft in verdicts.drafts()] == ["Still wrong."]


def test_a_draft_outlives_its_conversation(database: Database) -> None:
    keep(database, "Who won?")
    Verdicts(database).draft(ONE, 1, remark="")
    Conversations(database).delete(ONE)
    assert len(Verdicts(database).drafts()) == 1
