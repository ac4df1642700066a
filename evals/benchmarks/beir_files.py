"""Folders in BEIR's format: documents, queries, and judgements of which answer which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Draft
from corpus.cleaning import stand_in_headline
from corpus.errors import shown
from evals.benchmarks.halves import half_of
from evals.benchmarks.reading import JsonRow, find_file, find_files, json_rows, text_lines
from evals.benchmarks.results import BenchmarkRun
from evals.benchmarks.sampling import sampled
from evals.errors import BadRun

COLUMNS = 3  # of a line of judgements: query, document, gain


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuery:
    """A query, and how relevant documents are to it by their ids: 0 is not at all."""

    query_id: str
    text: str
    gains: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The corpus, each document an article, and how many without title and text were left out."""

    drafts: tuple[Draft, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    query_id: str
    document_id: str
    gain: int


def read_documents(folder: Path) -> Documents:
    """The documents, in file order.

    Raises:
        BadRun: the file is missing, or a line is no document.
    """
    drafts = [_draft(row) for row in json_rows(find_file(folder, "corpus.jsonl"))]
    kept = tuple(draft for draft in drafts if draft)
    return Documents(drafts=kept, left_out=len(drafts) - len(kept))


def read_queries(asked: BenchmarkRun) -> tuple[tuple[JudgedQuery, ...], str]:
    """The queries of the split with their judgements, and a sentence that says what the split is.

    Raises:
        BadRun: a file is missing, a line is wrong, or no query is of the split.
    """
    path, is_halved = _qrels_path(asked)
    gains: dict[str, dict[str, int]] = {}
    for each in _judgements(path):
        if not is_halved or half_of(each.query_id) == asked.split:
            gains.setdefault(each.query_id, {})[each.document_id] = each.gain
    texts = {
        row.text("_id"): row.text("text")
        for row in json_rows(find_file(asked.folder, "queries.jsonl"))
    }
    if not gains:
        raise BadRun(f"{path} has no query of the split {asked.split}.", remedy="Ask the other.")
    unknown = next((key for key in gains if key not in texts), None)
    if unknown is not None:
        raise BadRun(
            f"{path} judges the query {shown(unknown)}, which queries.jsonl does not have.",
            remedy="Fetch both files anew.",
        )
    queries = [JudgedQuery(query_id=key, text=texts[key], gains=gains[key]) for key in gains]
    half = f", the half of it whose ids' sha256 is {'even' if asked.split == 'dev' else 'odd'}"
    note = f"The split {asked.split} is qrels/{path.name}{half if is_halved else ''}."
    return sampled(queries, asked.limit, key=lambda query: query.query_id), note


def _qrels_path(asked: BenchmarkRun) -> tuple[Path, bool]:
    """The judgements' file, and whether the split is a half of it."""
    folder = asked.folder / "qrels"
    has_dev = bool(find_files(folder, "dev.tsv"))
    name = "dev.tsv" if has_dev and asked.split == "dev" else "test.tsv"
    return find_file(folder, name), not has_dev


def _judgements(path: Path) -> Iterator[_Judgement]:
    for number, line in text_lines(path):
        columns = line.rstrip("\r\n").split("\t")
        is_heading = number == 1 and columns[-1] == "score"
        if line.strip() and not is_heading:
            yield _judgement(columns, where=f"{path}:{number}")


def _judgement(columns: Sequence[str], *, where: str) -> _Judgement:
    if len(columns) != COLUMNS or not columns[-1].lstrip("-").isdecimal():
        raise BadRun(
            f"{where}: {shown(columns)} is not a query, a document and a whole number.",
            remedy="Write three columns with tabs between them.",
        )
    return _Judgement(query_id=columns[0], document_id=columns[1], gain=int(columns[2]))


def _draft(row: JsonRow) -> Draft | None:
    title, text = row.text_or_none("title"), row.text_or_none("text")
    told = text or title
    if told is None:
        return None
    return Draft(source_key=row.text("_id"), text=told, headline=title or stand_in_headline(told))
