from __future__ import annotations

from pathlib import Path

import pytest

from corpus.article import Draft
from evals.benchmarks.pool import _progress, pool_home
from evals.errors import BadRun
from index.query import Filters, Query
from index.watching import IngestProgress


def draft(key: str, text: str = "Twelve boats sank in the harbour of Brest on Sunday.") -> Draft:
    return Draft(source_key=key, text=text, headline="Storm in Brest")


STORM = draft("storm")
FLOOD = draft("flood", "The river rose four metres in Lyon on Monday.")


def silent(_line: str) -> None:
    pass


def test_a_pool_is_searchable_and_names_its_articles_by_key() -> None:
    with pool_home([STORM, FLOOD], at=None, say=silent) as pool:
        found = pool.home.searcher.search(Query(text="How far did the river rise?"))
        assert found[0].article.article_id == pool.article_ids["flood"]
        limited = Query(text="How far did the river rise?", filters=pool.only(["storm"]))
        found = pool.home.searcher.search(limited)
        assert {hit.article.source_key for hit in found} == {"storm"}
        folder = pool.home.path
    assert not folder.exists()


def test_a_named_home_is_kept_and_nothing_in_it_is_indexed_again(tmp_path: Path) -> None:
    lines: list[str] = []
    with pool_home([STORM], at=tmp_path / "home", say=lines.append) as pool:
        known = pool.article_ids["storm"]
    assert lines == [
        "1 articles in the pool, 0 of them here before",
        "indexed 1 of 1 articles, 1 passages",
    ]
    lines.clear()
    with pool_home([STORM, FLOOD], at=tmp_path / "home", say=lines.append) as pool:
        assert pool.article_ids["storm"] == known
    # Only the new one of two is indexed.
    assert lines == [
        "2 articles in the pool, 1 of them here before",
        "indexed 1 of 1 articles, 1 passages",
    ]


def test_a_large_pool_is_spoken_of_at_most_twenty_times() -> None:
    lines: list[str] = []
    watch = _progress(lines.append)
    for done in range(1, 1001):
        watch(IngestProgress(done=done, total=1000, passages=3 * done))
    # Each twentieth of 1,000 articles is a line.
    assert len(lines) == 20
    assert lines[0] == "indexed 50 of 1,000 articles, 150 passages"
    assert lines[-1] == "indexed 1,000 of 1,000 articles, 3,000 passages"


def test_articles_of_the_same_words_are_one_under_both_keys() -> None:
    with pool_home([STORM, draft("copy")], at=None, say=silent) as pool:
        assert pool.article_ids["copy"] == pool.article_ids["storm"]
        assert pool.only(["storm", "copy"]) == Filters(articles=(pool.article_ids["storm"],))


def test_a_limit_to_no_article_is_refused_since_it_would_admit_all() -> None:
    with (
        pool_home([STORM], at=None, say=silent) as pool,
        pytest.raises(ValueError, match="limited to at least one article"),
    ):
        pool.only([])


def test_a_home_with_other_articles_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    with pool_home([STORM], at=tmp_path, say=silent):
        pass
    with (
        pytest.raises(BadRun, match=r"holds 1 articles that are not .*'storm' .*another folder"),
        pool_home([FLOOD], at=tmp_path, say=silent),
    ):
        pass
    with pool_home([STORM], at=tmp_path, say=silent) as pool:
        assert pool.home.library.count() == 1


def test_a_pool_of_nothing_is_refused() -> None:
    with pytest.raises(BadRun, match="no articles"), pool_home([], at=None, say=silent):
        pass


def test_an_id_that_stands_twice_is_named() -> None:
    twice = [STORM, FLOOD, draft("storm", "Other words.")]
    with (
        pytest.raises(BadRun, match="2 of the benchmark's articles have the id 'storm'"),
        pool_home(twice, at=None, say=silent),
    ):
        pass


def test_a_file_is_no_folder_for_a_home(tmp_path: Path) -> None:
    path = tmp_path / "home.txt"
    path.write_text("kept", encoding="utf-8")
    with (
        pytest.raises(BadRun, match=r"home\.txt is a file"),
        pool_home([STORM], at=path, say=silent),
    ):
        pass
    assert path.read_text(encoding="utf-8") == "kept"


def test_the_pool_is_indexed_with_the_settings_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_PRECISION", "int8")
    with pool_home([STORM], at=None, say=silent) as pool:
        assert (pool.home.made_with() or {})["precision"] == "int8"
