"""Chroma on disk, through our own small door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.article import ArticleId
from index.vectors import VectorStore

_A, _B = ArticleId("a000000000001"), ArticleId("a000000000002")
_IDS = (f"{_A}:0-5", f"{_A}:5-9", f"{_B}:0-5")
_ROWS = np.array([[1, 0, 0], [0.6, 0.8, 0], [0, 0, 1]], dtype=np.float32)
_ASKED = np.array([[1, 0, 0]], dtype=np.float32)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    store = VectorStore(tmp_path / "chroma")
    store.put(_IDS, _ROWS, [_A, _A, _B])
    yield store
    store.close()


def test_the_nearest_come_first_with_their_cosines(store: VectorStore) -> None:
    found = store.nearest(_ASKED, k=3)
    assert list(found) == list(_IDS)
    assert list(found.values()) == pytest.approx([1.0, 0.6, 0.0], abs=1e-5)


def test_more_than_there_are_gives_all(store: VectorStore) -> None:
    assert len(store.nearest(_ASKED, k=50)) == 3


def test_a_search_among_ids_finds_no_other(store: VectorStore) -> None:
    assert list(store.nearest(_ASKED, k=3, among=_IDS[1:])) == list(_IDS[1:])


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "empty")
    assert store.nearest(_ASKED, k=3) == {}
    store.close()


def test_the_same_id_is_replaced(store: VectorStore) -> None:
    store.put(_IDS[:1], _ROWS[2:], [_A])
    assert store.count() == 3
    assert store.nearest(_ASKED, k=3)[_IDS[0]] == pytest.approx(0.0, abs=1e-5)


def test_removing_an_article_leaves_the_others(store: VectorStore) -> None:
    store.remove_article(_A)
    assert list(store.nearest(_ASKED, k=3)) == [_IDS[2]]


def test_removing_an_unknown_article_changes_nothing(store: VectorStore) -> None:
    store.remove_article(ArticleId("a00000000000f"))
    assert store.count() == 3


def test_a_cleared_store_is_empty_and_takes_another_dimension(store: VectorStore) -> None:
    store.clear()
    assert store.count() == 0
    store.put(_IDS[:1], np.ones((1, 5), dtype=np.float32), [_A])
    assert store.count() == 1


def test_vectors_are_still_there_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    first = VectorStore(tmp_path / "chroma")
    first.put(_IDS, _ROWS, [_A, _A, _B])
    first.close()
    again = VectorStore(tmp_path / "chroma")
    assert list(again.nearest(_ASKED, k=2)) == list(_IDS[:2])
    again.close()
