"""Into the library, into the index, and out again; whatever stops it, the next run finishes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.article import ArticleId
from corpus.library import Storing
from corpus.metadata import Metadata
from index import ingest, windows
from index.embedding import Matrix, OnnxEmbedder
from index.home import Home
from index.query import Query
from index.watching import IngestProgress, Watch

_FERRY = (
    "---\nheadline: Ferry returns\n---\nThe ferry to Skarholm sails from Monday. It was laid up.\n"
)
_FLAG = "---\nheadline: Flag chosen\n---\nSkarholm has chosen a green flag. The vote was close.\n"
_FERRY_LATER = _FERRY.replace("from Monday", "from Thursday")
_QUESTION = Query(text="When does the ferry to Skarholm sail?")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "ferry.md").write_text(_FERRY, encoding="utf-8")
    (folder / "flag.md").write_text(_FLAG, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with Home.open(tmp_path / "home") as home:
        yield home


def counts(home: Home) -> tuple[int, int, int, int]:
    """Article rows with old versions, passages, full-text rows, vectors."""
    rows = home.database.number("SELECT COUNT(*) FROM articles")
    return rows, home.lexical.count(), home.lexical.count_rows(), home.vectors.count()


def answers(home: Home) -> list[tuple[str, float]]:
    hits = home.searcher.search(_QUESTION)
    return [(hit.passage.passage_id, round(hit.score, 9)) for hit in hits]


def id_of(home: Home, headline: str) -> ArticleId:
    return next(a.article_id for a in home.library.articles() if a.headline == headline)


def test_what_is_added_is_reported_and_found(home: Home, folder: Path) -> None:
    report = ingest.add(home, [folder])
    assert (report.added, report.updated, report.unchanged, report.duplicates) == (2, 0, 0, 0)
    assert (report.failed, report.vanished, report.passages) == ((), (), 2)
    assert counts(home) == (2, 2, 2, 2)
    assert home.searcher.search(_QUESTION)[0].article.headline == "Ferry returns"


def test_adding_twice_changes_nothing(home: Home, folder: Path) -> None:
    first = ingest.add(home, [folder])
    before = counts(home), answers(home)
    second = ingest.add(home, [folder, folder / "ferry.md"])
    assert (second.added, second.unchanged, second.passages) == (0, 2, 0)
    assert {a.article_id for a in first.articles} == {a.article_id for a in second.articles}
    assert (counts(home), answers(home)) == before


def test_a_changed_file_becomes_a_version_that_supersedes_the_old(home: Home, folder: Path) -> None:
    ingest.add(home, [folder])
    old = id_of(home, "Ferry returns")
    (folder / "ferry.md").write_text(_FERRY_LATER, encoding="utf-8")
    report = ingest.add(home, [folder])
    new = home.library.get(id_of(home, "Ferry returns"))
    assert (report.updated, report.unchanged, report.passages) == (1, 1, 1)
    assert new.supersedes == old != new.article_id
    assert "from Monday" in home.library.get(old).text
    assert not home.library.get(old).is_current
    assert counts(home) == (3, 2, 2, 2)
    assert not any("from Monday" in h.passage.text for h in home.searcher.search(_QUESTION))


def test_the_same_words_under_another_name_are_a_duplicate(home: Home, folder: Path) -> None:
    ingest.add(home, [folder])
    (folder / "copy.md").write_text(_FERRY, encoding="utf-8")
    report = ingest.add(home, [folder])
    states = {Path(a.path).name: a.state for a in report.articles}
    assert states["copy.md"] is Storing.DUPLICATE
    assert counts(home) == (2, 2, 2, 2)


def test_a_vanished_file_is_reported_and_its_article_kept(home: Home, folder: Path) -> None:
    ingest.add(home, [folder])
    (folder / "ferry.md").unlink()
    report = ingest.add(home, [folder])
    assert report.vanished == (str(folder / "ferry.md"),)
    assert counts(home) == (2, 2, 2, 2)


def test_a_file_that_vanished_elsewhere_is_not_reported(home: Home, folder: Path) -> None:
    ingest.add(home, [folder])
    (folder / "ferry.md").unlink()
    other = folder.parent / "other"
    other.mkdir()
    (other / "bridge.txt").write_text("A bridge was opened in Norland today.\n")
    assert ingest.add(home, [other]).vanished == ()


def test_a_file_that_fails_is_named_and_the_rest_go_in(home: Home, folder: Path) -> None:
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00\xd8 not text")
    report = ingest.add(home, [folder])
    assert report.added == 2
    assert [Path(failure.path).name for failure in report.failed] == ["broken.md"]


def test_what_the_user_says_of_a_file_goes_in_with_it(home: Home, folder: Path) -> None:
    ingest.add(home, [folder], given=Metadata(outlet="Harbour Post"))
    assert {article.outlet for article in home.library.articles()} == {"Harbour Post"}


def test_progress_ends_at_the_total(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "WINDOW_PASSAGES", 1)
    seen: list[IngestProgress] = []
    ingest.add(home, [folder], watch=Watch(progress=seen.append))
    assert [(p.done, p.total, p.passages) for p in seen] == [(1, 2, 1), (2, 2, 2)]


def test_a_stopped_ingest_is_finished_by_the_next(
    home: Home, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Home.open(tmp_path / "undisturbed") as other:
        ingest.add(other, [folder])
        expected = counts(other), answers(other)
    embed = OnnxEmbedder.embed_passages
    calls = iter((True, False))

    def stopping(self: OnnxEmbedder, texts: Sequence[str]) -> Matrix:
        if not next(calls):
            raise KeyboardInterrupt
        return embed(self, texts)

    monkeypatch.setattr(windows, "WINDOW_PASSAGES", 1)
    with monkeypatch.context() as broken:
        broken.setattr(OnnxEmbedder, "embed_passages", stopping)
        with pytest.raises(KeyboardInterrupt):
            ingest.add(home, [folder])
    assert counts(home) == (2, 1, 1, 1)
    assert len(home.library.unindexed()) == 1
    report = ingest.add(home, [folder])
    assert (report.unchanged, report.passages) == (2, 1)
    assert (counts(home), answers(home)) == expected


def test_an_ingest_stopped_between_chroma_and_sqlite_is_finished_by_the_next(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_article: object, _passages: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(home.lexical, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            ingest.add(home, [folder])
    assert (home.vectors.count(), home.lexical.count()) == (2, 0)
    assert ingest.index_waiting(home) == 2
    assert counts(home) == (2, 2, 2, 2)
    assert ingest.index_waiting(home) == 0


def test_a_rebuild_restores_the_index_from_the_library_alone(home: Home, folder: Path) -> None:
    ingest.add(home, [folder])
    before = counts(home), answers(home)
    home.vectors.clear()
    home.lexical.clear()
    (folder / "ferry.md").unlink()
    (folder / "flag.md").unlink()
    assert ingest.rebuild(home) == 2
    assert (counts(home), answers(home)) == before


def test_a_rebuild_leaves_old_versions_out_of_the_index(home: Home, folder: Path) -> None:
    ingest.add(home, [folder])
    (folder / "ferry.md").write_text(_FERRY_LATER, encoding="utf-8")
    ingest.add(home, [folder])
    ingest.rebuild(home)
    assert counts(home) == (3, 2, 2, 2)


def test_a_version_that_comes_back_is_searchable_again(home: Home, folder: Path) -> None:
    ingest.add(home, [folder])
    first = id_of(home, "Ferry returns")
    for text in (_FERRY_LATER, _FERRY):
        (folder / "ferry.md").write_text(text, encoding="utf-8")
        ingest.add(home, [folder])
    assert id_of(home, "Ferry returns") == first
    assert home.searcher.search(_QUESTION)[0].article.article_id == first
    assert counts(home) == (3, 2, 2, 2)


def test_a_new_headline_is_searched_for_after_the_next_add(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("---\nheadline: Zebra sighting\n---\nThe town was calm today.\n")
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [article])
        article.write_text("---\nheadline: Quokka sighting\n---\nThe town was calm today.\n")
        ingest.add(home, [article])
        assert home.lexical.passages_with("quokka") == 1
        assert home.lexical.passages_with("zebra") == 0
