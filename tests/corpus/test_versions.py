"""The same article again: from its own source, from another, or word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article, Draft
from corpus.database import Database
from corpus.library import Library, Storing

TEXT = (
    "The ferry to Ellery is laid up for a week.\n\n"
    "Its steering failed in fog on Tuesday, the harbour office said.\n\n"
    "“We heard a long scraping noise,” said a passenger from Dunmore."
)
# 9 + 11 + 10 words before, 9 + 11 + 10 + 7 after: 30 of 37 stand in both.
REVISED = f"{TEXT}\n\nDivers found no damage to the hull."
SAVED = Draft(
    source_key="https://harbour.example/ferry",
    text=TEXT,
    headline="Ferry laid up",
    outlet="Harbour Post",
    published_at=date(2024, 5, 1),
)
ELSEWHERE = replace(SAVED, source_key="/saved/ferry.html", text=REVISED)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    database = Database(tmp_path / "library.sqlite")
    yield Library(database)
    database.close()


def store(library: Library, *drafts: Draft) -> list[Article]:
    return [library.store(draft).article for draft in drafts]


def test_the_same_headline_outlet_and_day_from_elsewhere_is_a_new_version(library: Library) -> None:
    (old,) = store(library, SAVED)
    new = library.store(ELSEWHERE)
    assert new.storing is Storing.UPDATED
    assert new.article.supersedes == old.article_id
    assert library.articles() == (new.article,)


@pytest.mark.parametrize(
    "other",
    [
        replace(ELSEWHERE, outlet="Dunmore Echo"),
        replace(ELSEWHERE, outlet=None),
        replace(ELSEWHERE, published_at=date(2024, 5, 2)),
        replace(ELSEWHERE, published_at=None),
        replace(ELSEWHERE, headline="Ferry sails again"),
        replace(ELSEWHERE, text="Good morning. The market opens at nine and the bakery at six."),
        # The opening alone: 9 of 30 words.
        replace(ELSEWHERE, text=TEXT.partition("\n")[0]),
    ],
    ids=["outlet", "no outlet", "day", "no day", "headline", "other words", "its opening"],
)
def test_what_is_not_plainly_the_same_article_is_another(library: Library, other: Draft) -> None:
    store(library, SAVED)
    assert library.store(other).storing is Storing.ADDED
    assert library.count() == 2


def test_unknown_outlets_and_days_are_never_the_same(library: Library) -> None:
    nameless = replace(SAVED, outlet=None, published_at=None)
    store(library, nameless)
    other = replace(nameless, source_key="/b.md", text=REVISED)
    assert library.store(other).storing is Storing.ADDED


def test_the_file_of_an_older_version_does_not_bring_it_back(library: Library) -> None:
    store(library, SAVED, ELSEWHERE)
    for draft in (SAVED, ELSEWHERE, SAVED):
        again = library.store(draft)
        assert (again.storing, again.article.text) == (Storing.UNCHANGED, REVISED)


def test_nor_does_it_when_the_user_corrected_its_outlet(library: Library) -> None:
    old, new = store(library, SAVED, ELSEWHERE)
    library.set_metadata(old.article_id, {"outlet": "The Harbour Post"})
    again = library.store(SAVED)
    assert (again.storing, again.article) == (Storing.UNCHANGED, new)


def test_an_older_file_that_is_edited_is_the_newest_version(library: Library) -> None:
    store(library, SAVED, ELSEWHERE)
    edited = library.store(replace(SAVED, text=f"{TEXT}\n\nIt sails again on Monday."))
    assert edited.storing is Storing.UPDATED
    assert library.articles() == (edited.article,)


def test_a_source_that_changes_back_has_its_old_version_again(library: Library) -> None:
    old, new, back = store(library, SAVED, replace(SAVED, text=REVISED), SAVED)
    assert back.article_id == old.article_id
    assert back.is_current
    assert library.get(new.article_id).superseded_by == old.article_id


def test_every_old_version_names_the_current_one(library: Library) -> None:
    third = replace(SAVED, text=f"{REVISED}\n\nIt sails again on Monday.")
    chain = store(library, SAVED, ELSEWHERE, third)
    assert [v.article_id for v in library.versions(chain[0])] == [v.article_id for v in chain]
    assert [v.supersedes for v in chain] == [None, chain[0].article_id, chain[1].article_id]
    newest = chain[2].article_id
    assert [library.get(v.article_id).superseded_by for v in chain] == [newest, newest, None]
    assert library.get(chain[0].article_id).text == TEXT


@pytest.mark.parametrize(
    "text",
    [TEXT.replace("“", '"').replace("”", '"'), TEXT.replace("\n\n", " "), f"{TEXT}\n"],
    ids=["quotation marks", "paragraphs", "end"],
)
def test_spacing_and_quotation_marks_make_no_other_article(library: Library, text: str) -> None:
    (first,) = store(library, SAVED)
    again = library.store(replace(SAVED, source_key="/copy.md", headline="Laid up", text=text))
    assert (again.storing, again.article) == (Storing.DUPLICATE, first)
    assert library.count() == 1


def test_a_sign_or_a_digit_makes_another_text(library: Library) -> None:
    store(library, replace(SAVED, text="It was -5 degrees.", headline="A"))
    warmer = replace(SAVED, source_key="/b.md", text="It was 5 degrees.", headline="B")
    assert library.store(warmer).storing is Storing.ADDED


def test_a_copy_of_an_older_version_is_not_stored_again(library: Library) -> None:
    _, new = store(library, SAVED, replace(SAVED, text=REVISED))
    copy = library.store(replace(SAVED, source_key="/copy.md"))
    assert (copy.storing, copy.article) == (Storing.DUPLICATE, new)


def test_deleting_takes_out_the_versions_of_every_source(library: Library) -> None:
    old, new = store(library, SAVED, ELSEWHERE)
    library.delete(old)
    assert library.find([old.article_id, new.article_id]) == {}
    assert library.store(SAVED).storing is Storing.ADDED
