"""JSON lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import InputError, UnreadableFile, shown
from corpus.metadata import metadata_of
from corpus.paragraphs import paragraphs
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure, Record
from corpus.text_files import LARGEST_FILE_BYTES, decoded, unopened

TEXT_FIELDS = ("text", "body", "content")


def json_records(path: Path, settings: ReadingSettings = USUAL) -> Iterator[Record | Failure]:
    """The records of a `.jsonl` file in order, a failure in place of each that is none.

    Blank lines are passed over. The file is read a line at a time and may be of any size.

    Raises:
        UnreadableFile: the file cannot be opened.
    """
    try:
        with path.open("rb") as lines:
            for row, line in enumerate(lines, start=1):
                if line.strip():
                    yield _json_record(line, where=f"{path}:{row}", row=row)
    except OSError as error:
        raise unopened(path, error) from error


def _json_record(line: bytes, *, where: str, row: int) -> Record | Failure:
    try:
        values = _json_object(line, where=where)
        stated = metadata_of(values, place=lambda _: where)
        text = _json_text(values, where=where)
    except InputError as error:
        return Failure(path=where, error=error)
    return Record(where=where, paragraphs=paragraphs(text), original=line, stated=stated, row=row)


def _json_object(line: bytes, *, where: str) -> dict[str, object]:
    if len(line) > LARGEST_FILE_BYTES:
        raise UnreadableFile(
            f"{where} has {len(line):,} bytes; one article has at most {LARGEST_FILE_BYTES:,}.",
            remedy="Split it into articles, one a line.",
        )
    try:
        values = json.loads(decoded(line, name=where))
    except (ValueError, RecursionError) as error:
        problem = getattr(error, "msg", "it is nested too deeply")
        column = getattr(error, "colno", 1)
        raise UnreadableFile(
            f"{where} is not JSON: {problem} at column {column}.", remedy="Correct the line."
        ) from error
    if not isinstance(values, dict):
        raise UnreadableFile(
            f"{where} is not a JSON object: {shown(values)}.",
            remedy='Write each article as {"text": "...", "headline": "..."}.',
        )
    return {key.lower(): value for key, value in values.items()}


def _json_text(values: Mapping[str, object], *, where: str) -> str:
    for name in TEXT_FIELDS:
        text = values.get(name)
        if isinstance(text, str) and text.strip():
            return text
    raise UnreadableFile(
        f"{where} has no text.", remedy=f"Put it in a field {', '.join(TEXT_FIELDS)}."
    )
