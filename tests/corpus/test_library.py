"""The library keeps every version, and what the user said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from corpus.article import BasedOn, Draft, Origin
from corpus.database import Database
from corpus.errors import UnknownArticle
from corpus.library import Library, Storing


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    database = Database(tmp_path / "library.sqlite")
    yield Library(database)
    database.close()


def draft(text: str = "The ferry sails.", *, key: str = "/news/ferry.md", **fields: str) -> Draft:
    return Draft(
        source_key=key,
        text=text,
        headline=fields.get("headline", "Ferry"),
        outlet=fields.get("outlet"),
        published_at=date.fromisoformat(fields["day"]) if "day" in fields else None,
        origins=MappingProxyType({"outlet": Origin.FILE} if "outlet" in fields else {}),
    )


def test_what_is_stored_comes_back_whole(library: Library) -> None:
    whole = Draft(
        source_key="https://example.org/1",
        text="😀 The ferry sails.",
        headline="Ferry",
        outlet="Harbour Post",
        author="A. Writer",
        published_at=date(2024, 5, 1),
        url="https://example.org/1",
        based_on=BasedOn(outlet="RFI", published_at=date(2024, 4, 30)),
        correction="It was Monday.",
        path="/news/ferry.md",
        origins=MappingProxyType({"outlet": Origin.USER, "headline": Origin.STAND_IN}),
        original=b"\xf0\x9f\x98\x80 raw",
    )
    stored = library.store(whole)
    article = library.get(whole.article_id)
    assert stored.storing is Storing.ADDED
    assert stored.article == article
    for name in ("text", "headline", "outlet", "author", "published_at", "url", "based_on"):
        assert getattr(article, name) == getattr(whole, name)
    assert (article.correction, article.path) == (whole.correction, whole.path)
    assert dict(article.origins) == dict(whole.origins)
    assert library.original(article.article_id) == whole.original


def test_a_based_on_without_a_date_comes_back(library: Library) -> None:
    brief = Draft(source_key="k", text="T.", headline="H", based_on=BasedOn(outlet="RFI"))
    assert library.store(brief).article.based_on == BasedOn(outlet="RFI")


def test_the_same_draft_again_is_unchanged(library: Library) -> None:
    first, second = library.store(draft()), library.store(draft())
    assert second.storing is Storing.UNCHANGED
    assert second.article == first.article
    assert library.count() == 1


def test_new_words_from_a_source_are_a_version_that_supersedes(library: Library) -> None:
    old = library.store(draft()).article
    new = library.store(draft("The ferry is laid up."))
    assert new.storing is Storing.UPDATED
    assert new.article.supersedes == old.article_id
    assert not library.get(old.article_id).is_current
    assert library.articles() == (new.article,)
    assert {v.article_id for v in library.versions(new.article)} == {
        old.article_id,
        new.article.article_id,
    }


def test_the_same_words_of_one_outlet_from_two_sources_are_one_article(library: Library) -> None:
    first = library.store(draft(outlet="RFI")).article
    twin = library.store(draft(key="/news/copy.md", outlet="RFI"))
    assert twin.storing is Storing.DUPLICATE
    assert twin.article == first


def test_the_same_words_of_two_outlets_are_two_articles(library: Library) -> None:
    library.store(draft(outlet="RFI"))
    assert library.store(draft(key="/b.md", outlet="AFP")).storing is Storing.ADDED
    assert library.count() == 2


def test_metadata_that_changed_in_the_source_is_taken_over(library: Library) -> None:
    library.store(draft(outlet="RFI"))
    again = library.store(draft(outlet="AFP"))
    assert again.storing is Storing.UNCHANGED
    assert again.article.outlet == "AFP"


def test_what_the_user_set_outlives_the_source(library: Library) -> None:
    article = library.store(draft(outlet="RFI")).article
    changed = library.set_metadata(article.article_id, {"outlet": "Harbour Post"})
    assert (changed.outlet, changed.origins["outlet"]) == ("Harbour Post", Origin.USER)
    again = library.store(draft(outlet="AFP")).article
    assert (again.outlet, again.origins["outlet"]) == ("Harbour Post", Origin.USER)


def test_setting_metadata_never_touches_the_text(library: Library) -> None:
    article = library.store(draft()).article
    changed = library.set_metadata(article.article_id, {"published_at": "2024-05-01"})
    assert changed.published_at == date(2024, 5, 1)
    assert (changed.text, changed.article_id) == (article.text, article.article_id)


def test_articles_come_newest_first_and_undated_last(library: Library) -> None:
    for number, day in enumerate(("2024-05-01", "", "2025-01-01", "2023-01-01")):
        fields = {"day": day} if day else {}
        library.store(draft(f"Text {number}.", key=f"/{number}", headline=str(number), **fields))
    assert [article.headline for article in library.articles()] == ["2", "0", "3", "1"]


@pytest.mark.parametrize("article_id", ["a0123456789ab", "", "'; DROP TABLE articles; --"])
def test_an_unknown_id_is_named_with_the_remedy(library: Library, article_id: str) -> None:
    with pytest.raises(UnknownArticle, match=r"^No article .* `clippings list` shows the ids\."):
        library.get(article_id)
    with pytest.raises(UnknownArticle):
        library.original(draft().article_id)


def test_find_gives_only_those_that_exist(library: Library) -> None:
    article = library.store(draft()).article
    assert library.find([article.article_id, "a000000000000"]) == {article.article_id: article}
    assert library.find([]) == {}


def test_an_article_waits_until_it_is_marked_as_indexed(library: Library) -> None:
    article = library.store(draft()).article
    assert library.unindexed() == (article,)
    library.mark_indexed(article.article_id, indexed=True)
    assert library.unindexed() == ()
    library.mark_all_unindexed()
    assert library.unindexed() == (article,)


@pytest.mark.parametrize(
    ("key", "value", "waits"),
    [
        ("headline", "Another", True),
        ("outlet", "RFI", True),
        ("published_at", "2025-02-18", True),
        ("author", "Somebody", False),
    ],
)
def test_an_article_waits_again_when_its_headline_outlet_or_date_is_set(
    library: Library, key: str, value: str, waits: bool
) -> None:
    article = library.store(draft()).article
    library.mark_indexed(article.article_id, indexed=True)
    library.set_metadata(article.article_id, {key: value})
    assert bool(library.unindexed()) == waits


def test_a_superseded_version_waits_to_leave_the_index(library: Library) -> None:
    old = library.store(draft()).article
    library.mark_indexed(old.article_id, indexed=True)
    library.store(draft("The ferry is laid up."))
    assert [a.article_id for a in library.superseded_and_indexed()] == [old.article_id]


def test_deleting_removes_every_version_and_no_other_article(library: Library) -> None:
    old = library.store(draft()).article
    new = library.store(draft("The ferry is laid up.")).article
    other = library.store(draft("A flag.", key="/flag.md")).article
    library.delete(new)
    assert set(library.find([old.article_id, new.article_id, other.article_id])) == {
        other.article_id
    }
