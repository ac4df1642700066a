"""Records: what a reader of any format hands over, before it is cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.errors import InputError
from corpus.metadata import Metadata
from corpus.paragraphs import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article as its file states it: paragraphs still to be cleaned, and the bytes it came in.

    `paragraphs` are in reading order, none empty; they hold every word of the source that may be
    reporting. `row` is the line or row in a file of many articles, from 1, and 0 in a file that is
    one article. `member` is the name inside an archive of files, and `listed` what a
    `metadata.csv` beside the member says of it. `site` is the domain that the article was sent
    from, for one that came without a URL.
    """

    where: str
    paragraphs: tuple[Paragraph, ...]
    original: bytes
    stated: Metadata = field(default_factory=Metadata)
    row: int = 0
    member: str = ""
    listed: Metadata = field(default_factory=Metadata)
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that did not go in: an article, or a value of articles that did.

    `path` is a file, `articles.jsonl:3` for a row of one, or `articles.zip/a.md` for a member.
    """

    path: str
    error: InputError

    @property
    def reason(self) -> str:
        """What is wrong and what to do about it, in whole sentences."""
        return str(self.error)
