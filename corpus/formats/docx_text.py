"""The paragraphs of a DOCX's text part: what a reader of the accepted text would read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from corpus.formats.docx_styles import NAMESPACES, Style, Styles, child, stated_by, value
from corpus.markup import one_line
from corpus.paragraphs import WRAPPED_SHARE, Form, Paragraph

HEADING_WORDS = 30  # a longer paragraph in a heading's style is text all the same

_MATHS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_TEXT = frozenset(f"{{{space}}}t" for space in NAMESPACES + _MATHS)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def _named(names: str) -> frozenset[str]:
    return frozenset(f"{{{space}}}{name}" for space in NAMESPACES for name in names.split())


_LEFT_OUT = _named("pPr rPr sectPr del moveFrom delText instrText delInstrText rt")
_PARAGRAPH, _TABLE, _BOX = _named("p"), _named("tbl"), _named("txbxContent")
_RUN, _ROW, _CELL = _named("r"), _named("tr"), _named("tc")
_SIGNS = (
    dict.fromkeys(_named("tab ptab"), " ")
    | dict.fromkeys(_named("br cr"), "\n")
    | dict.fromkeys(_named("noBreakHyphen"), "-")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A paragraph as written: its text with its line breaks, and what floats beside it."""

    text: str
    style: Style
    boxes: tuple[etree._Element, ...]
    runs_on: bool  # the mark at its end is deleted: it is one with the next


def paragraphs_of(main: etree._Element, styles: Styles) -> tuple[Paragraph, ...]:
    """The paragraphs of a text part, in order; none is empty.

    Insertions that are tracked are read and deletions are not; so are the words of links, fields
    and text boxes, these after the paragraph they hang at. Notes, comments, hidden text and a table
    of contents are left out. A table's row of short cells is one entry of a list, its cells one
    after the other; cells of prose are paragraphs.
    """
    return tuple(_parts(main, styles))


def _parts(container: etree._Element, styles: Styles) -> Iterator[Paragraph]:
    begun = ""
    for element in _blocks(container):
        if element.tag in _TABLE:
            yield from _table(element, styles)
            continue
        written = _written(element)
        text = begun + written.text
        begun = text if written.runs_on else ""
        if not begun:
            yield from _paragraphs(text, written.style, styles)
        for box in written.boxes:
            yield from _parts(box, styles)
    yield from _paragraphs(begun, Style(), styles)


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables in a container, whatever they are wrapped in."""
    for element in container:
        if element.tag in _PARAGRAPH or element.tag in _TABLE:
            yield element
        elif element.tag not in _LEFT_OUT:
            yield from _blocks(_shown(element))


def _shown(element: etree._Element) -> etree._Element:
    """The element; of one that holds the same for newer and older programs, the newer."""
    return element[0] if element.tag == _ALTERNATIVES and len(element) else element


def _written(paragraph: etree._Element) -> _Written:
    boxes: list[etree._Element] = []
    text = "".join(_words(paragraph, boxes))
    mark = child(child(paragraph, "pPr"), "rPr")
    return _Written(
        text=text,
        style=stated_by(paragraph),
        boxes=tuple(boxes),
        runs_on=child(mark, "del") is not None or child(mark, "moveFrom") is not None,
    )


def _words(container: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The text in an element, in order; text boxes in it are put with `boxes`."""
    for element in container:
        if element.tag in _TEXT:
            yield element.text or ""
        elif element.tag in _BOX:
            boxes.append(element)
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]
        elif element.tag not in _LEFT_OUT and not _is_hidden(element):
            yield from _words(_shown(element), boxes)


def _is_hidden(element: etree._Element) -> bool:
    if element.tag not in _RUN:
        return False
    vanish = child(child(element, "rPr"), "vanish")
    return vanish is not None and value(vanish) not in {"0", "false", "off"}


def _paragraphs(text: str, style: Style, styles: Styles) -> Iterator[Paragraph]:
    if styles.is_contents(style):
        return
    level = styles.level(style)
    for line in _lines(text):
        if level and len(line.split()) <= HEADING_WORDS:
            yield Paragraph(text=line, form=Form.HEADING, level=level)
        else:
            yield Paragraph(text=line, form=Form.ENTRY if styles.is_listed(style) else Form.PROSE)


def _lines(text: str) -> Iterator[str]:
    """The text parted at its line breaks, but not at those that only wrap its sentences."""
    for part in _BLANK_LINE.split(text):
        lines = [line for line in map(one_line, part.split("\n")) if line]
        in_lower_case = sum(line[0].islower() for line in lines[1:])
        is_wrapped = in_lower_case >= WRAPPED_SHARE * (len(lines) - 1)
        group: list[str] = []
        for line in lines:
            if group and not (is_wrapped or line[0].islower()):
                yield " ".join(group)
                group = []
            group.append(line)
        if group:
            yield " ".join(group)


def _table(table: etree._Element, styles: Styles) -> Iterator[Paragraph]:
    for row in _members(table, _ROW):
        if child(child(row, "trPr"), "del") is not None:
            continue
        cells = [tuple(_parts(cell, styles)) for cell in _members(row, _CELL)]
        yield from _row([cell for cell in cells if cell])


def _row(cells: Sequence[tuple[Paragraph, ...]]) -> Iterable[Paragraph]:
    if len(cells) > 1 and all(len(cell) == 1 and cell[0].is_title for cell in cells):
        return (Paragraph(text=" ".join(cell[0].text for cell in cells), form=Form.ENTRY),)
    return (paragraph for cell in cells for paragraph in cell)


def _members(container: etree._Element, tags: frozenset[str]) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, whatever they are wrapped in."""
    for element in container:
        if element.tag in tags:
            yield element
        elif element.tag not in _LEFT_OUT and element.tag not in _TABLE | _PARAGRAPH:
            yield from _members(_shown(element), tags)
