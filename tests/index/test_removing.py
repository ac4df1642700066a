"""Articles leave whole: the library at once, the index at the latest at the next write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Article
from index import ingest
from index.home import Home
from index.lexical import LexicalIndex
from index.query import Filters, Query
from index.removing import remove, unfinished_removals
from index.vectors import VectorStore

_FERRY = (
    "---\nheadline: Ferry returns\noutlet: Harbour Post\n---\n"
    "The ferry to Skarholm sails from Monday. It was laid up.\n"
)
_FLAG = "---\nheadline: Flag chosen\n---\nSkarholm has chosen a green flag. The vote was close.\n"
_QUESTION = Query(text="When does the ferry to Skarholm sail?")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "ferry.md").write_text(_FERRY, encoding="utf-8")
    (folder / "flag.md").write_text(_FLAG, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path, folder: Path) -> Iterator[Home]:
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [folder])
        yield home


def counts(home: Home) -> tuple[int, int, int, int]:
    """Article rows with old versions, passages, full-text rows, vectors."""
    rows = home.database.number("SELECT COUNT(*) FROM articles")
    return rows, home.lexical.count(), home.lexical.count_rows(), home.vectors.count()


def article(home: Home, headline: str) -> Article:
    return next(a for a in home.library.articles() if a.headline == headline)


def answers(home: Home) -> list[tuple[str, float]]:
    hits = home.searcher.search(_QUESTION)
    return [(hit.passage.passage_id, round(hit.score, 9)) for hit in hits]


def test_nothing_of_any_version_is_left(home: Home, folder: Path) -> None:
    (folder / "ferry.md").write_text(_FERRY.replace("Monday", "Thursday"), encoding="utf-8")
    ingest.add(home, [folder])
    assert counts(home) == (3, 2, 2, 2)
    remove(home, [article(home, "Ferry returns")])
    assert counts(home) == (1, 1, 1, 1)
    remove(home, [article(home, "Flag chosen")])
    assert counts(home) == (0, 0, 0, 0)
    assert home.lexical.vocabulary() == frozenset()
    assert home.searcher.search(_QUESTION) == ()


def test_add_remove_add_is_the_identity(home: Home, folder: Path) -> None:
    before = counts(home), answers(home), home.library.articles()
    remove(home, [article(home, "Ferry returns")])
    ingest.add(home, [folder])
    assert (counts(home), answers(home), home.library.articles()) == before


def test_several_leave_together(home: Home) -> None:
    remove(home, home.library.articles())
    assert counts(home) == (0, 0, 0, 0)


def test_articles_can_be_removed_after_a_removal_of_none(home: Home) -> None:
    remove(home, [])
    remove(home, [article(home, "Ferry returns")])
    assert counts(home) == (1, 1, 1, 1)
    assert unfinished_removals(home) == ()


@pytest.mark.parametrize(
    ("owner", "step"),
    [(LexicalIndex, "remove_article"), (VectorStore, "remove_articles")],
    ids=["before FTS", "before Chroma"],
)
def test_what_a_killed_remove_left_is_not_found_and_goes_at_the_next_write(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch, *, owner: type, step: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    ferry = article(home, "Ferry returns")
    with monkeypatch.context() as broken:
        broken.setattr(owner, step, killed)
        with pytest.raises(KeyboardInterrupt):
            remove(home, [ferry])
    assert unfinished_removals(home) == (ferry.article_id,)
    assert [a.headline for a in home.library.articles()] == ["Flag chosen"]
    filtered = Query(text="ferry", filters=Filters(outlets=("Harbour Post",)))
    assert home.searcher.search(filtered) == ()
    assert {hit.article.headline for hit in home.searcher.search(_QUESTION)} == {"Flag chosen"}
    ingest.add(home, [folder / "flag.md"])
    assert counts(home) == (1, 1, 1, 1)
    assert unfinished_removals(home) == ()


def test_an_article_that_comes_back_after_a_killed_remove_stays(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    before = counts(home), answers(home)
    with monkeypatch.context() as broken:
        broken.setattr(VectorStore, "remove_articles", killed)
        with pytest.raises(KeyboardInterrupt):
            remove(home, [article(home, "Ferry returns")])
    ingest.add(home, [folder])
    assert (counts(home), answers(home)) == before
