"""An article: immutable text, and who published it when."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from corpus.dates import in_words

ArticleId = NewType("ArticleId", str)
ARTICLE_ID_PATTERN = re.compile(r"a[0-9a-f]{12}")


class Origin(StrEnum):
    """Where a metadata value came from; nothing is ever invented."""

    USER = "user"  # a flag, `set`, or metadata.csv
    SETTINGS = "settings"  # the outlet that a settings file gives a web domain
    FILE = "file"  # front matter or a field of the record
    TEXT = "text"  # read in the article's own words
    STAND_IN = "stand-in"  # a headline made of the first sentence, for want of one


@dataclass(frozen=True, slots=True, kw_only=True)
class BasedOn:
    """The report that a brief sums up: whose it is, and when it was published."""

    outlet: str
    published_at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as a reader hands it over, before the library gives it an identity.

    `text` is already clean: offsets into it are final. `origins` names, for each of the fields
    headline, outlet, author, published_at, modified_at, url, language and based_on that is known,
    where it was read; a time comes from where its day does.
    """

    source_key: str
    text: str
    headline: str
    outlet: str | None = None
    author: str | None = None
    published_at: date | None = None
    published_time: time | None = None  # of that day, with its UTC offset where one was given
    modified_at: date | None = None
    modified_time: time | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1, in lower case
    based_on: BasedOn | None = None
    correction: str | None = None
    path: str | None = None  # the file it was read from, absolute
    origins: Mapping[str, Origin] = field(default_factory=lambda: MappingProxyType({}))
    original: bytes = b""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"a draft needs text: {self.source_key}")
        if not self.headline.strip():
            raise ValueError(f"a draft needs a headline: {self.source_key}")

    @property
    def article_id(self) -> ArticleId:
        """The id of this very version: `a` + 12 hex digits of sha256(source key, text)."""
        digest = hashlib.sha256(f"{self.source_key}\0{self.text}".encode()).hexdigest()
        return ArticleId(f"a{digest[:12]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One immutable version of an article.

    `article.text[start:end]`, in Unicode code points, is what every citation quotes; the text never
    changes after it is stored. A revision is a new id whose `supersedes` names the old one.
    """

    article_id: ArticleId
    source_key: str
    text: str
    headline: str
    outlet: str | None = None
    author: str | None = None
    published_at: date | None = None
    published_time: time | None = None  # of that day, with its UTC offset where one was given
    modified_at: date | None = None
    modified_time: time | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1, in lower case
    based_on: BasedOn | None = None
    correction: str | None = None
    path: str | None = None  # the file it was read from, absolute
    origins: Mapping[str, Origin] = field(default_factory=lambda: MappingProxyType({}))
    supersedes: ArticleId | None = None
    is_current: bool = True
    superseded_by: ArticleId | None = None  # the current version, where this is an older one

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"article {self.article_id} has no text")
        if not ARTICLE_ID_PATTERN.fullmatch(self.article_id):
            raise ValueError(f"not an article id: {self.article_id!r}")

    @property
    def sha256(self) -> str:
        """Hex sha256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def reported_by(self) -> str | None:
        """The outlet whose reporting this is: the one it is based on, else its own."""
        return self.based_on.outlet if self.based_on else self.outlet

    @property
    def reported_at(self) -> date | None:
        """The day of the reporting: the report's that it is based on, else its own."""
        return (self.based_on and self.based_on.published_at) or self.published_at

    @property
    def byline(self) -> str:
        """Outlet and date in words, saying plainly what is unknown or our own summary.

        `RFI, 18 February 2025`, or `our summary of an RFI report, 18 February 2025`.
        """
        outlet = self.reported_by or "outlet unknown"
        if self.based_on:
            outlet = f"our summary of {_with_article(outlet)} report"
        day = in_words(self.reported_at) if self.reported_at else "date unknown"
        return f"{outlet}, {day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who published an article when, as in its fields of the same names, without its text."""

    article_id: ArticleId
    outlet: str | None
    reported_by: str | None
    published_at: date | None
    reported_at: date | None


def _with_article(outlet: str) -> str:
    """`an RFI`, `a Kyiv Post`: by sound, letter names included (an R-F-I, a W-S-W-S)."""
    spelt_out = len(outlet) > 1 and outlet[:2].isupper()
    vowel_sounds = "AEFHILMNORSX" if spelt_out else "AEIOU"
    return f"{'an' if outlet[:1].upper() in vowel_sounds else 'a'} {outlet}"
