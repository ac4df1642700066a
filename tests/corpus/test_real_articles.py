"""Five articles as they arrive from the web, noise and all; their text is not part of the project.

What must go is named by line number, so that no line of theirs is copied here.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Draft, Origin
from corpus.markup import unmarked
from corpus.metadata import Metadata
from corpus.readers import find_files, read_path

SHARED = os.environ.get("CLIPPINGS_SHARED", "")
FOLDER = Path(SHARED) / "articles"
pytestmark = pytest.mark.skipif(
    not SHARED or not FOLDER.is_dir(),
    reason="CLIPPINGS_SHARED names no folder with the real articles in articles/",
)

# For each article, the lines of its file, from 1, that are not reporting.
NOISE: dict[str, tuple[int, ...]] = {
    "000": (12, 13, 18, 23),
    "001": (8, 9, 15, 16, 22),
    "002": (),
    "003": (12, 13, 15, 21, 34, 43, 44, 46, 47, 49),
    "004": (3, 5, 6, 56, 57, 59),
}
PUBLISHED = {
    "000": ("RFI", date(2025, 2, 18)),
    "001": ("RFI", date(2025, 3, 11)),
    "002": ("AFP", date(2025, 3, 11)),
    "003": ("Kyiv Post", date(2024, 4, 2)),
    "004": ("WSWS", date(2025, 2, 18)),
}


def file_of(number: str) -> Path:
    return next(file for file in find_files([FOLDER]).files if file.name.startswith(number))


def draft_of(number: str, *, listed: dict[str, Metadata] | None = None) -> Draft:
    (draft,) = read_path(file_of(number), listed=listed)
    assert isinstance(draft, Draft), draft
    return draft


def words_of(number: str, *, without: frozenset[int]) -> list[str]:
    lines = file_of(number).read_text(encoding="utf-8").split("\n")
    kept = [line for row, line in enumerate(lines, start=1) if row not in without]
    return [word for line in kept for word in unmarked(line).split()]


@pytest.mark.parametrize("number", NOISE)
def test_every_word_of_the_reporting_is_kept_and_no_other(number: str) -> None:
    expected = words_of(number, without=frozenset(NOISE[number]))
    if number == "002":
        expected = expected[2:]  # "date 2025-03-11" stands before the first word
    assert draft_of(number).text.split() == expected


@pytest.mark.parametrize("number", NOISE)
def test_every_paragraph_is_whole(number: str) -> None:
    for paragraph in draft_of(number).text.split("\n\n"):
        assert paragraph.rstrip("\"”'’)")[-1] in ".?!", paragraph


@pytest.mark.parametrize("number", NOISE)
def test_the_list_beside_the_articles_gives_outlet_and_date(number: str) -> None:
    draft = draft_of(number)
    assert (draft.outlet, draft.published_at) == PUBLISHED[number]
    assert draft.origins["outlet"] is draft.origins["published_at"] is Origin.USER
    assert draft.correction is None


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_the_first_sentence_stands_in_for_the_missing_headline(number: str) -> None:
    draft = draft_of(number)
    assert draft.origins["headline"] is Origin.STAND_IN
    assert draft.text.startswith(draft.headline.removesuffix("…"))


def test_heading_byline_and_dateline_are_read_in_the_text() -> None:
    draft = draft_of("004", listed={})
    heading = file_of("004").read_text(encoding="utf-8").split("\n")[2]
    assert draft.headline == heading.removeprefix("# ")
    assert (draft.author, draft.published_at) == ("Alex Lantier", date(2025, 2, 18))
    assert set(draft.origins) == {"headline", "author", "published_at", "language"}
    assert set(draft.origins.values()) == {Origin.TEXT}


def test_a_date_glued_to_the_text_is_read_where_no_list_gives_it() -> None:
    draft = draft_of("002", listed={})
    assert draft.published_at == date(2025, 3, 11)
    assert draft.origins["published_at"] is Origin.TEXT


@pytest.mark.parametrize("number", ["000", "001", "003"])
def test_nothing_is_invented_where_the_text_does_not_say(number: str) -> None:
    draft = draft_of(number, listed={})
    assert (draft.outlet, draft.author, draft.published_at) == (None, None, None)
