"""JSON Feed, versions 1 and 1.1 (jsonfeed.org), as fetched from its address."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from corpus.errors import UnreadableFile
from corpus.formats.feed_items import Body, FeedItem, Stating, feed_item, once_each
from corpus.formats.html_encoding import page_text
from corpus.records import Failure

_VERSION = "https://jsonfeed.org/version/1"


def json_feed_items(
    raw: bytes, *, where: str, url: str | None = None, charset: str | None = None
) -> tuple[FeedItem | Failure, ...]:
    """The items of a JSON feed in its order; of items with one link, the one with the most words.

    Raises:
        UnreadableFile: not JSON, or no JSON feed.
    """
    try:
        feed = json.loads(page_text(raw, where=where, charset=charset))
    except (ValueError, RecursionError) as error:
        problem = getattr(error, "msg", "it is nested too deeply")
        raise UnreadableFile(
            f"{where} is not JSON: {problem}.", remedy="Give the address of the article itself."
        ) from error
    if not isinstance(feed, dict) or not _text(feed, "version").startswith(_VERSION):
        raise UnreadableFile(
            f"{where} is JSON but no feed.", remedy="Give the address of the article itself."
        )
    return once_each(_items(feed, where=where, base=url or _text(feed, "home_page_url")))


def _items(feed: Mapping[str, object], *, where: str, base: str) -> Iterator[FeedItem | Failure]:
    entries = feed.get("items")
    for number, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        item = entry if isinstance(entry, dict) else {}
        yield feed_item(
            _stating(item, feed, base=base),
            (
                Body(text=_text(item, "content_html"), is_content=True),
                Body(text=_text(item, "content_text"), is_content=True, is_html=False),
                Body(text=_text(item, "summary"), is_content=False, is_html=False),
            ),
            number=number,
            original=json.dumps(entry).encode(),
            where=where,
        )


def _stating(item: Mapping[str, object], feed: Mapping[str, object], *, base: str) -> Stating:
    return Stating(
        title=_text(item, "title"),
        authors=tuple(_authors(item)) or tuple(_authors(feed)),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        link=_link(_text(item, "url"), base=base),
        guid=_text(item, "id"),
        language=_text(item, "language") or _text(feed, "language"),
        outlet=_text(feed, "title"),
    )


def _link(address: str, *, base: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return ""


def _authors(place: Mapping[str, object]) -> Iterator[str]:
    stated = place.get("authors")
    people = stated if isinstance(stated, list) else [place.get("author")]
    return (
        name for person in people if isinstance(person, dict) and (name := _text(person, "name"))
    )


def _text(place: Mapping[str, object], name: str) -> str:
    value = place.get(name)
    return value if isinstance(value, str) else ""
