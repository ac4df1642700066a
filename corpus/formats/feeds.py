"""RSS and Atom feeds: `.rss`, `.atom` and `.xml`, or fetched; nothing is fetched from here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree

from corpus.errors import UnreadableFile, shown
from corpus.formats.feed_items import Body, FeedItem, Stating, feed_item, once_each
from corpus.formats.feed_xml import Element, feed_root, name_of
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure, Record
from corpus.text_files import read_bytes

_MAIL_AND_NAME = re.compile(r"\s*\S+@\S+\s*\((.{1,200})\)\s*")
_ROOTS = ("rss", "rdf:rdf", "feed")


def feed_records(path: Path, _settings: ReadingSettings = USUAL) -> Iterator[Record | Failure]:
    """The articles in a feed's file, and a failure for each item that is only a summary.

    Raises:
        UnreadableFile: not XML, no feed, or a feed without items.
    """
    for item in feed_items(read_bytes(path), where=str(path)):
        yield item if isinstance(item, Failure) else item.record_or_failure(where=str(path))


def feed_items(
    raw: bytes, *, where: str, url: str | None = None, charset: str | None = None
) -> tuple[FeedItem | Failure, ...]:
    """The items of a feed in its order; of items with one link, the one with the most words.

    `url` is where it was fetched, `charset` that of the HTTP header.

    Raises:
        UnreadableFile: not XML, no feed, or a feed without items.
    """
    root = feed_root(raw, where=where, url=url, charset=charset)
    if name_of(root) not in _ROOTS:
        raise UnreadableFile(
            f"{where} is XML but no feed: its first element is {shown(name_of(root))}.",
            remedy="Save the article as a web page or as text.",
        )
    channel = _first(root, "channel")
    channel = root if channel is None else channel
    parts = [part for place in (root, channel) for part in _named(place, "item", "entry")]
    items = list(dict.fromkeys(parts))
    if not items:
        raise UnreadableFile(f"{where} is a feed without items.", remedy="Try it again later.")
    return once_each(
        feed_item(
            _stating(element, channel),
            _bodies(element),
            number=number,
            original=etree.tostring(element, encoding="utf-8", with_tail=False),
            where=where,
        )
        for number, element in enumerate(items, start=1)
    )


def _stating(item: Element, channel: Element) -> Stating:
    source = _first(item, "source")
    outlet = "" if source is None else _text(source, "title") or (source.text or "")
    language = item.get("{http://www.w3.org/XML/1998/namespace}lang") or _language(channel)
    return Stating(
        title=_text(item, "title"),
        authors=tuple(_authors(item)) or tuple(_authors(channel)),
        published=_text(item, "published", "pubdate", "dcterms:issued", "dc:date", "issued"),
        updated=_text(item, "updated", "dcterms:modified", "modified"),
        link=_link(item, channel),
        guid=_text(item, "guid", "id"),
        language=_text(item, "dc:language") or language,
        outlet=outlet or _text(channel, "title"),
    )


def _bodies(item: Element) -> tuple[Body, ...]:
    contents = (
        Body(text=_markup(part), is_html=part.get("type") != "text", is_content=True)
        for part in _named(item, "content:encoded", "content", "xhtml:body")
    )
    summaries = (
        Body(text=_markup(part), is_html=part.get("type") != "text", is_content=False)
        for part in _named(item, "description", "summary", "dcterms:abstract")
    )
    return (*contents, *summaries)


def _markup(element: Element) -> str:
    """What an element holds, as HTML: written in it as text, or as elements of its own."""
    if len(element) == 0:
        return element.text or ""
    inner = (etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "").replace("&", "&amp;").replace("<", "&lt;") + "".join(inner)


def _authors(place: Element) -> Iterator[str]:
    for part in _named(place, "dc:creator", "author"):
        name = _text(part, "name") or part.text or ""
        mailed = _MAIL_AND_NAME.fullmatch(name)
        yield mailed[1] if mailed else name


def _link(item: Element, channel: Element) -> str:
    for address in _addresses(item):
        try:
            whole = urljoin(item.base or _text(channel, "link"), address.strip())
        except ValueError:
            continue
        if whole.lower().startswith(("http://", "https://")):
            return whole
    return ""


def _addresses(item: Element) -> Iterator[str]:
    for link in _named(item, "link"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href") or link.text or ""
    for guid in _named(item, "guid"):
        if guid.get("isPermaLink", "true").lower() == "true":
            yield guid.text or ""


def _language(channel: Element) -> str:
    stated = _text(channel, "language", "dc:language")
    return stated or channel.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


def _text(place: Element, *names: str) -> str:
    """The words in the first of a place's own elements that has one of the names and any words."""
    texts = ("".join(part.itertext()).strip() for name in names for part in _named(place, name))
    return next(filter(None, texts), "")


def _first(place: Element, name: str) -> Element | None:
    return next(_named(place, name), None)


def _named(place: Element, *names: str) -> Iterator[Element]:
    return (part for part in place if isinstance(part.tag, str) and name_of(part) in names)
