"""Which reader reads which file, by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath

from corpus.errors import BadMetadata
from corpus.metadata import LISTING_NAME, Metadata
from corpus.reading_settings import ReadingSettings
from corpus.records import Failure, Record

Reader = Callable[[Path, ReadingSettings], Iterator[Record | Failure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A form in which articles come.

    `read` gives the records of a file in their order, a `Failure` in place of each that is none,
    and raises an `InputError` when the whole file is none. `holds_many` tells a file of rows from a
    file that is one article.
    """

    suffixes: tuple[str, ...]
    read: Reader
    holds_many: bool = False

    def check(self, supplied: Metadata, *, where: str) -> None:
        """See that what a person says of a file can be true of it.

        Raises:
            BadMetadata: a headline or a url for a file of many articles.
        """
        if self.holds_many and (supplied.headline or supplied.url):
            raise BadMetadata(
                f"{where} holds many articles; a headline or a url names one.",
                remedy="Put it in the rows' own fields.",
            )


def _later(module: str, function: str) -> Reader:
    """A reader whose module, with the libraries it stands on, is imported when it first reads."""

    def read(path: Path, settings: ReadingSettings) -> Iterator[Record | Failure]:
        reader: Reader = getattr(import_module(f"corpus.formats.{module}"), function)
        yield from reader(path, settings)

    return read


FORMATS = (
    Format(suffixes=(".html", ".htm", ".xhtml"), read=_later("html", "html_records")),
    Format(suffixes=(".mhtml", ".mht"), read=_later("mhtml", "mhtml_records")),
    Format(suffixes=(".pdf",), read=_later("pdf", "pdf_records")),
    Format(suffixes=(".docx",), read=_later("docx", "docx_records")),
    Format(suffixes=(".eml",), read=_later("mail", "mail_records")),
    Format(suffixes=(".zip",), read=_later("archives", "archive_records"), holds_many=True),
    Format(
        suffixes=(".rss", ".atom", ".xml"), read=_later("feeds", "feed_records"), holds_many=True
    ),
    Format(suffixes=(".md", ".markdown", ".txt"), read=_later("markdown", "text_records")),
    Format(suffixes=(".json",), read=_later("json_lines", "json_file_records"), holds_many=True),
    Format(suffixes=(".csv", ".tsv"), read=_later("tables", "table_records"), holds_many=True),
    Format(suffixes=(".jsonl",), read=_later("json_lines", "json_records"), holds_many=True),
)
SUFFIXES = tuple(suffix for form in FORMATS for suffix in form.suffixes)

_ABOUT_FOLDERS = frozenset({"readme", "license", "licence", "changelog", "contributing"})
_BY_SUFFIX: Mapping[str, Format] = {suffix: form for form in FORMATS for suffix in form.suffixes}


def format_of(path: Path) -> Format | None:
    """The format of a file by its suffix, in any case; None for one that is not read."""
    return _BY_SUFFIX.get(path.suffix.lower())


def is_about_folder(path: PurePath) -> bool:
    """Whether a file speaks of the files beside it, as a README or a `metadata.csv` does."""
    return path.name == LISTING_NAME or path.stem.lower() in _ABOUT_FOLDERS
