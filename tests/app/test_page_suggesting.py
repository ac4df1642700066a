"""Suggestions give way to people who wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.page.session import Session
from app.page.suggesting import Suggesting, Waiting
from app.reply import Answer
from corpus.article import Article, Draft
from index import ingest
from index.home import Home

QUESTION = "What did the council of Ardle decide?"
TEXT = (
    "The ferry to Skarholm sails again, the council of Ardle decided on Friday. "
    "Mayor Nora Quill said that Skarholm needs a ferry. "
    "Ida Lorne, the director of the zoo, was pleased. "
    "The old ferry was sold on 3 May 2031. "
    "A museum will be built in Ardle by 2034."
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A library of one article."""
    ferry = Draft(source_key="ferry", text=TEXT, headline="The Skarholm ferry is back")
    with Home.open(tmp_path_factory.mktemp("suggesting") / "home") as home:
        ingest.add_drafts(home, [ferry])
        yield home


@pytest.fixture(scope="module")
def assistant(home: Home) -> Assistant:
    return Assistant(home)


@pytest.fixture
def suggesting(assistant: Assistant) -> Suggesting:
    return Suggesting(assistant=assistant, waiting=Waiting(), alone=threading.Lock())


@pytest.fixture(scope="module")
def article(home: Home) -> Article:
    (article,) = home.library.articles()
    return article


def test_where_nobody_waits_an_article_gets_its_questions(
    suggesting: Suggesting, article: Article
) -> None:
    assert list(suggesting.of_article(article))


def test_while_somebody_waits_nothing_is_tried(
    suggesting: Suggesting, assistant: Assistant, article: Article
) -> None:
    reply = assistant.ask(QUESTION)
    assert isinstance(reply, Answer)
    with suggesting.waiting.one():
        assert list(suggesting.of_article(article)) == []
        assert list(suggesting.after(reply, Session())) == []
    assert list(suggesting.of_article(article))


def test_who_comes_while_questions_are_tried_ends_the_trying(
    suggesting: Suggesting, article: Article
) -> None:
    found = suggesting.of_article(article)
    assert next(found)
    with suggesting.waiting.one():
        assert list(found) == []


def test_after_a_reply_nobody_queues_for_suggestions(
    suggesting: Suggesting, assistant: Assistant
) -> None:
    reply = assistant.ask(QUESTION)
    assert isinstance(reply, Answer)
    with suggesting.alone:  # others are looked for
        assert list(suggesting.after(reply, Session())) == []


def test_what_is_broken_off_lets_the_next_have_a_turn(
    suggesting: Suggesting, article: Article
) -> None:
    broken_off = suggesting.of_article(article)
    assert isinstance(next(broken_off), str)
    broken_off.close()  # type: ignore[attr-defined]
    assert not suggesting.alone.locked()


def test_waiting_is_over_when_the_last_has_gone() -> None:
    waiting = Waiting()
    with waiting.one(), waiting.one():
        assert waiting.is_anyone
    assert not waiting.is_anyone
