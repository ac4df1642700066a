"""The library page: which articles it lists, and what it tells while more are added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.page.library_actions import LibraryActions
from app.page.library_adding import Said, WebAdding, while_adding
from app.page.library_state import LONGEST_TYPED, LibraryPage, filled_in
from corpus.article import Draft
from corpus.reading_settings import USUAL
from index import ingest
from index.home import Home
from index.ingest_run import store
from index.listing import PAGE_ROWS, Order, Wanted, Which, listing, outlets
from index.watching import IngestProgress, Watch
from tests.app.five_articles import (
    ALL,
    ARABIC,
    BAKER,
    BARGE,
    COPY,
    SUMMARY,
    draft,
    headlines,
    home_of_five,
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with home_of_five(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def still_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The same, for tests that only read."""
    with home_of_five(tmp_path_factory.mktemp("library")) as opened:
        yield opened


@pytest.fixture
def library(home: Home) -> LibraryActions:
    return LibraryActions(home=home, reading=USUAL)


@pytest.mark.parametrize(
    ("filled", "wanted"),
    [
        ({"words": "divers"}, [COPY, BARGE]),
        ({"words": "dive pier"}, [COPY, BARGE]),  # the beginnings of words, and all of them
        ({"words": "odman"}, [BAKER]),
        ({"words": "post barge"}, [COPY, BARGE]),
        ({"words": "ميناء"}, [ARABIC]),
        ({"words": "المد"}, [ARABIC]),
        ({"words": "zeppelin"}, []),
        ({"words": '" NEAR "*'}, []),  # no syntax, but a word that stands nowhere
        ({"words": "100%"}, []),
        ({"outlet": "=Quarry Times"}, [SUMMARY]),
        ({"outlet": "="}, [ARABIC]),
        ({"outlet": "=ardle"}, []),
        ({"since": "2024-05-07"}, [SUMMARY, COPY]),
        ({"since": "2023", "until": "2024-05-06"}, [BARGE, ARABIC]),
        ({"which": "copied"}, [COPY, BARGE]),
        ({"which": "older"}, []),
        ({"order": "oldest"}, [ARABIC, BARGE, COPY, SUMMARY, BAKER]),
        ({"order": "nonsense", "which": "nonsense"}, [SUMMARY, COPY, BARGE, ARABIC, BAKER]),
    ],
)
def test_the_list_holds_what_the_filters_ask_for(
    still_home: Home, filled: dict[str, str], wanted: list[Draft]
) -> None:
    assert headlines(still_home, **filled) == [each.headline for each in wanted]


def test_outlets_are_those_that_reported(still_home: Home) -> None:
    assert outlets(still_home) == ("Ardle Post", "Fjord Post", "Quarry Times")


def test_a_later_report_that_is_mostly_the_same_text_is_a_copy(still_home: Home) -> None:
    rows = {r.article.headline: r for r in listing(still_home, Wanted()).rows}
    copy, first = rows[COPY.headline], rows[BARGE.headline]
    assert copy.copy_of == first.article
    assert (copy.copies, first.copies, first.copy_of) == (0, 1, None)
    assert first.passages == still_home.lexical.counts()[first.article.article_id]


def test_an_old_version_is_listed_as_one(library: LibraryActions) -> None:
    newer = replace(BAKER, text="Ms Ödman sold 41 loaves, not 40 as reported.")
    ingest.add_drafts(library.home, [newer])
    [row] = listing(library.home, Wanted(which=Which.OLDER, words="loaves")).rows
    assert row.article.text == BAKER.text
    html = library.rows(LibraryPage(filled=filled_in({"which": "older"})))
    assert "Older version, revised since" in html
    assert f"#article-{newer.article_id}" in html
    assert "data-does" not in html  # it can be neither corrected nor removed by itself


def test_a_long_list_comes_in_pages(tmp_path: Path) -> None:
    count = 2 * PAGE_ROWS + 1
    with Home.open(tmp_path / "home") as many:
        for number in range(count):
            made = draft(f"Notice {number:03}", f"Notice {number} of the town of Ulm.")
            store(many, made)
        wanted = Wanted(order=Order.HEADLINE)
        pages = [listing(many, wanted, page=page) for page in range(3)]
        beyond = listing(many, wanted, page=99)
    assert [len(page.rows) for page in pages] == [PAGE_ROWS, PAGE_ROWS, 1]
    found = [row.article.headline for page in pages for row in page.rows]
    assert found == [f"Notice {number:03}" for number in range(count)]
    assert (beyond.page, beyond.rows, beyond.pages) == (2, pages[2].rows, 3)


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=40))
def test_no_words_break_the_search(still_home: Home, words: str) -> None:
    found = listing(still_home, filled_in({"words": words}).wanted())
    assert 0 <= found.total <= len(ALL)


def test_a_date_that_is_none_is_told_and_until_then_leaves_nothing_out(
    library: LibraryActions,
) -> None:
    html = library.rows(LibraryPage(filled=filled_in({"since": "2024-13", "words": "divers"})))
    assert "&#x27;2024-13&#x27; is not a date that exists." in html
    assert '<p class="count" tabindex="-1">2 articles</p>' in html


def test_what_a_browser_sends_is_text_of_bounded_length() -> None:
    told = {"words": "a" * 5_000, "outlet": 7, "since": None, "order": ["x"], "which": "\ud800b"}
    filled = filled_in(told)
    assert len(filled.words) == LONGEST_TYPED
    assert (filled.outlet, filled.since, filled.order, filled.which) == ("", "", "newest", "b")


def test_markup_in_headlines_and_outlets_is_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x>"
    with Home.open(tmp_path / "home") as home:
        ingest.add_drafts(home, [draft(evil, "A text.", outlet=evil)])
        library = LibraryActions(home=home, reading=USUAL)
        page = LibraryPage(filled=filled_in({"words": "text", "since": evil}))
        shown = library.rows(page) + library.filters(page)
        gone = library.removed(listing(home, Wanted()).rows[0].article.article_id, page)
        shown += library.rows(gone)
    assert "<script" not in shown
    assert "<img" not in shown


def said(home: Home, work: object) -> list[Said]:
    return list(while_adding(home, work, begun="Reading"))  # type: ignore[arg-type]


def test_progress_is_told_until_the_work_is_done(still_home: Home) -> None:
    def work(watch: Watch) -> Said:
        assert watch.progress is not None
        watch.progress(IngestProgress(done=3, total=12, passages=7))
        return Said(html="<p>12 added.</p>", left="")

    first, *told, last = said(still_home, work)
    assert first.html == '<p class="busy">Reading…</p>'
    assert all(each.left is None for each in (first, *told))
    assert any("3 of 12 articles, 7 passages" in each.html for each in told) or not told
    assert last == Said(html="<p>12 added.</p>", left="")


def test_who_stops_listening_stops_the_work(still_home: Home) -> None:
    stopped: list[bool] = []

    def work(watch: Watch) -> Said:
        stopped.append(watch.stop.wait(timeout=20))
        return Said(html="", left="")

    lines = while_adding(still_home, work, begun="Reading")
    next(lines)
    lines.close()  # type: ignore[attr-defined]
    assert stopped == [True]


@pytest.mark.parametrize(
    ("addresses", "told", "left"),
    [
        ("", "Paste the address of an article first.", ""),
        ("file:///etc/passwd", "is not a web address", "file:///etc/passwd"),
        ("http://127.0.0.1:9/news", "failed", "http://127.0.0.1:9/news"),
        (" ".join(["https://a.example/x"] * 51), "51 addresses are too many", None),
    ],
    ids=["none", "file", "own network", "too many"],
)
def test_addresses_obey_the_rules_of_the_interface(
    still_home: Home, addresses: str, told: str, left: str | None
) -> None:
    outcome = WebAdding(home=still_home, reading=USUAL).add(addresses, Watch())
    assert told in outcome.html
    assert outcome.left == (addresses if left is None else left)
