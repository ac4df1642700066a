"""Kept conversations on the page: a real browser, a real server, stopped and started again."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.answering.conversation import new_conversation
from app.conversations.verdicts import Verdict, Verdicts
from corpus.database import Database
from index.home import DATABASE_NAME
from tests.app.cli_runs import OSLO, PARIS, TORUN, Serving, cold, serving, tiny_home

BRIDGE = "Who opened the new bridge in Torun?"
CHESS = "Who won the chess title in Oslo?"
SECRET = "reader:only-for-this-test"  # a login of this test's server, no one else's


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A page of one browser, and what its console complained of."""

    page: Page
    complaints: list[str]

    def ask(self, question: str) -> None:
        """Ask as a person does, and wait until the reply stands in the list."""
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.settled(question)

    def settled(self, question: str) -> None:
        """Wait until the question has its reply, and the list shows the conversation."""
        expect(self.page.locator(".asked").last).to_have_text(question)
        self.page.locator('#answer[aria-busy="false"]').wait_for()
        expect(self.page.locator("[data-current]")).not_to_have_attribute("data-current", "")

    def open_drawer(self) -> None:
        """The list of conversations, in view."""
        self.page.click("[data-toggles=drawer]")
        self.page.locator("#kept-words").wait_for()

    def reload(self) -> None:
        """Load the page again, as its address now is."""
        before = len(self.complaints)
        self.page.reload()
        self.page.locator(".asked").first.wait_for()
        del self.complaints[
            before:
        ]  # Gradio's, of suggestions still to come that a reload cuts off

    @property
    def titles(self) -> list[str]:
        """The conversations listed, from above."""
        return self.page.locator(".kept .open").all_text_contents()


@contextmanager
def reading(context: BrowserContext, address: str) -> Iterator[Reader]:
    """An open page, ready for a question."""
    page = context.new_page()
    reader = Reader(page=page, complaints=[])
    page.on(
        "console",
        lambda said: reader.complaints.append(said.text) if said.type == "error" else None,
    )
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    page.goto(address)
    page.locator(".start, .asked").first.wait_for()
    yield reader
    page.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    home = tiny_home(tmp_path_factory.mktemp("kept"), paris=PARIS, torun=TORUN, oslo=OSLO)
    with serving(home) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers nothing yet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def reader(server: Serving, context: BrowserContext) -> Iterator[Reader]:
    with reading(context, server.url) as reader:
        yield reader
        assert reader.complaints == []


def id_in(page: Page) -> str:
    found = re.search(r"conversation=([0-9a-f]{32})$", page.url)
    assert found, page.url
    return found[1]


def test_a_conversation_goes_on_after_the_server_was_restarted(
    tmp_path: Path, context: BrowserContext
) -> None:
    home = tiny_home(tmp_path, torun=TORUN, oslo=OSLO)
    with serving(home) as first, reading(context, first.url) as reader:
        reader.ask(BRIDGE)
        said = reader.page.text_content(".sentences")
        name = id_in(reader.page)
        first.stop(signal.SIGINT)
    with serving(home) as second, reading(context, f"{second.url}?conversation={name}") as reader:
        expect(reader.page.locator(".asked")).to_have_text([BRIDGE])
        assert reader.page.text_content(".sentences") == said
        reader.page.click("a.citation >> nth=0")
        expect(reader.page.locator("#source mark.cited")).to_contain_text("Zawadzki")
        reader.ask("How much did it cost?")
        expect(reader.page.locator(".asked")).to_have_count(2)
        expect(reader.page.locator("#answer")).to_contain_text("€77 million")
        assert id_in(reader.page) == name
        assert reader.complaints == []


@pytest.mark.parametrize("name", [new_conversation(), "", "x", "' OR 1=1", "../library.sqlite"])
def test_a_guessed_id_opens_a_fresh_page_and_tells_nothing(
    server: Serving, context: BrowserContext, name: str
) -> None:
    with reading(context, f"{server.url}?conversation={name}") as reader:
        expect(reader.page.locator(".start")).to_be_visible()
        expect(reader.page).to_have_url(f"{server.url}/")
        assert reader.complaints == []


def test_conversations_are_listed_searched_renamed_and_opened(reader: Reader) -> None:
    reader.ask(CHESS)
    reader.page.click("#fresh")
    reader.page.locator(".start").wait_for()
    reader.ask(BRIDGE)
    reader.open_drawer()
    assert reader.titles[:2] == [BRIDGE, CHESS]
    reader.page.fill("#kept-words", "halvorsen")  # stands in the reply alone
    expect(reader.page.locator(".kept .open")).to_have_text([CHESS])
    reader.page.click(".kept summary")
    reader.page.fill(".kept [name=name]", "Chess <b>&")
    reader.page.press(".kept [name=name]", "Enter")
    expect(reader.page.locator(".kept .open")).to_have_text(["Chess <b>&"])
    reader.page.click(".kept .open")
    expect(reader.page.locator(".asked")).to_have_text([CHESS])
    expect(reader.page.locator(".kept .open")).to_have_attribute("aria-current", "true")
    expect(reader.page.locator("#question textarea")).to_be_focused()


def test_a_deleted_conversation_is_gone_and_can_be_had_back(reader: Reader) -> None:
    asked = "Where did military chiefs of 30 countries meet?"
    reader.ask(asked)
    name = id_in(reader.page)
    reader.open_drawer()
    reader.page.click(".kept summary >> nth=0")
    reader.page.click("[data-does=delete_kept] >> nth=0")
    expect(reader.page.locator(".start")).to_be_visible()
    expect(reader.page.locator(".kept .said")).to_contain_text(f"Deleted: {asked}")
    assert asked not in reader.titles
    assert name not in reader.page.url
    reader.page.click("[data-does=undo_deletion]")
    expect(reader.page.locator(".asked")).to_have_text([asked])
    expect(reader.page).to_have_url(re.compile(name))
    assert asked in reader.titles


def test_a_question_is_edited_and_replaces_what_came_after(reader: Reader) -> None:
    reader.ask(CHESS)
    reader.ask(BRIDGE)
    reader.page.click("[data-does=edit_turn] >> nth=0")
    expect(reader.page.locator("#question textarea")).to_have_value(CHESS)
    expect(reader.page.locator(".edited")).to_have_count(1)
    reader.page.click("[data-does=keep_turns]")
    expect(reader.page.locator(".edited")).to_have_count(0)
    expect(reader.page.locator("#question textarea")).to_have_value("")
    reader.page.click("[data-does=edit_turn] >> nth=0")
    expect(reader.page.locator(".edited")).to_have_count(1)
    reader.ask("Which players did Ingrid Halvorsen beat?")
    expect(reader.page.locator(".asked")).to_have_count(1)
    reader.reload()
    expect(reader.page.locator(".asked")).to_have_text(["Which players did Ingrid Halvorsen beat?"])


def test_a_question_is_asked_again_in_its_place(reader: Reader) -> None:
    reader.ask(CHESS)
    reader.ask(BRIDGE)
    reader.page.click("[data-does=retry_turn] >> nth=1")
    expect(reader.page.locator("#answer")).to_have_attribute("aria-busy", "false")
    expect(reader.page.locator(".tools")).to_have_count(2)
    expect(reader.page.locator(".asked")).to_have_text([CHESS, BRIDGE])


def test_a_wrong_answer_is_judged_and_becomes_a_draft_fact(server: Serving, reader: Reader) -> None:
    reader.ask(CHESS)
    reader.page.focus("[data-verdict=bad]")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("[data-verdict=bad]")).to_have_attribute("aria-pressed", "true")
    expect(reader.page.locator("[data-verdict=bad]")).to_be_focused()
    reader.page.fill(".remark input", "She <i>lost</i>.")
    reader.page.click("text=Make it a draft fact")
    expect(reader.page.locator(".remark .said")).to_contain_text("Kept as a draft fact")
    reader.reload()
    expect(reader.page.locator(".remark input")).to_have_value("She <i>lost</i>.")
    database = Database(server.home / DATABASE_NAME)
    (judgment,) = Verdicts(database).of(id_in(reader.page)).values()
    assert (judgment.verdict, judgment.remark) == (Verdict.BAD, "She <i>lost</i>.")
    draft = next(each for each in Verdicts(database).drafts() if each.turns == (CHESS,))
    assert "Halvorsen" in draft.shown[0].quote
    database.close()


def test_a_conversation_is_handed_out_as_markdown(reader: Reader) -> None:
    reader.ask(BRIDGE)
    reader.open_drawer()
    reader.page.click(".kept summary >> nth=0")
    with reader.page.expect_download() as download:
        reader.page.click("[data-does=export_kept] >> nth=0")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d-who-opened-the-new-bridge-in-torun\.md", download.value.suggested_filename
    )
    written = Path(download.value.path()).read_text(encoding="utf-8")
    assert "[^1]: Torun Gazette, 2 May 2024: “Bridge opens in Torun”." in written


def test_two_pages_on_one_conversation_keep_what_both_ask(
    server: Serving, context: BrowserContext, reader: Reader
) -> None:
    reader.ask(BRIDGE)
    with reading(context, reader.page.url) as other:
        other.ask(CHESS)
        reader.ask("Who addressed the chiefs in Paris?")
        other.reload()
        expect(other.page.locator(".asked")).to_have_text(
            [BRIDGE, CHESS, "Who addressed the chiefs in Paris?"]
        )
    ran = cold("conversation", id_in(reader.page), "--json", "--home", server.home)
    assert [reply["turn"] for reply in ran.fields["replies"]] == [1, 2, 3]


def test_an_article_removed_since_is_still_quoted_and_said_to_be_gone(
    tmp_path: Path, context: BrowserContext
) -> None:
    home = tiny_home(tmp_path, torun=TORUN, oslo=OSLO)
    with serving(home) as running, reading(context, running.url) as reader:
        reader.ask(BRIDGE)
        article = json.loads(cold("list", "--json", "--home", home).out)["articles"]
        gone = next(each for each in article if each["headline"] == "Bridge opens in Torun")
        assert cold("remove", gone["article_id"], "--home", home).code == 0
        reader.reload()
        expect(reader.page.locator("#answer .note")).to_have_text(
            "This article was removed from the library since: “Bridge opens in Torun”."
        )
        reader.page.click("a.citation >> nth=0")
        quote = reader.page.locator(".sentences .quoted").first.text_content()
        expect(reader.page.locator("#source mark.cited")).to_have_text(str(quote))
        expect(reader.page.locator("#source header")).to_contain_text("removed from the library")
        assert reader.complaints == []


def test_on_a_server_with_a_login_each_browser_lists_its_own(
    tmp_path: Path, browser: Browser
) -> None:
    home = tiny_home(tmp_path, torun=TORUN, oslo=OSLO)
    user, password = SECRET.split(":")
    with serving(home, environment={"CLIPPINGS_AUTH": SECRET}) as running:
        one, other = (
            browser.new_context(http_credentials={"username": user, "password": password})
            for _ in range(2)
        )
        with reading(one, running.url) as mine, reading(other, running.url) as yours:
            mine.ask(BRIDGE)
            mine.open_drawer()
            expect(mine.page.locator(".kept .open")).to_have_text([BRIDGE])
            yours.open_drawer()
            expect(yours.page.locator(".kept")).to_contain_text("What you ask is kept here")
            yours.page.goto(mine.page.url)  # the link is the permission
            expect(yours.page.locator(".asked")).to_have_text([BRIDGE])
            yours.open_drawer()
            expect(yours.page.locator(".kept .open")).to_have_text([BRIDGE])
            assert urlsplit(mine.page.url).query == urlsplit(yours.page.url).query
        one.close()
        other.close()
