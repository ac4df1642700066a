"""A data folder remembers what its index was made with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from corpus.errors import HomeMismatch
from index import ingest
from index.home import Home
from index.model_files import default_model_files
from index.query import Query
from index.settings import DEFAULT_MODEL, NO_RANKER, IndexSettings

_SMALL = IndexSettings(passage_tokens=80, overlap_tokens=16)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The folder of a home with one article in it."""
    (tmp_path / "ferry.md").write_text("The ferry sails from Monday. It was laid up.\n")
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [tmp_path / "ferry.md"])
    return tmp_path / "home"


def test_a_new_home_is_empty_and_says_so(tmp_path: Path) -> None:
    with Home.open(tmp_path / "deep" / "home") as home:
        assert home.made_with() is None
        assert home.library.count() == home.lexical.count() == 0


def test_a_home_remembers_model_and_splitter(made: Path) -> None:
    with Home.open(made) as home:
        assert home.made_with() == {
            "model": DEFAULT_MODEL,
            "precision": IndexSettings().precision,
            "fingerprint": default_model_files().sha256,
            "dimension": 384,
            "passage_tokens": 160,
            "overlap_tokens": 32,
            "passage_header": "headline, outlet and date",
        }


def test_another_splitter_is_refused_with_both_values_and_the_remedy(made: Path) -> None:
    remedy = rf"Run `clippings rebuild --home {re.escape(str(made))}`"
    wrong = rf"indexed with passage_tokens 160, not 80\. {remedy}"
    with Home.open(made, _SMALL) as home, pytest.raises(HomeMismatch, match=wrong):
        home.searcher.search(Query(text="ferry"))


def test_another_model_is_refused_with_both_names_and_the_remedy(made: Path) -> None:
    other = str(default_model_files().folder)
    wrong = rf"with model '{DEFAULT_MODEL}', not '{re.escape(other)}'\. Run `clippings rebuild"
    with (
        Home.open(made, IndexSettings(model=other)) as home,
        pytest.raises(HomeMismatch, match=wrong),
    ):
        _ = home.embedder


def test_a_home_whose_passages_were_embedded_with_the_headline_alone_is_refused(made: Path) -> None:
    with Home.open(made) as home:  # as the first homes remembered it
        old = {key: value for key, value in (home.made_with() or {}).items() if "header" not in key}
        home.forget_making()
        home.database.write("INSERT INTO settings VALUES ('making', ?)", (json.dumps(old),))
    wrong = (
        r"indexed with passage_header 'headline', not 'headline, outlet and date'\."
        r" Run `clippings rebuild"
    )
    with Home.open(made) as home, pytest.raises(HomeMismatch, match=wrong):
        home.searcher.search(Query(text="ferry"))
    with Home.open(made) as home:
        ingest.rebuild(home)
        assert home.searcher.search(Query(text="When does the ferry sail?"))


def test_a_refused_home_can_still_be_listed(made: Path) -> None:
    with Home.open(made, _SMALL) as home:
        assert len(home.library.articles()) == 1


def test_a_refused_home_is_mended_by_a_rebuild(made: Path) -> None:
    with Home.open(made, _SMALL) as home:
        ingest.rebuild(home)
        assert home.searcher.search(Query(text="When does the ferry sail?"))
    with Home.open(made, _SMALL) as again:
        assert again.searcher.search(Query(text="When does the ferry sail?"))


@pytest.mark.parametrize(
    "changed",
    [IndexSettings(threads=1), IndexSettings(ranker=NO_RANKER)],
    ids=["threads", "ranker"],
)
def test_what_shapes_no_index_is_free_to_change(made: Path, changed: IndexSettings) -> None:
    with Home.open(made, changed) as home:
        assert home.searcher.search(Query(text="When does the ferry sail?"))
