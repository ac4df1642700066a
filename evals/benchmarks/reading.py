"""Reading a benchmark's files, gzip'd or not: what is wrong is named with its file and line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from corpus.errors import shown
from evals.errors import BadRun

GZIP_SUFFIX = ".gz"
_UNREADABLE = (OSError, EOFError, UnicodeDecodeError, zlib.error)  # the file's fault, not a line's


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRow:
    """One JSON object; `where` is `file:line`, and the place inside that where it is nested."""

    where: str
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A field that is a text and not blank.

        Raises:
            BadRun: it is missing, blank, or no text.
        """
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(name, "a text")
        return value

    def text_or_none(self, name: str) -> str | None:
        """A field that is a text; None when it is missing, null or blank.

        Raises:
            BadRun: it is something else.
        """
        value = self.fields.get(name)
        is_blank = isinstance(value, str) and not value.strip()
        return None if value is None or is_blank else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that is a list of texts, in its order.

        Raises:
            BadRun: it is missing or anything else.
        """
        value = self.fields.get(name)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.bad(name, "a list of texts")
        return tuple(value)

    def day(self, name: str) -> date:
        """A field that is a day as YYYY-MM-DD.

        Raises:
            BadRun: it is missing or anything else.
        """
        try:
            return date.fromisoformat(self.text(name))
        except ValueError as wrong:
            raise self.bad(name, "a day as YYYY-MM-DD") from wrong

    def rows(self, name: str) -> tuple[JsonRow, ...]:
        """A field that is a list of objects, in its order.

        Raises:
            BadRun: it is missing or anything else.
        """
        value = self.fields.get(name)
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.bad(name, "a list of objects")
        return tuple(
            JsonRow(where=f"{self.where}: {name}[{at}]", fields=each)
            for at, each in enumerate(value)
        )

    def bad(self, name: str, wanted: str) -> BadRun:
        """The error that says that a field is not what it has to be."""
        return BadRun(
            f"{self.where}: {name!r} is {shown(self.fields.get(name))}, not {wanted}.",
            remedy="Correct it, or fetch the file anew.",
        )


def find_file(folder: Path, *names: str) -> Path:
    """The file of the folder with the first of these names that any has, as it is or with `.gz`.

    A name may be a glob pattern.

    Raises:
        BadRun: no file has such a name, or several match one pattern.
    """
    for name in names:
        found = find_files(folder, name)
        if len(found) == 1:
            return found[0]
        if found:
            raise BadRun(
                f"{folder} has several files {name}: {', '.join(path.name for path in found)}.",
                remedy="Name a folder with one of them.",
            )
    raise BadRun(
        f"{folder} has no {' or '.join(names)}, nor the same with {GZIP_SUFFIX}.",
        remedy="Name the folder that holds the benchmark's files with --data.",
    )


def find_files(folder: Path, pattern: str) -> tuple[Path, ...]:
    """The files of the folder whose names match, as they are or with `.gz`, in order of name."""
    matching = (*folder.glob(pattern), *folder.glob(f"{pattern}{GZIP_SUFFIX}"))
    return tuple(sorted(path for path in matching if path.is_file()))


def json_rows(path: Path) -> Iterator[JsonRow]:
    """The objects of a file of JSON Lines, in order; blank lines are passed over.

    Raises:
        BadRun: the file cannot be read, or a line is no JSON object.
    """
    for number, line in text_lines(path):
        if line.strip():
            yield _json_row(line, where=f"{path}:{number}")


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line with its number, from 1.

    Raises:
        BadRun: the file cannot be read, or is not UTF-8.
    """
    try:
        with _opened(path) as lines:
            yield from enumerate(lines, start=1)
    except _UNREADABLE as error:
        raise unreadable(path, error) from error


def read_json(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds, for the caller to check
    """What a file of one JSON value holds.

    Raises:
        BadRun: the file cannot be read, or is not JSON.
    """
    try:
        with _opened(path) as file:
            return json.load(file)
    except json.JSONDecodeError as error:
        raise _not_json(f"{path}:{error.lineno}", error) from error
    except _UNREADABLE as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> BadRun:
    """The error that says that a file cannot be read, and why."""
    return BadRun(f"{path} cannot be read ({error}).", remedy="Fetch the file anew.")


def _opened(path: Path) -> IO[str]:
    if path.suffix == GZIP_SUFFIX:
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _json_row(line: str, *, where: str) -> JsonRow:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise _not_json(where, error) from error
    if not isinstance(fields, dict):
        raise BadRun(
            f"{where}: {shown(fields)} is not a JSON object.",
            remedy="Correct the line, or fetch the file anew.",
        )
    return JsonRow(where=where, fields=fields)


def _not_json(where: str, error: json.JSONDecodeError) -> BadRun:
    return BadRun(
        f"{where}: not JSON: {error.msg} at column {error.colno}.",
        remedy="Correct the line, or fetch the file anew.",
    )
