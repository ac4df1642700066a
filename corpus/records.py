"""Records: the text and the metadata of an article as its file states them.

A Markdown or text file is one record, with YAML front matter or without; a `.jsonl` file is one
record a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from frontmatter.default_handlers import YAMLHandler

from corpus.errors import BadMetadata, InputError, UnreadableFile, shown
from corpus.finding import Failure
from corpus.metadata import Metadata, metadata_of
from corpus.text_files import LARGEST_FILE_BYTES, decoded, read_bytes, unopened

TEXT_FIELDS = ("text", "body", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article as its file states it: text still to be cleaned, and the bytes it came in.

    `row` is the line in a `.jsonl` file, from 1, and 0 in a file that is one article.
    """

    where: str
    text: str
    original: bytes
    stated: Metadata = field(default_factory=Metadata)
    row: int = 0


def text_record(path: Path) -> Record:
    """The record in a Markdown or plain text file.

    Raises:
        UnreadableFile: empty, too large, or not text.
        BadMetadata: front matter that is not YAML, or a value in it that cannot be.
    """
    original = read_bytes(path)
    whole = decoded(original, name=str(path))
    front = _front_matter(whole, where=str(path))
    stated = metadata_of(front.values, place=lambda name: f"{path}:{_line_of(name, whole)}")
    return Record(where=str(path), text=front.text, original=original, stated=stated)


def json_records(path: Path) -> Iterator[Record | Failure]:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Front:
    values: Mapping[str, object]
    text: str


def _front_matter(whole: str, *, where: str) -> _Front:
    handler = YAMLHandler()
    try:
        front, text = handler.split(whole) if handler.detect(whole) else ("", whole)
    except ValueError:
        return _Front(values={}, text=whole)  # a rule at the top, no second one
    try:
        # The base loader leaves every scalar a string: no date is built, none is made up.
        values = handler.load(front, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BadMetadata(
            f"{where}:{line}: front matter is not YAML: {getattr(error, 'problem', error)}.",
            remedy="Put a value that holds a colon or a quotation mark in quotation marks.",
        ) from error
    if not isinstance(values, dict):
        return _Front(values={}, text=whole)
    return _Front(values={str(key).lower(): value for key, value in values.items()}, text=text)


def _line_of(name: str, whole: str) -> int:
    found = re.search(
        rf"^\s*[\"']?{re.escape(name)}[\"']?\s*:", whole, re.MULTILINE | re.IGNORECASE
    )
    return whole.count("\n", 0, found.end()) + 1 if found else 1


def _json_record(line: bytes, *, where: str, row: int) -> Record | Failure:
    try:
        values = _json_object(line, where=where)
        stated = metadata_of(values, place=lambda _: where)
        text = _json_text(values, where=where)
    except InputError as error:
        return Failure(path=where, error=error)
    return Record(where=where, text=text, original=line, stated=stated, row=row)


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
