"""What the page does with kept conversations: for their owner, and for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.conversation import History, Turn, new_conversation
from app.assistant import Assistant
from app.conversations.kept import Conversations
from app.conversations.verdicts import Judgment, Verdict, Verdicts
from app.limits import Limits
from app.page.actions import Actions
from app.page.conversation_list_actions import KeptActions, Wanted, tools_of, turn_number
from app.page.session import Pending, Session, Trouble
from app.web.guarding import Door
from app.web.login import Login
from index.home import Home
from tests.app.cli_runs import TORUN, tiny_home

BRIDGE = "Who opened the new bridge in Torun?"
ALWAYS = Limits(threshold=0.0)
OWN = Wanted()

anything = st.none() | st.text() | st.integers() | st.lists(st.text()) | st.floats()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with Home.open(tiny_home(tmp_path_factory.mktemp("own"), torun=TORUN)) as home:
        yield home


@pytest.fixture
def own(home: Home) -> KeptActions:
    return KeptActions(home=home, is_own=True)


@pytest.fixture
def visitor(home: Home) -> KeptActions:
    return KeptActions(home=home, is_own=False)


def asked(home: Home, conversation: str | None = None) -> str:
    return Assistant(home).ask(BRIDGE, conversation, limits=ALWAYS).conversation


def test_the_owner_lists_every_conversation_and_a_visitor_those_it_knows(
    home: Home, own: KeptActions, visitor: KeptActions
) -> None:
    one, other = asked(home), asked(home)
    assert {one, other} <= set(_ids(own.listed(Session(), OWN)))
    assert _ids(visitor.listed(Session(), OWN)) == []
    known = Wanted.said("", [other, new_conversation(), 7, None, "%"])
    assert _ids(visitor.listed(Session(), known)) == [other]
    assert _ids(visitor.listed(visitor.open(one), OWN)) == [one]  # the one that is open


def _ids(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('<li data-conversation="')[1:]]


def test_an_id_that_was_made_up_opens_for_the_owner_alone(
    home: Home, own: KeptActions, visitor: KeptActions
) -> None:
    asked(home, "mine")
    assert own.open("mine").conversation == "mine"
    assert visitor.open("mine") == Session()
    assert visitor.delete("mine") is None
    assert _ids(visitor.listed(Session(), Wanted.said("", ["mine"]))) == []


@given(anything)
def test_whatever_a_browser_sends_opens_and_changes_nothing(home: Home, said: object) -> None:
    for is_own in (True, False):
        kept = KeptActions(home=home, is_own=is_own)
        if said == "mine":
            continue
        assert kept.open(said) == Session()
        assert kept.delete(said) is None
        assert kept.export(said) == ""
        assert "no such conversation" in kept.rename(said, said)
        kept.listed(Session(), Wanted.said(said, said))
    assert turn_number(Session(), said) is None


def test_the_page_opens_with_the_conversation_that_it_names(home: Home) -> None:
    name = asked(home)
    actions = Actions(home=home, assistant=Assistant(home))
    session, html, _ = actions.begin(name)
    assert (session.conversation, len(session.turns)) == (name, 1)
    assert BRIDGE in html
    assert actions.begin(new_conversation())[0] == Session()


def test_asking_after_an_edit_drops_that_turn_and_all_after_it(home: Home) -> None:
    name = asked(home)
    asked(home, name)
    actions = Actions(home=home, assistant=Assistant(home))
    session = actions.kept.edit(replace(actions.kept.open(name), drafted=frozenset({1, 2})), 0)
    for now, _ in actions.ask("How much did the bridge in Torun cost?", session):
        session = now
    assert session.drafted == frozenset()
    assert [turn.question for turn in session.turns] == ["How much did the bridge in Torun cost?"]
    assert session.replacing is None
    kept = Conversations(home.database).turns(name)
    assert [turn.question for turn in kept] == ["How much did the bridge in Torun cost?"]


def test_what_is_no_question_replaces_nothing(home: Home) -> None:
    name = asked(home)
    actions = Actions(home=home, assistant=Assistant(home))
    session = actions.kept.edit(actions.kept.open(name), 0)
    *_, (session, _html) = actions.ask("x" * 2_001, session)
    assert isinstance(session.turns[-1], Trouble)
    assert session.replacing == 0
    assert len(Conversations(home.database).turns(name)) == 1


def test_asking_again_keeps_one_turn_and_its_question(home: Home) -> None:
    name = asked(home)
    actions = Actions(home=home, assistant=Assistant(home))
    session = actions.kept.open(name)
    for now, _ in actions.ask_as_it_was("0", session):
        session = now
    assert [turn.question for turn in session.turns] == [BRIDGE]
    assert len(Conversations(home.database).turns(name)) == 1
    *_, (unchanged, _html) = actions.ask_as_it_was("7", session)
    assert unchanged == session


def test_a_verdict_given_twice_is_taken_back(home: Home, own: KeptActions) -> None:
    session = own.open(asked(home))
    for number in ("1", "-1", None, "x", 0.5):
        assert own.judge(session, number, "good") == session
    assert own.judge(session, 0, "splendid") == session
    judged = own.judge(session, 0, "good")
    assert judged.judged == {1: Judgment(verdict=Verdict.GOOD)}
    assert Verdicts(home.database).of(session.conversation) == judged.judged
    assert own.judge(judged, 0, "good").judged == {}
    assert Verdicts(home.database).of(session.conversation) == {}


def test_a_turn_deleted_on_another_page_cannot_be_judged(home: Home, own: KeptActions) -> None:
    session = own.judge(own.open(asked(home)), 0, "good")
    own.delete(session.conversation)
    assert own.judge(session, 0, "bad") == session
    assert own.draft(session, 0, "why") == session
    assert Verdicts(home.database).drafts() == ()


def test_tools_are_offered_on_turns_that_are_kept_and_none_while_one_is_pending() -> None:
    trouble = Trouble(question="?", message="No.", remedy="")
    session = Session(conversation="c" * 32, turns=(trouble,))
    assert "retry_turn" in tools_of(session, 0)
    assert "judge_turn" not in tools_of(session, 0)
    assert tools_of(session.now(Pending(question="!")), 0) == ""


def test_a_reply_that_cannot_be_read_is_a_calm_turn(home: Home, own: KeptActions) -> None:
    name = new_conversation()
    History(home.database).add(name, Turn(question="Who?", query="Who?"), reply='{"kind": "x"}')
    (turn,) = own.open(name).turns
    assert isinstance(turn, Trouble)
    assert "another version of Clippings" in turn.message


@pytest.mark.parametrize(
    ("door", "is_personal"),
    [
        (Door(host="127.0.0.1", port=1, names=("127.0.0.1:1",)), True),
        (Door(host="localhost", port=1), True),
        (Door(host="::1", port=1, names=("[::1]:1",)), True),
        (Door(host="127.0.0.1", port=1, names=("127.0.0.1:1", "news.example")), False),
        (Door(host="0.0.0.0", port=1), False),
        (Door(host="127.0.0.1", port=1, login=Login(name="a", password="b")), False),
    ],
    ids=["loopback", "localhost", "IPv6", "another name leads here", "everywhere", "a login"],
)
def test_only_a_door_of_this_computer_without_login_is_personal(
    door: Door, is_personal: bool
) -> None:
    assert door.is_personal is is_personal


def test_a_list_names_the_open_conversation_and_escapes_the_rest(
    home: Home, own: KeptActions
) -> None:
    name = asked(home)
    own.rename(name, "<script>&\"'")
    html = own.listed(own.open(name), OWN)
    assert f'data-current="{name}"' in html
    assert "<script>" not in html
    assert "&lt;script&gt;&amp;" in html
