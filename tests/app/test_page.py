"""The chat page in a real browser, on the real server, with the real model and the sample."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from app.assistant import Assistant
from app.page.actions import EXAMPLES
from app.reply import Answer
from app.web.server import claim
from app.wire import reply_fields
from corpus.errors import HomeError
from tests.app.visits import NASTY_HEADLINE, NASTY_SENTENCE, Served, Visit

QUESTION = "Who is Spain's foreign minister?"
QUICK_MILLISECONDS = 1000  # the bar is 200; a shared machine in a test run gets leeway
# Clicks, and gives the milliseconds until the highlighted passage is in view and in focus.
CLICK_TO_MARK = """() => new Promise((resolve) => {
  const clicked = performance.now();
  const look = setInterval(() => {
    if (document.activeElement.matches("#source mark.cited")) {
      clearInterval(look);
      resolve(performance.now() - clicked);
    }
  }, 4);
  document.querySelector("#answer a.citation").click();
})"""


def test_a_click_on_a_citation_highlights_the_quote_of_the_reply(
    served: Served, visit: Visit
) -> None:
    visit.ask(QUESTION)
    visit.page.click("#answer a.citation >> text=1")
    shown = visit.page.text_content("#source mark.cited")
    reply = reply_fields(Assistant(served.twin).ask(QUESTION))
    cited = reply["citations"][0]  # type: ignore[index]
    text = served.twin.library.get(cited["article_id"]).text
    assert shown == cited["quote"] == text[cited["start"] : cited["end"]]
    expect(visit.page.locator("#source mark.cited")).to_be_in_viewport(ratio=1)
    expect(visit.page.locator("#source mark.cited")).to_be_focused()


def test_the_passage_is_in_view_soon_after_the_click(visit: Visit) -> None:
    visit.ask(QUESTION)
    assert visit.page.evaluate(CLICK_TO_MARK) < QUICK_MILLISECONDS


def test_the_source_says_that_it_is_our_summary(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.click("#answer a.citation")
    expect(visit.page.locator("#source .byline")).to_have_text(
        re.compile(r"^Our summary of an? .+ report, \d+ \w+ \d{4}$")
    )


def test_nothing_leaves_this_machine_and_nothing_is_complained_of(
    served: Served, visit: Visit
) -> None:
    visit.ask(QUESTION)
    visit.page.click("#answer a.citation")
    expect(visit.page.locator("#source mark.cited")).to_be_visible()
    hosts = {urlsplit(url).netloc for url in visit.requests if not url.startswith("data:")}
    assert hosts == {urlsplit(served.url).netloc}
    assert visit.complaints == []


def test_the_keyboard_opens_a_citation_and_escape_goes_back_to_it(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.focus("#answer a.citation")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#source mark.cited")).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#answer a.citation").first).to_be_focused()
    expect(visit.page.locator("#library")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_an_outlet_and_dates_read_from_the_question_can_be_left_out(
    visit: Visit, width: int
) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 844})
    asked = "What did RFI say about the defence fund in March 2025?"
    visit.ask(asked)
    limits = page.locator("#answer .without")
    expect(limits).to_have_text(["RFI ×", "March 2025 ×"])
    limits.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#answer")).to_contain_text("Asked again without outlets")
    expect(page.locator(".asked").last).to_be_focused()
    expect(limits).to_have_text(["March 2025 ×"])
    limits.click()
    expect(page.locator("#answer .read")).to_have_text(["Asked again without outlets and dates"])
    expect(page.locator(".asked")).to_have_text([asked] * 3)
    expect(page.locator(".without")).to_have_count(0)
    assert visit.complaints == []


def test_an_article_closed_can_be_opened_again(visit: Visit) -> None:
    visit.ask(QUESTION)
    for _ in range(2):
        visit.page.click("#answer a.citation")
        expect(visit.page.locator("#source mark.cited")).to_be_focused()
        visit.page.click("#source .close")
        expect(visit.page.locator("#source mark.cited")).to_be_hidden()


def test_earlier_answers_stay_and_their_citations_work(visit: Visit) -> None:
    visit.ask(QUESTION)
    first = visit.page.get_attribute("#answer a.citation", "data-quote")
    visit.ask("Which articles do you have?")
    expect(visit.page.locator(".turn")).to_have_count(2)
    earlier = visit.page.locator(".turn").first.locator("a.citation").first
    assert earlier.get_attribute("data-quote") == first
    earlier.click()
    expect(visit.page.locator("#source mark.cited")).to_be_focused()


def test_on_a_phone_the_article_covers_the_chat_and_gives_the_same_place_back(
    narrow_visit: Visit,
) -> None:
    page = narrow_visit.page
    for question in ("Which articles do you have?", QUESTION):
        narrow_visit.ask(question)
    before = page.evaluate("document.getElementById('thread').scrollTop")
    page.click("#answer a.citation")
    expect(page.locator("#source mark.cited")).to_be_in_viewport()
    page.wait_for_function("document.getElementById('source').getBoundingClientRect().x === 0")
    assert page.evaluate("document.getElementById('views').inert")
    page.click("#source .close")
    expect(page.locator("#answer a.citation").first).to_be_in_viewport()
    assert page.evaluate("document.getElementById('thread').scrollTop") == before
    assert not page.evaluate("document.getElementById('views').inert")


@pytest.mark.parametrize("width", [390, 761, 1440, 2560])
def test_no_width_scrolls_sideways(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 844})
    visit.ask(QUESTION)
    assert visit.page.evaluate("document.documentElement.scrollWidth") == width


def test_the_library_opens_an_article_without_a_highlight(served: Served, visit: Visit) -> None:
    article = served.twin.library.articles()[0]
    visit.page.click(f"#library a[href='#article-{article.article_id}']")
    expect(visit.page.locator("#source h2")).to_have_text(article.headline)
    expect(visit.page.locator("#source mark")).to_have_count(0)


def test_the_examples_of_the_sample_are_answered(served: Served, visit: Visit) -> None:
    expect(visit.page.locator(".suggestion")).to_have_text(list(EXAMPLES))
    replies = [Assistant(served.twin).ask(example) for example in EXAMPLES[:-1]]
    assert [type(reply) for reply in replies] == [Answer] * len(replies)
    visit.page.click(f'.suggestion >> text="{EXAMPLES[0]}"')
    expect(visit.page.locator("#answer a.citation").first).to_be_visible()


def test_a_refusal_names_articles_that_open(visit: Visit) -> None:
    visit.ask("Who won the 2024 World Chess Championship?")
    expect(visit.page.locator("#answer .refusal")).to_be_visible()
    expect(visit.page.locator("#answer a.citation")).to_have_count(0)
    nearest = visit.page.locator("#answer a.article").first
    headline = nearest.text_content()
    nearest.click()
    expect(visit.page.locator("#source h2")).to_have_text(headline or "")


def test_an_empty_question_is_answered_calmly(visit: Visit) -> None:
    visit.ask("   ")
    expect(visit.page.locator("#answer .trouble")).to_contain_text("empty")


def test_script_in_an_article_stays_text(visit: Visit) -> None:
    visit.ask("Who is the mayor of Zorblax?")
    visit.page.click("#answer a.citation")
    expect(visit.page.locator("#source h2")).to_have_text(NASTY_HEADLINE)
    assert NASTY_SENTENCE in (visit.page.text_content("#source .text") or "")
    assert visit.page.evaluate("window.pwned") is None
    assert visit.complaints == []


def test_a_forged_citation_gets_calm_words(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.evaluate("document.querySelector('#answer a.citation').href = '#cite-0-99'")
    visit.page.click("#answer a.citation")
    expect(visit.page.locator("#source .trouble")).to_contain_text("no such citation")


def test_an_article_id_made_up_gets_calm_words(visit: Visit) -> None:
    visit.page.evaluate("document.querySelector('#library a').href = '#article-../../etc/passwd'")
    visit.page.click("#library a")
    expect(visit.page.locator("#source .trouble")).to_contain_text("no such article")


def test_uploaded_articles_can_be_asked_about_and_failures_are_named(
    served_empty: Served, empty_visit: Visit, tmp_path: Path
) -> None:
    page = empty_visit.page
    expect(page.locator(".start")).to_contain_text("clippings add FOLDER")
    good, bad = tmp_path / "good.md", tmp_path / "bad.txt"
    good.write_text("---\nheadline: A dam\n---\nThe Ostrava dam cost 14 million crowns.\n")
    bad.write_bytes(b"\x00\x01\x02\xff" * 50)
    page.set_input_files("#shelf input[type=file]", [good, bad])
    # The first article loads libraries that read and embed it: seconds on a busy machine.
    expect(page.locator("#uploaded")).to_contain_text("1 added, 1 failed", timeout=30_000)
    expect(page.locator("#uploaded li")).to_contain_text("bad.txt")
    expect(page.locator("#library a.article")).to_have_text(["A dam"])
    assert (served_empty.folder / "uploads" / "good.md").exists()
    expect(page.locator(".start")).to_contain_text("one article")


def test_a_new_conversation_begins_empty(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.click("#fresh")
    expect(visit.page.locator(".start")).to_be_visible()
    expect(visit.page.locator(".turn")).to_have_count(0)


def test_health_is_told(served: Served) -> None:
    with urllib.request.urlopen(f"{served.url}/healthz") as response:
        assert response.status == 200


def test_no_event_of_the_page_is_a_public_api(served: Served) -> None:
    with urllib.request.urlopen(f"{served.url}/gradio_api/info") as response:
        told = json.load(response)
    assert (set(told["named_endpoints"]), told["unnamed_endpoints"]) == ({"/ask", "/search"}, {})


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with claim("127.0.0.1", 0) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(HomeError, match=rf"port {port} of 127\.0\.0\.1.*`--port`"):
            claim("127.0.0.1", port)
