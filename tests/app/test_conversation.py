from __future__ import annotations

from pathlib import Path

import pytest

from app.answering.conversation import History, Turn, new_conversation, self_contained
from app.answering.follow_ups import leans_on_past
from app.assistant import Assistant
from app.reply import Answer, Notice, Reply, Topic
from index.home import Home
from tests.app.cli_runs import sample_home

TURKEY = (Turn(question="How does Turkey rank?", query="How does Turkey rank in the alliance?"),)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(sample_home())


def talk(assistant: Assistant, *questions: str) -> Reply:
    """The reply to the last of several questions of one conversation."""
    reply = assistant.ask(questions[0])
    for question in questions[1:]:
        reply = assistant.ask(question, reply.conversation)
    return reply


@pytest.mark.parametrize(
    "question",
    [
        "Why?", "And why?", "When was that?", "What did Macron say about it?",
        "What about its army?", "And the theme?", "Who else?",
    ],
)  # fmt: skip
def test_a_question_that_points_at_the_last_leans_on_all_of_it(question: str) -> None:
    assert leans_on_past(question)
    assert self_contained(question, TURKEY) == f"{question} (Turkey rank alliance)"


@pytest.mark.parametrize(
    "question",
    [
        "Who met him?", "How many of them came?", "What did he say about his allies?",
        "How old is she?", "How did they rank then?",
    ],
)  # fmt: skip
def test_a_question_that_points_at_somebody_leans_on_the_names(question: str) -> None:
    assert leans_on_past(question)
    assert self_contained(question, TURKEY) == f"{question} (Turkey)"


@pytest.mark.parametrize(
    "question",
    [
        "Which crops suffer from ozone?", "Is there a flag vote in New Zealand?",
        "Did Macron say he would send troops?", "How did Trump treat his allies?",
        "Is Germany one of the five military powers?", "What happened this week in Mecca?",
        "Who said that prices have risen in Japan?", "Who is Gesine Weber?",
    ],
)  # fmt: skip
def test_a_question_that_stands_alone_drops_the_past(question: str) -> None:
    assert not leans_on_past(question)
    assert self_contained(question, TURKEY) == question


def test_without_a_past_nothing_is_carried() -> None:
    assert self_contained("And why?", ()) == "And why?"


def test_what_about_puts_one_name_in_the_place_of_another() -> None:
    assert self_contained("What about Spain?", TURKEY) == "What about Spain? (rank alliance)"


def test_words_said_again_are_not_carried_twice() -> None:
    said = self_contained("And does it rank high?", TURKEY)
    assert said == "And does it rank high? (Turkey alliance)"


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        (("How many shuttles get new homes?", "And where does Atlantis go?"), "Atlantis will stay"),
        (
            ("How many CEASAR launchers will France produce?", "Who confirmed that?"),
            "Sébastien Lecornu confirmed",
        ),
        (
            ("How many people did fishermen save off Aceh?", "When did that happen?"),
            "on Friday, 15 May 2015",
        ),
        (("Who is Valeska Paris?", "How old was she when she joined the Sea Org?"), "At 14 she"),
        (("What did Blinken call for in Paris?", "Who did he meet there?"), "Blinken met French"),
        (("How much did Immortals win?", "Who did they meet in the final?"), "Cloud9"),
        (("Who is Gesine Weber?", "What did she comment on?"), "commented on X"),
        (
            ("Which website of a church was attacked?", "Who started the attack?"),
            'A user called "Anonymous" started',
        ),
        (("How many children were in the iodine study?", "Who directs it?"), "Cres Eastman"),
        (
            ("How many pilgrims died in the stampede?", "thanks", "How many of them were Muslim?"),
            "345 Muslim pilgrims",
        ),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else "",
)
def test_a_follow_up_is_answered_from_what_went_before(
    assistant: Assistant, questions: tuple[str, ...], words: str
) -> None:
    reply = talk(assistant, *questions)
    assert isinstance(reply, Answer)
    assert any(words in citation.quote.text for citation in reply.citations)


@pytest.mark.parametrize(
    ("before", "fresh", "words"),
    [
        ("How big is von der Leyen's fund?", "Which crops suffer from ozone?", "ozone"),
        ("Who is Gesine Weber?", "How many children did the iodine study examine?", "1,709"),
        ("Where did the crane fall in Mecca?", "What is Turkey hoping for?", "Turkey is hoping"),
    ],
)
def test_a_fresh_topic_is_answered_as_if_asked_alone(
    assistant: Assistant, before: str, fresh: str, words: str
) -> None:
    reply, alone = talk(assistant, before, fresh), assistant.ask(fresh)
    assert isinstance(reply, Answer)
    assert isinstance(alone, Answer)
    assert reply.query.text == fresh
    assert reply.citations == alone.citations
    assert words in reply.citations[0].quote.text


def test_a_follow_up_says_how_it_was_understood(assistant: Assistant) -> None:
    reply = talk(assistant, "How many CEASAR launchers will France produce?", "Who confirmed that?")
    assert isinstance(reply, Answer)
    (read,) = reply.query.read
    assert read.startswith("understood as: Who confirmed that? (")
    assert "CEASAR" in read


def test_a_bare_question_word_is_unclear_only_without_a_past(assistant: Assistant) -> None:
    alone = assistant.ask("Why?")
    assert isinstance(alone, Notice)
    assert alone.topic is Topic.UNCLEAR
    assert not isinstance(talk(assistant, "What did Najib Razak say?", "Why?"), Notice)


def test_turns_are_kept_in_order_and_apart(tmp_path: Path) -> None:
    one, other = new_conversation(), new_conversation()
    with Home.open(tmp_path) as home:
        history = History(home.database)
        for number in (1, 2, 3):
            history.add(one, Turn(question=f"Q{number}", query=f"q{number}"), reply="{}")
        history.add(other, Turn(question="else", query="else"), reply="{}")
        assert [turn.question for turn in history.turns(one)] == ["Q1", "Q2", "Q3"]
        assert [turn.question for turn in history.turns(other)] == ["else"]
        assert history.turns(new_conversation()) == ()


def test_an_unknown_conversation_starts_one(assistant: Assistant) -> None:
    name = new_conversation()
    assert assistant.ask("What did Macron say about European troops?", name).conversation == name
    assert len(name) == 32
