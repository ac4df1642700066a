from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from evals.benchmarks.asking import means
from evals.benchmarks.published import Prediction, published_rows, read_predictions
from evals.benchmarks.realtimeqa_files import read_questions
from evals.errors import BadRun
from tests.evals.benchmarks.files import lines


def prediction(key: str, text: str, system: str = "A") -> Prediction:
    return Prediction(system=system, question_id=key, text=text)


def test_predictions_are_scored_by_system_and_question() -> None:
    told = [
        prediction("q1", "the Rhone river"),
        prediction("q2", ""),
        prediction("q1", "Rhone", system="B"),
        prediction("q9", "no such question"),
    ]
    # "rhone river" and "rhone" share one token of two and one: F1 = 2 · 1 / 3.
    assert published_rows(told, {"q1": "Rhone", "q2": "Lyon"}) == {
        "A": {
            "q1": {
                "short_answer_exact_match": 0.0,
                "short_answer_token_f1": pytest.approx(2 / 3),
            },
            "q2": {"short_answer_exact_match": 0.0, "short_answer_token_f1": 0.0},
        },
        "B": {"q1": {"short_answer_exact_match": 1.0, "short_answer_token_f1": 1.0}},
    }


def test_systems_go_by_the_names_that_readers_know(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "predictions.jsonl.gz",
        [
            {"system": "gpt-3 + google custom search", "question_id": "q1", "prediction": "Rhone"},
            {"system": "another", "question_id": "q1", "prediction": ""},
        ],
    )
    assert read_predictions(path) == (
        prediction("q1", "Rhone", system="GPT-3 with search (published)"),
        prediction("q1", "", system="another (published)"),
    )


def test_a_line_that_is_no_prediction_is_named(tmp_path: Path) -> None:
    path = lines(tmp_path / "p.jsonl", [{"system": "A", "question_id": "q1", "prediction": 3}])
    with pytest.raises(BadRun, match=r"p\.jsonl:1: 'prediction' is 3, not a text"):
        read_predictions(path)


@dataclass(frozen=True)
class Published:
    year: str  # of the question ids
    n: int
    system: str
    exact_match: float
    token_f1: float


@pytest.mark.parametrize(
    "known",
    [
        Published("2022", 708, "GPT-3 with search (published)", 0.432, 0.526),
        Published("2022", 708, "RAG-BART with search (published)", 0.280, 0.345),
        Published("2022", 708, "GPT-3 without articles (published)", 0.164, 0.233),
        Published("2023", 1078, "GPT-3 with search (published)", 0.305, 0.386),
        Published("2023", 1078, "RAG-BART with search (published)", 0.048, 0.057),
    ],
    ids=lambda known: f"{known.year} {known.system}",
)
def test_published_predictions_score_as_published(shared_data: Path, known: Published) -> None:
    folder = shared_data / "realtimeqa"
    questions = read_questions(folder / "questions-2022-2023.jsonl.gz")
    of_year = {q.question_id: q.answer for q in questions if q.question_id.startswith(known.year)}
    told = read_predictions(folder / "published-predictions-2022-2023.jsonl.gz")
    rows = list(published_rows(told, of_year)[known.system].values())
    scores = {score.metric: score for score in means(known.system, rows)}
    assert {score.n for score in scores.values()} == {known.n}
    # Published with three decimals.
    assert scores["short_answer_exact_match"].value == pytest.approx(known.exact_match, abs=0.001)
    assert scores["short_answer_token_f1"].value == pytest.approx(known.token_f1, abs=0.001)
