"""What a web page states of its article: JSON-LD first, then meta tags, then marked-up text.

Nothing is taken from an address alone, and no time zone is added or converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from corpus.formats.html_dates import modified_on, published_on
from corpus.formats.html_names import author_of, headline_of, is_byline, same
from corpus.formats.html_page import LONGEST_STATED, MOST_MARKED, Page, page_of, words_of
from corpus.formats.html_tree import Element
from corpus.markup import one_line
from corpus.metadata import Metadata

_AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl",
)  # fmt: skip
_OUTLETS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher")
_HEADLINES = ("og:title", "headline", "twitter:title", "parsely-title", "sailthru.title")
_LANGUAGES = ("content-language", "language", "dc.language", "dcterms.language", "og:locale")
_BYLINE = re.compile(r"byline|author|autor|writer", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]\w+)*", re.IGNORECASE)
# What browsers and their extensions write above a page that they save.
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|SingleFile\s+url:\s*(\S+)", re.IGNORECASE)
_SAVED_WITHIN = 2_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a page states of its article, and where it gives the article's text a second time.

    `is_article` tells a page that calls itself an article.
    """

    metadata: Metadata
    bodies: tuple[str, ...] = ()
    is_article: bool = False


def stated_by(tree: Element, *, source: str, url: str | None) -> Stated:
    """What a page that was parsed whole, from `source`, states; `url` is where it was fetched."""
    page = page_of(tree)
    outlet = _outlet(page)
    published, modified = published_on(page), modified_on(page)
    metadata = Metadata(
        headline=_headline(page, outlet=outlet),
        outlet=outlet,
        author=_author(page, outlet=outlet),
        published_at=published.day if published else None,
        published_time=published.time if published else None,
        modified_at=modified.day if modified else None,
        modified_time=modified.time if modified else None,
        url=_address(page, fetched=url, saved=_saved_from(source)),
        language=_language(page),
    )
    return Stated(
        metadata=metadata,
        bodies=page.facts.bodies(),
        is_article=bool(page.facts.article) or "article" in page.tags.get("og:type", ()),
    )


def _outlet(page: Page) -> str | None:
    stated = (
        *page.facts.names("publisher"),
        *page.tagged(_OUTLETS),
        *map(words_of, page.marked("publisher")),
    )
    names = (name for name in stated if not name.startswith(("@", "http", "www.")))
    return next(filter(None, names), None)


def _headline(page: Page, *, outlet: str | None) -> str | None:
    headings = _headings(page.tree, outlet=outlet)
    title = next((one_line("".join(each.itertext())) for each in page.tree.iter("title")), "")
    stated = (
        page.facts.text("headline"),
        *page.tagged(_HEADLINES),
        *map(words_of, page.marked("headline")),
        *headings[:1],
        title,
    )
    headlines = (
        headline_of(text[:LONGEST_STATED], outlet=outlet, headings=headings)
        for text in stated
        if text
    )
    return next((text for text in headlines if text and same(text) != same(outlet or "")), None)


def _headings(tree: Element, *, outlet: str | None) -> tuple[str, ...]:
    first = islice(tree.iter("h1"), MOST_MARKED)
    headings = (one_line("".join(each.itertext())) for each in first)
    return tuple(text for text in headings if text and same(text) != same(outlet or ""))


def _author(page: Page, *, outlet: str | None) -> str | None:
    for stated in (
        page.facts.names("author", "creator"),
        tuple(page.tagged(_AUTHORS)),
        tuple(map(words_of, page.marked("author"))),
        tuple(_bylines(page.tree)),
    ):
        if author := author_of(stated, outlet=outlet):
            return author
    return None


def _bylines(tree: Element) -> Iterator[str]:
    """What pages mark as an author's name, and the first byline that begins like one."""
    parts = tree.iter("a", "address", "div", "p", "span")
    marked = (
        part
        for part in parts
        if "author" in (part.get("rel") or "") or _BYLINE.search(part.get("class") or "")
    )
    for part in islice(marked, MOST_MARKED):
        text = one_line("".join(part.itertext()))
        if "author" in (part.get("rel") or "").split():
            yield text
        elif is_byline(text):
            yield text
            return


def _address(page: Page, *, fetched: str | None, saved: str | None) -> str | None:
    base = fetched or saved or ""
    links = list(page.tree.iter("link"))
    linked = [one.get("href") for one in links if "canonical" in (one.get("rel") or "").split()]
    marked = [one.get("href") for one in links if one.get("itemprop") == "mainEntityOfPage"]
    stated = [*linked, *page.tagged(("og:url",)), page.facts.address(), *marked]
    addresses = [_whole(address, base=base) for address in stated if address]
    # A canonical address that is the site's front page is a template's mistake.
    own = (one for one in addresses if one and urlsplit(one).path.strip("/"))
    return next(own, None) or _whole(base, base="")


def _whole(address: str, *, base: str) -> str | None:
    try:
        whole = urljoin(base, one_line(address)[:LONGEST_STATED])
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in {"http", "https"} and parts.netloc else None


def _saved_from(source: str) -> str | None:
    found = _SAVED_FROM.search(source[:_SAVED_WITHIN])
    return (found[1] or found[2]) if found else None


def _language(page: Page) -> str | None:
    root = page.tree.get("lang") or page.tree.get("xml:lang")
    stated = (page.facts.text("inLanguage"), root, *page.tagged(_LANGUAGES))
    codes = (_LANGUAGE.fullmatch(text.strip()) for text in stated if text)
    return next((code[1].lower() for code in codes if code), None)
