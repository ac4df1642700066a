"""What goes wrong on the page, or is meant to: a real browser on a real server of its own."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from corpus.article import Draft
from index import ingest
from index.home import Home
from tests.app.cli_runs import OSLO, TORUN, Serving, cold, serving, tiny_home
from tests.app.conftest import visiting
from tests.app.visits import Visit

BRIDGE = "Who opened the new bridge in Torun?"
CHESS = "Who won the chess title in Oslo?"
TRICKY_HEADLINE = (
    "# [Free](javascript:window.pwned=1) **bold** ![x](http://192.0.2.1/x.png) | a | b"
)
TRICKY_SENTENCE = (
    "The harbour master of Brindlow is Petra Quill, _she_ **says**, `code`,"
    " [read](javascript:window.pwned=1) <http://192.0.2.1/> $$x^2$$ --> &lt;b&gt; [1](#cite-9-9)."
)
TRICKY_TEXT = f"{TRICKY_SENTENCE}\n\n![x](http://192.0.2.1/x.png)\n\n| a | b |\n|---|---|\n"
ARABIC_HEADLINE = "عمدة برندلو يفتتح الجسر الجديد"
ARABIC_TEXT = "كلف الجسر الجديد 77 مليون دينار."
HARBOUR = "Who is the harbour master of Brindlow?"
PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 64
RETURN_MILLISECONDS = 60_000  # a server that starts again takes ten seconds, a page polls every two


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A running server over two plain articles, one full of Markdown and one in Arabic."""
    home = tiny_home(tmp_path_factory.mktemp("bad"), torun=TORUN, oslo=OSLO)
    tricky = Draft(source_key="tricky", text=TRICKY_TEXT, headline=TRICKY_HEADLINE)
    arabic = Draft(source_key="arabic", text=ARABIC_TEXT, headline=ARABIC_HEADLINE)
    with Home.open(home) as opened:
        ingest.add_drafts(opened, [tricky, arabic])
    with serving(home) as running:
        yield running


@pytest.fixture
def visit(served: Serving, browser: Browser) -> Iterator[Visit]:
    yield from visiting(browser, served.url, width=1440)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own, for pages that outlive a server."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def narrow_visit(served: Serving, browser: Browser) -> Iterator[Visit]:
    yield from visiting(browser, served.url, width=390)


def asked(page: Page, question: str) -> None:
    """Ask without waiting for the reply."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def replied(page: Page, question: str) -> None:
    """Ask, and wait until the reply is kept."""
    asked(page, question)
    expect(page.locator(".asked").last).to_have_text(question)
    page.locator('#answer[aria-busy="false"]').wait_for()
    expect(page).to_have_url(re.compile(r"conversation=[0-9a-f]{32}$"))


def test_markdown_in_an_article_stays_text(served: Serving, visit: Visit) -> None:
    visit.ask(HARBOUR)
    expect(visit.page.locator("#answer .quoted").first).to_contain_text(TRICKY_SENTENCE)
    visit.page.hover("#answer a.citation >> nth=0")
    expect(visit.page.locator("#card .quoted")).to_contain_text(TRICKY_SENTENCE)
    visit.page.click("#answer a.citation >> nth=0")
    expect(visit.page.locator("#source h2")).to_have_text(TRICKY_HEADLINE)
    expect(visit.page.locator("#source mark.cited")).to_have_text(TRICKY_SENTENCE)
    expect(visit.page.locator("#source .text")).to_contain_text("![x](http://192.0.2.1/x.png)")
    made = visit.page.locator("#desk :is(a[href^=javascript], a[href*='192.0.2.1'], #source img)")
    assert made.count() == 0
    assert {urlsplit(url).netloc for url in visit.requests if url.startswith("http")} == {
        urlsplit(served.url).netloc
    }
    assert visit.page.evaluate("window.pwned") is None
    assert visit.complaints == []


def test_an_article_in_arabic_runs_from_right_to_left_in_an_english_page(visit: Visit) -> None:
    visit.page.click(f"#library a.article >> text={ARABIC_HEADLINE}")
    paragraph = visit.page.locator("#source .text p")
    expect(paragraph).to_have_text(ARABIC_TEXT)
    full_stop = paragraph.evaluate(
        """(p) => {
            const [box, range] = [p.getBoundingClientRect(), document.createRange()];
            range.selectNodeContents(p);
            const line = range.getBoundingClientRect();
            range.setStart(p.firstChild, p.firstChild.length - 1);
            const isLeftmost = range.getBoundingClientRect().left === line.left;
            return { isLeftmost, isAtRight: line.right > box.right - 2 };
        }"""
    )
    assert full_stop == {"isLeftmost": True, "isAtRight": True}


def test_on_a_phone_nothing_of_the_library_shows_through_an_article_over_it(
    narrow_visit: Visit,
) -> None:
    page = narrow_visit.page
    page.click("#navigation [data-view=library]")
    page.click(f".entry a.article >> text={ARABIC_HEADLINE}")
    expect(page.locator("#source .text p")).to_be_in_viewport(ratio=1)
    page.wait_for_timeout(300)  # the slide takes 140 ms
    seen = page.screenshot()
    page.evaluate("document.getElementById('views').style.visibility = 'hidden'")
    assert page.screenshot() == seen


def test_markup_in_a_question_stays_text(visit: Visit) -> None:
    question = (
        "<script>window.pwned=1</script> **Who** [is](javascript:window.pwned=1) Petra Quill?"
    )
    visit.ask(question)
    expect(visit.page.locator(".asked")).to_have_text(question)
    assert visit.page.locator(".asked :is(a, b, strong, script)").count() == 0
    assert visit.page.evaluate("window.pwned") is None


def test_a_megabyte_as_a_question_is_answered_calmly_and_the_chat_goes_on(visit: Visit) -> None:
    pasted = "Which bridge? " * 75_000  # 1,050,000 characters
    visit.ask(pasted)
    expect(visit.page.locator("#answer .trouble")).to_contain_text("1,049,999 characters")
    visit.ask(BRIDGE)
    expect(visit.page.locator("#answer")).to_contain_text("Zawadzki")
    assert visit.complaints == []


@pytest.mark.parametrize("name", ["setup.txt", "setup.pdf", "setup.docx", "setup.html"])
def test_a_program_is_refused_whatever_it_is_called(
    visit: Visit, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(PROGRAM)
    visit.page.set_input_files("#shelf input[type=file]", tmp_path / name)
    expect(visit.page.locator("#uploaded .trouble, #uploaded li")).to_contain_text(name)
    expect(visit.page.locator("#library a.article")).to_have_count(4)


def test_a_program_by_its_own_name_never_reaches_the_library(
    served: Serving, visit: Visit, tmp_path: Path
) -> None:
    (tmp_path / "setup.exe").write_bytes(PROGRAM)
    visit.page.set_input_files("#shelf input[type=file]", tmp_path / "setup.exe")
    expect(visit.page.locator("body")).to_contain_text("setup.exe")
    assert not list(served.home.rglob("setup.exe"))
    visit.ask(BRIDGE)
    expect(visit.page.locator("#answer")).to_contain_text("Zawadzki")


def test_two_tabs_that_ask_at_the_same_time_both_get_their_reply(
    served: Serving, context: BrowserContext
) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto(served.url)
    replied(one, BRIDGE)
    other.goto(one.url)
    expect(other.locator(".asked")).to_have_text([BRIDGE])
    asked(one, CHESS)
    asked(other, HARBOUR)
    expect(one.locator(".asked")).to_have_text([BRIDGE, CHESS])
    expect(one.locator("#answer")).to_contain_text("Halvorsen")
    expect(other.locator("#answer")).to_contain_text("Petra Quill")
    one.reload()
    expect(one.locator(".asked")).to_have_count(3)
    assert set(one.locator(".asked").all_text_contents()) == {BRIDGE, CHESS, HARBOUR}


def test_an_article_removed_while_the_page_is_open_still_shows_what_was_quoted(
    tmp_path: Path, context: BrowserContext
) -> None:
    home = tiny_home(tmp_path, torun=TORUN)
    with serving(home) as running:
        page = context.new_page()
        page.goto(running.url)
        replied(page, BRIDGE)
        quote = page.locator("#answer .quoted").first.text_content() or ""
        (article,) = re.findall(r"\ba[0-9a-f]{12}\b", cold("list", "--home", home).out)
        assert cold("remove", article, "--home", home).code == 0
        page.click("#answer a.citation >> nth=0")
        expect(page.locator("#source mark.cited")).to_have_text(quote)
        expect(page.locator("#source header")).to_contain_text("removed from the library")
        asked(page, CHESS)
        expect(page.locator("#answer .trouble")).to_contain_text("no articles")


def test_a_page_whose_server_went_away_says_so_and_goes_on_once_it_is_back(
    tmp_path: Path, context: BrowserContext
) -> None:
    home = tiny_home(tmp_path, torun=TORUN, oslo=OSLO)
    page = context.new_page()
    with serving(home) as first:
        port = str(urlsplit(first.url).port)
        page.goto(first.url)
        replied(page, BRIDGE)
        first.stop(signal.SIGINT)
    asked(page, CHESS)
    expect(page.locator("body")).to_contain_text("Connection to the server was lost")
    expect(page.locator(".asked").first).to_have_text(BRIDGE)
    with serving(home, "--port", port):
        expect(page.locator("body")).not_to_contain_text(
            "Connection to the server was lost", timeout=RETURN_MILLISECONDS
        )
        expect(page.locator(".asked")).to_have_text([BRIDGE])
        replied(page, CHESS)
        expect(page.locator("#answer")).to_contain_text("Halvorsen")
