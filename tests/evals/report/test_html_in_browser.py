from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evals.baseline import GateResult
from evals.facts.fact import Kind
from evals.report.html import as_html
from tests.evals.report.reported import id_in, misquoted, refused, right, run_of

FIRST, SECOND, FROZEN = id_in("dev", "first"), id_in("dev", "second"), id_in("frozen")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The report of three failed facts, opened from disk; nothing but it may be asked for."""
    gate = GateResult(passed=False, reasons=("right",), newly_broken=(SECOND,))
    run = run_of(
        right(),
        refused(FIRST, turns=("How many <b>chiefs</b> met?",)),
        misquoted(SECOND, turns=("In which town?",), kind=Kind.PLACE),
        misquoted(FROZEN),
        gate=gate,
    )
    path = tmp_path / "report.html"
    path.write_text(as_html(run), encoding="utf-8")
    opened = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("request", lambda request: trouble.append(request.url))
    opened.goto(path.as_uri())
    yield opened
    assert trouble == [path.as_uri()]
    opened.close()


def test_the_page_fits_a_phone(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_its_own_style_and_script_run_under_its_policy(page: Page) -> None:
    assert page.evaluate("getComputedStyle(document.querySelector('svg .bar')).fill") != (
        "rgb(0, 0, 0)"
    )
    expect(page.get_by_role("status")).to_have_text("2 of 2 shown")


@pytest.mark.parametrize(
    ("label", "choice", "shown"),
    [("Kind", "place", "In which town?"), ("Stage", "wrongly refused", "How many <b>chiefs</b>")],
)
def test_the_facts_are_narrowed_by_choice(page: Page, label: str, choice: str, shown: str) -> None:
    page.get_by_role("combobox", name=label).select_option(choice)
    expect(page.locator("details.fact:visible")).to_have_count(1)
    expect(page.locator("details.fact:visible summary")).to_contain_text(shown)


def test_the_facts_are_narrowed_by_words_inside_them(page: Page) -> None:
    page.get_by_role("searchbox").fill("  TWELVE stayed ")
    expect(page.locator("details.fact:visible summary")).to_contain_text("In which town?")


def test_a_link_opens_the_fact_even_when_it_is_narrowed_away(page: Page) -> None:
    page.get_by_role("combobox", name="Kind").select_option("number")
    page.get_by_role("link", name=SECOND).click()
    expect(page.locator("details.fact[open]")).to_contain_text("Twelve stayed")


def test_a_dark_page_differs(page: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(paper) != light


def test_print_shows_what_is_folded_away(page: Page) -> None:
    quote = page.locator("details.fact").first.get_by_text("Thirty chiefs", exact=True)
    expect(quote).not_to_be_visible()
    page.emulate_media(media="print")
    expect(quote).to_be_visible()
