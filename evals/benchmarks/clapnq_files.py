"""Reading CLAPNQ: questions with their passages, and the sentences that annotators selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import shown
from evals.benchmarks.reading import JsonRow, json_rows
from evals.errors import BadRun
from evals.matching.folding import fold, places


@dataclass(frozen=True, slots=True, kw_only=True)
class ClapPassage:
    """A passage that a question comes with."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClapQuestion:
    """A question, its passages, and the sentences that each annotator selected in them.

    An annotation has at least one sentence. An answerable question may be without annotations, an
    unanswerable one always is.
    """

    question_id: str
    text: str
    is_answerable: bool
    passages: tuple[ClapPassage, ...]
    annotations: tuple[tuple[str, ...], ...]


def read_questions(path: Path, *, answerable: bool) -> tuple[ClapQuestion, ...]:
    """The questions of a CLAPNQ file, in its order.

    Raises:
        BadRun: a field is missing, a selected sentence stands in none of the question's passages,
            an unanswerable question has one, or there is no question.
    """
    questions = tuple(_question(row, answerable=answerable) for row in json_rows(path))
    if not questions:
        raise BadRun(f"{path} holds no question.", remedy="Fetch the file anew.")
    return questions


def _question(row: JsonRow, *, answerable: bool) -> ClapQuestion:
    question_id = row.text("id")
    passages = tuple(
        ClapPassage(key=f"{question_id}#{n}", title=each.text("title"), text=each.text("text"))
        for n, each in enumerate(_rows(row, "passages"), start=1)
    )
    selected = [each.texts("selected_sentences") for each in _rows(row, "output")]
    if not answerable and any(selected):
        raise row.bad("output", "without selected sentences, the question being unanswerable")
    _check_quoted(row, passages, [sentence for sentences in selected for sentence in sentences])
    return ClapQuestion(
        question_id=question_id,
        text=row.text("input"),
        is_answerable=answerable,
        passages=passages,
        annotations=tuple(sentences for sentences in selected if sentences),
    )


def _rows(row: JsonRow, name: str) -> list[JsonRow]:
    listed = row.fields.get(name)
    if not isinstance(listed, list) or not listed or not all(isinstance(e, dict) for e in listed):
        raise row.bad(name, "a list of at least one object")
    return [JsonRow(where=row.where, fields=each) for each in listed]


def _check_quoted(row: JsonRow, passages: Sequence[ClapPassage], sentences: Sequence[str]) -> None:
    folded = [fold(passage.text) for passage in passages]
    for sentence in sentences:
        if not any(places(sentence, text) for text in folded):
            raise BadRun(
                f"{row.where}: selected sentence {shown(sentence)} stands in no passage.",
                remedy="Correct the line, or fetch the file anew.",
            )
