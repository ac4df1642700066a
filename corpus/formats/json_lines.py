"""JSON: one article a line of a `.jsonl` file, and one or many in a `.json` file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.errors import InputError, UnreadableFile
from corpus.formats.columns import NESTED_LEVELS, TEXT, brief, has_column
from corpus.formats.export_dates import ExportDates
from corpus.formats.export_rows import Row, dates_in, records_of
from corpus.formats.lines import bounded, opened, original_bytes
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure, Record
from corpus.text_files import LARGEST_FILE_BYTES, decoded, read_bytes

# Where news APIs put their list of articles: {"status": "ok", "articles": [...]}.
LISTS = ("articles", "results", "items", "docs", "stories", "news", "data", "hits", "response")


def json_records(path: Path, settings: ReadingSettings = USUAL) -> Iterator[Record | Failure]:
    """The records of a `.jsonl` file in order, a failure in place of each that is none.

    Blank lines are passed over. The file is read a line at a time and may be of any size. Last come
    failures for dates that stayed unread, whose articles are among the records.

    Raises:
        UnreadableFile: the file cannot be opened.
    """
    yield from _records(lambda: _lines(path), path, settings)


def json_file_records(path: Path, settings: ReadingSettings = USUAL) -> Iterator[Record | Failure]:
    """The records of a `.json` file: one object, a list of them, or `{"articles": [...]}`.

    Otherwise as `json_records`; the rows of a list are numbered from 1, one object has none.

    Raises:
        UnreadableFile: larger than 20 MB, not JSON, or without any object.
    """
    whole = read_bytes(path)
    values = _parsed(whole, where=str(path))
    if isinstance(values, dict) and has_column(TEXT, tuple(values), settings.columns):
        article = Row(values=values, original=whole, number=0)
        yield from _records(lambda: iter((article,)), path, settings)
    else:
        entries = _listed(values, where=str(path))
        yield from _records(lambda: _entries(entries, path), path, settings)


def _records(
    rows: Callable[[], Iterator[Row | Failure]], path: Path, settings: ReadingSettings
) -> Iterator[Record | Failure]:
    dates = ExportDates(
        survey=lambda field: dates_in(rows(), field, settings.columns), order=settings.date_order
    )
    yield from records_of(rows(), path, settings, dates)


def _entries(entries: Sequence[object], path: Path) -> Iterator[Row | Failure]:
    for number, entry in enumerate(entries, start=1):
        where = f"{path}:{number}"
        try:
            yield _row(entry, json.dumps(entry).encode(), where=where, number=number)
        except RecursionError:  # what could just be parsed need not be written once more
            yield Failure(path=where, error=_not_json(where, "it is nested too deeply"))


def _lines(path: Path) -> Iterator[Row | Failure]:
    with opened(path) as text:
        for number, line in enumerate(bounded(text), start=1):
            if line.strip():
                yield _line(original_bytes(line), where=f"{path}:{number}", number=number)


def _line(raw: bytes, *, where: str, number: int) -> Row | Failure:
    try:
        if len(raw) > LARGEST_FILE_BYTES:
            raise UnreadableFile(
                f"{where} has over {LARGEST_FILE_BYTES:,} bytes, too many for one article.",
                remedy="Split it into articles, one a line.",
            )
        return _row(_parsed(raw, where=where), raw, where=where, number=number)
    except InputError as error:
        return Failure(path=where, error=error)


def _row(values: object, original: bytes, *, where: str, number: int) -> Row | Failure:
    if isinstance(values, dict):
        found = values.get("_source")  # where Elasticsearch puts what was given to it
        values = found if isinstance(found, dict) else values
        return Row(values=values, original=original, number=number)
    error = UnreadableFile(
        f"{where} is not a JSON object: {brief(values)}.",
        remedy='Write each article as {"text": "...", "headline": "..."}.',
    )
    return Failure(path=where, error=error)


def _parsed(raw: bytes, *, where: str) -> object:
    try:
        return json.loads(decoded(raw, name=where))
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        problem = error.msg.removesuffix(" at")
        raise _not_json(where, f"{problem} at {line}column {error.colno}") from error
    except RecursionError as error:
        raise _not_json(where, "it is nested too deeply") from error
    except ValueError as error:  # Python makes no number of more than 4,300 digits
        raise _not_json(where, "it holds a number of thousands of digits") from error


def _not_json(where: str, problem: str) -> UnreadableFile:
    return UnreadableFile(f"{where} is not JSON: {problem}.", remedy="Correct the line.")


def _listed(values: object, *, where: str, levels: int = NESTED_LEVELS) -> Sequence[object]:
    """The entries of the list that a file is or holds."""
    if isinstance(values, list):
        return values
    inside = [values.get(name) for name in LISTS] if isinstance(values, dict) and levels else []
    for entries in inside:
        if isinstance(entries, list) and any(isinstance(entry, dict) for entry in entries):
            return entries
        if isinstance(entries, dict):
            return _listed(entries, where=where, levels=levels - 1)
    raise UnreadableFile(
        f"{where} holds neither an article nor a list of articles: {brief(values)}.",
        remedy='Write it as {"articles": [{"text": "...", "headline": "..."}, ...]}.',
    )
