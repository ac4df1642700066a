"""Feeds that are broken, or made to break: mended, refused in plain words, never for ever."""

from __future__ import annotations

import time as clock
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Draft
from corpus.errors import InputError
from corpus.formats.feeds import feed_items
from corpus.readers import Failure
from tests.corpus.feed_source import STORY, item, only, read, reasons, rss


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-2"])
def test_a_feed_is_read_in_the_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    text = rss(item("<title>Fähre läuft auf</title>")).decode()
    draft = only(tmp_path, text.replace("utf-8", encoding).encode(encoding))
    assert draft.headline == "Fähre läuft auf"


def test_slips_that_xml_forbids_are_mended(tmp_path: Path) -> None:
    title = "<title>Smith & Sons&nbsp;caf&eacute; &unknown; A&B; &#1;&#x110000;\x08 &lt;end</title>"
    draft = only(tmp_path, rss(item(title)))
    assert draft.headline == "Smith & Sons café &unknown; A&B; <end"


def test_an_ampersand_in_a_cdata_section_is_itself(tmp_path: Path) -> None:
    draft = only(tmp_path, rss(item(story=f"<p>AT&T &amp; R&D. {STORY}</p>")))
    assert draft.text == f"AT&T & R&D. {STORY}"


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE rss [<!ENTITY a0 "lol">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/passwd">]>'


def test_entities_that_a_feed_declares_are_not_expanded(tmp_path: Path) -> None:
    raw = rss(item("<title>Bomb &a9; and &file; here</title>")).decode()
    draft = only(tmp_path, raw.replace("<rss", BOMB + "<rss", 1).encode())
    assert draft.headline == "Bomb &a9; and &file; here"


HOSTILE = {
    "open elements": b"<rss><channel>" + b"<a>" * 1_000_000,
    "nested elements": b"<rss><channel>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</channel></rss>",
    "attributes": b"<rss><channel><a " + b" ".join(b'a%d="1"' % n for n in range(300_000)) + b"/>",
    "ampersands": b"<rss><channel><title>" + b"&" * 1_000_000,
    "open sections": b"<rss><channel><title>" + b"<![CDATA[" * 100_000,
    "document types": b"<!DOCTYPE [" * 100_000 + b"<rss/>",
    "author": rss(item(f"<author>{'a.' * 500_000}@</author>")),
    "date": rss(item(f"<pubDate>{'1:' * 500_000}</pubDate>")),
    "title": rss(item(f"<title>{'a | ' * 250_000}</title>")),
    "nested html": rss(item(story="<div>" * 100_000 + STORY)),
    "link": rss(item(f"<link>https://a.example/?{'utm_a=b&amp;' * 100_000}</link>")),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_made_to_take_for_ever_takes_seconds(tmp_path: Path, raw: bytes) -> None:
    started = clock.monotonic()
    assert read(tmp_path, raw)
    # Each takes under 2 s alone; feedparser took minutes for a fifth of some of them.
    assert clock.monotonic() - started < 10


def test_an_item_nested_too_deeply_does_not_stop_the_others(tmp_path: Path) -> None:
    deep, fine = read(tmp_path, rss(item(story="<div>" * 9_000 + STORY) + item()))
    assert isinstance(deep, Failure)
    assert deep.path == f"{tmp_path}/feed.xml:1"
    assert isinstance(fine, Draft)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"<html><body>x</body></html>", "is XML but no feed: its first element is 'html'. Save"),
        (b"<urlset><url/></urlset>", "is XML but no feed: its first element is 'urlset'"),
        (b"<rss><channel/></rss>", "is a feed without items"),
        (b"<rss>\n<channel>", "is not well-formed XML: its tags cannot be followed beyond line 2."),
        (
            b"<?xml version='1.0'\n?>\n<!DOCTYPE rss [\n]>\n<rss><b" + b"c" * 9_000,
            "its tags cannot be followed beyond line 5. Save the feed again",
        ),
        (b"no XML at all", "is not well-formed XML: its tags cannot be followed beyond line 1."),
        (b"   ", "is empty"),
    ],
)
def test_what_is_no_feed_is_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    (said,) = reasons(tmp_path, raw)
    assert said.startswith(f"{tmp_path}/feed.xml")
    assert reason in said


PARTS = (
    *(
        "<rss>",
        "</rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<link>",
        "<a:b>",
    ),
    *("<![CDATA[", "]]>", "&", "&amp;", "&#0;", "<!DOCTYPE x [", "]>", "<p xmlns=''>", "\x00", "é"),
    *("<content:encoded>", STORY, "<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>"),
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PARTS), max_size=20))
def test_any_soup_of_a_feed_s_parts_is_read_or_refused(parts: list[str]) -> None:
    with suppress(InputError):
        feed_items("".join(parts).encode(), where="feed.xml")
