"""PDF: one article a file, from its text layer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.formats.file_properties import properties
from corpus.formats.pdf_headline import outlet_of, with_headline
from corpus.formats.pdf_margins import without_margins
from corpus.formats.pdf_paragraphs import blocks_of, lines_of
from corpus.formats.pdf_runs import Print, Sheet, from_json
from corpus.metadata import Metadata
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Record
from corpus.text_files import read_bytes

# Of wall time for one file: twice what the engine may compute, for machines that are busy.
PATIENCE_SECONDS = 120
# Share of pages that are pictures without text from which the file is a scan, not an article with
# full-page photographs.
SCANNED_SHARE = 0.5
# Share of characters without a meaning from which a font's letters cannot be told.
UNKNOWN_SHARE = 0.2

_UNKNOWN = frozenset(("Co", "Cc", "Cn", "Cs"))  # Unicode categories of what is no letter
_OCR = "Make its text readable first, for example with `ocrmypdf in.pdf out.pdf`."
_SPLIT = "Save the pages of one article as a PDF of their own, for example by printing them."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refusal:
    problem: str
    remedy: str


REFUSALS = {
    "locked": _Refusal(
        problem="is protected by a password",
        remedy="Open it with the password and save or print it as a PDF without one.",
    ),
    "broken": _Refusal(
        problem="is not a PDF, or a broken one", remedy="Download or save it once more."
    ),
    "page": _Refusal(problem="is broken at page {count}", remedy="Download or save it once more."),
    "pages": _Refusal(problem="has {count:,} pages; an article has at most 500", remedy=_SPLIT),
    "text": _Refusal(
        problem="has more text than an article: more than 4,000,000 characters or 200,000 lines",
        remedy=_SPLIT,
    ),
    "exhausted": _Refusal(
        problem="cannot be read within 60 seconds and 1 GB of memory", remedy=_SPLIT
    ),
}


def pdf_records(path: Path, _settings: ReadingSettings = USUAL) -> Iterator[Record]:
    """The one record in a PDF's text layer.

    Words come in reading order, columns one after the other; what stands at the head and foot of
    pages again and again, and what a browser prints there, is left out. A browser's print states
    its address, and with it the outlet when the page's title ends in a name like its domain.

    Raises:
        UnreadableFile: empty, too large, protected, broken, scanned, or without readable letters.
    """
    original = read_bytes(path)
    printed = _printed(original, name=str(path))
    body = without_margins(printed)
    _refuse_scan(body.sheets, name=str(path))
    headed = with_headline(blocks_of(lines_of(body.sheets)), title=printed.title)
    outlet = outlet_of(headed.site, body.url)
    stated = Metadata(url=body.url, outlet=outlet).over(
        properties(printed.title, printed.author, headed.paragraphs)
    )
    yield Record(where=str(path), paragraphs=headed.paragraphs, original=original, stated=stated)


def _printed(raw: bytes, *, name: str) -> Print:
    answer = _engine_answer(raw)
    refused = json.loads(answer[:200]) if answer.startswith(b'{"refused"') else None
    if answer and refused is None:
        return from_json(answer)
    reason = refused or {"refused": "exhausted", "count": 0}
    refusal = REFUSALS[reason["refused"]]
    raise UnreadableFile(
        f"{name} {refusal.problem.format(count=reason['count'])}.", remedy=refusal.remedy
    )


def _engine_answer(raw: bytes) -> bytes:
    """What the engine writes about a PDF; nothing when it came to its limits or crashed."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "corpus.formats.pdf_engine"],
            input=raw,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            # Ctrl-C is for us: we finish the file in hand.
            start_new_session=True,
            # The engine finds our packages where we do, installed or not.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _refuse_scan(sheets: tuple[Sheet, ...], *, name: str) -> None:
    text = "".join(run.text for sheet in sheets for run in sheet.runs)
    pictures = sum(sheet.is_picture for sheet in sheets)
    if pictures and pictures >= SCANNED_SHARE * len(sheets):
        raise UnreadableFile(
            f"{name} is a scan: {pictures} of its {len(sheets)} pages are pictures without text.",
            remedy=_OCR,
        )
    if not any(character.isalnum() for character in text):
        raise UnreadableFile(f"{name} has no text layer: it holds no letters.", remedy=_OCR)
    unknown = sum(unicodedata.category(character) in _UNKNOWN for character in text)
    if unknown > UNKNOWN_SHARE * len(text):
        raise UnreadableFile(
            f"{name} does not say which letters its signs are: {unknown:,} of {len(text):,}.",
            remedy=_OCR,
        )
