"""Which lines of a PDF's first page are its headline, and what stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from corpus.formats.file_properties import plausible_title
from corpus.formats.pdf_paragraphs import Block
from corpus.header import HEADLINE_WORDS
from corpus.paragraphs import Form, Paragraph

_SEPARATOR = re.compile(r"^\s*[|·•—–:-]\s*")
_SAYS_WHEN_OR_WHO = re.compile(r"\b(?:19|20)\d\d\b|^by\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """The paragraphs, the headline their only first-level heading; `site` is what its title adds.

    `site` is the rest of a title like `Ferry aground | Harbour Post`, else empty.
    """

    paragraphs: tuple[Paragraph, ...]
    site: str = ""


def with_headline(blocks: Sequence[Block], *, title: str) -> Headed:
    """Mark the headline: the first page's line that the PDF's title begins with, else its largest.

    Lines above it that are no sentences are the site's name and menu and are left out, but for
    those that may tell the date or the author.
    """
    stated = plausible_title(title) or ""
    position = _position(blocks, stated)
    if position is None:
        return Headed(paragraphs=tuple(block.paragraph for block in blocks))
    headline = blocks[position].paragraph
    above = [
        _lowered(block.paragraph)
        for block in blocks[:position]
        if not block.paragraph.is_title or _SAYS_WHEN_OR_WHO.search(block.paragraph.text)
    ]
    below = [_lowered(block.paragraph) for block in blocks[position + 1 :]]
    marked = Paragraph(text=headline.text, form=Form.HEADING, level=1)
    return Headed(paragraphs=(*above, marked, *below), site=_rest(stated, headline.text))


def outlet_of(site: str, url: str | None) -> str | None:
    """The outlet that an address and the rest of a title agree on.

    A title's end may be a section of the site; it is the outlet when the domain is spelt like it.
    """
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.removeprefix("www.").split(".")
    last = re.split(r"\s[|·•—–-]\s", site)[-1].strip()
    spelt = re.sub(r"\W+", "", last.casefold())
    plain = {label.replace("-", "") for label in labels[:-1]}
    is_domain = spelt in plain or spelt.removeprefix("the") in plain
    return last if spelt and is_domain else None


def _lowered(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, level=max(paragraph.level, 2)) if paragraph.level else paragraph


def _position(blocks: Sequence[Block], title: str) -> int | None:
    first = [
        (position, block) for position, block in enumerate(blocks) if block.sheet == blocks[0].sheet
    ]
    named = [
        (len(block.paragraph.text), -position)
        for position, block in first
        if _is_start(block.paragraph.text, title)
    ]
    if named:
        return -max(named)[1]
    large = [
        (block.size, -position)
        for position, block in first
        if block.paragraph.form is Form.HEADING
        and len(block.paragraph.text.split()) >= HEADLINE_WORDS
    ]
    return -max(large)[1] if large else None


def _is_start(text: str, title: str) -> bool:
    return len(text.split()) >= HEADLINE_WORDS and _plain(title).startswith(_plain(text))


def _rest(title: str, headline: str) -> str:
    """What follows the headline in a title, the separator taken off."""
    if not _is_start(headline, title):
        return ""
    rest = title[len(headline) :]
    separator = _SEPARATOR.match(rest)
    return rest[separator.end() :] if separator else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().translate({0x2018: "'", 0x2019: "'"}).split())
