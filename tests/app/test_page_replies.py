"""What a reply offers in a real browser: cards of its chips, limits, copies, where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.answering.copying import citation_list, in_markdown, in_text
from app.assistant import Assistant
from app.reply import Answer
from corpus.article import Draft
from index import ingest
from index.home import Home
from tests.app.cli_runs import serving
from tests.app.conftest import visiting
from tests.app.model_server import hanging, model_server
from tests.app.visits import Served, Visit

QUESTION = "Who is Spain's foreign minister?"
DIFFER = "How many houses did the flood in Skarholm damage?"
FLOOD = (
    ("Ardle Post", "The flood in Skarholm damaged 340 houses on Monday, police said."),
    ("Brenn Times", "The flood in Skarholm damaged 520 houses on Monday, police said."),
)
REPORTED = date(2031, 5, 6)


def answer_to(served: Served, question: str) -> Answer:
    """The answer that the page must show."""
    reply = Assistant(served.twin).ask(question)
    assert isinstance(reply, Answer)
    return reply


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_a_chip_shows_outlet_date_and_quote_in_a_card(
    served: Served, visit: Visit, way: str
) -> None:
    page = visit.page
    visit.ask(QUESTION)
    quote = answer_to(served, QUESTION).citations[0].quote
    chip = page.locator("#answer a.citation").first
    if way == "pointer":
        chip.hover()
    else:
        page.locator(".asked").focus()
        page.keyboard.press("Tab")
        expect(chip).to_be_focused()
    card = page.locator("#card")
    expect(card).to_be_visible()
    expect(card.locator(".quoted")).to_have_text(quote.text)
    expect(card.locator(".byline")).to_have_text(quote.article.byline)
    assert chip.get_attribute("aria-describedby") == "card"
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator("#library")).to_be_visible()


def test_the_pointer_can_move_onto_the_card(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.hover("#answer a.citation >> nth=0")
    visit.page.hover("#card")
    visit.page.wait_for_timeout(400)  # longer than the card waits for a pointer that left
    expect(visit.page.locator("#card")).to_be_visible()
    visit.page.hover(".masthead")
    expect(visit.page.locator("#card")).to_be_hidden()


def test_the_card_of_an_article_full_of_markup_is_text(visit: Visit) -> None:
    visit.ask("Who is the mayor of Zorblax?")
    visit.page.hover("#answer a.citation >> nth=0")
    expect(visit.page.locator("#card .quoted")).to_contain_text("<script>window.pwned=1</script>")
    assert visit.page.evaluate("window.pwned") is None
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("label", "copied"),
    [("text", in_text), ("Markdown", in_markdown), ("citations", citation_list)],
)
def test_an_answer_can_be_copied(served: Served, visit: Visit, label: str, copied: object) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(QUESTION)
    visit.page.click(f".copying >> text={label}")
    expect(visit.page.locator(".copying >> text=Copied")).to_be_visible()
    taken = visit.page.evaluate("navigator.clipboard.readText()")
    assert taken == copied(answer_to(served, QUESTION))  # type: ignore[operator]
    assert visit.complaints == []


def test_a_copy_does_without_the_clipboard_that_only_safe_addresses_have(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read"])
    visit.ask(QUESTION)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.click(".copying >> text=citations")
    expect(page.locator(".copying >> text=Copied")).to_be_visible()
    assert "“London offers soldiers" in page.evaluate("navigator.clipboard.readText()")


def test_questions_to_go_on_with_come_after_the_answer_and_are_answered(visit: Visit) -> None:
    page = visit.page
    visit.ask("What did Keir Starmer say about troops?")
    suggested = page.locator("#follow-ups .suggestion")
    expect(suggested.first).to_be_visible(timeout=15_000)
    question = suggested.first.text_content()
    suggested.first.click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator('#answer[aria-busy="false"]')).to_be_visible()
    expect(page.locator(".asked").last).to_have_text(question or "")
    expect(page.locator("#answer a.citation").first).to_be_visible()
    assert visit.complaints == []


def test_nothing_is_suggested_after_a_refusal(visit: Visit) -> None:
    visit.ask("Who won the 2024 World Chess Championship?")
    visit.page.wait_for_timeout(1500)
    expect(visit.page.locator("#follow-ups .suggestion")).to_have_count(0)


def test_a_refusal_shows_the_nearest_sentence_and_opens_it_in_its_article(visit: Visit) -> None:
    visit.ask("Who won the 2024 World Chess Championship?")
    near = visit.page.locator("#answer a.near").first
    said = near.text_content()
    near.click()
    expect(visit.page.locator("#source mark.cited")).to_have_text(said or "")
    expect(visit.page.locator("#source mark.cited")).to_be_in_viewport()


@pytest.fixture
def flooded(tmp_path: Path, browser: Browser) -> Iterator[Visit]:
    """A page over two reports that contradict each other."""
    drafts = [
        Draft(
            source_key=outlet,
            text=text,
            headline="Flood in Skarholm",
            outlet=outlet,
            published_at=REPORTED,
        )
        for outlet, text in FLOOD
    ]
    with Home.open(tmp_path / "home") as home:
        ingest.add_drafts(home, drafts)
    with serving(tmp_path / "home") as running:
        yield from visiting(browser, running.url, width=390)


def test_reports_that_differ_stand_side_by_side_with_their_words_marked(flooded: Visit) -> None:
    flooded.ask(DIFFER)
    sides = flooded.page.locator("#answer .differ .side")
    expect(sides).to_have_count(2)
    marked = flooded.page.locator("#answer .differ strong").all_text_contents()
    assert sorted(marked) == ["340", "520"]
    expect(flooded.page.locator("#answer .as-of")).to_contain_text("2 independent outlets")
    assert flooded.complaints == []


@pytest.fixture
def patient(tmp_path: Path, browser: Browser) -> Iterator[Visit]:
    """A page whose server waits for a language model that never says a word."""
    draft = Draft(source_key="flood", text=FLOOD[0][1], headline="Flood", outlet=FLOOD[0][0])
    with Home.open(tmp_path / "home") as home:
        ingest.add_drafts(home, [draft])
    with model_server(hanging(ping=b": still here\n\n")) as model:
        environment = {
            "CLIPPINGS_ENGINE": "llm",
            "CLIPPINGS_LLM_URL": model.url,
            "CLIPPINGS_LLM_MODEL": "m",
        }
        with serving(tmp_path / "home", environment=environment) as running:
            yield from visiting(browser, running.url, width=1440)


def test_a_long_step_says_what_goes_on_and_can_be_stopped(patient: Visit) -> None:
    page = patient.page
    page.fill("#question textarea", DIFFER)
    page.press("#question textarea", "Enter")
    expect(page.locator("#answer .progress")).to_be_visible()
    expect(page.locator("#answer .progress")).not_to_have_text("")
    expect(page.locator("#send")).to_be_hidden()
    page.click("#stop")
    expect(page.locator("#answer .trouble")).to_contain_text("Stopped")
    expect(page.locator("#send")).to_be_visible()
    expect(page.locator("#stop")).to_be_hidden()
    assert patient.complaints == []
