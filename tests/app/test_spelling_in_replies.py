"""What a reply says of words that were read otherwise than typed."""

from __future__ import annotations

import pytest

from app.assistant import Assistant
from app.reply import Abstention, Answer
from tests.app.cli_runs import sample_home


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(sample_home())


def test_a_mistyped_name_is_searched_as_the_one_meant_and_told(assistant: Assistant) -> None:
    reply = assistant.ask("Who confirmed that Farnce will make more CAESAR launchers?")
    assert isinstance(reply, Answer)
    assert reply.question == "Who confirmed that Farnce will make more CAESAR launchers?"
    assert "also searched: France (for Farnce), CEASAR (for CAESAR)" in reply.query.read
    assert "France will make more CEASAR" in reply.query.text


@pytest.mark.parametrize("name", ["Zorblax", "Bolsonaro"])
def test_a_name_that_no_article_has_still_leads_to_a_refusal(
    assistant: Assistant, name: str
) -> None:
    reply = assistant.ask(f"What did {name} say about Ukraine?")
    assert isinstance(reply, Abstention)
    assert reply.reason == "names_missing"
    assert not any("also searched" in read for read in reply.query.read)


def test_a_mistyped_question_is_no_follow_up(assistant: Assistant) -> None:
    first = assistant.ask("Who is the president of Turkey?")
    asked = assistant.ask("How much salt did the iodised slat programme use?", first.conversation)
    assert isinstance(asked, Answer | Abstention)
    assert asked.query.carried == ""


def test_a_follow_up_leans_on_the_words_meant(assistant: Assistant) -> None:
    first = assistant.ask("How many CEASAR launchers will Farnce make?")
    second = assistant.ask("Who confirmed it?", first.conversation)
    assert isinstance(second, Answer | Abstention)
    assert "France" in second.query.carried
    assert "Farnce" not in second.query.text
