"""A row of an export made a record: its columns read, its text as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import InputError, UnreadableFile, shown
from corpus.formats.columns import TEXT, Cell, cells_of, unescaped
from corpus.formats.export_dates import ExportDates
from corpus.markup import one_line
from corpus.metadata import TIMES, Metadata, metadata_from
from corpus.paragraphs import Paragraph, paragraphs
from corpus.reading_settings import ReadingSettings
from corpus.records import Failure, Record

# A person corrects what a file's rows have in common; a list of millions would fill the memory.
MOST_FAILURES = 1000
SHOWN_COLUMNS = 20  # of a row without text: enough to see which one holds it

_PAGE = re.compile(r"\s*(?:<!doctype\s+html|<html\b)", re.IGNORECASE)
# One of these means HTML: they part lines, and line breaks beside them mean nothing.
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote|article)\b[^<>]*>", re.IGNORECASE
)
# News APIs end the text that they cut with how much they keep back.
_KEPT_BACK = re.compile(r"\s*\[\+\d+ chars\]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a file: its values by column, the bytes it came in, and its number from 1."""

    values: Mapping[str, object]
    original: bytes
    number: int


def records_of(
    rows: Iterable[Row | Failure], path: Path, settings: ReadingSettings, dates: ExportDates
) -> Iterator[Record | Failure]:
    """The records of rows in order, a failure in place of each that is none.

    Of more than a thousand failures the rest are counted in one. Last come failures for dates that
    stayed unread, whose articles are among the records.
    """
    failed = 0
    for row in rows:
        record = row if isinstance(row, Failure) else _record(row, path, settings, dates)
        failed += isinstance(record, Failure)
        if isinstance(record, Record) or failed <= MOST_FAILURES:
            yield record
    if failed > MOST_FAILURES:
        error = UnreadableFile(
            f"{path}: {failed - MOST_FAILURES:,} more rows are no articles.",
            remedy="Correct those named first, and add the file again.",
        )
        yield Failure(path=str(path), error=error)
    yield from dates.unread(path)


def dates_in(
    rows: Iterable[Row | Failure], field: str, columns: Mapping[str, str]
) -> Iterator[str]:
    """The values of a date field of ours, in rows read for this alone."""
    for row in rows:
        if isinstance(row, Row):
            try:
                cell = cells_of(row.values, columns, where="").get(field)
            except InputError:  # said of the row when it is read for itself
                continue
            if cell:
                yield cell.text


def _record(
    row: Row, path: Path, settings: ReadingSettings, dates: ExportDates
) -> Record | Failure:
    where = f"{path}:{row.number}" if row.number else str(path)
    try:
        cells = cells_of(row.values, settings.columns, where=where)
        if TEXT not in cells:
            raise _no_text(row.values, where=where)
        stated = _stated(cells, dates, where=where)
        article = _article_in(cells[TEXT].text, url=stated.url, where=where)
    except InputError as error:
        return Failure(path=where, error=error)
    return replace(
        article,
        original=row.original,
        stated=stated.over(article.stated),
        row=row.number,
    )


def _stated(cells: Mapping[str, Cell], dates: ExportDates, *, where: str) -> Metadata:
    texts = {name: one_line(cell.text) or None for name, cell in cells.items()}
    read = {name: dates.moment(name, cells[name], where=where) for name in TIMES if name in cells}
    moments = {name: moment for name, moment in read.items() if moment}
    return metadata_from(texts, moments, place=lambda _: where)


def _article_in(text: str, *, url: str | None, where: str) -> Record:
    """The article in a cell: plain or Markdown text, or the HTML of a text or a whole page."""
    text = _KEPT_BACK.sub("", text)
    if _PAGE.match(text):
        from corpus.formats.html import html_record  # loads lxml and trafilatura

        return html_record(text.encode("utf-8", "replace"), where=where, url=url)
    found = _marked_up(text, where) if _BLOCK_TAG.search(text) else paragraphs(unescaped(text))
    return Record(where=where, paragraphs=found, original=b"")


def _marked_up(text: str, where: str) -> tuple[Paragraph, ...]:
    from corpus.formats.html_blocks import blocks_of, strip_page  # loads lxml
    from corpus.formats.html_tree import page_tree

    # What an export calls an article's text is the article: nothing is to be chosen in it.
    tree = page_tree(f"<html><body><article>{text}</article></body></html>", where=where)
    strip_page(tree)
    return tuple(block.paragraph for block in blocks_of(tree))


def _no_text(values: Mapping[str, object], *, where: str) -> UnreadableFile:
    return UnreadableFile(
        f"{where} has no text.", remedy=f"Put it in a field text, body or content. {naming(values)}"
    )


def naming(names: Iterable[str]) -> str:
    """How to say which column holds the text, and the columns to choose from."""
    columns = tuple(names)
    shown_names = ", ".join(shown(name) for name in columns[:SHOWN_COLUMNS])
    more = f" and {len(columns) - SHOWN_COLUMNS} more" if len(columns) > SHOWN_COLUMNS else ""
    return (
        'Or name its own in clippings.toml, under [columns], as text = "...".'
        f" The columns here are {shown_names or 'none'}{more}."
    )
