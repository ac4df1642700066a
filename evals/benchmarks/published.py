"""What published systems answered to RealTimeQA, scored by the code that scores ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.benchmarks.asking import ReplyScores
from evals.benchmarks.reading import JsonRow, json_rows
from evals.metrics.answer import exact_match, token_f1

_NAMES = {
    "gpt-3 + google custom search": "GPT-3 with search (published)",
    "rag (bart) + google custom search": "RAG-BART with search (published)",
    "gpt-3, no articles": "GPT-3 without articles (published)",
    "t5-11b, no articles": "T5-11B without articles (published)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What a published system answered to a question; the empty text is an answer too."""

    system: str
    question_id: str
    text: str


def read_predictions(path: Path) -> tuple[Prediction, ...]:
    """The predictions of a file of JSON Lines with `system`, `question_id` and `prediction`.

    Raises:
        BadRun: the file cannot be read, or a line is no prediction.
    """
    return tuple(_prediction(row) for row in json_rows(path))


def published_rows(
    predictions: Sequence[Prediction], answers: Mapping[str, str]
) -> dict[str, dict[str, ReplyScores]]:
    """By system, exact match and token F1 of each question it answered, by question id.

    `answers` are the right answers by question id; predictions for other questions are left out.
    """
    rows: dict[str, dict[str, ReplyScores]] = {}
    for each in predictions:
        if each.question_id in answers:
            accepted = [answers[each.question_id]]
            rows.setdefault(each.system, {})[each.question_id] = {
                "short_answer_exact_match": exact_match(each.text, accepted),
                "short_answer_token_f1": token_f1(each.text, accepted),
            }
    return rows


def _prediction(row: JsonRow) -> Prediction:
    text = row.fields.get("prediction")
    if not isinstance(text, str):
        raise row.bad("prediction", "a text")
    system = row.text("system")
    return Prediction(
        system=_NAMES.get(system, f"{system} (published)"),
        question_id=row.text("question_id"),
        text=text,
    )
