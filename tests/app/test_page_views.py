"""Library, "Who reported this?" and settings in a real browser, on a real server of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from corpus.article import Draft
from index import ingest
from index.home import Home
from tests.app.cli_runs import serving
from tests.app.conftest import visiting
from tests.app.test_page_tracing import COPY, EXACT, NEAR, PIER, WIRE
from tests.app.visits import NASTY_HEADLINE, NASTY_SENTENCE, Visit
from tests.corpus.web_site import Site
from tests.corpus.web_site import served as web_served

STORY = "The ferry to Skarholm sails again from Monday, its owner said on Friday. " * 3
WEB_PAGE = f"<html><body><article><h1>Ferry sails</h1><p>{STORY}</p></article></body></html>"
READ = re.compile("1 (added|unchanged), 1 failed.")  # at the second width it is there already
READING_MILLISECONDS = 30_000  # a model is loaded for the first article
# At once, as the clipboard does it: Playwright's own `fill` takes a minute for a megabyte.
PASTE = """text => {
  const box = document.querySelector("#excerpt textarea");
  box.value = text;
  box.dispatchEvent(new Event("input", {bubbles: true}));
}"""
ARABIC = Draft(
    source_key="arabic",
    text="أُغلق ميناء المدينة يوم الاثنين بعد أن اصطدمت سفينة بالرصيف الشرقي.",
    headline="ميناء المدينة مغلق بعد اصطدام سفينة بالرصيف الشرقي",
    outlet="بريد الميناء",
    published_at=date(2024, 5, 9),
)
CHINESE = Draft(
    source_key="chinese",
    text="星期一，一艘驳船撞上了斯卡霍尔姆港的东码头。没有人受伤。",
    headline="驳船撞上东码头" * 12,
    outlet="港口邮报",
    published_at=date(2024, 5, 10),
)
NASTY = Draft(source_key="nasty", text=NASTY_SENTENCE, headline=NASTY_HEADLINE)
NEVER = Draft(source_key="loaf", text="The baker of Ulm sold 40 loaves.", headline="Last loaf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The server's address, and a site beside it that it may fetch from."""

    url: str
    site: Site


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("views") / "home"
    with Home.open(folder) as home:
        ingest.add_drafts(home, [PIER, COPY, ARABIC, CHINESE, NASTY, NEVER])
    with web_served() as site:
        site.has("/ferry", WEB_PAGE, "text/html; charset=utf-8")
        allowed = {"CLIPPINGS_ALLOW_PRIVATE": "127.0.0.1"}
        with serving(folder, environment=allowed) as server:
            yield Place(url=server.url, site=site)


@pytest.fixture(params=[1440, 390])
def visit(request: pytest.FixtureRequest, place: Place, browser: Browser) -> Iterator[Visit]:
    with contextmanager(visiting)(browser, place.url, width=request.param) as opened:
        yield opened
        hosts = {urlsplit(url).netloc for url in opened.requests if not url.startswith("data:")}
        assert hosts == {urlsplit(place.url).netloc}
        assert opened.complaints == []


def library(visit: Visit) -> Page:
    visit.page.click("#navigation [data-view=library]")
    visit.page.locator(".entry").first.wait_for()
    return visit.page


def entry(page: Page, headline: str) -> Locator:
    return page.locator(".entry").filter(has=page.locator(f"a.article >> text={headline}")).first


def choose(page: Page, name: str, value: str) -> None:
    page.select_option(f".filters select[name={name}]", value)


def test_words_outlets_and_dates_narrow_the_list(visit: Visit) -> None:
    page = library(visit)
    expect(page.locator(".count")).to_have_text(re.compile(r"^\d+ articles$"))
    page.fill(".filters [name=words]", "baker")
    expect(page.locator(".count")).to_have_text("1 article")
    expect(page.locator(".filters [name=words]")).to_be_focused()  # who types may type on
    page.fill(".filters [name=words]", "")
    choose(page, "outlet", "=Ardle Post")
    expect(page.locator(".entry .who")).to_have_text(["Ardle Post"])
    choose(page, "outlet", "")
    page.fill(".filters [name=since]", "2024-05-10")
    page.press(".filters [name=since]", "Enter")
    expect(page.locator(".entry")).to_have_count(1)
    page.fill(".filters [name=since]", "soon")
    page.press(".filters [name=since]", "Tab")
    expect(page.locator("#library-rows .trouble")).to_contain_text("'soon' is not a date.")
    page.fill(".filters [name=since]", "")
    choose(page, "which", "copied")
    expect(page.locator(".entry .state")).to_have_text(
        [re.compile("^Mostly a copy of "), "Also carried by one other outlet"]
    )


def test_a_row_is_corrected_in_place_by_keyboard(visit: Visit) -> None:
    page = library(visit)
    page.fill(".filters [name=words]", "loaves")
    expect(page.locator(".entry")).to_have_count(1)
    page.focus("[data-does=edit]")
    page.keyboard.press("Enter")
    expect(page.locator(".edit [name=headline]")).to_be_focused()
    page.fill(".edit [name=outlet]", "Ulm Echo")
    page.fill(".edit [name=published_at]", "2024-02-30")
    page.keyboard.press("Enter")
    expect(page.locator(".edit .trouble")).to_be_focused()
    expect(page.locator(".edit .trouble")).to_contain_text("is not an ISO 8601 date that exists")
    expect(page.locator(".entry .who")).to_have_text("Outlet unknown")  # nothing half-saved
    expect(page.locator(".edit [name=outlet]")).to_have_value("Ulm Echo")  # nor lost
    page.fill(".edit [name=published_at]", "2024-02-29")
    page.keyboard.press("Enter")
    expect(page.locator("[data-does=edit]")).to_be_focused()
    expect(page.locator(".entry .when")).to_have_text("29 February 2024")
    expect(page.locator("#library-said")).to_contain_text("Saved.")
    page.keyboard.press("Enter")
    for field in ("outlet", "published_at"):  # and back again, for the next width
        page.fill(f".edit [name={field}]", "")
    page.keyboard.press("Enter")
    expect(page.locator(".entry .who")).to_have_text("Outlet unknown")


def test_cancelling_forgets_what_was_typed(visit: Visit) -> None:
    page = library(visit)
    row = entry(page, "Last loaf")
    row.locator("[data-does=edit]").click()
    row.locator("[name=headline]").fill("Other")
    row.locator("[data-does=cancel]").click()
    expect(row.locator("[data-does=edit]")).to_be_focused()
    row.locator("[data-does=edit]").click()
    expect(row.locator("[name=headline]")).to_have_value("Last loaf")
    row.locator("[name=published_at]").fill("soon")
    page.keyboard.press("Enter")
    expect(row.locator(".trouble")).to_be_focused()
    row.locator("[data-does=cancel]").click()  # nor does what could not be kept stay behind
    expect(row.locator(".trouble")).to_have_count(0)
    expect(row.locator("[data-does=edit]")).to_be_focused()
    expect(row.locator("[name=published_at]")).to_have_value("")


def test_a_removed_article_is_put_back(visit: Visit) -> None:
    page = library(visit)
    entries = page.locator(".entry")
    before = entries.count()
    entry(page, "Last loaf").locator("[data-does=remove]").click()
    expect(entries).to_have_count(before - 1)
    expect(page.locator("[data-does=undo]")).to_be_focused()
    expect(page.locator(".gone")).to_contain_text("Removed “Last loaf”.")
    page.keyboard.press("Enter")
    expect(entries).to_have_count(before)
    expect(entry(page, "Last loaf").locator(".saved")).to_have_text("Put back.")
    expect(page.locator(".gone")).to_have_count(0)


def test_an_article_is_read_beside_the_list(visit: Visit) -> None:
    page = library(visit)
    entry(page, "Last loaf").locator("a.article").click()
    expect(page.locator("#source .text")).to_contain_text("The baker of Ulm sold 40 loaves.")
    page.keyboard.press("Escape")
    expect(entry(page, "Last loaf").locator("a.article")).to_be_focused()


def test_dropped_files_go_in_and_each_failure_says_why(visit: Visit, tmp_path: Path) -> None:
    page = library(visit)
    good, bad = tmp_path / "Quarry shut.md", tmp_path / "broken.pdf"
    good.write_text("# Quarry shut\n\nThe quarry of Ulm is shut since Monday.\n", encoding="utf-8")
    bad.write_bytes(b"no PDF")
    page.set_input_files("#library-drop input[type=file]", [str(good), str(bad)])
    said = page.locator("#library-added")
    expect(said).to_contain_text(READ, timeout=READING_MILLISECONDS)
    expect(said.locator("li")).to_contain_text("broken.pdf is not a PDF, or a broken one.")
    assert str(tmp_path) not in said.inner_text()
    expect(entry(page, "Quarry shut")).to_be_visible()
    expect(page.locator("#library-added-said")).to_contain_text("1 failed")


def test_web_addresses_go_in_and_what_failed_stays_to_be_tried_again(
    visit: Visit, place: Place
) -> None:
    page = library(visit)
    good, gone = f"http://127.0.0.1:{place.site.port}/ferry", "http://no-such-host.invalid/news"
    page.fill("#library-addresses textarea", f"{good}\n{gone}")
    page.click("#library-fetch")
    said = page.locator("#library-added")
    expect(said).to_contain_text(READ, timeout=READING_MILLISECONDS)
    expect(said.locator("li")).to_contain_text("no-such-host.invalid")
    expect(page.locator("#library-addresses textarea")).to_have_value(gone)
    expect(entry(page, "Ferry sails")).to_be_visible()


def trace(visit: Visit, excerpt: str) -> Page:
    page = visit.page
    page.click("#navigation [data-view=tracing]")
    page.evaluate(PASTE, excerpt)
    page.press("#excerpt textarea", "Control+Enter")
    return page


def test_the_source_of_an_excerpt_opens_at_the_passage(visit: Visit) -> None:
    page = trace(visit, EXACT)
    expect(page.locator("#traced .verdict")).to_contain_text("Word for word in 2 articles")
    expect(page.locator("#tracing-said")).to_contain_text("Word for word in 2 articles")
    for _ in range(2):
        page.focus("#traced h3 a.source")
        page.keyboard.press("Enter")
        expect(page.locator("#source mark.cited")).to_have_text(EXACT)
        expect(page.locator("#source mark.cited")).to_be_focused()
        expect(page.locator("#source mark.cited")).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(page.locator("#traced h3 a.source")).to_be_focused()


def test_differences_are_marked_on_both_sides(visit: Visit) -> None:
    page = trace(visit, NEAR)
    expect(page.locator("#traced ins")).to_have_count(3)
    expect(page.locator("#traced del")).to_have_count(3)
    # Marked by more than colour.
    styles = page.locator("#traced del").first.evaluate("e => getComputedStyle(e).textDecoration")
    assert styles.startswith("line-through")


def test_a_megabyte_is_answered_calmly(visit: Visit) -> None:
    page = trace(visit, f"{WIRE} " * 5_000)
    expect(page.locator("#traced .trouble")).to_contain_text("20,000 is the limit.")
    page = trace(visit, EXACT)
    expect(page.locator("#traced .verdict")).to_contain_text("Word for word")


def test_settings_are_told_and_cannot_be_changed(visit: Visit) -> None:
    page = visit.page
    page.click("#navigation [data-view=settings]")
    facts = page.locator("#settings dl")
    expect(facts.first).to_contain_text("extractive: quotes only")
    assert page.locator("#settings :is(input, textarea, select, button)").count() == 0


def test_the_nasty_article_stays_text_and_any_script_fits(visit: Visit) -> None:
    page = library(visit)
    expect(page.locator(".entry a.article >> text=Zorblax")).to_have_text(NASTY_HEADLINE)
    arabic = entry(page, ARABIC.headline).locator("a.article")
    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"
    for view in ("library", "tracing", "settings"):
        page.click(f"#navigation [data-view={view}]")
        wide = page.evaluate(
            f"""() => [...document.querySelectorAll('#view-{view} *')].filter((e) =>
                e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1
            ).map((e) => e.outerHTML.slice(0, 80))"""
        )
        assert wide == []
    assert page.evaluate("window.pwned") is None
