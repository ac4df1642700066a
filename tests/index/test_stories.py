"""Wire copy of several outlets is one story, however it was put in or what was taken out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, Draft
from corpus.database import Database
from corpus.library import Library
from index.stories import Stories
from tests.index.wire_copies import BOILERPLATE, COPIES, INDEPENDENT, WIRE

QUOTE = "The harbour master, Edwin Sorley, said tugs would try to free the vessel on the high tide"
SORLEY = f"{QUOTE} expected shortly after midnight."
ROWS = "SELECT article_id, outlet FROM stories ORDER BY article_id"


class Shelf:
    """A library and its stories in one file."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.library = Library(self.database)
        self.stories = Stories(self.database)
        self._numbers = itertools.count()

    def add(self, text: str, *, outlet: str | None, day: int = 7) -> Article:
        number = next(self._numbers)
        draft = Draft(
            source_key=f"/{number}.md",
            text=text,
            headline=f"Headline {number}",
            outlet=outlet,
            published_at=date(2024, 5, day),
        )
        article = self.library.store(draft).article
        self.stories.put(article)
        return article

    def groups(self, articles: Sequence[Article]) -> set[frozenset[str]]:
        """Headlines, story by story."""
        named = {article.article_id: article.headline for article in articles}
        return {
            frozenset({article.headline, *(named[each] for each in self.stories.of(name))})
            for name, article in ((a.article_id, a) for a in articles)
        }


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "library.sqlite")
    yield shelf
    shelf.database.close()


@pytest.mark.parametrize("copy", COPIES.values(), ids=list(COPIES))
@pytest.mark.parametrize("is_first", [True, False], ids=["wire first", "copy first"])
def test_a_copy_in_another_outlet_is_one_story(shelf: Shelf, copy: str, is_first: bool) -> None:
    texts = (WIRE, copy) if is_first else (copy, WIRE)
    one, other = (shelf.add(t, outlet=o) for t, o in zip(texts, ("AFP", "RFI"), strict=True))
    assert shelf.stories.of(one.article_id) == (other.article_id,)
    assert shelf.stories.story_of(one.article_id) == shelf.stories.story_of(other.article_id)


@pytest.mark.parametrize(
    "pair", [(WIRE, INDEPENDENT), BOILERPLATE], ids=["independent", "boilerplate"]
)
def test_reports_of_their_own_are_stories_of_their_own(shelf: Shelf, pair: tuple[str, str]) -> None:
    one, other = (shelf.add(t, outlet=o) for t, o in zip(pair, ("AFP", "RFI"), strict=True))
    assert shelf.stories.of(one.article_id) == ()
    assert shelf.stories.story_of(other.article_id) is None


def test_articles_of_one_outlet_are_linked_only_through_another(shelf: Shelf) -> None:
    wire, update = shelf.add(WIRE, outlet="AFP"), shelf.add(COPIES["a later update"], outlet="afp")
    assert shelf.stories.of(wire.article_id) == ()
    copy = shelf.add(WIRE, outlet="RFI")
    assert shelf.stories.of(copy.article_id) == (wire.article_id, update.article_id)
    shelf.stories.remove(copy.article_id)
    assert shelf.stories.of(wire.article_id) == ()


def test_copies_whose_outlets_are_unknown_are_one_story(shelf: Shelf) -> None:
    one, other = shelf.add(WIRE, outlet=None), shelf.add(COPIES["a brief"], outlet=None)
    assert shelf.stories.of(one.article_id) == (other.article_id,)


def test_what_is_removed_is_in_no_story_and_carries_nothing(shelf: Shelf) -> None:
    wire, copy = shelf.add(WIRE, outlet="AFP"), shelf.add(WIRE, outlet="RFI")
    shelf.stories.remove(copy.article_id)
    assert shelf.stories.of(wire.article_id) == shelf.stories.of(copy.article_id) == ()
    assert shelf.stories.carrying(SORLEY, wire) == ()


def test_putting_an_article_in_again_changes_nothing(shelf: Shelf) -> None:
    wire, copy = shelf.add(WIRE, outlet="AFP"), shelf.add(WIRE, outlet="RFI")
    before = shelf.database.number("SELECT COUNT(*) FROM story_signs")
    shelf.stories.put(wire)
    assert shelf.stories.of(wire.article_id) == (copy.article_id,)
    assert shelf.database.number("SELECT COUNT(*) FROM story_signs") == before


def test_a_sentence_is_carried_word_for_word_by_any_article(shelf: Shelf) -> None:
    wire = shelf.add(WIRE, outlet="AFP")
    own = "Nothing else in this piece is from the wire, which is what makes it another story."
    elsewhere = shelf.add(f"{own} {SORLEY} {own.upper()} {own.title()} {own}", outlet="AFP")
    assert shelf.stories.of(wire.article_id) == ()
    assert shelf.stories.carrying(SORLEY, wire) == (elsewhere,)
    assert shelf.stories.carrying(SORLEY.replace("tugs", "boats"), wire) == ()


def test_within_a_story_a_sentence_is_carried_with_small_edits(shelf: Shelf) -> None:
    wire = shelf.add(WIRE, outlet="AFP")
    edited = shelf.add(COPIES["sub-edited"], outlet="RFI")
    brief = shelf.add(COPIES["a brief"], outlet="BBC")
    assert set(shelf.stories.of(wire.article_id)) == {edited.article_id, brief.article_id}
    assert shelf.stories.carrying(SORLEY, wire) == (edited,)


def test_carriers_come_oldest_first(shelf: Shelf) -> None:
    days = (9, 7, 8)
    wire, late, early = (shelf.add(WIRE, outlet=f"Outlet {day}", day=day) for day in days)
    assert shelf.stories.carrying(SORLEY, wire) == (late, early)  # of the 7th and the 8th
    assert shelf.stories.carrying("He did not elaborate.", wire) == ()


def test_catching_up_follows_the_library(shelf: Shelf) -> None:
    old = shelf.add(WIRE, outlet="AFP")
    gone, moved = shelf.add(WIRE, outlet="RFI"), shelf.add(WIRE, outlet="BBC")
    new = shelf.library.store(
        Draft(source_key=old.source_key, text=INDEPENDENT, headline="New", outlet="AFP")
    ).article
    shelf.library.delete(gone)
    shelf.library.set_metadata(moved.article_id, {"outlet": "DPA"})
    shelf.stories.catch_up()
    assert {tuple(row) for row in shelf.database.rows(ROWS)} == {
        (new.article_id, "afp"),
        (moved.article_id, "dpa"),
    }


def test_a_cleared_store_is_made_again_from_the_library(shelf: Shelf) -> None:
    texts = (WIRE, *COPIES.values(), INDEPENDENT)
    articles = [shelf.add(t, outlet=f"Outlet {n}") for n, t in enumerate(texts)]
    before = shelf.groups(articles)
    assert before == {
        frozenset(f"Headline {n}" for n in range(len(texts) - 1)),
        frozenset({f"Headline {len(texts) - 1}"}),
    }
    shelf.stories.clear()
    assert shelf.stories.of(articles[0].article_id) == ()
    shelf.stories.catch_up()
    assert shelf.groups(articles) == before


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(8)), removed=st.sets(st.integers(0, 7)))
def test_stories_do_not_depend_on_the_order_or_on_what_came_and_went(
    tmp_path: Path, order: Sequence[int], removed: set[int]
) -> None:
    texts = (*COPIES.values(), INDEPENDENT, BOILERPLATE[0])
    shelves = []
    for wanted in (order, sorted(set(order) - removed)):
        shelf = Shelf(tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite")
        put = {n: shelf.add(texts[n], outlet=f"Outlet {n % 5}") for n in wanted}
        for number in removed & put.keys():
            shelf.stories.remove(put.pop(number).article_id)
        by_id = {article.article_id: n for n, article in put.items()}
        shelves.append(
            {
                frozenset({n, *(by_id[each] for each in shelf.stories.of(article.article_id))})
                for n, article in put.items()
            }
        )
        shelf.database.close()
    assert shelves[0] == shelves[1]
