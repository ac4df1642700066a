"""From the lines of a PDF, in reading order, to paragraphs and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from corpus.formats.pdf_columns import columns, rows
from corpus.formats.pdf_hyphens import LineJoiner
from corpus.formats.pdf_runs import Run, Sheet
from corpus.header import day_of_line
from corpus.markup import one_line
from corpus.paragraphs import BROKEN_LINE_WORDS, LINES_LOOKED_BACK, Form, Paragraph

# Type this much larger than the article's is a heading's; captions and notes are smaller.
HEADING_SIZES = 1.15
HEADING_WORDS = 30  # a longer one in large type is a standfirst
INDENT = 0.8  # of the type size: less is a ragged or optical margin
PARAGRAPH_GAP = 1.25  # of the usual distance from line to line
# Type sizes that differ less are one size set twice.
SAME_SIZE = 0.08
LINES_AROUND = 3  # on each side of a line, which show how wide its column is just there
DEEPEST_HEADING = 6

_ENDED = re.compile(r"[.!?…:;。！？؟।۔።։။។][\"'”’»)\]]*$")
_SENTENCE_CLOSED = re.compile(r"[.,;:][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•▪◦‣●∙\uf0b7\uf0a7]\s*(?=\S)")  # the last two are Word's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of one column: `block` numbers the columns of the whole PDF in reading order."""

    run: Run
    block: int
    sheet: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.run.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph with its type: `size` in points, `sheet` the page it begins on, from 0."""

    paragraph: Paragraph
    size: float
    sheet: int


def lines_of(sheets: Sequence[Sheet]) -> tuple[Line, ...]:
    """The lines of all pages in reading order."""
    lines: list[Line] = []
    block = 0
    for number, sheet in enumerate(sheets):
        for column in columns(sheet.runs):
            runs = (run for row in rows(column) for run in _parted(row))
            lines.extend(Line(run=run, block=block, sheet=number) for run in runs if run.text)
            block += 1
    return tuple(lines)


def blocks_of(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The paragraphs that lines make up, divided words and sentences put together again."""
    if not lines:
        return ()
    typed = _Typesetting.of(lines)
    joiner = LineJoiner(line.text for line in lines)
    blocks = (_block(group, typed, joiner) for group in _groups(lines, typed))
    return tuple(block for block in blocks if block.paragraph.text)


def _parted(row: Sequence[Run]) -> Iterator[Run]:
    """A row as one line, but a byline and a date that only share it as two."""
    if any(day_of_line(run.text) or run.text.startswith("By ") for run in row):
        yield from row
        return
    yield replace(
        row[0],
        text=" ".join(run.text for run in row),
        right=max(run.right for run in row),
        size=max(row, key=lambda run: len(run.text)).size,
        bold=all(run.bold for run in row),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typesetting:
    """How the article is set: its type size, whether it is bold, how far its lines are apart."""

    size: float
    bold: bool
    leading: float  # from line to line, in type sizes
    heading_sizes: tuple[float, ...]  # the largest first
    margins: dict[int, float]  # the usual left edge of each block
    rights: tuple[float, ...]  # of the column at each line

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Typesetting:
        sizes: Counter[tuple[float, bool]] = Counter()
        for line in lines:
            sizes[line.run.size, line.run.bold] += len(line.text)
        (size, bold), _ = sizes.most_common(1)[0]
        larger = {size_ for size_, _ in sizes if size_ >= HEADING_SIZES * size}
        return cls(
            size=size,
            bold=bold,
            leading=_leading(lines),
            heading_sizes=tuple(sorted(larger, reverse=True)),
            margins=_margins(lines),
            rights=tuple(_right(lines, position) for position in range(len(lines))),
        )

    def level(self, line: Line) -> int:
        """1 to 6 for type that a heading is set in, the largest 1; 0 for the article's own."""
        if line.run.size in self.heading_sizes:
            return min(self.heading_sizes.index(line.run.size) + 1, DEEPEST_HEADING)
        own = line.run.bold == self.bold or not line.run.bold or line.run.size < self.size
        return 0 if own else min(len(self.heading_sizes) + 1, DEEPEST_HEADING)


def _leading(lines: Sequence[Line]) -> float:
    distances = [
        (line.run.bottom - following.run.bottom) / max(line.run.size, 1)
        for line, following in pairwise(lines)
        if line.block == following.block and line.run.size == following.run.size
    ]
    down = [distance for distance in distances if distance > 0]
    return quantiles(down, n=4)[0] if len(down) > 1 else 0.0


def _margins(lines: Sequence[Line]) -> dict[int, float]:
    lefts: dict[int, Counter[float]] = {}
    for line in lines:
        lefts.setdefault(line.block, Counter())[line.run.left] += 1
    return {block: counts.most_common(1)[0][0] for block, counts in lefts.items()}


def _right(lines: Sequence[Line], position: int) -> float:
    around = lines[max(0, position - LINES_AROUND) : position + LINES_AROUND + 1]
    block = lines[position].block
    return max(line.run.right for line in around if line.block == block)


def _groups(lines: Sequence[Line], typed: _Typesetting) -> Iterator[list[Line]]:
    group: list[Line] = []
    for position, line in enumerate(lines):
        if group and _begins(line, group, right=typed.rights[position - 1], typed=typed):
            yield group
            group = []
        group.append(line)
    yield group


def _begins(line: Line, group: Sequence[Line], *, right: float, typed: _Typesetting) -> bool:
    """Whether a paragraph begins with the line, given the lines of the one before it."""
    last = group[-1]
    if abs(line.run.size - last.run.size) > SAME_SIZE * last.run.size:
        return True
    if _BULLET.match(line.text):
        return True
    if typed.level(line) != typed.level(last):
        return not _runs_on(group, line)
    if line.block != last.block:
        return typed.level(line) > 0 or not _runs_on(group, line)
    return (
        _is_apart(last, line, typed)
        or _is_indented(line, group, typed)
        or (_had_room(last, line, right) and not _runs_on(group, line))
    )


def _runs_on(group: Sequence[Line], line: Line) -> bool:
    """Whether the sentence before plainly goes on in the line."""
    last = group[-1].text
    if _ENDED.search(last):
        return False
    words = sum(len(member.text.split()) for member in group[-LINES_LOOKED_BACK:])
    return line.text[:1].islower() or words >= BROKEN_LINE_WORDS or last[-1:] in "-\u2010,"


def _is_apart(last: Line, line: Line, typed: _Typesetting) -> bool:
    distance = (last.run.bottom - line.run.bottom) / max(last.run.size, 1)
    usual = typed.leading if not typed.level(line) else max(typed.leading, 1.2)
    return distance > PARAGRAPH_GAP * usual > 0


def _is_indented(line: Line, group: Sequence[Line], typed: _Typesetting) -> bool:
    """Whether the line stands further in than the last, or is the first back at the margin."""
    indent = INDENT * line.run.size
    moved = line.run.left - group[-1].run.left
    if moved > indent:
        return True
    was_set_in = len(group) > 1 and group[-1].run.left - typed.margins[line.block] > indent
    return was_set_in and moved < -indent


def _had_room(last: Line, line: Line, right: float) -> bool:
    """Whether the first word of the line would have fitted behind the last."""
    word = line.text.partition(" ")[0]
    width = (line.run.right - line.run.left) * (len(word) + 1) / max(len(line.text), 1)
    return last.run.right + width < right


def _block(group: Sequence[Line], typed: _Typesetting, joiner: LineJoiner) -> Block:
    text = joiner.joined([line.text for line in group])
    first = group[0]
    return Block(
        paragraph=_paragraph(
            one_line(text), typed.level(first), is_larger=first.run.size > typed.size
        ),
        size=first.run.size,
        sheet=first.sheet,
    )


def _paragraph(text: str, level: int, *, is_larger: bool) -> Paragraph:
    if bullet := _BULLET.match(text):
        return Paragraph(text=text[bullet.end() :], form=Form.ENTRY)
    prose = Paragraph(text=text)
    is_short = len(text.split()) <= HEADING_WORDS and not _SENTENCE_CLOSED.search(text)
    if level and (prose.is_title or (is_larger and is_short)):
        return Paragraph(text=text, form=Form.HEADING, level=level)
    return prose
