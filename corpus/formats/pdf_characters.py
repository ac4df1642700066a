"""From the characters of a PDF page, as the engine gives them, to runs of text."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pypdfium2 import PdfTextPage
from pypdfium2 import raw as pdfium

from corpus.formats.pdf_runs import Run

# In sizes of the type: spaces in justified lines are rarely wider, gutters rarely narrower.
WIDEST_SPACE = 1.0
ANGLE_SAMPLES = 50  # characters asked which way they are turned: enough for a majority
BOLD_WEIGHT = 600  # of 100 to 900, as fonts state it; many bold fonts state less and are named so

_BOLD_NAME = re.compile(rb"bold|black|heavy|semibd", re.IGNORECASE)
_NAME_BYTES = 200
_HYPHEN_AT_END = 2  # the engine's own code for a hyphen at the end of a line
_LINE_ENDS = frozenset((0, 10, 13))
_MOST_CODE = 0x10FFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A place on the upright page."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    position: int  # among the page's characters
    text: str  # with the space before it
    box: _Box


class PageReader:
    """Reads one page's characters; the page must stay open."""

    def __init__(self, page: PdfTextPage) -> None:
        self._page = page.raw
        self._count = page.count_chars()
        self._rectangle = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._quarter_turns = self._most_turned()

    def runs(self) -> tuple[Run, ...]:
        """The runs of text that stand upright, or as most of the page does, in file order."""
        runs: list[Run] = []
        open_run: list[_Letter] = []
        for letter in self._letters():
            if open_run and (letter is None or not _follows(open_run[-1].box, letter.box)):
                runs.extend(self._run(open_run))
                open_run = []
            if letter is not None:
                open_run.append(letter)
        runs.extend(self._run(open_run))
        return tuple(runs)

    def _letters(self) -> Iterator[_Letter | None]:
        """The characters that can be seen, `None` for the end of a line."""
        space = ""
        for position in range(self._count):
            code = pdfium.FPDFText_GetUnicode(self._page, position)
            character = "-" if code == _HYPHEN_AT_END else chr(min(code, _MOST_CODE))
            if code in _LINE_ENDS:
                space = ""
                yield None
            elif character.isspace():
                space = " "
            elif box := self._box(position):
                yield _Letter(position=position, text=space + character, box=box)
                space = ""

    def _box(self, position: int) -> _Box | None:
        if not pdfium.FPDFText_GetLooseCharBox(self._page, position, self._rectangle):
            return None
        found = self._rectangle
        left, right, bottom, top = found.left, found.right, found.bottom, found.top
        for _ in range(self._quarter_turns):  # each time the page is turned back to the right
            left, right, bottom, top = bottom, top, -right, -left
        return _Box(left=left, right=right, bottom=bottom, top=top)

    def _run(self, letters: list[_Letter]) -> Iterator[Run]:
        if not letters:
            return
        middle = letters[len(letters) // 2].position
        if self._turns(middle) != self._quarter_turns:
            return  # a credit along the side of a picture
        yield Run(
            text="".join(letter.text for letter in letters).strip(),
            left=round(min(letter.box.left for letter in letters), 1),
            right=round(max(letter.box.right for letter in letters), 1),
            bottom=round(letters[0].box.bottom, 1),
            top=round(letters[0].box.top, 1),
            size=self._size(middle),
            bold=self._is_bold(middle),
        )

    def _size(self, position: int) -> float:
        stated = float(pdfium.FPDFText_GetFontSize(self._page, position))
        if not pdfium.FPDFText_GetMatrix(self._page, position, self._matrix):
            return round(stated, 1)
        return round(stated * math.hypot(self._matrix.c, self._matrix.d), 1)

    def _is_bold(self, position: int) -> bool:
        name = ctypes.create_string_buffer(_NAME_BYTES)
        pdfium.FPDFText_GetFontInfo(self._page, position, name, _NAME_BYTES, ctypes.c_int())
        weight = int(pdfium.FPDFText_GetFontWeight(self._page, position))
        return weight >= BOLD_WEIGHT or bool(_BOLD_NAME.search(name.value))

    def _turns(self, position: int) -> int:
        """Quarter turns to the left, from 0 to 3; the engine counts to the right, in radians."""
        angle = float(pdfium.FPDFText_GetCharAngle(self._page, position))
        return round(-angle / (math.pi / 2)) % 4

    def _most_turned(self) -> int:
        step = max(1, self._count // ANGLE_SAMPLES)
        turns = Counter(self._turns(position) for position in range(0, self._count, step))
        return turns.most_common(1)[0][0] if turns else 0


def _follows(last: _Box, box: _Box) -> bool:
    """Whether a character stands on the line of the one before it, at most a wide space away."""
    if not last.bottom <= (box.bottom + box.top) / 2 <= last.top:
        return box.bottom <= (last.bottom + last.top) / 2 <= box.top and _gap(last, box) <= 0
    return _gap(last, box) <= WIDEST_SPACE * (last.top - last.bottom)


def _gap(last: _Box, box: _Box) -> float:
    return max(box.left - last.right, last.left - box.right)
