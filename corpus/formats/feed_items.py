"""The items of a feed, of whatever kind it is: whole articles, or what announces them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.date_forms import moment_in
from corpus.dates import Moment
from corpus.errors import BadDate, InputError, UnreadableFile
from corpus.formats.html_blocks import blocks_of, strip_page
from corpus.formats.html_names import author_of, headline_of
from corpus.formats.html_tree import page_tree
from corpus.markup import one_line
from corpus.metadata import Metadata, metadata_from
from corpus.paragraphs import Paragraph, paragraphs
from corpus.records import Failure, Record
from corpus.web_urls import normalised_url

# Teasers that outlets put where the full text belongs have one or two sentences, briefs have more;
# a description is by its definition a synopsis, and must be longer to be taken for an article.
# Reasoned, not measured: no set of real feeds was at hand.
CONTENT_WORDS = 40
SUMMARY_WORDS = 120

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_MARKED_UP = re.compile(r"</?[a-zA-Z]|&#?\w{1,40};")
# What a content system sets under every text of its feed.
_FURNITURE = re.compile(
    r"the post\b.{1,300}\b(?:appeared first|first appeared) on\b.{1,200}", re.IGNORECASE
)
_CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.{2,3})\]|\b(?:read|continue|learn) (?:more|reading)|weiterlesen"
    r"|lire la suite|leer más|seguir leyendo|lees verder)\s*[.\])»›→>]*$",
    re.IGNORECASE,
)
LONGEST_STATED = 2_000  # characters of a title or a name; what is longer is none
# On the last characters of a text: enough for any of the endings above.
ENDING_CHARACTERS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Stating:
    """What a feed's item says in the feed's own words, before it is read; empty for unknown."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    link: str = ""
    guid: str = ""
    language: str = ""
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text in a feed: HTML or plain; `is_content` as opposed to a summary."""

    text: str
    is_content: bool
    is_html: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item of a feed. `number` is its place in the feed, from 1.

    `paragraphs` are the longest text that the feed gives of it. `is_whole` tells an article from
    the beginning or the summary of one. `guid` is the feed's own name for it, empty where it has
    none. `original` are the bytes of the item in its feed.
    """

    number: int
    stated: Metadata
    paragraphs: tuple[Paragraph, ...]
    is_whole: bool
    guid: str
    original: bytes

    @property
    def words(self) -> int:
        """How many words of it the feed gives."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)

    def record(self, *, where: str) -> Record:
        """The item as an article that came in the feed `where`."""
        return Record(
            where=f"{where}:{self.number}",
            paragraphs=self.paragraphs,
            original=self.original,
            stated=self.stated,
            row=self.number,
        )

    def record_or_failure(self, *, where: str) -> Record | Failure:
        """The item as an article where the feed gives it whole."""
        if self.is_whole:
            return self.record(where=where)
        place = f"{where}:{self.number}"
        called = f"“{self.stated.headline}” " if self.stated.headline else ""
        address = f"its address {self.stated.url}, or " if self.stated.url else ""
        given = f"{self.words} word{'' if self.words == 1 else 's'}"
        error = UnreadableFile(
            f"{place}: of {called}the feed gives {given}, not the whole article.",
            remedy=f"Add {address}the article's page saved in your browser.",
        )
        return Failure(path=place, error=error)


def feed_item(
    stating: Stating, bodies: tuple[Body, ...], *, number: int, original: bytes, where: str
) -> FeedItem | Failure:
    """An item out of what its feed says of it and the texts that the feed gives.

    A failure when a text of it has too many tags or nests too deeply.
    """
    place = f"{where}:{number}"
    try:
        read = [(body, _paragraphs(body, where=place)) for body in bodies if body.text]
    except InputError as error:
        return Failure(path=place, error=error)
    whole = [texts for body, texts in read if _is_whole(body, texts)]
    longest = max(whole or [texts for _, texts in read] or [()], key=_words)
    return FeedItem(
        number=number,
        stated=_stated(stating),
        paragraphs=longest,
        is_whole=bool(whole),
        guid=one_line(stating.guid[:LONGEST_STATED]),
        original=original,
    )


def once_each(items: Iterable[FeedItem | Failure]) -> tuple[FeedItem | Failure, ...]:
    """The items in their order; of those with one link only the first with the most words.

    A link is an article's identity: put into the library one after the other, the second would
    count as the first one's revision.
    """
    entries = tuple(items)
    fullest: dict[str, FeedItem] = {}
    for item in entries:
        if isinstance(item, FeedItem) and (url := item.stated.url):
            known = fullest.setdefault(url, item)
            fullest[url] = item if item.words > known.words else known
    return tuple(
        item
        for item in entries
        if isinstance(item, Failure) or fullest.get(item.stated.url or "", item) is item
    )


def _stated(stating: Stating) -> Metadata:
    outlet = _plain(stating.outlet)
    texts: Mapping[str, str | None] = {
        "headline": headline_of(_plain(stating.title), outlet=outlet, headings=()) or None,
        "outlet": outlet or None,
        "author": author_of(stating.authors, outlet=outlet),
        "url": normalised_url(stating.link) if stating.link else None,
        "language": stating.language,
    }
    moments = {"published_at": _moment(stating.published), "modified_at": _moment(stating.updated)}
    known = {name: moment for name, moment in moments.items() if moment}
    return metadata_from(texts, known, place=lambda _: "")


def _moment(text: str) -> Moment | None:
    try:
        return moment_in(one_line(text))
    except BadDate:
        return None  # nobody who adds a feed could correct its dates


def _plain(text: str) -> str:
    return one_line(_TAG.sub("", text[:LONGEST_STATED]))


def _paragraphs(body: Body, *, where: str) -> tuple[Paragraph, ...]:
    if body.is_html and _MARKED_UP.search(body.text):
        tree = page_tree(f"<html><body>{body.text}</body></html>", where=where)
        strip_page(tree)
        found = tuple(block.paragraph for block in blocks_of(tree))
    else:
        found = paragraphs(body.text)
    kept = len(found)
    while kept and _FURNITURE.fullmatch(found[kept - 1].text):
        kept -= 1
    return found[:kept]


def _is_whole(body: Body, texts: tuple[Paragraph, ...]) -> bool:
    least = CONTENT_WORDS if body.is_content else SUMMARY_WORDS
    return _words(texts) >= least and not _CUT.search(texts[-1].text[-ENDING_CHARACTERS:])


def _words(texts: tuple[Paragraph, ...]) -> int:
    return sum(len(paragraph.text.split()) for paragraph in texts)
