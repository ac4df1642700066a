"""The article beside the chat in a real browser: its quotes in turn, and asking about it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.app.visits import Served, Visit

SEVERAL = "What did Blinken say in Paris?"
THREE = "What happened in Mecca?"  # of which three sentences are quoted, each by itself


@pytest.fixture(params=[390, 1440])
def width(request: pytest.FixtureRequest) -> int:
    """Of a phone and of a desktop."""
    return int(request.param)


@pytest.fixture
def reading(visit: Visit, width: int) -> Visit:
    """The first citation of an answer with several, opened."""
    return opened(visit, width, SEVERAL)


def opened(visit: Visit, width: int, question: str) -> Visit:
    visit.page.set_viewport_size({"width": width, "height": 844})
    visit.ask(question)
    visit.page.click("#answer a.citation >> nth=0")
    expect(visit.page.locator("#source mark.cited")).to_be_focused()
    return visit


def test_arrows_lead_to_the_quotes_before_and_after(visit: Visit, width: int) -> None:
    reading = opened(visit, width, THREE)
    page = reading.page
    sentences = page.locator("#answer .quoted").all_text_contents()
    expect(page.locator(".steps .at")).to_have_text(re.compile(rf"^1 of {len(sentences)}$"))
    page.click("[data-step=Next]")
    expect(page.locator(".steps .at")).to_have_text(re.compile("^2 of"))
    expect(page.locator("#source mark.cited")).to_have_text(sentences[1])
    expect(page.locator("#source mark.cited")).to_be_in_viewport()
    expect(page.locator("[data-step=Next]")).to_be_focused()
    expect(page.locator("#answer a.citation[aria-current]")).to_have_text("2")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".steps .at")).to_have_text(re.compile("^1 of"))
    assert reading.complaints == []


def test_the_way_back_stays_in_view_however_far_down_the_quote_is(reading: Visit) -> None:
    reading.page.evaluate("document.getElementById('source').scrollTop = 1e6")
    expect(reading.page.locator("#source .close")).to_be_in_viewport()
    reading.page.click("#source .close")
    expect(reading.page.locator("#answer a.citation").first).to_be_focused()


def test_asking_about_an_article_limits_the_question_until_its_chip_is_taken_off(
    served: Served, reading: Visit
) -> None:
    page = reading.page
    headline = page.text_content("#source h2") or ""
    page.click(".ask-about")
    expect(page.locator("#reader .about h3")).to_be_focused()
    article = page.get_attribute("#source .reader", "data-article") or ""
    beginning = page.text_content("#reader .about blockquote") or ""
    assert beginning in served.twin.library.get(article).text
    found = page.locator("#reader .about .suggestion")
    expect(found).not_to_have_count(1, timeout=15_000)  # the summary is offered at once
    found.nth(1).click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator('#answer[aria-busy="false"]')).to_be_visible()
    expect(page.locator("#answer .limit")).to_have_text([f"{headline} ×"])
    expect(page.locator("#chosen .limit")).to_have_text([f"{headline} ×"])
    page.click("#chosen .limit")
    expect(page.locator("#chosen .limit")).to_have_count(0)
    expect(page.locator("#question textarea")).to_be_focused()
    assert reading.complaints == []


def test_the_limit_to_an_article_can_be_taken_back_from_its_reply(visit: Visit) -> None:
    page = visit.page
    page.click("#library a.article >> nth=0")
    page.click(".ask-about")
    expect(page.locator("#chosen .limit")).to_have_count(1)
    visit.ask("Who is Spain's foreign minister?")
    expect(page.locator("#answer .refusal")).to_be_visible()
    page.click("#answer .limit")
    expect(page.locator("#answer")).to_contain_text("Asked again without the articles chosen")
    expect(page.locator("#answer a.citation").first).to_be_visible()
    expect(page.locator("#chosen .limit")).to_have_count(0)


def test_an_article_made_up_cannot_be_asked_about(visit: Visit) -> None:
    page = visit.page
    page.click("#library a.article >> nth=0")
    page.locator(".ask-about").wait_for()
    page.evaluate("document.querySelector('.ask-about').dataset.article = '../../etc/passwd'")
    page.click(".ask-about")
    page.wait_for_timeout(500)
    expect(page.locator("#chosen .limit")).to_have_count(0)
    assert visit.complaints == []


def test_the_article_stays_open_beside_another_view(visit: Visit) -> None:
    page = visit.page
    page.click("#library a.article >> nth=0")
    page.click("#navigation [data-view=tracing]")
    expect(page.locator("#view-tracing")).to_be_visible()
    expect(page.locator("#source h2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#source h2")).to_be_hidden()


def test_the_views_are_turned_to_by_keyboard_and_say_which_is_open(visit: Visit) -> None:
    page = visit.page
    page.focus("#navigation [data-view=ask]")
    for name in ("library", "tracing", "settings"):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(f"#view-{name}")).to_be_visible()
        expect(page.locator("#navigation [aria-current=page]")).to_have_attribute("data-view", name)
    expect(page.locator("#view-ask")).to_be_hidden()
    assert visit.complaints == []
