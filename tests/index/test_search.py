"""Retrieval over the sample, with the real model, Chroma and SQLite."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.dates import DateRange
from index import ingest
from index.fusion import RANK_CONSTANT
from index.home import Home
from index.query import Filters, Query
from index.reading import read_constraints
from index.search import FROM_ARTICLE, NEWEST_WEIGHT, Hit
from index.settings import IndexSettings, SearchParts


def found(home: Home, text: str, filters: Filters | None = None, *, k: int = 10) -> tuple[Hit, ...]:
    return home.searcher.search(Query(text=text, filters=filters or Filters()), k=k)


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("How many votes did Eddie Chu get?", "Record turnout sends young newcomers"),
        ("What knocked the crane over in Mecca?", "Storm brings crane down"),
        ("Which browser came with Windows XP?", "Microsoft counts down"),
        ("worshippers of the old Olympian deities", "Court in Greece lets followers of Zeus"),
    ],
)
def test_the_article_that_tells_it_is_first(sample: Home, question: str, headline: str) -> None:
    assert found(sample, question)[0].article.headline.startswith(headline)


def test_hits_are_slices_ranked_from_one_with_falling_scores(sample: Home) -> None:
    hits = found(sample, "military aid to Ukraine")
    assert [hit.rank for hit in hits] == list(range(1, 11))
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    for hit in hits:
        passage = hit.passage
        assert hit.article.text[passage.start : passage.end] == passage.text
        assert hit.dense_rank or hit.lexical_rank
        assert (hit.cosine is None) == (hit.dense_rank is None)
        assert hit.cosine is None or -1.0 <= hit.cosine <= 1.0


def test_more_k_only_adds_hits_at_the_end(sample: Home) -> None:
    few, many = (found(sample, "troops for Ukraine", k=k) for k in (3, 20))
    assert many[:3] == few


@pytest.mark.parametrize("question", ["", "?!", "“”", '" OR NEAR( *'])
def test_a_question_without_words_breaks_nothing(sample: Home, question: str) -> None:
    assert all(hit.lexical_rank is None or hit.passage.text for hit in found(sample, question))


def with_parts(home: Home, query: Query, parts: SearchParts) -> tuple[Hit, ...]:
    return replace(home.searcher, parts=parts).search(query, k=50)


def test_a_part_that_is_off_finds_nothing(sample: Home) -> None:
    query = Query(text="How many CEASAR launchers does France build?")
    dense = with_parts(sample, query, SearchParts(lexical=False))
    lexical = with_parts(sample, query, SearchParts(dense=False))
    assert {hit.lexical_rank for hit in dense} == {None}
    assert {(hit.dense_rank, hit.cosine) for hit in lexical} == {(None, None)}
    both = {hit.passage.passage_id for hit in found(sample, query.text, k=200)}
    assert both == {hit.passage.passage_id for hit in (*dense, *lexical)}


def test_without_constraints_a_question_is_searched_as_if_nothing_was_read(sample: Home) -> None:
    text = "According to RFI, what did Albares say about a deployment of troops?"
    reading = read_constraints(text, sample, today=date(2025, 3, 20))
    off = with_parts(sample, Query(text=text, reading=reading), SearchParts(constraints=False))
    assert off == found(sample, text, k=50)


def test_of_each_article_three_passages_come_before_all_others(tmp_path: Path) -> None:
    sailings = "\n\n".join(f"The ferry to island {n} sails at {n} on Mondays." for n in range(6))
    (tmp_path / "sailings.md").write_text(f"---\nheadline: The ferry sails\n---\n{sailings}\n")
    (tmp_path / "chess.md").write_text("---\nheadline: Chess\n---\nA ferry was renamed.\n")
    with Home.open(tmp_path / "home", IndexSettings(passage_tokens=16, overlap_tokens=0)) as home:
        ingest.add(home, [tmp_path])
        hits = found(home, "When does the ferry to island 3 sail?")
        question = Query(text="When does the ferry to island 3 sail?")
        more = home.searcher.search(question, from_article=FROM_ARTICLE + 1)
    headlines = [hit.article.headline for hit in hits]
    assert headlines.index("Chess") == FROM_ARTICLE
    assert headlines[FROM_ARTICLE + 1 :] == ["The ferry sails"] * 3
    assert [hit.article.headline for hit in more].index("Chess") == FROM_ARTICLE + 1


def test_newer_articles_score_higher_where_the_question_asks_for_now(tmp_path: Path) -> None:
    for year in (2021, 2022, 2023):
        (tmp_path / f"{year}.md").write_text(
            f"---\nheadline: The ferry\npublished_at: {year}-05-01\n---\n"
            f"The ferry carries {year} people.\n"
        )
    text = "How many people does the ferry carry now?"
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [tmp_path])
        reading = read_constraints(text, home, today=date(2024, 1, 1))
        now = home.searcher.search(Query(text=text, reading=reading))
        ever = {hit.article.published_at: hit.score for hit in found(home, text)}
    gained = {hit.article.published_at: hit.score - ever[hit.article.published_at] for hit in now}
    # The newest day is rank 1, the one before rank 2: weight / (constant + rank).
    assert gained == pytest.approx(
        {
            date(year, 5, 1): NEWEST_WEIGHT / (RANK_CONSTANT + rank)
            for rank, year in enumerate((2023, 2022, 2021), start=1)
        }
    )


def test_an_outlet_limit_matches_the_outlet_an_article_is_based_on(sample: Home) -> None:
    hits = found(sample, "crane election Ukraine", Filters(outlets=("kyiv post",)), k=50)
    assert hits
    assert {hit.article.reported_by for hit in hits} == {"Kyiv Post"}


def test_a_date_limit_keeps_every_hit_inside(sample: Home) -> None:
    limits = DateRange(first=date(2025, 3, 1), last=date(2025, 3, 31))
    hits = found(sample, "military aid", Filters(published=limits), k=50)
    assert hits
    assert all(limits.holds(hit.article.reported_at) for hit in hits)


def test_a_limit_that_nothing_passes_finds_nothing(sample: Home) -> None:
    assert found(sample, "military aid", Filters(outlets=("No Such Paper",))) == ()


def test_an_article_limit_finds_only_its_passages(sample: Home) -> None:
    only = sample.library.articles()[3].article_id
    hits = found(sample, "military aid", Filters(articles=(only,)), k=50)
    assert {hit.article.article_id for hit in hits} == {only}
    assert len(hits) == sample.lexical.counts()[only]


def test_an_empty_home_finds_nothing(tmp_path: Path) -> None:
    with Home.open(tmp_path) as home:
        assert found(home, "military aid") == ()
        assert found(home, "military aid", Filters(outlets=("RFI",))) == ()


def test_the_same_articles_in_another_folder_come_in_the_same_order(
    sample: Home, sample_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_folder, tmp_path / "elsewhere" / "copied")
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [tmp_path / "elsewhere"])
        for question in ("Who said no troops?", "Zelensky and Trump", "How many people died?"):
            here, there = found(sample, question), found(home, question)
            assert [hit.passage.text for hit in here] == [hit.passage.text for hit in there]
        # An article without a URL is known by its path, so ids are other ones and decide nothing.
        ids = [{a.article_id for a in each.library.articles()} for each in (sample, home)]
        assert ids[0] != ids[1]


def test_a_date_limit_says_how_many_undated_articles_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "dated.md").write_text(
        "---\nheadline: One\npublished_at: 2024-05-01\n---\nThe ferry sails again.\n"
    )
    (tmp_path / "undated.md").write_text("---\nheadline: Two\n---\nThe ferry is late.\n")
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [tmp_path / "dated.md", tmp_path / "undated.md"])
        limited = Filters(published=DateRange(first=date(2024, 1, 1)))
        assert home.searcher.left_out_undated(limited) == 1
        assert home.searcher.left_out_undated(Filters()) == 0


def test_an_article_on_its_way_out_is_no_longer_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nheadline: Calm\n---\nThe town was calm today.\n")
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [tmp_path / "a.md"])
        assert found(home, "Was the town calm?")
        home.library.retire(home.library.articles()[0])
        assert found(home, "Was the town calm?") == ()
