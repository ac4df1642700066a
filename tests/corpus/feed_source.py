"""Invented feeds, and what comes of them when they are read as files."""

from __future__ import annotations

from pathlib import Path

from corpus.article import Draft
from corpus.readers import Failure, read_path

STORY = (
    "The ferry Marigold ran aground off Oldhaven harbour on Monday morning with 212 people on "
    "board, and all of them were brought ashore by noon. The harbour office said that a fault in "
    "the steering gear had been reported twice in January. Divers will look at the hull today."
)
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"


def rss(items: str, *, head: str = "<title>Oldhaven Post</title>") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="{CONTENT}" '
        f'xmlns:dc="{DC}"><channel>{head}{items}</channel></rss>'
    ).encode()


def item(inner: str = "", *, story: str = f"<p>{STORY}</p>") -> str:
    return f"<item>{inner}<content:encoded><![CDATA[{story}]]></content:encoded></item>"


def atom(entries: str, *, inner: str = "<title>Oldhaven Post</title>", base: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{base}>{inner}{entries}</feed>'.encode()


def read(tmp_path: Path, raw: bytes, name: str = "feed.xml") -> list[Draft | Failure]:
    path = tmp_path / name
    path.write_bytes(raw)
    return list(read_path(path))


def only(tmp_path: Path, raw: bytes) -> Draft:
    (draft,) = read(tmp_path, raw)
    assert isinstance(draft, Draft), draft
    return draft


def reasons(tmp_path: Path, raw: bytes) -> list[str]:
    return [each.reason for each in read(tmp_path, raw) if isinstance(each, Failure)]
