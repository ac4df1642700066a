"""The address of an answer, and the conversation saved as HTML: a real browser, a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.page.answers import answer
from tests.app.cli_runs import OSLO, PARIS, TORUN, Serving, serving, tiny_home
from tests.app.test_conversations_page import BRIDGE, CHESS, Reader, reading
from tests.app.test_copying import answer as an_answer
from tests.app.test_copying import quoted

CHIEFS = "Who addressed the chiefs in Paris?"
# How far the question of the turn with the focus is below the top of the thread, in pixels.
BELOW_TOP = """() => document.activeElement.closest(".turn").getBoundingClientRect().top
  - document.querySelector("#thread").getBoundingClientRect().top"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    home = tiny_home(tmp_path_factory.mktemp("links"), paris=PARIS, torun=TORUN, oslo=OSLO)
    with serving(home) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser with so low a window that a conversation of three turns has to be scrolled."""
    context = browser.new_context(viewport={"width": 1440, "height": 500})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def reader(server: Serving, context: BrowserContext) -> Iterator[Reader]:
    with reading(context, server.url) as reader:
        yield reader
        assert reader.complaints == []


def link_of(page: Page, turn: int) -> str:
    """What the Link button of a turn, from 0, copies."""
    button = page.locator(".turn").nth(turn).locator("button.link")
    button.click()
    expect(button).to_have_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_only_an_answer_that_is_kept_has_a_link() -> None:
    pending = an_answer(quoted())
    assert 'class="link"' not in answer(pending, 0)


def test_a_link_opens_the_conversation_at_its_answer(
    server: Serving, context: BrowserContext, reader: Reader
) -> None:
    for question in (BRIDGE, CHESS, CHIEFS):
        reader.ask(question)
    link = link_of(reader.page, 1)
    assert re.fullmatch(re.escape(server.url) + r"/\?conversation=[0-9a-f]{32}#turn-2", link)
    with reading(context, link) as other:
        expect(other.page.locator(".asked")).to_have_text([BRIDGE, CHESS, CHIEFS])
        expect(other.page.locator("#asked-1")).to_be_focused()
        assert abs(other.page.evaluate(BELOW_TOP)) < 2
        assert other.page.url == link
        other.ask("How much did the bridge in Torun cost?")
        expect(other.page).to_have_url(link.removesuffix("#turn-2"))
        assert other.complaints == []


def test_a_link_pasted_over_the_address_leads_to_its_answer(reader: Reader) -> None:
    for question in (BRIDGE, CHESS, CHIEFS):
        reader.ask(question)
    reader.page.evaluate("link => { location.href = link; }", link_of(reader.page, 0))
    expect(reader.page.locator("#asked-0")).to_be_focused()
    assert abs(reader.page.evaluate(BELOW_TOP)) < 2


def test_a_link_to_a_turn_that_was_replaced_opens_the_conversation_as_it_is(
    context: BrowserContext, reader: Reader
) -> None:
    for question in (BRIDGE, CHESS, CHIEFS):
        reader.ask(question)
    first, last = link_of(reader.page, 0), link_of(reader.page, 2)
    reader.page.click("[data-does=edit_turn] >> nth=1")
    expect(reader.page.locator(".edited")).to_have_count(1)
    reader.ask("Which players did Ingrid Halvorsen beat?")
    with reading(context, last) as other:
        expect(other.page.locator(".asked")).to_have_count(2)
        expect(other.page.locator("#asked-1")).to_be_in_viewport()
        assert other.complaints == []
    with reading(context, first) as other:
        expect(other.page.locator("#asked-0")).to_be_focused()


@pytest.mark.parametrize("place", ["#turn-99", "#turn-", "#turn-1e3", "#<img src=x>", "#cite-0-1"])
def test_a_place_that_is_none_opens_the_conversation(
    context: BrowserContext, reader: Reader, place: str
) -> None:
    reader.ask(BRIDGE)
    with reading(context, reader.page.url + place) as other:
        expect(other.page.locator(".asked")).to_have_text([BRIDGE])
        assert other.complaints == []


def test_a_conversation_is_handed_out_as_html(reader: Reader) -> None:
    reader.ask(BRIDGE)
    reader.open_drawer()
    reader.page.click(".kept summary >> nth=0")
    with reader.page.expect_download() as download:
        reader.page.click("text=Save as HTML >> nth=0")
    assert download.value.suggested_filename.endswith("-who-opened-the-new-bridge-in-torun.html")
    written = Path(download.value.path()).read_text(encoding="utf-8")
    assert written.startswith('<!doctype html>\n<html lang="en">')
    assert f"<title>{BRIDGE}</title>" in written
    assert 'href="#source-1"' in written
