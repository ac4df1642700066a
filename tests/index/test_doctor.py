"""Every way of breaking a home is found, named with its remedy, and mended by that remedy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.article import ArticleId
from corpus.errors import HomeDamaged
from index import doctor, ingest, vector_check
from index.checks import Check, rebuilding
from index.embedding import OnnxEmbedder
from index.home import DATABASE_NAME, Home
from index.removing import remove
from index.vectors import VectorStore

FERRY = (
    "---\nheadline: Ferry returns\n---\nThe ferry to Skarholm sails from Monday. It was laid up.\n"
)
FLAG = "---\nheadline: Flag chosen\n---\nSkarholm has chosen a green flag. The vote was close.\n"
CHECKS = [
    "database", "settings", "texts", "waiting", "versions", "removals",
    "passages", "offsets", "words", "vectors",
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles and a sound home over them; copied, never changed."""
    folder = tmp_path_factory.mktemp("doctor")
    news = folder / "news"
    news.mkdir()
    (news / "ferry.md").write_text(FERRY, encoding="utf-8")
    (news / "flag.md").write_text(FLAG, encoding="utf-8")
    with Home.open(folder / "home") as home:
        ingest.add(home, [news])
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "copy") / "home"


@pytest.fixture
def home(folder: Path) -> Iterator[Home]:
    with Home.open(folder) as home:
        assert home.vectors.count() == 2  # opened here: the vectors are then looked at here too
        yield home


def faults(home: Home) -> dict[str, Check]:
    """The checks that failed, by name; all are there, in their order."""
    checks = doctor.examine(home)
    assert [check.name for check in checks] == CHECKS
    return {check.name: check for check in checks if not check.ok}


def first_id(home: Home) -> ArticleId:
    return home.library.articles()[0].article_id


def test_a_sound_home_has_no_faults(home: Home) -> None:
    assert faults(home) == {}
    told = {check.name: check.message for check in doctor.examine(home)}
    assert told["vectors"] == "2 vectors, one for each passage."


def test_an_empty_home_has_no_faults(tmp_path: Path) -> None:
    with Home.open(tmp_path) as home:
        assert faults(home) == {}
    assert not (tmp_path / "chroma").exists()


def _lose_vectors(home: Home) -> None:
    home.vectors.remove_article(first_id(home))


def _add_stray_vectors(home: Home) -> None:
    lost = ArticleId("a" + "0" * 12)
    vector = home.embedder.embed_passages(["Nobody knows whose words these are."])
    home.vectors.put([f"{lost}:0-35"], vector, [lost])


def _lose_rows(home: Home) -> None:
    home.database.write("DELETE FROM passages_fts WHERE rowid = 1")


def _reword_rows(home: Home) -> None:
    home.database.write("UPDATE passages_fts SET body = 'Other words.' WHERE rowid = 1")


def _lose_passages(home: Home) -> None:
    home.lexical.remove_article(first_id(home))


def _orphan_passages(home: Home) -> None:
    home.database.write("DELETE FROM articles WHERE article_id = ?", (first_id(home),))


def _break_words(home: Home) -> None:
    home.database.write("UPDATE passages_fts_data SET block = X'00' WHERE id > 10")


def _move_out(home: Home) -> None:
    home.database.write('UPDATE passages SET "end" = 9999 WHERE passage_key = 1')


def _move_sentences_out(home: Home) -> None:
    home.database.write("UPDATE passages SET sentences = '[0, 9999]' WHERE passage_key = 1")


@pytest.mark.parametrize(
    ("break_it", "check", "said"),
    [
        (_lose_vectors, "vectors", "Passages without a vector: 1, for example a"),
        (
            _add_stray_vectors,
            "vectors",
            "Vectors without a passage: 1, for example a000000000000:0",
        ),
        (_lose_rows, "words", "Passages without a full-text row: 1, for example a"),
        (_reword_rows, "words", "Full-text rows with other words than their article's: 1,"),
        (_lose_passages, "passages", "Articles marked as indexed without a passage: 1,"),
        (_orphan_passages, "passages", "Passages of articles that are gone: 1, for example a"),
        (_break_words, "words", "is damaged: "),
        (_move_out, "offsets", "Passages whose offsets or sentences lie outside their article: 1,"),
        (_move_sentences_out, "offsets", "lie outside their article: 1, for example a"),
    ],
)
def test_a_fault_of_the_index_is_named_and_mended_by_rebuild(
    home: Home, *, break_it: Callable[[Home], None], check: str, said: str
) -> None:
    break_it(home)
    found = faults(home)
    assert said in found[check].message
    assert {fault.remedy for fault in found.values()} == {rebuilding(home.path)}
    ingest.rebuild(home)
    assert faults(home) == {}


def _delete(chroma: Path) -> None:
    shutil.rmtree(chroma)


def _garbage(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(b"garbage" * 1000)


def _file(chroma: Path) -> None:
    shutil.rmtree(chroma)
    chroma.write_text("no folder")


@pytest.mark.parametrize(
    ("break_it", "said"),
    [(_delete, "is missing"), (_garbage, "cannot be read"), (_file, "cannot be read")],
)
def test_a_broken_chroma_folder_is_named_and_mended_by_rebuild(
    folder: Path, break_it: Callable[[Path], None], said: str
) -> None:
    break_it(folder / "chroma")
    with Home.open(folder) as home:
        found = faults(home)
        assert list(found) == ["vectors"]
        assert said in found["vectors"].message
        ingest.rebuild(home)
        assert faults(home) == {}


def test_vectors_that_crash_their_reader_do_not_crash_the_doctor(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The real crash needs over 1,000 vectors, from which on Chroma writes its graph to a file.
    monkeypatch.setattr(vector_check, "_examine_folder", _crash)
    with Home.open(folder) as home:
        assert "Chroma breaks down over the files" in faults(home)["vectors"].message


def _crash(_folder: Path) -> None:
    os.abort()


def test_a_graph_that_lost_its_files_is_found_by_searching(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VectorStore, "nearest", lambda *_, **__: {})
    assert "Vectors that no search finds: 2, for example a" in faults(home)["vectors"].message


def test_a_stopped_ingest_is_named_and_mended_by_the_next_add(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    news = folder.parent / "news"
    (news / "ferry.md").write_text(FERRY.replace("Monday", "Thursday"), encoding="utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(OnnxEmbedder, "embed_passages", stopped)
        with pytest.raises(KeyboardInterrupt):
            ingest.add(home, [news])
    found = faults(home)
    assert found["waiting"].message.startswith("Articles not yet searchable: 1, for example a")
    assert "`clippings add`" in str(found["waiting"].remedy)
    ingest.add(home, [news])
    assert faults(home) == {}


def test_an_old_version_still_in_the_index_is_named(home: Home) -> None:
    home.library.retire(home.library.articles()[0])
    assert "Old versions still in the index: 1" in faults(home)["versions"].message
    ingest.index_waiting(home)
    assert faults(home) == {}


def test_a_killed_remove_is_named_and_finished_by_the_next_write(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(VectorStore, "remove_articles", killed)
        with pytest.raises(KeyboardInterrupt):
            remove(home, home.library.articles()[:1])
    assert list(faults(home)) == ["removals"]
    ingest.index_waiting(home)
    assert faults(home) == {}


def test_a_text_that_changed_under_its_quotes_is_named(home: Home) -> None:
    home.database.write("UPDATE articles SET text = replace(text, 'green', 'brown')")
    assert "Articles whose text is not the one that was stored: 1" in faults(home)["texts"].message


def test_another_model_or_header_is_named(home: Home) -> None:
    home.database.write("UPDATE settings SET value = replace(value, 'headline', 'footline')")
    found = faults(home)["settings"]
    assert "was indexed with passage_header 'footline, outlet and date', not" in found.message
    assert "clippings rebuild" in str(found.remedy)


def test_a_damaged_page_of_the_library_is_named(folder: Path) -> None:
    library = folder / DATABASE_NAME
    raw = bytearray(library.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 4096] = os.urandom(4096)
    library.write_bytes(raw)
    with Home.open(folder) as home:
        checks = doctor.examine(home)
    assert len({check.name for check in checks}) == len(checks)  # it is told once
    found = {check.name: check for check in checks if not check.ok}
    assert f"{library} is damaged: " in found["database"].message
    assert "clippings backup" in str(found["database"].remedy)


def test_a_remedy_can_be_pasted_anywhere() -> None:
    assert rebuilding(Path("/my home")) == (
        "Run `clippings rebuild --home '/my home'`, which makes passages, words and vectors anew"
        " from the library."
    )
    assert f"--home {Path.cwd() / 'here'}`" in rebuilding(Path("here"))


def test_a_library_that_is_no_sqlite_file_is_a_calm_error(folder: Path) -> None:
    (folder / DATABASE_NAME).write_bytes(b"garbage" * 1000)
    for name in ("-wal", "-shm"):
        (folder / f"{DATABASE_NAME}{name}").unlink(missing_ok=True)
    with pytest.raises(HomeDamaged, match=r"library\.sqlite is damaged: file is not a database"):
        Home.open(folder)
