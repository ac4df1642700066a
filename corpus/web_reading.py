"""Articles from the web addresses that a person names: pages, PDFs, texts and feeds.

Of a feed, an item that it gives whole is an article as it stands; of one that it only announces,
the page is fetched, for at most `LINKED_PAGES` items of a feed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.article import Draft
from corpus.errors import BadMetadata, InputError, UnreadableFile, shown
from corpus.formats.feed_items import FeedItem
from corpus.formats.feed_xml import looks_like_feed
from corpus.formats.feeds import feed_items
from corpus.formats.html import html_record
from corpus.formats.html_encoding import page_text
from corpus.formats.json_feed import json_feed_items
from corpus.formats.registry import format_of
from corpus.metadata import Metadata
from corpus.readers import read_record
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure, Record
from corpus.web import Page, Web
from corpus.web_urls import page_url

# Feeds list ten to fifty items, the newest first; at a second or more a page this is half a minute.
LINKED_PAGES = 30

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_XML = frozenset({"application/xml", "text/xml"})
_JSON = frozenset({"application/feed+json", "application/json"})
# Read as the files of the same suffix are.
_AS_FILES = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
}
_UNNAMED = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_READ = _HTML | _FEEDS | _XML | _JSON | _AS_FILES.keys() | _UNNAMED
_PDF_BEGINNING = b"%PDF-"
# Pages sent as XML or without a type: their first element, behind declarations and comments.
_HTML_BEGINNING = re.compile(rb"[^<]{0,200}(?:<[!?][^<>]{0,500}>\s*){0,9}<html\b", re.IGNORECASE)


def read_url(
    url: str, *, given: Metadata | None = None, settings: ReadingSettings = USUAL, web: Web
) -> Iterator[Draft | Failure]:
    """The articles at a web address: one on a page, or those of a feed in its order.

    What is wrong with the address, or with an item of a feed, comes as a `Failure`, never as an
    exception. `given` are the user's flags, which go before what a page states of itself. A draft's
    source key is its URL as `web_urls.normalised_url` writes it; `original` are the bytes fetched,
    of a feed's item those of the item.
    """
    supplied = given or Metadata()
    try:
        page = web.page(url, wanted=_READ.__contains__)
        items = _items_of(page)
        if items is None:
            yield from _drafts(_records(page, settings), supplied, settings)
        elif supplied.headline or supplied.url:
            raise BadMetadata(
                f"{url} is a feed of many articles; a headline or a url names one.",
                remedy="Leave it out, or add the article's own address.",
            )
        else:
            announced = _Announced(web=web, settings=settings)
            records = (record for item in items for record in announced.records(item, page.url))
            yield from _drafts(records, supplied, settings)
    except InputError as error:
        yield Failure(path=url, error=error)


def _drafts(
    records: Iterator[Record | Failure], supplied: Metadata, settings: ReadingSettings
) -> Iterator[Draft | Failure]:
    for record in records:
        if isinstance(record, Failure):
            yield record
        else:
            yield read_record(record, given=supplied, settings=settings)


def _items_of(page: Page) -> tuple[FeedItem | Failure, ...] | None:
    """The items of a page that is a feed; None for another."""
    if page.media_type in _JSON:
        return json_feed_items(page.body, where=page.url, url=page.url, charset=page.charset)
    is_text = page.media_type in _AS_FILES and page.media_type != "text/plain"
    if page.media_type in _FEEDS or (not is_text and looks_like_feed(page.body)):
        return feed_items(page.body, where=page.url, url=page.url, charset=page.charset)
    return None


class _Announced:
    """The records of a feed's items, the pages of those fetched that the feed only announces."""

    def __init__(self, *, web: Web, settings: ReadingSettings) -> None:
        self._web = web
        self._settings = settings
        self._fetched = 0
        self._names: set[str] = set()

    def records(self, item: FeedItem | Failure, feed_url: str) -> Iterator[Record | Failure]:
        """The one record of an item that the feed gives whole, or those of its page."""
        if isinstance(item, Failure):
            yield item
        elif item.is_whole:
            yield replace(item.record(where=feed_url), where=f"{feed_url}#{self._name(item)}")
        elif item.stated.url is None:
            yield item.record_or_failure(where=feed_url)
        else:
            try:
                yield from self._of_page(item, item.stated.url)
            except InputError as error:
                yield Failure(path=item.stated.url, error=error)

    def _name(self, item: FeedItem) -> str:
        """A name that an item without an address keeps when newer ones push it down the feed."""
        name = item.guid
        if not name or name in self._names:
            name = hashlib.sha256(item.original).hexdigest()
        self._names.add(name)
        return name

    def _of_page(self, item: FeedItem, url: str) -> Iterator[Record | Failure]:
        if self._fetched >= LINKED_PAGES:
            raise InputError(
                f"{url} was not fetched: of one feed {LINKED_PAGES} pages are fetched at a time.",
                remedy="Add the address itself.",
            )
        self._fetched += 1
        page = self._web.page(url, wanted=(_READ - _FEEDS - _JSON).__contains__)
        for record in _records(page, self._settings):
            if isinstance(record, Failure):
                yield record
            else:
                yield replace(record, stated=record.stated.over(item.stated))


def _records(page: Page, settings: ReadingSettings) -> Iterator[Record | Failure]:
    suffix = _suffix_of(page)
    if suffix is not None:
        for record in _as_file(page, suffix, settings):
            yield _of_page(record, page) if isinstance(record, Record) else record
        return
    if page.media_type not in _HTML and not _HTML_BEGINNING.match(page.body):
        raise _not_read(page)
    yield _of_page(html_record(page.body, where=page.url, url=page.url, charset=page.charset), page)


def _of_page(record: Record, page: Page) -> Record:
    address = page_url(page.url, stated=record.stated.url)
    stated = replace(record.stated, url=address)
    return replace(record, where=page.url, original=page.body, stated=stated)


def _suffix_of(page: Page) -> str | None:
    is_pdf = page.media_type in _UNNAMED and page.body.startswith(_PDF_BEGINNING)
    return ".pdf" if is_pdf else _AS_FILES.get(page.media_type)


def _as_file(page: Page, suffix: str, settings: ReadingSettings) -> Iterator[Record | Failure]:
    """What the reader of files with that suffix makes of a page; errors name the page."""
    body = page.body
    if suffix != ".pdf":
        body = page_text(body, where=page.url, charset=page.charset).encode()
    with TemporaryDirectory(prefix="clippings-") as folder:
        path = Path(folder) / f"page{suffix}"
        path.write_bytes(body)
        form = format_of(path)
        if form is None:
            raise _not_read(page)
        try:
            yield from form.read(path, settings)
        except InputError as error:
            raise type(error)(
                error.message.replace(str(path), page.url),
                remedy=error.remedy.replace(str(path), page.url),
            ) from error


def _not_read(page: Page) -> UnreadableFile:
    called = f"of the type {shown(page.media_type)}" if page.media_type else "of no stated type"
    return UnreadableFile(
        f"{page.url} is {called}, which is not read.",
        remedy="Save it and add the file, with the suffix of its type.",
    )
