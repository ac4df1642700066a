"""The timeline of the library page: what its bars count, and that they follow the filters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from app.page.library_actions import LibraryActions
from app.page.library_state import LibraryPage, filled_in
from app.page.timeline import (
    MOST_OUTLETS,
    OTHERS,
    OUTLET_UNKNOWN,
    Unit,
    colours,
    plotted,
    table,
    timeline,
)
from corpus.article import Draft
from corpus.dates import first_day, last_day
from corpus.reading_settings import USUAL
from index import ingest
from index.home import Home
from index.listing import Count
from tests.app.cli_runs import serving
from tests.app.conftest import visiting
from tests.app.test_page_accessibility import faults
from tests.app.visits import Visit

days = st.none() | st.dates()
outlets = st.none() | st.sampled_from("ABCDEFGH")
counted = st.builds(Count, day=days, outlet=outlets, articles=st.integers(1, 9))


def count(day: str, outlet: str | None = "Ardle Post", articles: int = 1) -> Count:
    return Count(day=date.fromisoformat(day), outlet=outlet, articles=articles)


@pytest.mark.parametrize(
    ("last", "unit", "bars"),
    [
        ("2031-05-20", Unit.DAY, 1),
        ("2031-06-19", Unit.DAY, 31),  # 20 May to 19 June
        ("2031-06-20", Unit.MONTH, 2),  # a day more: May and June
        ("2033-04-30", Unit.MONTH, 24),  # May 2031 to April 2033
        ("2033-05-01", Unit.YEAR, 3),  # a month more: 2031 to 2033
        ("2090-01-01", Unit.YEAR, 60),
        ("2091-01-01", Unit.YEAR, 2),  # a year more: only those with articles
    ],
)
def test_a_bar_is_a_day_a_month_or_a_year_as_there_is_room(
    last: str, unit: Unit, bars: int
) -> None:
    shown = timeline([count("2031-05-20"), count(last)])
    assert (shown.unit, len(shown.bars)) == (unit, bars)


def test_an_outlet_has_its_own_colour_if_it_is_among_the_most_frequent() -> None:
    many = [count("2031-05-20", outlet, 9 - at) for at, outlet in enumerate("ABCD")]
    shown = timeline([*many, count("2031-05-20", None, 7), count("2031-05-20", "Z")])
    # 9 of A, 8 of B, 7 of C and of an unknown one, 6 of D; Z is the sixth.
    assert shown.outlets == ("A", "B", "C", OUTLET_UNKNOWN, "D", OTHERS)
    assert shown.bars[0].articles == {
        "A": 9,
        "B": 8,
        "C": 7,
        "D": 6,
        OUTLET_UNKNOWN: 7,
        OTHERS: 1,
    }
    assert list(colours(shown).values())[-2:] == ["var(--outlet-5)", "var(--outlet-others)"]


@given(st.lists(counted))
def test_every_article_is_counted_once_in_the_order_of_time(counts: list[Count]) -> None:
    shown = timeline(counts)
    total = sum(each.articles for each in counts)
    assert sum(bar.total for bar in shown.bars) + shown.undated == total
    periods = [bar.period for bar in shown.bars]
    assert periods == sorted(set(periods))
    assert len(shown.outlets) <= MOST_OUTLETS + 1
    assert {outlet for bar in shown.bars for outlet in bar.articles} <= set(shown.outlets)
    rows = plotted(shown)["data"]
    assert isinstance(rows, list)
    assert sum(row[1] for row in rows) == total - shown.undated
    assert list(dict.fromkeys(row[0] for row in rows)) == periods
    assert tuple(dict.fromkeys(row[2] for row in rows)) == shown.outlets


@given(st.lists(st.dates(), min_size=1))
def test_a_period_is_one_that_the_filters_take_and_holds_its_days(found: list[date]) -> None:
    shown = timeline([Count(day=day, outlet=None, articles=1) for day in found])
    for bar in shown.bars:
        first, last = first_day(bar.period), last_day(bar.period)
        assert sum(first <= day <= last for day in found) == bar.total


def test_what_has_no_date_is_told_in_words() -> None:
    undated = Count(day=None, outlet="Ardle Post", articles=3)
    said = table(timeline([count("2031-05-20"), undated]), is_narrowed=False)
    assert "<p>1 article, 2031-05-20. 3 articles have no date.</p>" in said
    assert table(timeline([undated]), is_narrowed=False) == "<p>3 articles have no date.</p>"
    assert table(timeline([]), is_narrowed=False) == "<p>No articles here.</p>"


def test_outlets_full_of_markup_are_text_in_the_table() -> None:
    said = table(timeline([count("2031-05-20", "<img src=x>")]), is_narrowed=True)
    assert "<img" not in said
    assert "All dates" in said


def draft(number: int, day: date | None, outlet: str | None) -> Draft:
    text = f"Harbour report {number}: the ferry sailed."
    return Draft(
        source_key=f"d{number}",
        text=text,
        headline=f"Report {number}",
        outlet=outlet,
        published_at=day,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of ten days in May 2031 and one in 2034, of two outlets, and one without a date."""
    folder = tmp_path_factory.mktemp("timeline") / "home"
    began = date(2031, 5, 1)
    drafts = [
        *(
            draft(n, began + timedelta(days=n), ("Ardle Post", "Fjord Post")[n % 2])
            for n in range(10)
        ),
        draft(10, date(2034, 7, 1), "<b>Quarry</b> Times"),
        draft(11, None, None),
    ]
    with Home.open(folder) as home:
        ingest.add_drafts(home, drafts)
    return folder


def test_bars_count_what_the_filters_leave(folder: Path) -> None:
    with Home.open(folder) as home:
        library = LibraryActions(home=home, reading=USUAL)
        every = library.timeline(LibraryPage())
        fjord = library.timeline(LibraryPage(filled=filled_in({"outlet": "=Fjord Post"})))
        may = library.timeline(library.within("2031-05", "2031-05", LibraryPage()))
        wrong = library.timeline(LibraryPage(filled=filled_in({"since": "2031-13"})))
    assert [(bar.period, bar.total) for bar in every.bars][::3] == [("2031", 10), ("2034", 1)]
    assert (every.undated, may.undated) == (1, 0)
    assert (fjord.outlets, fjord.highest) == (("Fjord Post",), 1)
    assert (may.unit, len(may.bars)) == (Unit.DAY, 10)
    assert wrong == every  # as in the list: until it is mended, no date counts


@pytest.mark.parametrize("said", [None, 7, ["2031"], "x" * 2_000, "\ud800", "2031-13"], ids=repr)
def test_whatever_a_browser_chooses_leaves_a_page_that_can_be_shown(
    folder: Path, said: object
) -> None:
    with Home.open(folder) as home:
        library = LibraryActions(home=home, reading=USUAL)
        now = library.within(said, said, LibraryPage(number=3))
        assert now.number == 0
        assert library.rows(now)
        assert library.timeline(now).undated <= 1


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as running:
        yield running.url


@pytest.fixture(params=[(1440, "light"), (390, "dark")], ids=str)
def visit(request: pytest.FixtureRequest, address: str, browser: Browser) -> Iterator[Visit]:
    width, theme = request.param
    yield from visiting(browser, f"{address}?__theme={theme}", width=width)


def test_the_timeline_follows_the_filters_and_sets_them(visit: Visit) -> None:
    page = visit.page
    page.click("#navigation [data-view=library]")
    page.locator(".entry").first.wait_for()
    assert page.locator("#timeline-plot").count() == 0 or page.is_hidden("#timeline-plot")
    page.click("#library-timeline > button")
    told = page.locator("#timeline-told p")
    expect(told).to_contain_text("11 articles, 2031 to 2034. One article has no date.")
    expect(page.locator("#timeline-plot svg")).to_contain_text("2034")
    assert faults(page) == []

    page.click("#timeline-told summary")
    page.click("#timeline-told [data-period='2031']")
    expect(page.locator(".filters [name=since]")).to_have_value("2031")
    expect(page.locator(".filters [name=until]")).to_have_value("2031")
    expect(page.locator(".count")).to_have_text("10 articles")
    expect(page.locator("#timeline-plot svg")).to_contain_text("2031-05-10")
    expect(page.locator("#timeline-told [data-period='']")).to_be_focused()
    page.select_option(".filters [name=outlet]", "=Fjord Post")
    expect(told).to_contain_text("5 articles, 2031-05-02 to 2031-05-10.")
    expect(page.locator(".outlets li")).to_have_text(["Fjord Post"])
    expect(page.locator("#timeline-plot .role-mark path[aria-label*='Ardle Post']")).to_have_count(
        0
    )
    page.click("#timeline-told [data-period='']")
    expect(page.locator(".filters [name=since]")).to_have_value("")
    expect(page.locator(".count")).to_have_text("5 articles")
    for _ in range(2):  # closed, and opened again
        page.click("#library-timeline > button")
    expect(page.locator("#timeline-plot[aria-hidden=true] svg")).to_contain_text("2031-05-10")
    assert visit.complaints == []
    assert {url.split("/")[2] for url in visit.requests if url.startswith("http")} == {
        page.url.split("/")[2]
    }


def test_bars_are_chosen_by_drawing_across_them(address: str, browser: Browser) -> None:
    for visit in visiting(browser, address, width=1440):
        page = visit.page
        page.click("#navigation [data-view=library]")
        page.click("#library-timeline > button")
        expect(page.locator("#timeline-plot svg")).to_contain_text("2034")
        box = page.locator("#timeline-plot svg").bounding_box()
        assert box
        # The first of the four bars, 2031, takes up the plot's first quarter, right of its axis.
        page.mouse.move(box["x"] + box["width"] * 0.12, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 60, steps=5)
        page.mouse.up()
        expect(page.locator(".filters [name=until]")).to_have_value("2031")
        expect(page.locator(".count")).to_have_text("10 articles")
        assert visit.complaints == []
