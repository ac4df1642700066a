"""Markdown and plain text: one article a file, with YAML front matter or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from frontmatter.default_handlers import YAMLHandler

from corpus.errors import BadMetadata
from corpus.metadata import metadata_of
from corpus.paragraphs import paragraphs
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Record
from corpus.text_files import decoded, read_bytes


def text_records(path: Path, _settings: ReadingSettings = USUAL) -> Iterator[Record]:
    """The one record in a Markdown or plain text file.

    Raises:
        UnreadableFile: empty, too large, or not text.
        BadMetadata: front matter that is not YAML, or a value in it that cannot be.
    """
    original = read_bytes(path)
    whole = decoded(original, name=str(path))
    front = _front_matter(whole, where=str(path))
    stated = metadata_of(front.values, place=lambda name: f"{path}:{_line_of(name, whole)}")
    yield Record(
        where=str(path), paragraphs=paragraphs(front.text), original=original, stated=stated
    )


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
    except (yaml.YAMLError, RecursionError) as error:  # the second of `[[[[[[`, found by fuzzing
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BadMetadata(
            f"{where}:{line}: front matter is not YAML from this line on, or from just above.",
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
