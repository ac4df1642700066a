"""Conversations in the database: listed, searched, named, deleted and brought back."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.conversation import History, Turn, new_conversation
from app.conversations.kept import Conversations, UnknownConversation, is_unguessable
from app.conversations.verdicts import Judgment, Verdict, Verdicts
from corpus.database import SCHEMA_VERSION, Database

ONE, OTHER = "1" * 32, "2" * 32


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "library.sqlite")
    yield database
    database.close()


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


def keep(database: Database, conversation: str, question: str, text: str = "", **more: str) -> int:
    """Keep a turn whose reply says this text; gives its place."""
    reply = json.dumps({"kind": "answer", "text": text, **more})
    return History(database).add(conversation, Turn(question=question, query=question), reply=reply)


def test_the_conversation_asked_in_last_is_listed_first_under_its_first_question(
    database: Database, conversations: Conversations
) -> None:
    keep(database, ONE, "Who opened the bridge?")
    keep(database, OTHER, "Who won?")
    keep(database, ONE, "And when?")
    listed = conversations.listed()
    assert [(each.conversation, each.title, each.turns) for each in listed] == [
        (ONE, "Who opened the bridge?", 2),
        (OTHER, "Who won?", 1),
    ]
    assert listed[0].began_at <= listed[0].asked_at


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bridge", [ONE]),
        ("BRID", [ONE]),
        ("zawadzki bridge", [ONE]),
        ("zawadzki chess", []),
        ("elysee", [OTHER]),
        ("Élysée", [OTHER]),
        ("  ", [OTHER, ONE]),
        ("%", [OTHER]),  # it stands in that reply, and is no wildcard
        ("_", []),
        ("\\", []),
        ("' OR 1=1", []),
        ("kind", []),
        ("renamed", [ONE]),
        ("50%", [OTHER]),
    ],
)
def test_words_are_searched_in_questions_replies_and_names(
    database: Database, conversations: Conversations, words: str, found: list[str]
) -> None:
    keep(database, ONE, "Who opened the bridge?", "Jan Zawadzki opened it.")
    keep(database, OTHER, "Who was at the Élysée?", "Thirty chiefs, 50% more than before.")
    conversations.rename(ONE, "A renamed one")
    assert [each.conversation for each in conversations.listed(words=words)] == found


def test_a_message_is_searched_where_a_reply_has_no_text(
    database: Database, conversations: Conversations
) -> None:
    reply = json.dumps({"kind": "abstention", "message": "The articles don't say."})
    History(database).add(ONE, Turn(question="Who?", query="Who?"), reply=reply)
    assert len(conversations.listed(words="articles")) == 1


def test_a_list_can_be_limited_to_ids(database: Database, conversations: Conversations) -> None:
    keep(database, ONE, "Who?")
    keep(database, OTHER, "Where?")
    known = (OTHER, "3" * 32, "' OR 1=1 --")
    assert [each.conversation for each in conversations.listed(among=known)] == [OTHER]
    assert conversations.listed(among=()) == ()


def test_an_empty_name_gives_the_first_question_back(
    database: Database, conversations: Conversations
) -> None:
    keep(database, ONE, "Who?")
    conversations.rename(ONE, "  The   bridge\n")
    assert conversations.about(ONE).title == "The bridge"
    conversations.rename(ONE, "x" * 300)
    assert conversations.about(ONE).title == "x" * 200
    conversations.rename(ONE, " ")
    assert conversations.about(ONE).title == "Who?"


def test_an_unknown_id_is_told_of_by_name(conversations: Conversations) -> None:
    for act in (conversations.about, conversations.delete):
        with pytest.raises(UnknownConversation, match=r"There is no conversation '1{32}'"):
            act(ONE)
    with pytest.raises(UnknownConversation):
        conversations.rename(ONE, "x")


def test_deleting_leaves_nothing_and_restoring_brings_all_back(
    database: Database, conversations: Conversations
) -> None:
    keep(database, ONE, "Who?")
    keep(database, ONE, "When?")
    conversations.rename(ONE, "The bridge")
    Verdicts(database).give(ONE, 2, Judgment(verdict=Verdict.BAD, remark="no"))
    before = (conversations.listed(), conversations.turns(ONE), Verdicts(database).of(ONE))
    deleted = conversations.delete(ONE)
    for table in ("turns", "feedback", "conversation_names"):
        assert database.number(f"SELECT COUNT(*) FROM {table}") == 0
    conversations.restore(deleted)
    after = (conversations.listed(), conversations.turns(ONE), Verdicts(database).of(ONE))
    assert after == before


def test_what_was_asked_after_a_deletion_comes_after_what_is_restored(
    database: Database, conversations: Conversations
) -> None:
    for question in ("a", "b", "c"):
        keep(database, ONE, question)
    deleted = conversations.delete(ONE)
    for question in ("d", "e", "f", "g"):  # by a second page that still shows it
        keep(database, ONE, question)
    Verdicts(database).give(ONE, 1, Judgment(verdict=Verdict.GOOD))
    conversations.restore(deleted)
    turns = conversations.turns(ONE)
    assert [(turn.place, turn.question) for turn in turns] == list(enumerate("abcdefg", start=1))
    assert list(Verdicts(database).of(ONE)) == [4]  # the first of those asked after


def test_dropped_turns_are_gone_and_the_others_keep_their_places(
    database: Database, conversations: Conversations
) -> None:
    for question in ("a", "b", "c"):
        keep(database, ONE, question)
    Verdicts(database).give(ONE, 2, Judgment(verdict=Verdict.GOOD))
    conversations.drop(ONE, [2])
    assert [turn.place for turn in conversations.turns(ONE)] == [1, 3]
    assert Verdicts(database).of(ONE) == {}
    assert keep(database, ONE, "d") == 4


def test_pages_that_ask_at_once_in_one_conversation_get_a_place_each(database: Database) -> None:
    def ask(page: int) -> None:
        for number in range(20):
            keep(database, ONE, f"{page}-{number}")
        database.let_go()

    pages = [threading.Thread(target=ask, args=(page,)) for page in range(4)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    places = [turn.place for turn in Conversations(database).turns(ONE)]
    assert places == list(range(1, 81))


def test_notices_are_kept_and_nothing_to_lean_on(
    database: Database, conversations: Conversations
) -> None:
    keep(database, ONE, "Who?")
    keep(database, ONE, "thanks", kind="notice")
    assert [turn.question for turn in conversations.turns(ONE)] == ["Who?", "thanks"]
    assert [turn.question for turn in History(database).turns(ONE)] == ["Who?"]


@given(st.text() | st.none() | st.integers())
def test_only_32_hex_digits_are_an_id_that_nobody_can_guess(said: object) -> None:
    assert not is_unguessable(said)  # what hypothesis writes is never 32 of them
    assert is_unguessable(new_conversation())


def test_a_home_of_the_second_schema_keeps_its_conversations(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    raw = sqlite3.connect(path)
    raw.executescript(
        """
        CREATE TABLE turns (
            conversation TEXT NOT NULL, position INTEGER NOT NULL, question TEXT NOT NULL,
            query TEXT NOT NULL, reply TEXT NOT NULL, asked_at TEXT NOT NULL,
            PRIMARY KEY (conversation, position)
        );
        INSERT INTO turns VALUES ('c', 1, 'Who?', 'Who?', '{"text": "Jan."}',
            '2025-05-02T10:00:00+00:00');
        PRAGMA user_version = 2;
        """
    )
    raw.close()
    for _ in range(2):  # the second time there is nothing left to do
        database = Database(path)
        (listed,) = Conversations(database).listed(words="jan")
        assert (listed.title, listed.asked_at.isoformat()) == ("Who?", "2025-05-02T10:00:00+00:00")
        assert Verdicts(database).drafts() == ()
        assert database.number("PRAGMA user_version") == SCHEMA_VERSION
        database.close()
