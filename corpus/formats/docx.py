"""DOCX: one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.formats.docx_package import open_package
from corpus.formats.docx_styles import Styles
from corpus.formats.docx_text import paragraphs_of
from corpus.formats.file_properties import properties
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Record
from corpus.text_files import read_bytes


def docx_records(path: Path, _settings: ReadingSettings = USUAL) -> Iterator[Record]:
    """The one record in a DOCX file; see `docx_text.paragraphs_of` for what is read of it.

    Raises:
        UnreadableFile: empty, too large, protected, broken, or of another format.
    """
    original = read_bytes(path)
    package = open_package(original, name=str(path))
    try:
        paragraphs = paragraphs_of(package.main, Styles(package.styles))
    except RecursionError as error:
        raise UnreadableFile(
            f"{path} is nested too deeply to be an article.",
            remedy="Copy its text into a new file and save that as .docx.",
        ) from error
    yield Record(
        where=str(path),
        paragraphs=paragraphs,
        original=original,
        stated=properties(package.property("title"), package.property("creator"), paragraphs),
    )
