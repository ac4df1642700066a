"""`.mhtml`: a page that a browser saved as one file, with its pictures, like an e-mail."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.formats.html import html_record
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Record
from corpus.text_files import read_bytes

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# What the e-mail package raises on messages that are broken beyond its own repairs.
_BREAKS = (AttributeError, LookupError, RecursionError, TypeError, ValueError)


def mhtml_records(path: Path, _settings: ReadingSettings = USUAL) -> Iterator[Record]:
    """The one record in a page saved as a single file.

    Raises:
        UnreadableFile: empty, too large, no saved page, or a page without an article.
    """
    raw = read_bytes(path)
    page = _page_of(raw, where=str(path))
    record = html_record(page.source, where=str(path), url=page.url, charset=page.charset)
    yield replace(record, original=raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    source: bytes
    url: str | None
    charset: str | None


def _page_of(raw: bytes, *, where: str) -> _Page:
    try:
        page = _first_page(raw)
    except _BREAKS:
        page = None
    if page is None or not page.source.strip():
        raise UnreadableFile(
            f"{where} is no page saved by a browser: no web page is in it.",
            remedy="Open the article in a browser and save it again.",
        )
    return page


def _first_page(raw: bytes) -> _Page | None:
    """The first part that is a web page: browsers write the page itself before its frames."""
    message = email.message_from_bytes(raw)
    for part in message.walk():
        source = part.get_payload(decode=True) if part.get_content_type() in _PAGES else None
        if isinstance(source, bytes):
            url = message["Snapshot-Content-Location"] or part["Content-Location"]
            charset = part.get_content_charset()
            return _Page(source=source, url=str(url) if url else None, charset=charset)
    return None
