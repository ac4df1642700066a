from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.answering.acts import Act
from app.answering.conversation import Turn
from app.answering.looking_back import looked_back
from app.assistant import Assistant
from app.reply import Abstention, Answer, Notice, Quote, Reply, Topic
from app.wire import reply_fields
from corpus.article import Draft
from index import ingest
from index.home import Home
from tests.app.cli_runs import sample_home
from tests.app.shown_replies import answer, citation

QUESTION = "What did Blinken call for in Paris?"


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(sample_home())


def talk(assistant: Assistant, *questions: str) -> list[Reply]:
    replies = [assistant.ask(questions[0])]
    for question in questions[1:]:
        replies.append(assistant.ask(question, replies[0].conversation))
    return replies


def test_more_repeats_nothing(assistant: Assistant) -> None:
    answers = [r for r in talk(assistant, QUESTION, "more", "Anything else?", "more please")
               if isinstance(r, Answer)]  # fmt: skip
    assert len(answers) > 1
    quoted = [(c.quote.article.article_id, c.quote.start) for a in answers for c in a.citations]
    assert len(quoted) == len(set(quoted))


def test_more_says_when_there_is_none(assistant: Assistant) -> None:
    *_, reply = talk(assistant, "Who directs the iodine study?", *("more",) * 6)
    assert isinstance(reply, Abstention)
    assert reply.message.startswith("I found nothing more")


def test_who_says_so_names_outlet_date_and_headline(assistant: Assistant) -> None:
    first, reply = talk(assistant, "How many CEASAR launchers will France produce?", "Says who?")
    assert isinstance(first, Answer)
    assert isinstance(reply, Answer)
    assert [c.quote for c in reply.citations] == [c.quote for c in first.citations]
    assert any("Kyiv Post report, 2 April 2024: “France to" in note for note in reply.notes)


def test_the_copies_of_all_quotes_of_an_article_are_named_once(tmp_path: Path) -> None:
    with Home.open(tmp_path / "home") as home:
        drafts = [
            Draft(
                source_key=outlet, text=f"{outlet} waited. It rained.", headline="H", outlet=outlet
            )
            for outlet in ("Gazette", "AFP", "Echo")
        ]
        ingest.add_drafts(home, drafts)
        by_outlet = {article.outlet: article for article in home.library.articles()}
        lead, one, other = (by_outlet[draft.outlet] for draft in drafts)
        quotes = Quote(article=lead, start=0, end=15), Quote(article=lead, start=16, end=26)
        told = answer(citation(1, quotes[0], one, other), citation(2, quotes[1], one))
        turn = Turn(question="What?", query="What?", kept=json.dumps(reply_fields(told)))
        back = looked_back(Act.SOURCES, turn, home.library)
    assert back is not None
    (source,) = [note for note in back.notes if note.startswith("[1][2]")]
    assert source.count("AFP") == source.count("Echo") == 1


def test_are_you_sure_counts_independent_outlets(assistant: Assistant) -> None:
    first, reply = talk(assistant, "How many CEASAR launchers will France produce?", "Really?")
    assert isinstance(first, Answer)
    assert isinstance(reply, Answer)
    assert reply.notes[0].endswith("quoted from 1 article, one outlet: Kyiv Post.")
    assert f"put at {first.confidence:.0%}" in reply.notes[1]


def test_shorter_is_the_first_quote_alone(assistant: Assistant) -> None:
    first, reply = talk(assistant, QUESTION, "shorter, please")
    assert isinstance(first, Answer)
    assert isinstance(reply, Answer)
    assert [c.quote for c in reply.citations] == [first.citations[0].quote]
    assert [s.text for s in reply.sentences] == [first.citations[0].quote.text]


def test_a_follow_up_after_looking_back_still_leans_on_the_question(assistant: Assistant) -> None:
    *_, reply = talk(assistant, QUESTION, "Says who?", "Who did he meet there?")
    assert isinstance(reply, Answer)
    assert "Blinken" in reply.query.text


@pytest.mark.parametrize("message", ["more", "Are you sure?", "Says who?", "shorter"])
def test_without_an_answer_there_is_nothing_to_look_back_on(
    assistant: Assistant, message: str
) -> None:
    alone = assistant.ask(message)
    assert isinstance(alone, Notice)
    assert alone.topic is Topic.UNCLEAR
    assert "no answer to look back on" in alone.message


def test_a_refusal_has_no_sources(assistant: Assistant) -> None:
    _, reply = talk(assistant, "Who won the Oscar for best film?", "Says who?")
    assert isinstance(reply, Notice)


def test_an_answer_whose_article_is_gone_is_not_shown_again() -> None:
    cited = {"article_id": "a000000000000", "start": 0, "also_in": []}
    kept = json.dumps({"kind": "answer", "citations": [cited]})
    turn = Turn(question="?", query="?", kept=kept)
    assert looked_back(Act.SOURCES, turn, sample_home().library) is None
