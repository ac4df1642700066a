"""The PDF engine in a process of its own: a PDF on standard input, JSON on standard output.

PDFium is not thread-safe, and what a page unpacks to is not bounded by the size of its file: 46 kB
took it 3.3 GB and 26 s, measured with pypdfium2 5.15. Here the operating system bounds both, and a
crash of the engine is one failed file. Only `corpus.formats.pdf` starts this.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw as pdfium

from corpus.formats.pdf_characters import PageReader
from corpus.formats.pdf_runs import Print, Run, Sheet, to_json

if sys.platform != "win32":  # where only the time is bounded, by the parent
    import resource

# What is longer is a book or an archive. 500 full pages, 2.7 million characters, took 10 s of one
# core and 46 MB.
MOST_PAGES = 500
MOST_CHARACTERS = 4_000_000  # 500 pages of small print
MOST_RUNS = 200_000  # 500 pages of 400 lines
MOST_SECONDS = 60
MOST_BYTES = 1_000_000_000

# A page with less text than a sentence and a picture over half of it is a scan of a page.
PICTURE_SHARE = 0.5
SENTENCE_CHARACTERS = 40
PICTURE_DEPTH = 2  # of forms within forms: scanners put the picture in the page or in one form


class Refused(Exception):
    """The PDF is not read; `reason` is one of `corpus.formats.pdf.REFUSALS`."""

    def __init__(self, reason: str, *, count: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.count = count


def printed(raw: bytes) -> Print:
    """A PDF's title, author and pages.

    Raises:
        Refused: it has a password, is broken, or is longer than an article is.
    """
    try:
        opened = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Refused("locked" if locked else "broken") from error
    try:
        if not len(opened):
            raise Refused("broken")
        if len(opened) > MOST_PAGES:
            raise Refused("pages", count=len(opened))
        return Print(
            title=opened.get_metadata_value("Title"),
            author=opened.get_metadata_value("Author"),
            sheets=tuple(_sheets(opened)),
        )
    finally:
        opened.close()


def _sheets(opened: pypdfium2.PdfDocument) -> Iterator[Sheet]:
    characters = runs_so_far = 0
    for number in range(len(opened)):
        try:
            page = opened[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise Refused("page", count=number + 1) from error
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            raise Refused("text")
        runs = PageReader(text).runs()
        runs_so_far += len(runs)
        if runs_so_far > MOST_RUNS:
            raise Refused("text")
        yield Sheet(runs=runs, is_picture=_is_picture(page, runs))
        text.close()
        page.close()


def _is_picture(page: pypdfium2.PdfPage, runs: tuple[Run, ...]) -> bool:
    if sum(len(run.text) for run in runs) >= SENTENCE_CHARACTERS:
        return False
    width, height = page.get_size()
    pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=PICTURE_DEPTH)
    areas = (
        (right - left) * (top - bottom)
        for left, bottom, right, top in (picture.get_bounds() for picture in pictures)
    )
    return any(area >= PICTURE_SHARE * width * height for area in areas)


def main() -> None:
    """Read a PDF from standard input and write it, or why it is refused, to standard output."""
    _limit_ourselves()
    try:
        answer = to_json(printed(sys.stdin.buffer.read()))
    except Refused as refused:
        answer = json.dumps({"refused": refused.reason, "count": refused.count})
    except MemoryError:
        answer = json.dumps({"refused": "exhausted", "count": 0})
    sys.stdout.write(answer)


def _limit_ourselves() -> None:
    if sys.platform != "win32":
        for limit, most in (
            (resource.RLIMIT_AS, MOST_BYTES),
            (resource.RLIMIT_CPU, MOST_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            _, allowed = resource.getrlimit(limit)
            least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
            resource.setrlimit(limit, (least, least))


if __name__ == "__main__":
    main()
