"""Names of exported files, and what an export refuses."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.command.exporting import Export, export, file_stem
from app.command.requests import Selecting
from corpus.article import Article, ArticleId, Draft
from corpus.database import Database
from corpus.library import Library
from index.backup import UnwritableFile

ALL = Selecting()


def article(headline: str, **known: object) -> Article:
    named = {"article_id": ArticleId("a0123456789ab"), "source_key": "x", "text": "Words."}
    return Article(**named, headline=headline, **known)  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(Database(tmp_path / "library.sqlite"))


def keep(library: Library, *texts: str, headline: str = "Café's «bridge»") -> None:
    for text in texts:
        library.store(Draft(source_key=text, text=text, headline=headline))


def test_a_name_is_day_outlet_and_headline() -> None:
    named = article("Łódź's “bridge”: €77m!", outlet="Fjord Post", published_at=date(2023, 9, 4))
    # ł is a letter of its own, without a mark that could be taken off
    assert file_stem(named) == "2023-09-04-fjord-post-odzs-bridge-77m"


def test_a_name_without_any_of_them_still_says_something() -> None:
    assert file_stem(article("北京")) == "undated"


@given(st.text(min_size=1).filter(str.strip), st.none() | st.text())
def test_every_system_takes_every_name(headline: str, outlet: str | None) -> None:
    stem = file_stem(article(headline, outlet=outlet))
    assert re.fullmatch(r"undated(-[a-z0-9]+)*", stem)
    assert len(stem) <= 100


def test_names_do_not_collide(library: Library, tmp_path: Path) -> None:
    keep(library, "One bridge.", "Two bridges.", "Three bridges.")
    export(library, ALL, Export(target=tmp_path / "out", form="markdown"))
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"undated-cafes-bridge{n}.md" for n in ("-2", "-3", "")]


def test_what_markdown_cannot_hold_is_named_and_goes_into_json_lines(
    library: Library, tmp_path: Path
) -> None:
    keep(library, "A carriage\rreturn comes back.", "A \x00 makes a text file none.")
    folder = export(library, ALL, Export(target=tmp_path / "out", form="markdown"))
    lines = export(library, ALL, Export(target=tmp_path / "out.jsonl", form="jsonl"))
    zero = next(a.article_id for a in library.articles() if "\x00" in a.text)
    reason = f"markdown cannot hold every character of {zero}."
    assert folder["failed"] == [{"article_id": zero, "reason": reason}]
    assert folder["exported"] == 1
    assert (lines["exported"], lines["failed"]) == (2, [])


def test_a_file_in_the_place_of_a_folder_is_refused(library: Library, tmp_path: Path) -> None:
    keep(library, "One bridge.")
    (tmp_path / "out").write_text("A file.", encoding="utf-8")
    with pytest.raises(UnwritableFile, match="out is a file's name, and Markdown fills a folder"):
        export(library, ALL, Export(target=tmp_path / "out", form="markdown"))
    with pytest.raises(UnwritableFile, match="cannot be written"):
        export(library, ALL, Export(target=tmp_path / "out" / "in", form="markdown"))
    assert not list(tmp_path.glob(".clippings-*"))


@pytest.mark.parametrize("name", ["all.md", "all.json", "all.zip"])
def test_a_file_name_is_not_made_a_folder(library: Library, tmp_path: Path, name: str) -> None:
    keep(library, "One bridge.")
    with pytest.raises(UnwritableFile, match=r"Name a folder, or a FILE\.jsonl"):
        export(library, ALL, Export(target=tmp_path / name, form="markdown"))
    assert not list(tmp_path.glob("all*"))


def test_json_lines_do_not_go_into_a_folder(library: Library, tmp_path: Path) -> None:
    keep(library, "One bridge.")
    with pytest.raises(UnwritableFile, match="is a folder, and JSON lines are one file"):
        export(library, ALL, Export(target=tmp_path, form="jsonl", force=True))
