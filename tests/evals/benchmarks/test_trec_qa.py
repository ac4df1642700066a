from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.trec_qa import (
    ALL,
    CLEAN,
    RANKERS,
    Candidate,
    SentenceQuestion,
    ranking_scores,
    read_questions,
    run,
    sentence_drafts,
    whole_ranking,
)
from evals.errors import BadRun
from tests.evals.benchmarks.files import silent
from tests.evals.benchmarks.invented import run_over, value

LINES = """qtext,label,atext
Where did the ferry sink ?,0,A purple zebra slept .
Where did the ferry sink ?,1,The ferry sank near Oslo .
Where did the ferry sink ?,0,"Bread , they say , is cheap ."
Who sang ?,1,Ada Quill sang .
Who slept ?,0,A purple zebra slept .
"""


def question(*right: bool) -> SentenceQuestion:
    candidates = [Candidate(text=f"sentence {n}", is_right=r) for n, r in enumerate(right)]
    return SentenceQuestion(text="?", candidates=tuple(candidates))


def write(folder: Path, text: str = LINES) -> Path:
    path = folder / "dev.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> tuple[SentenceQuestion, ...]:
    return read_questions(write(tmp_path_factory.mktemp("trec")))


@pytest.fixture(scope="module")
def pool(questions: tuple[SentenceQuestion, ...]) -> Iterator[Pool]:
    with pool_home(sentence_drafts(questions), at=None, say=silent) as filled:
        yield filled


def test_a_question_has_its_candidates_in_file_order(
    questions: tuple[SentenceQuestion, ...],
) -> None:
    where, who, whose = questions
    assert [each.is_right for each in where.candidates] == [False, True, False]
    assert where.candidates[2].text == "Bread , they say , is cheap ."
    assert [each.is_clean for each in (where, who, whose)] == [True, False, False]


def test_a_candidate_that_stands_twice_is_right_if_either_line_says_so(tmp_path: Path) -> None:
    (found,) = read_questions(write(tmp_path, "qtext,label,atext\nWho?,0,Ada .\nWho?,1,Ada .\n"))
    assert found.candidates == (Candidate(text="Ada .", is_right=True),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("question,answer\n", r"dev\.csv:1: the columns are not qtext, label, atext\. Fetch"),
        ("", r"dev\.csv:1: the columns are not"),
        (
            "qtext,label,atext\nWho?,1,Ada .\nWho?,2,Bo .\n",
            r"dev\.csv:3: \['Who\?', '2', 'Bo \.'\]",
        ),
        ("qtext,label,atext\nWho?,1\n", r"dev\.csv:2: \['Who\?', '1'\] is not a question, a label"),
        ("qtext,label,atext\nWho?,1, \n", r"dev\.csv:2: .* and a sentence\. Correct the line"),
        ('qtext,label,atext\nWho?,1,"Ada\n', r"dev\.csv:2: not CSV: unexpected end of data"),
    ],
    ids=["columns", "empty", "label", "fields", "blank", "open quotes"],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadRun, match=message):
        read_questions(write(tmp_path, text))


def test_each_sentence_is_an_article_once(questions: tuple[SentenceQuestion, ...]) -> None:
    assert len(sentence_drafts(questions)) == 4  # the zebra slept for two questions


def test_candidates_that_a_ranking_leaves_out_follow_by_their_keys() -> None:
    asked = question(True, False, False)
    first, *others = asked.keys
    assert whole_ranking([first, first], asked) == (first, *sorted(others))


@pytest.mark.parametrize("system", RANKERS)
def test_the_sentence_that_answers_is_ranked_first(
    pool: Pool, questions: tuple[SentenceQuestion, ...], system: str
) -> None:
    where = questions[0]
    ranking = whole_ranking(RANKERS[system](pool, where), where)
    assert ranking[0] in where.right_keys
    assert sorted(ranking) == sorted(where.keys)


judged = st.lists(st.booleans(), min_size=1, max_size=12)


@given(st.lists(st.tuples(judged, st.integers(0, 1_000)), min_size=1, max_size=6))
def test_map_and_mrr_equal_ir_measures_on_random_runs(
    drawn: list[tuple[list[bool], int]],
) -> None:
    questions = [question(*labels) for labels, _ in drawn]
    rankings = [shuffled(q.keys, seed) for q, (_, seed) in zip(questions, drawn, strict=True)]
    named = {str(n): q for n, q in enumerate(questions)}
    qrels = {n: {c.key: int(c.is_right) for c in q.candidates} for n, q in named.items()}
    runs = {
        str(n): {key: float(-place) for place, key in enumerate(ranking)}
        for n, ranking in enumerate(rankings)
    }
    found = {s.metric: s.value for s in ranking_scores("x", questions, rankings) if s.among == ALL}
    assert found["map"] == pytest.approx(ir_measures.AP.calc_aggregate(qrels, runs))
    assert found["mrr"] == pytest.approx(ir_measures.RR.calc_aggregate(qrels, runs))


def shuffled(keys: tuple[str, ...], seed: int) -> list[str]:
    return random.Random(seed).sample(keys, len(keys))


def test_clean_questions_stand_apart_from_all() -> None:
    questions = [question(False, True), question(True), question(False)]
    scores = ranking_scores("x", questions, [each.keys for each in questions])
    found = {(each.metric, each.among): (each.value, each.n) for each in scores}
    # Ranks of the right one: 2, 1, none. The clean one alone: 1/2; all: (1/2 + 1 + 0) / 3.
    assert found["map", CLEAN] == found["mrr", CLEAN] == (0.5, 1)
    assert found["map", ALL] == found["mrr", ALL] == (0.5, 3)


def test_a_run_scores_every_ranker(tmp_path: Path) -> None:
    write(tmp_path)
    found = run(run_over(tmp_path), silent)
    assert found.split == "dev"
    for system in RANKERS:
        assert value(found, system, "map", among=CLEAN) == 1
        assert value(found, system, "mrr", among=ALL) == pytest.approx(2 / 3)  # one has no answer


def test_a_limit_asks_fewer_questions_of_the_same_home(tmp_path: Path) -> None:
    told: list[str] = []
    write(tmp_path)
    found = run(run_over(tmp_path, limit=1), told.append)
    assert {score.n for score in found.scores if score.among == ALL} == {1}
    assert told[1].startswith("4 articles")


def test_the_real_test_file_has_68_clean_questions(shared_data: Path) -> None:
    questions = read_questions(shared_data / "trec-qa" / "test.csv.gz")
    assert len(questions) == 95
    assert sum(each.is_clean for each in questions) == 68
    assert sum(not each.right_keys for each in questions) == 6
