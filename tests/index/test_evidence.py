"""Which sentence says it, over the sample with every real part."""

from __future__ import annotations

import shutil
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Draft
from index import ingest
from index.evidence import (
    EMBEDDED,
    READ_AGAIN,
    READ_FROM_ARTICLE,
    Evidence,
    feature_matrix,
    find_evidence,
)
from index.features import Features
from index.home import Home
from index.ingest import add_drafts
from index.query import Filters, Query
from index.question import read_question
from index.rereading import read_again
from index.search import FROM_ARTICLE
from index.sentences import sentence_spans
from index.settings import NO_RANKER, IndexSettings
from index.support.reader import support_reader

_QUESTIONS = (
    "How many votes did Eddie Chu get?",
    "Who coaches the Afghan girls' robotics team?",
    "What did Starmer say about Ukraine in February 2025?",
    "lantern",
)
_COSINES = {"cosine", "cosine_of_passage"}


def found(home: Home, text: str) -> tuple[Evidence, ...]:
    query = Query(text=text)
    return find_evidence(home.searcher, query, read_question(query, home.lexical))


@pytest.mark.parametrize(
    ("question", "telling"),
    [
        ("How many votes did Eddie Chu get?", "84,121 votes"),
        ("How tall was the rotating pig in Taipei?", "15 metres high"),
        ("Which operating system did Internet Explorer 6 ship with?", "Windows XP"),
        ("What did José Manuel Albares call a discussion of troops?", "too early"),
    ],
)
def test_a_plain_question_has_its_sentence_first(sample: Home, question: str, telling: str) -> None:
    assert telling in found(sample, question)[0].text


@pytest.mark.parametrize(
    ("question", "telling"),
    [
        ("Who coaches the Afghan girls' robotics team?", "Alireza Mehraban"),
        ("How many people died when the crane crashed in Mecca?", "At least 107 people died"),
    ],
)
def test_a_sentence_in_other_words_is_among_the_first_five(
    sample: Home, question: str, telling: str
) -> None:
    assert any(telling in row.text for row in found(sample, question)[:5])


@pytest.mark.parametrize("question", _QUESTIONS)
def test_every_row_is_a_whole_sentence_of_its_article_and_stands_once(
    sample: Home, question: str
) -> None:
    rows = found(sample, question)
    assert 0 < len(rows) <= EMBEDDED
    assert len({(row.article.article_id, row.span) for row in rows}) == len(rows)
    for row in rows:
        assert row.span in sentence_spans(row.article.text)
        assert row.article.text[row.span.start : row.span.end] == row.text


@pytest.mark.parametrize("question", _QUESTIONS)
def test_scores_fall_and_probabilities_are_in_0_to_1(sample: Home, question: str) -> None:
    rows = found(sample, question)
    scores = [round(row.score, 6) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= row.probability <= 1.0 for row in rows)


@pytest.mark.parametrize("question", _QUESTIONS)
def test_every_feature_is_in_its_range(sample: Home, question: str) -> None:
    for row in found(sample, question):
        for name, value in asdict(row.features).items():
            low = -1.0 if name in _COSINES else 0.0
            assert low - 1e-6 <= value <= 1.0 + 1e-6, name


@pytest.mark.parametrize("question", _QUESTIONS)
def test_the_best_are_read_again_with_their_neighbours(sample: Home, question: str) -> None:
    rows = found(sample, question)
    again = [row for row in rows if row.read is not None]
    assert len(again) == min(READ_AGAIN, len(rows))
    for row in rows:
        assert row.around is not None
        assert row.text in row.around.of(row.article.text)
    first = again[0]
    reader = sample.searcher.reader
    assert reader is not None
    read = read_again(reader, question, first.article, first.place)
    assert first.read == pytest.approx(read)


def test_beside_another_ranker_or_none_nothing_is_read_again(tmp_path: Path) -> None:
    with Home.open(tmp_path, IndexSettings(ranker=NO_RANKER)) as home:
        add_drafts(home, [Draft(source_key="dam", text="The dam at Oru held.", headline="Dam")])
        (row,) = found(home, "What did the dam at Oru do?")
    assert row.read is None


def test_every_network_is_run_on_as_many_cores_as_are_set(tmp_path: Path) -> None:
    with Home.open(tmp_path, IndexSettings(threads=1)) as home:
        assert home.searcher.reader is support_reader(1)
        assert home.searcher.reader is not support_reader(0)


def test_a_name_that_stands_nowhere_near_is_missing(sample: Home) -> None:
    rows = found(sample, "How many votes did Bolsonaro get in Hong Kong?")
    assert all("bolsonaro" in row.missing for row in rows)


def test_a_report_does_not_lack_the_year_that_it_is_of(tmp_path: Path) -> None:
    text = "At their summit in Oru in February the chiefs agreed to buy boats."
    draft = Draft(source_key="oru", text=text, headline="Boats", published_at=date(2024, 4, 2))
    with Home.open(tmp_path) as home:
        add_drafts(home, [draft])
        (of_that_year,) = found(home, "What did the summit in Oru in 2024 agree?")
        (of_another,) = found(home, "What did the summit in Oru in 1987 agree?")
    assert of_that_year.missing == ()
    assert of_another.missing == ("1987",)


def test_limits_hold_for_evidence_too(sample: Home) -> None:
    limits = Filters(outlets=("Kyiv Post",))
    query = Query(text="Who met in Paris?", filters=limits)
    rows = find_evidence(sample.searcher, query, read_question(query, sample.lexical))
    assert {row.article.reported_by for row in rows} == {"Kyiv Post"}


def test_the_sentence_before_stands_in_with_the_same_probability(sample: Home) -> None:
    rows = found(sample, "How many people died when the crane crashed in Mecca?")
    row = next(row for row in rows if row.text.startswith("At least 107 people died"))
    before = row.preceding()
    assert before is not None
    assert before.text.startswith("A crane crashed into the Grand Mosque")
    assert before.probability == row.probability
    assert before.preceding() is None


def test_more_of_an_article_is_read_than_a_list_of_passages_shows(tmp_path: Path) -> None:
    sailings = "\n\n".join(f"The ferry to island {n} sails at {n} on Mondays." for n in range(8))
    drafts = [Draft(source_key="sailings", headline="The ferry sails", text=sailings)]
    drafts += [
        Draft(source_key=f"{n}", headline="Ferry", text=f"Ferry {n} was renamed.") for n in range(9)
    ]
    with Home.open(tmp_path, IndexSettings(passage_tokens=16, overlap_tokens=0)) as home:
        add_drafts(home, drafts)
        evidence = found(home, "When does the ferry to island 3 sail?")
    sailing = {piece.text for piece in evidence if "sails at" in piece.text}
    assert len(sailing) == READ_FROM_ARTICLE > FROM_ARTICLE


def test_an_empty_home_has_no_evidence(tmp_path: Path) -> None:
    with Home.open(tmp_path) as home:
        assert found(home, "How many people died?") == ()


def test_the_same_articles_in_another_folder_give_the_same_evidence(
    sample: Home, sample_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_folder, tmp_path / "copied")
    with Home.open(tmp_path / "home") as home:
        ingest.add(home, [tmp_path / "copied"])
        for question in _QUESTIONS:
            here, there = found(sample, question), found(home, question)
            assert [row.text for row in here] == [row.text for row in there]


def test_asking_twice_gives_the_same(sample: Home) -> None:
    first, second = (found(sample, _QUESTIONS[0]) for _ in range(2))
    assert [row.text for row in first] == [row.text for row in second]
    assert [row.score for row in first] == pytest.approx([row.score for row in second])


def test_the_feature_matrix_has_a_row_for_each_sentence(sample: Home) -> None:
    rows = found(sample, _QUESTIONS[0])
    matrix = feature_matrix(rows)
    assert matrix.shape == (len(rows), len(fields(Features)))
    assert matrix[0, 0] == pytest.approx(rows[0].features.cosine)
