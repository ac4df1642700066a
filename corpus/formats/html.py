"""Web pages: `.html` and `.xhtml` as saved or fetched, one article a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.formats.html_blocks import blocks_of, strip_page
from corpus.formats.html_encoding import page_text
from corpus.formats.html_metadata import stated_by
from corpus.formats.html_text import article_blocks
from corpus.formats.html_tree import page_tree
from corpus.formats.html_walls import refuse_without_article
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Record
from corpus.text_files import read_bytes


def html_records(path: Path, _settings: ReadingSettings = USUAL) -> Iterator[Record]:
    """The one record in a web page's file.

    Raises:
        UnreadableFile: empty, too large, in no known encoding, or a page without an article.
    """
    yield html_record(read_bytes(path), where=str(path))


def html_record(
    raw: bytes, *, where: str, url: str | None = None, charset: str | None = None
) -> Record:
    """The article on a web page, with what the page states of it.

    `where` names the page in errors. `url` is where it was fetched; a canonical address on the page
    counts before it. `charset` is that of the HTTP header.

    Raises:
        UnreadableFile: in no known encoding, too many tags, nested too deeply, or no article on
            the page: a front page, a log-in, a cookie wall, an empty shell for a script.
    """
    source = page_text(raw, where=where, charset=charset)
    tree = page_tree(source, where=where)
    stated = stated_by(tree, source=source, url=url)
    strip_page(tree)
    blocks = blocks_of(tree)
    chosen = article_blocks(tree, blocks, stated=stated.bodies)
    refuse_without_article(blocks, chosen, is_article=stated.is_article, where=where)
    return Record(
        where=where,
        paragraphs=tuple(block.paragraph for block in chosen),
        original=raw,
        stated=stated.metadata,
    )
