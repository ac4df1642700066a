"""The library page: how articles are corrected, removed and put back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.page.library_actions import GONE, LibraryActions
from app.page.library_state import MOST_REMOVED, LibraryPage, correction_in
from corpus.article import Article, Draft
from corpus.reading_settings import USUAL
from index import ingest
from index.home import Home
from index.restoring import put_back, take_out
from tests.app.five_articles import BAKER, BARGE, WIRE, headlines, home_of_five


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with home_of_five(tmp_path) as opened:
        yield opened


@pytest.fixture
def library(home: Home) -> LibraryActions:
    return LibraryActions(home=home, reading=USUAL)


def article(home: Home, wanted: Draft) -> Article:
    return home.library.get(wanted.article_id)


def typed(wanted: Draft, **changed: str) -> dict[str, object]:
    day = wanted.published_at.isoformat() if wanted.published_at else ""
    now = {"headline": wanted.headline, "outlet": wanted.outlet or "", "published_at": day}
    return {"article_id": wanted.article_id, **now, **changed}


def test_a_correction_is_kept_and_searched_and_leaves_the_rest_alone(
    library: LibraryActions,
) -> None:
    page = library.corrected(
        typed(BARGE, headline="  Barge damages pier ", published_at="2024-05-05"), LibraryPage()
    )
    now = article(library.home, BARGE)
    assert (now.headline, now.published_at) == ("Barge damages pier", date(2024, 5, 5))
    assert "outlet" not in now.origins  # it was left alone, and is not the user's word
    assert now.text == BARGE.text
    assert headlines(library.home, words="damages") == ["Barge damages pier"]
    assert library.home.library.unindexed() == ()
    html = library.rows(page)
    assert "Saved." in html
    assert re.search(r'data-does="edit" data-focus[^>]*aria-label="Edit Barge damages pier"', html)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"published_at": "2024-02-30", "outlet": "Other"}, "is not an ISO 8601 date that exists"),
        ({"headline": "  ", "outlet": "Other"}, "A headline can&#x27;t be empty."),
    ],
    ids=["date", "headline"],
)
def test_of_a_correction_that_is_wrong_nothing_is_kept(
    library: LibraryActions, changed: dict[str, str], told: str
) -> None:
    page = library.corrected(typed(BARGE, **changed), LibraryPage())
    assert article(library.home, BARGE).outlet == "Ardle Post"
    html = library.rows(page)
    [row] = [each for each in html.split('<li class="entry">') if told in each]
    assert BARGE.headline in row  # said beside the row, its form open with what was typed
    assert 'aria-expanded="true"' in row
    assert 'value="Other"' in row
    assert html.count("data-focus") == 1


def test_an_emptied_field_becomes_unknown(library: LibraryActions) -> None:
    library.corrected(typed(BARGE, outlet="", published_at=""), LibraryPage())
    now = article(library.home, BARGE)
    assert (now.outlet, now.published_at) == (None, None)


def test_nothing_typed_changes_nothing(library: LibraryActions) -> None:
    page = library.corrected(typed(BARGE), LibraryPage())
    assert page.said == "Nothing to change."
    assert article(library.home, BARGE).origins == BARGE.origins


@pytest.mark.parametrize("name", ["a000000000000", "", "'; DROP TABLE articles", "\ud800"])
def test_what_is_not_there_is_neither_corrected_nor_removed(
    library: LibraryActions, name: str
) -> None:
    before = library.home.library.articles()
    told = {"article_id": name, "headline": "New"}
    assert library.corrected(told, LibraryPage()).said == GONE
    assert library.removed(correction_in(told).article_id, LibraryPage()).said == GONE
    assert library.home.library.articles() == before


def rows_of(home: Home) -> list[tuple[object, ...]]:
    """All that is stored of articles, in a connection of its own."""
    with closing(sqlite3.connect(home.database.path)) as database:
        return sorted(database.execute("SELECT * FROM articles").fetchall())


def test_a_removal_that_is_undone_leaves_all_as_it_was(library: LibraryActions) -> None:
    home = library.home
    ingest.add_drafts(home, [replace(BARGE, text=f"{WIRE} Corrected: the western pier.")])
    before, vectors = rows_of(home), home.vectors.count()
    current = next(a for a in home.library.articles() if a.headline == BARGE.headline)
    page = library.removed(current.article_id, LibraryPage())
    assert BARGE.headline not in [a.headline for a in home.library.articles()]
    assert len(rows_of(home)) == len(before) - 2  # both versions
    assert home.vectors.count() < vectors
    assert f"Removed “<bdi>{BARGE.headline}</bdi>”" in library.rows(page)
    page = library.undone(page)
    assert rows_of(home) == before
    assert home.vectors.count() == vectors
    assert (page.said, page.removed) == ("Put back.", ())
    assert home.library.superseded_and_indexed() == home.library.unindexed() == ()


def test_removals_are_undone_from_the_latest_on(library: LibraryActions) -> None:
    page = LibraryPage()
    for wanted in (BARGE, BAKER):
        page = library.removed(wanted.article_id, page)
    page = library.undone(page)
    assert article(library.home, BAKER).headline == BAKER.headline
    assert [r.article.headline for r in page.removed] == [BARGE.headline]
    assert library.undone(library.undone(page)).removed == ()  # once more than there is to undo


def test_what_came_back_by_itself_is_not_put_back_twice(library: LibraryActions) -> None:
    removed = take_out(library.home, article(library.home, BARGE))
    ingest.add_drafts(library.home, [BARGE])
    before = rows_of(library.home)
    assert put_back(library.home, removed) is False
    assert rows_of(library.home) == before


def test_only_so_many_removals_are_kept(library: LibraryActions) -> None:
    page = LibraryPage()
    for _ in range(MOST_REMOVED + 1):
        page = library.removed(BAKER.article_id, page)
        ingest.add_drafts(library.home, [BAKER])
    assert len(page.removed) == MOST_REMOVED
