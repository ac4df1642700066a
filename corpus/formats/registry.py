"""Which reader reads which file, by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.formats.json_lines import json_records
from corpus.formats.markdown import text_records
from corpus.reading_settings import ReadingSettings
from corpus.records import Failure, Record

Reader = Callable[[Path, ReadingSettings], Iterator[Record | Failure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A form in which articles come.

    `read` gives the records of a file in their order, a `Failure` in place of each that is none,
    and raises an `InputError` when the whole file is none. `holds_many` tells a file of rows from a
    file that is one article.
    """

    suffixes: tuple[str, ...]
    read: Reader
    holds_many: bool = False


FORMATS = (
    Format(suffixes=(".md", ".markdown", ".txt"), read=text_records),
    Format(suffixes=(".jsonl",), read=json_records, holds_many=True),
)
SUFFIXES = tuple(suffix for form in FORMATS for suffix in form.suffixes)

_BY_SUFFIX: Mapping[str, Format] = {suffix: form for form in FORMATS for suffix in form.suffixes}


def format_of(path: Path) -> Format | None:
    """The format of a file by its suffix, in any case; None for one that is not read."""
    return _BY_SUFFIX.get(path.suffix.lower())
