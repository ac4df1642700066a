"""The whole page for those who do not use a mouse or do not see it: axe-core, and a keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.conftest import visiting
from tests.app.visits import Served, Visit

QUESTION = "Who is Spain's foreign minister?"
SERIOUS = {"serious", "critical"}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# What is Gradio's own and out of our reach: rule, selector and why. Nothing is, today.
GRADIOS_OWN: frozenset[tuple[str, str]] = frozenset()
# The name by which a screen reader calls what has the focus, near enough, and what it is.
FOCUSED = """() => {
  const e = document.activeElement;
  const label = e.labels && e.labels.length ? e.labels[0].innerText : "";
  const name = e.getAttribute("aria-label") || label || e.innerText || e.placeholder || "";
  const around = (e) => (e ? [e.id, ...around(e.parentElement)] : []);
  const box = e.getBoundingClientRect();
  return {tag: e.tagName, name: name.trim(), width: box.width, height: box.height,
          places: around(e)};
}"""
MOST_STOPS = 400  # of the Tab key through one view: 36 rows have three each


@pytest.fixture(params=[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")], ids=str)
def visit(request: pytest.FixtureRequest, served: Served, browser: Browser) -> Iterator[Visit]:
    width, theme = request.param
    url = f"{served.url}?__theme={theme}"
    with contextmanager(visiting)(browser, url, width=width) as opened:
        opened.page.emulate_media(reduced_motion="reduce")  # colours halfway in are no colours
        yield opened


@pytest.fixture
def wide_visit(served: Served, browser: Browser) -> Iterator[Visit]:
    yield from visiting(browser, served.url, width=1440)


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe finds that is serious or critical, but for what is Gradio's."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    named = [
        (rule["id"], " ".join(map(str, node["target"])))
        for rule in found["violations"]
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]
    return [fault for fault in named if fault not in GRADIOS_OWN]


def test_axe_finds_nothing_serious_anywhere(visit: Visit) -> None:
    page = visit.page
    assert faults(page) == [], "before the first question"
    visit.ask(QUESTION)
    assert faults(page) == [], "an answer"
    page.locator("#answer a.citation").first.click()
    page.locator("#source mark.cited").wait_for()
    assert faults(page) == [], "an article"
    page.keyboard.press("Escape")

    page.click("#navigation [data-view=library]")
    page.locator(".entry").first.wait_for()
    assert faults(page) == [], "the library"
    page.locator("[data-does=edit]").first.click()
    page.fill(".edit:not([hidden]) [name=published_at]", "2024-13-01")
    page.keyboard.press("Enter")
    page.locator(".edit .trouble").wait_for()
    assert faults(page) == [], "a correction that cannot be kept"

    page.click("#navigation [data-view=tracing]")
    page.fill("#excerpt textarea", "The mayor of Zorblax is Quentin Corpal, he himself says.")
    page.click("#find-source")
    page.locator("#traced .verdict").wait_for()
    assert faults(page) == [], "a trace"

    page.click("#navigation [data-view=settings]")
    page.locator("#settings dl").first.wait_for()
    assert faults(page) == [], "the settings"
    page.click("[data-toggles=drawer]")
    assert faults(page) == [], "the drawer"


def stops(page: Page) -> list[dict[str, Any]]:
    """Where the Tab key leads, from the top of the page until it begins anew."""
    page.evaluate("document.activeElement.blur()")
    page.locator("body").click(position={"x": 1, "y": 1})
    passed: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(FOCUSED)
        if here["tag"] == "BODY":
            return passed
        passed.append(here)
    raise AssertionError("the keyboard does not get out of the page")


@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        ("ask", {"question", "send", "navigation"}),
        ("library", {"library-drop", "library-addresses", "library-fetch", "library-filters"}),
        ("tracing", {"excerpt", "find-source", "navigation"}),
        ("settings", {"settings", "navigation"}),
    ],
)
def test_the_keyboard_reaches_all_of_a_view_and_each_stop_has_a_name(
    wide_visit: Visit, view: str, wanted: set[str]
) -> None:
    page = wide_visit.page
    page.focus(f"#navigation [data-view={view}]")
    page.keyboard.press("Enter")
    expect(page.locator(f"#view-{view}")).to_be_visible()
    expect(page.locator(f"#navigation [data-view={view}]")).to_have_attribute(
        "aria-current", "page"
    )
    if view == "library":
        page.locator(".entry").first.wait_for()
    passed = stops(page)
    assert wanted <= {place for stop in passed for place in stop["places"]}
    assert [stop for stop in passed if not stop["name"]] == []
    assert [stop for stop in passed if not stop["width"] or not stop["height"]] == []
