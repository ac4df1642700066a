"""Files whose articles all stand as they were read are not read again; any doubt reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Draft
from corpus.library import Library, Storing
from corpus.metadata import Metadata
from corpus.readers import read_path
from corpus.reading_settings import USUAL
from corpus.records import Failure
from index import ingest
from index.home import Home
from index.ingest import AddReport
from index.removing import remove

_FERRY = "The ferry to Skarholm sails from Monday. It was laid up for a month.\n"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with Home.open(tmp_path / "home") as home:
        yield home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "ferry.md").write_text(f"# Ferry returns\n\n{_FERRY}", encoding="utf-8")
    (folder / "rows.jsonl").write_text(
        '{"headline": "Flag chosen", "text": "Skarholm has chosen a green flag."}\n'
        '{"headline": "Flag chosen", "text": "Skarholm has chosen a green flag."}\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, as they are."""
    names: list[str] = []

    def noting(path: Path, **said: Any) -> Iterator[Draft | Failure]:
        names.append(path.name)
        return read_path(path, **said)

    monkeypatch.setattr("index.ingest_run.read_path", noting)
    return names


def states(report: AddReport) -> list[Storing]:
    return [article.state for article in report.articles]


def test_an_unchanged_folder_is_not_read_again_and_reported_as_before(
    home: Home, folder: Path, read: list[str]
) -> None:
    first = ingest.add(home, [folder])
    assert states(first) == [Storing.ADDED, Storing.ADDED, Storing.DUPLICATE]
    read.clear()
    second = ingest.add(home, [folder])
    assert read == []
    assert states(second) == [Storing.UNCHANGED, Storing.UNCHANGED, Storing.DUPLICATE]
    assert [each.article_id for each in second.articles] == [
        each.article_id for each in first.articles
    ]
    assert [each.path for each in second.articles] == [each.path for each in first.articles]


def test_only_the_file_that_changed_is_read(home: Home, folder: Path, read: list[str]) -> None:
    ingest.add(home, [folder])
    read.clear()
    (folder / "ferry.md").write_text(f"# Ferry delayed\n\n{_FERRY}", encoding="utf-8")
    ingest.add(home, [folder])
    assert read == ["ferry.md"]


def test_what_the_user_says_beside_or_of_a_file_has_it_read(
    home: Home, folder: Path, read: list[str]
) -> None:
    ingest.add(home, [folder])
    read.clear()
    (folder / "metadata.csv").write_text("file,outlet\nferry.md,Harbour Post\n", encoding="utf-8")
    ingest.add(home, [folder])
    assert read == ["ferry.md", "rows.jsonl"]
    ingest.add(home, [folder], given=Metadata(author="A. Lind"))
    ingest.add(home, [folder], settings=replace(USUAL, columns={"headline": "hed"}))
    assert read == ["ferry.md", "rows.jsonl"] * 3


def test_a_file_whose_article_was_removed_is_read_and_brings_it_back(
    home: Home, folder: Path, read: list[str]
) -> None:
    ingest.add(home, [folder])
    ferry = next(a for a in home.library.articles() if a.headline == "Ferry returns")
    remove(home, [ferry])
    read.clear()
    report = ingest.add(home, [folder])
    assert read == ["ferry.md"]
    assert report.added == 1


def test_a_file_with_a_failure_is_read_each_time_and_the_failure_told(
    home: Home, folder: Path, read: list[str]
) -> None:
    with (folder / "rows.jsonl").open("a", encoding="utf-8") as rows:
        rows.write("no JSON\n")
    for _ in range(2):
        report = ingest.add(home, [folder])
        assert [failure.path for failure in report.failed] == [f"{folder / 'rows.jsonl'}:3"]
    assert read == ["ferry.md", "rows.jsonl", "rows.jsonl"]


def test_a_file_that_was_left_half_read_is_read_again(
    home: Home, folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*_: object) -> None:
        raise MemoryError  # stands in for a kill: nothing after this line is done

    with monkeypatch.context() as patched:
        patched.setattr(Library, "store", breaking)
        with pytest.raises(MemoryError):
            ingest.add(home, [folder])
    read.clear()
    assert ingest.add(home, [folder]).added == 2
    assert read == ["ferry.md", "rows.jsonl"]
