"""DOCX files made to be read: saved, read again, and their parts changed."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from docx.document import Document

from corpus.formats.docx import docx_records
from corpus.records import Record

BODY = "The ferry ran aground on Monday, the coastguard said."


def saved(made: Document, path: Path) -> Path:
    made.save(str(path))
    return path


def record(path: Path) -> Record:
    (read,) = docx_records(path)
    return read


def repacked(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The package with each part changed, or left out where the change gives none."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, raw in parts.items():
            if (changed := change(name, raw)) is not None:
                new.writestr(name, changed)
    return path
