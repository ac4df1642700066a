"""From the bytes of a feed to its elements: without entities, and with common slips mended.

lxml reads the feeds, not feedparser: of 200 kB that somebody made on purpose feedparser 6.0.14 had
for 227 s (an author of many letters) and 38 s (an element of many attributes), on two shared cores;
and it reads `a@b.example (Ann B)` as the name `ple (Ann B`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree
from lxml.etree import _Element as Element

from corpus.errors import UnreadableFile
from corpus.formats.html_encoding import page_text
from corpus.formats.html_tree import LARGEST_TAGS

__all__ = ["Element", "feed_root", "looks_like_feed", "name_of"]

# Before the first element: a declaration, a document type, style sheets, a comment or two.
PROLOG_CHARACTERS = 16_000
LAST_CHARACTER = 0x10FFFF

_FEED = re.compile(rb"<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF)[\s>]", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(r"<[A-Za-z_]")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|\w{1,40};)?"
)
# The characters that XML 1.0, section 2.2, has no place for.
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"

# The names of RSS and Atom themselves have no prefix; what another vocabulary adds has one.
_OWN = (
    "", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2",
)  # fmt: skip
_PREFIXES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.w3.org/1999/xhtml": "xhtml",
}


def looks_like_feed(raw: bytes) -> bool:
    """Whether the first element is that of an RSS or Atom feed, whatever the server calls it."""
    beginning = raw[:PROLOG_CHARACTERS].replace(b"\0", b"")  # UTF-16 without its zero bytes
    first = re.search(rb"<[A-Za-z]", beginning)
    return first is not None and _FEED.match(beginning, first.start()) is not None


def feed_root(
    raw: bytes, *, where: str, url: str | None = None, charset: str | None = None
) -> Element:
    """The root element of XML, addresses in it relative to `url`.

    Document types, with any entities they declare, are left out. HTML's entities, bare `&` and
    characters that XML cannot hold are mended; what is still not well-formed is refused, since a
    parser that guesses loses words.

    Raises:
        UnreadableFile: not XML, or too many tags.
    """
    source = page_text(raw, where=where, charset=charset).lstrip("\ufeff")
    if source.count("<") > LARGEST_TAGS:
        raise UnreadableFile(
            f"{where} has {source.count('<'):,} tags; a feed has at most {LARGEST_TAGS:,}.",
            remedy="Add the addresses of its articles instead.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root: Element = etree.fromstring(_mended(source).encode(), parser=parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError) as error:
        # The parser's own words are for programmers, and as long as what they quote.
        line = getattr(error, "lineno", None) or 1
        raise UnreadableFile(
            f"{where} is not well-formed XML: its tags cannot be followed beyond line {line:,}.",
            remedy="Save the feed again, or add the addresses of its articles.",
        ) from error
    return root


def name_of(element: Element) -> str:
    """The element's name in lower case: `title`, `dc:creator`; `?:title` of another vocabulary."""
    name = etree.QName(element)
    own = (name.namespace or "") in _OWN
    prefix = "" if own else _PREFIXES.get(name.namespace or "", "?") + ":"
    return f"{prefix}{name.localname.lower()}"


def _mended(source: str) -> str:
    first = _FIRST_ELEMENT.search(source[:PROLOG_CHARACTERS])
    at = first.start() if first else 0
    prolog = _DOCTYPE.sub(_lines, _DECLARATION.sub(_lines, source[:at], count=1), count=1)
    pieces = (
        piece if piece.startswith(_CDATA) else _REFERENCE.sub(_resolved, piece)
        for piece in _pieces(source[at:])
    )
    return _NO_CHARACTER.sub("", prolog + "".join(pieces))


def _lines(left_out: re.Match[str]) -> str:
    """The line breaks of what is left out, so that errors name the lines of the file."""
    return "\n" * left_out[0].count("\n")


def _pieces(source: str) -> Iterator[str]:
    """CDATA sections, in which `&` is itself, and what stands between them."""
    at = 0
    while (start := source.find(_CDATA, at)) >= 0:
        end = source.find(_CDATA_END, start)
        if end < 0:
            break
        yield source[at:start]
        at = end + len(_CDATA_END)
        yield source[start:at]
    yield source[at:]


def _resolved(reference: re.Match[str]) -> str:
    name = reference[1]
    if name is None:
        return "&amp;"
    if not name.startswith("#"):
        return html5.get(name, f"&amp;{name}")
    number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    is_character = number <= LAST_CHARACTER and not _NO_CHARACTER.match(chr(number))
    return f"&#{number};" if is_character else ""
