"""Reading MultiHop-RAG: questions over several articles, and the evidence facts they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from corpus.article import Draft
from corpus.errors import shown
from evals.benchmarks.reading import JsonRow, json_rows
from evals.errors import BadRun

NULL = "null_query"
QUESTION_TYPES = ("inference_query", "comparison_query", "temporal_query", NULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class HopQuestion:
    """A question, its one accepted answer, and the keys of the facts that it rests on.

    `kind` is one of QUESTION_TYPES; a null question has no evidence, any other has some.
    """

    question_id: str
    text: str
    kind: str
    answer: str
    evidence: frozenset[str]

    @property
    def is_answerable(self) -> bool:
        """Whether the articles hold its answer."""
        return self.kind != NULL


def read_facts(path: Path) -> tuple[Draft, ...]:
    """Each evidence fact as an article with its report's title, outlet, day and address.

    In file order; a fact that stands twice is one.

    Raises:
        BadRun: a line lacks a field, or its date is none.
    """
    drafts = (_draft(row) for row in json_rows(path))
    return tuple({draft.source_key: draft for draft in drafts}.values())


def read_questions(path: Path, *, facts: frozenset[str]) -> tuple[HopQuestion, ...]:
    """The questions of a file, in its order; `facts` are the keys that evidence may have.

    Raises:
        BadRun: a line lacks a field, is of no known type, or rests on a fact that isn't there; or
            there is no line.
    """
    questions = tuple(_question(row, facts) for row in json_rows(path))
    if not questions:
        raise BadRun(f"{path} holds no question.", remedy="Fetch the file anew.")
    return questions


def _draft(row: JsonRow) -> Draft:
    return Draft(
        source_key=_key(row),
        text=row.text("fact"),
        headline=row.text("title"),
        outlet=row.text("source"),
        author=row.text_or_none("author"),
        published_at=_day(row),
        url=row.text("url"),
    )


def _key(row: JsonRow) -> str:
    """The report's address and the fact's own words: several facts are from one report."""
    return f"{row.text('url')}\n{row.text('fact')}"


def _day(row: JsonRow) -> date:
    moment = row.text("published_at")
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError as error:
        raise row.bad("published_at", "an ISO 8601 time") from error


def _question(row: JsonRow, facts: frozenset[str]) -> HopQuestion:
    kind = row.text("question_type")
    if kind not in QUESTION_TYPES:
        raise row.bad("question_type", f"one of {', '.join(QUESTION_TYPES)}")
    evidence = _evidence(row)
    if bool(evidence) != (kind != NULL):
        raise row.bad("evidence_list", "empty for a null question and only for that")
    if evidence - facts:
        raise BadRun(
            f"{row.where}: no fact {shown(min(evidence - facts))} is in the file of facts.",
            remedy="Fetch both files anew.",
        )
    return HopQuestion(
        question_id=row.text("id"),
        text=row.text("question"),
        kind=kind,
        answer=row.text("answer"),
        evidence=evidence,
    )


def _evidence(row: JsonRow) -> frozenset[str]:
    listed = row.fields.get("evidence_list")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise row.bad("evidence_list", "a list of objects")
    return frozenset(_key(JsonRow(where=row.where, fields=each)) for each in listed)
