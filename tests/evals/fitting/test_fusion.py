"""What the fusion script counts, over an invented quiz."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from evals.fitting.fusion import Case, rankers, read_cases
from tests.evals.benchmarks.files import lines

STORM = {
    "url": "https://example.org/storm",
    "title": "Storm sinks boats in Brest",
    "publish_date": "2022/07/04",
    "source": "example.org",
    "text": "Twelve boats sank in the harbour of Brest on Tuesday.",
}
QUESTION = {
    "question_id": "20220708_1",
    "question_date": "2022/07/07",
    "question": "How many boats sank in the harbour of Brest?",
    "choices": ["Twelve", "Forty"],
    "answer": "Twelve",
    "nota_answer": "Twelve",
    "gcs_urls": [STORM["url"]],
}
LATER = QUESTION | {"question_id": "20230106_1", "question_date": "2023/01/05"}
UNTOLD = QUESTION | {"question_id": "20220708_2", "answer": "Sixty", "nota_answer": "Sixty"}


def test_only_questions_of_2022_whose_articles_hold_the_answer_are_cases(tmp_path: Path) -> None:
    lines(tmp_path / "questions.jsonl", [QUESTION, LATER, UNTOLD])
    lines(tmp_path / "articles.jsonl", [STORM])
    (case,) = read_cases(tmp_path, None, limit=None)
    assert list(case.dense) == list(case.lexical) == list(case.right)
    assert set(case.days.values()) == {date(2022, 7, 4)}


def test_each_way_ranks_every_candidate_once() -> None:
    case = Case(
        dense={"a:0-9": 0.9, "b:0-9": 0.5, "a:9-12": 0.1},
        lexical={"b:0-9": 7.0, "c:0-9": 2.0},
        right=frozenset({"b:0-9"}),
        days={"c:0-9": date(2022, 7, 4)},
    )
    ways = rankers()
    assert ways.pop("dense")(case) == ["a:0-9", "b:0-9", "a:9-12"]
    assert ways.pop("lexical")(case) == ["b:0-9", "c:0-9"]
    for rank in ways.values():
        assert sorted(rank(case)) == ["a:0-9", "a:9-12", "b:0-9", "c:0-9"]
    # Normalised, half and half: b 0.5 * 0.5 + 0.5 * 1 = 0.75, a 0.5 * 1 = 0.5, the others 0.
    assert ways["convex, dense 0.5"](case)[:2] == ["b:0-9", "a:0-9"]
    assert ways["as shipped, at most 1 of an article"](case)[-1] == "a:9-12"
