"""CSV and its kin: one article a row below a row of column names."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from typing import Literal

from corpus.errors import UnreadableFile, shown
from corpus.formats.columns import TEXT, has_column, known_columns
from corpus.formats.export_dates import ExportDates
from corpus.formats.export_rows import Row, dates_in, naming, records_of
from corpus.formats.lines import bounded, opened, original_bytes
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure, Record
from corpus.text_files import LARGEST_FILE_BYTES

DELIMITERS = (",", ";", "\t", "|")
# Enough rows to see whether a table's quotation marks are marks of cells or of speech.
LOOKED_AT_LINES = 50
# An unclosed quotation mark swallows the rows after it; read again, these are whole. In a file of
# nothing else this would take a time that grows with its square.
MOST_REREAD_CHARACTERS = 5 * LARGEST_FILE_BYTES

_NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # how Excel is told
_ESCAPED = 0xDC00  # where `surrogateescape` puts the bytes that are no text
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_BACKSLASHED = re.compile(r'\w\\"|\\"\w')
_DOUBLED = re.compile(r'\w""|""\w')


def table_records(path: Path, settings: ReadingSettings = USUAL) -> Iterator[Record | Failure]:
    """The records of a CSV or TSV file in order, a failure in place of each that is none.

    Rows are numbered as a spreadsheet does: the names are row 1. The delimiter is the one of comma,
    semicolon, tab and bar that finds the most columns we know. The file is read a row at a time and
    may be of any size. Last come failures for dates that stayed unread, whose articles are among
    the records.

    Raises:
        UnreadableFile: not text, or without a column for the text; the message names the columns
            and the setting.
    """
    table = _table(path, settings.columns)
    dates = ExportDates(
        survey=lambda field: dates_in(_rows(path, table), field, settings.columns),
        order=settings.date_order,
    )
    yield from records_of(_rows(path, table), path, settings, dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """How a file's cells are parted, and the names of its columns."""

    delimiter: str
    escape: str | None
    quoting: Literal[0, 3]
    names: tuple[str, ...] = ()
    skipped_lines: int = 0  # before the names

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The cells of each row; a row that is none raises `csv.Error`, and reading goes on."""
        # The limit is one for the whole process, and too low for a long feature; what is held in
        # memory is bounded by `_RowLines`.
        csv.field_size_limit(2 * LARGEST_FILE_BYTES)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            escapechar=self.escape,
            quoting=self.quoting,
            strict=True,  # else an unclosed quotation mark swallows rows without a word
        )


def _table(path: Path, columns: Mapping[str, str]) -> _Table:
    with opened(path) as text:
        lines = tuple(islice(bounded(text), LOOKED_AT_LINES))
    skipped = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    named = _NAMED_DELIMITER.fullmatch(lines[skipped]) if skipped < len(lines) else None
    skipped += named is not None
    if not "".join(lines[skipped:]).strip():
        raise UnreadableFile(f"{path} is empty.", remedy="Fill it or leave it out.")
    _refuse_no_text(lines, path)
    tables = [
        _parted_by(delimiter, lines[skipped:], skipped)
        for delimiter in ((named[1],) if named else DELIMITERS)
    ]
    found = max(tables, key=lambda table: (known_columns(table.names, columns), len(table.names)))
    if not has_column(TEXT, found.names, columns):
        raise UnreadableFile(
            f"{path} has no column for the text of its articles.",
            remedy=f"Call one text, body or content. {naming(found.names)}",
        )
    return found


def _refuse_no_text(lines: Sequence[str], path: Path) -> None:
    if any("\0" in line for line in lines):
        raise UnreadableFile(
            f"{path} is not text: it has a zero byte.", remedy="Export it as CSV in UTF-8."
        )


def _parted_by(delimiter: str, lines: Sequence[str], skipped: int) -> _Table:
    is_unquoted = delimiter == "\t" and _has_speech_in_cells(lines)
    table = _Table(
        delimiter=delimiter,
        escape=None,
        quoting=csv.QUOTE_NONE if is_unquoted else csv.QUOTE_MINIMAL,
        skipped_lines=skipped,
    )
    whole = "".join(lines)
    if len(_BACKSLASHED.findall(whole)) > len(_DOUBLED.findall(whole)):
        backslashed = replace(table, escape="\\")
        # A cell may also just end with a backslash.
        if _whole_rows(backslashed, lines) >= _whole_rows(table, lines):
            table = backslashed
    try:
        names = next(filter(None, table.rows(lines)), [])
    except csv.Error:
        names = []
    return replace(table, names=tuple(name.strip() for name in names))


def _whole_rows(table: _Table, lines: Sequence[str]) -> int:
    """How many rows have as many cells as the first."""
    rows, whole, width = table.rows(lines), 0, None
    while True:
        try:
            row = next(rows, None)
        except csv.Error:
            continue
        if row is None:
            return whole
        width = width or len(row)
        whole += len(row) == width


def _has_speech_in_cells(lines: Sequence[str]) -> bool:
    """Whether tabs alone part the cells, and quotation marks are only words' own."""
    rows = [line.rstrip("\r\n").split("\t") for line in lines if line.strip()]
    is_even = all(len(row) == len(rows[0]) for row in rows)
    return is_even and any(
        cell.startswith('"') and not (len(cell) > 1 and cell.endswith('"'))
        for row in rows
        for cell in row
    )


def _rows(path: Path, table: _Table) -> Iterator[Row | Failure]:
    with opened(path) as text:
        lines = _RowLines(islice(bounded(text), table.skipped_lines, None))
        rows = table.rows(lines)
        next(filter(None, rows))
        names = lines.row
        for number in count(2):
            where = f"{path}:{number}"
            cells = _cells(rows, lines, where)
            if cells is None:
                return
            if isinstance(cells, Failure):
                yield cells
            elif any(cell.strip() for cell in cells):
                original = original_bytes(names + lines.row)
                yield _row(cells, table.names, original, where=where, number=number)


def _cells(rows: Iterator[list[str]], lines: _RowLines, where: str) -> list[str] | Failure | None:
    """The next row; a failure for one that is none, and None at the end."""
    lines.begin()
    try:
        return next(rows, None)
    except csv.Error as error:
        lost = lines.reread()
        # Of a quotation mark out of place the module speaks in words for programmers.
        problem = error if isinstance(error, _TooLong) else "a quotation mark is out of place"
        after = f" Nor could the {lost:,} lines after it be read." if lost else ""
        return _failure(
            where,
            f" is not a row of cells: {problem}.{after}",
            remedy="Double each quotation mark inside a cell, or export the table again.",
        )


def _row(
    cells: Sequence[str], names: Sequence[str], original: bytes, *, where: str, number: int
) -> Row | Failure:
    if any(cell.strip() for cell in cells[len(names) :]) or len(cells) < len(names):
        return _failure(
            where,
            f" has {len(cells)} cells below {len(names)} column names.",
            remedy="Correct the row; a cell that holds the delimiter needs quotation marks.",
        )
    values = dict(zip(names, cells, strict=False))
    for name, cell in values.items():
        if bad := _NOT_UTF8.search(cell):
            return _failure(
                where,
                f" is not UTF-8 text: byte {ord(bad[0]) - _ESCAPED:#04x} in {shown(name)}.",
                remedy="Export the table as UTF-8.",
            )
    return Row(values=values, original=original, number=number)


def _failure(where: str, problem: str, *, remedy: str) -> Failure:
    return Failure(path=where, error=UnreadableFile(f"{where}{problem}", remedy=remedy))


class _TooLong(csv.Error):
    """A row of more characters than an article may have."""


class _RowLines:
    """The lines of a table, of which those of the row in hand can be read once more."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._size = 0
        self._reread_left = MOST_REREAD_CHARACTERS

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        self._size += len(line)
        if self._size > LARGEST_FILE_BYTES:
            raise _TooLong(f"it has over {LARGEST_FILE_BYTES:,} characters")
        return line

    @property
    def row(self) -> str:
        """The row in hand as it stands in the file."""
        return "".join(self._row)

    def begin(self) -> None:
        """Begin another row."""
        self._row.clear()
        self._size = 0

    def reread(self) -> int:
        """Give the lines after the row's first once more, as rows; returns how many are lost."""
        after = self._row[1:]
        size = sum(map(len, after))
        if size > self._reread_left:
            return len(after)
        self._reread_left -= size
        self._again.extendleft(reversed(after))
        return 0
