"""What is known about an article beside its text, and how files state it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from itertools import chain
from pathlib import Path

from corpus.article import BasedOn
from corpus.dates import Moment, moment_of
from corpus.errors import BadMetadata, UnreadableFile, shown
from corpus.markup import one_line
from corpus.text_files import decoded, read_bytes

LISTING_NAME = "metadata.csv"
LONGEST_LISTED = 10_000  # characters of a row: a headline, names and an address have a few hundred
LISTING_COLUMNS = ("file", "headline", "outlet", "author", "published_at", "url")

# The names under which front matter and JSON records state each value, the first found counts.
FIELD_NAMES = {
    "headline": ("headline", "title"),
    "outlet": ("outlet", "source", "publisher"),
    "author": ("author", "authors", "byline"),
    "published_at": ("published_at", "publish_date", "date_published", "published", "date"),
    "modified_at": ("modified_at", "date_modified", "last_modified", "modified", "updated"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "based_on": ("based_on",),
}

# Each date, and the name of its time of day.
TIMES = {"published_at": "published_time", "modified_at": "modified_time"}
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)
_FLAGS = frozenset({"true", "false"})
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")  # [[page]], [[page|its words]]
_DATE_REMEDY = "Correct the line or drop it."

Place = Callable[[str], str]  # from the name of a field to where it stands: `articles/a.md:3`


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a person, a file or a text says of an article; `None` is unknown.

    Raises:
        BadMetadata: a text value is blank.
    """

    headline: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: date | None = None
    published_time: time | None = None
    modified_at: date | None = None
    modified_time: time | None = None
    url: str | None = None
    language: str | None = None
    based_on: BasedOn | None = None

    def __post_init__(self) -> None:
        for name in ("headline", "outlet", "author", "url"):
            value = getattr(self, name)
            if value is not None and not value.strip():
                raise BadMetadata(f"{name} is blank.", remedy="Give it a value or leave it out.")

    def over(self, other: Metadata) -> Metadata:
        """These values, and the other's where these are unknown."""
        known = {name: getattr(self, name) for name in self.known}
        # A time belongs to its day: another's time of day is not put beside this day.
        times = {TIMES[day]: getattr(self, TIMES[day]) for day in TIMES if day in known}
        return replace(other, **known, **times)

    @property
    def known(self) -> tuple[str, ...]:
        """The names of the values that are known, in field order; a time goes with its day."""
        names = (field.name for field in fields(self) if field.name not in TIMES.values())
        return tuple(name for name in names if getattr(self, name) is not None)


def metadata_of(record: Mapping[str, object], *, place: Place) -> Metadata:
    """The metadata in the fields of front matter or of a listing; other fields are let be.

    Dates are ISO 8601 days or date-times, or `YYYY/MM/DD`, and stay in the time zone they are given
    in. `based_on` is `OUTLET, DATE`, or `OUTLET` alone.

    Raises:
        BadMetadata: a value that cannot be what its field says; the message names the place.
    """
    names = _names_of(record)
    texts = {
        field: _text(record[name], name=name, place=place) if name else None
        for field, name in names.items()
    }
    moments = {
        field: _moment(text, name=names[field] or field, place=place)
        for field in TIMES
        if (text := texts[field])
    }
    return metadata_from(texts, moments, place=place)


def _names_of(record: Mapping[str, object]) -> dict[str, str | None]:
    """Under which name a record states each field."""
    # `published: true`, as Jekyll writes it, is no date.
    flags = {
        name
        for field in TIMES
        for name in FIELD_NAMES[field]
        if str(record.get(name)).lower() in _FLAGS
    }
    plain = {name: value for name, value in record.items() if name not in flags}
    names = {field: _stated(plain, known) for field, known in FIELD_NAMES.items()}
    # `source: https://…`, as the Obsidian clipper writes it, is an address.
    if names["outlet"] == "source" and _ADDRESS.fullmatch(str(record["source"]).strip()):
        names["url"], names["outlet"] = names["url"] or "source", None
    return names


def metadata_from(
    texts: Mapping[str, str | None], moments: Mapping[str, Moment], *, place: Place
) -> Metadata:
    """The metadata in texts by our own field names; the dates are read already.

    Raises:
        BadMetadata: `based_on` names an impossible day.
    """
    published, modified = moments.get("published_at"), moments.get("modified_at")
    based_on = texts.get("based_on")
    return Metadata(
        headline=texts.get("headline"),
        outlet=texts.get("outlet"),
        author=texts.get("author"),
        published_at=published.day if published else None,
        published_time=published.time if published else None,
        modified_at=modified.day if modified else None,
        modified_time=modified.time if modified else None,
        url=texts.get("url"),
        language=_language(texts.get("language") or ""),
        based_on=_based_on(based_on, place=place) if based_on else None,
    )


def read_listing(path: Path) -> dict[str, Metadata]:
    """What a `metadata.csv` says, by the name in its `file` column; empty cells are unknown.

    Raises:
        BadMetadata: an unknown column, no `file` column, a row without a file, a file listed
            twice, too many cells, or an impossible date; the message names file and line.
        UnreadableFile: the file is not UTF-8 text, or a row of it is longer than any should be.
    """
    text = decoded(read_bytes(path), name=str(path))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        _check_columns(path, reader.fieldnames or ())
        return _listed(reader, path)
    except csv.Error as error:  # a value over the module's limit, which is one for all who use it
        raise _overlong(path, reader.line_num + 1) from error


def _listed(reader: csv.DictReader[str], path: Path) -> dict[str, Metadata]:
    listing: dict[str, Metadata] = {}
    for row in reader:
        where = f"{path}:{reader.line_num}"
        file = (row["file"] or "").strip()
        cells = (cell if isinstance(cell, list) else [cell or ""] for cell in row.values())
        line = ",".join(chain.from_iterable(cells))
        if len(line) > LONGEST_LISTED:
            raise _overlong(path, reader.line_num)
        if not file or file in listing or None in row:
            raise BadMetadata(
                f"{where}: {shown(line)} is not one row for one file.",
                remedy=f"Give each file one row with the columns {', '.join(LISTING_COLUMNS)}.",
            )
        listing[file] = metadata_of(row, place=_always(where))
    return listing


def _overlong(path: Path, line: int) -> UnreadableFile:
    return UnreadableFile(
        f"{path}:{line}: a row is too long to be of headlines and names.",
        remedy="Look for a quotation mark there, or above, that is never closed.",
    )


def _always(where: str) -> Place:
    return lambda _name: where


def _check_columns(path: Path, columns: object) -> None:
    names = tuple(columns) if isinstance(columns, (list, tuple)) else ()
    unknown = [name for name in names if name not in LISTING_COLUMNS]
    if unknown or "file" not in names:
        problem = f"unknown column {shown(unknown[0])}" if unknown else "no column 'file'"
        raise BadMetadata(
            f"{path}:1: {problem}.", remedy=f"The columns are {', '.join(LISTING_COLUMNS)}."
        )


def _stated(record: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if record.get(name) not in (None, "", [])), None)


def _text(value: object, *, name: str, place: Place) -> str | None:
    text = value if isinstance(value, str) else _listed_text(value)
    if text is None:
        raise BadMetadata(
            f"{place(name)}: {name} {shown(value)} is not text.", remedy="Write it as text."
        )
    return one_line(text) or None


def _listed_text(value: object) -> str | None:
    """The words of a list, whose entries may be note links, and of what is called by a `name`."""
    parts = value if isinstance(value, list) else [value]
    named = [part.get("name") if isinstance(part, dict) else part for part in parts]
    texts = [_WIKI_LINK.sub(r"\1", part) for part in named if isinstance(part, str)]
    if len(texts) < len(parts) or not isinstance(value, list | dict):
        return None
    return ", ".join(texts)


def _moment(text: str, *, name: str, place: Place) -> Moment:
    moment = moment_of(text)
    if moment is None:
        raise BadMetadata(
            f"{place(name)}: {name} {shown(text)} is not an ISO 8601 date.", remedy=_DATE_REMEDY
        )
    return moment


def _language(text: str) -> str | None:
    code = _LANGUAGE.fullmatch(text)
    return code[1].lower() if code else None


def _based_on(text: str, *, place: Place) -> BasedOn:
    outlet, comma, day = text.rpartition(",")
    if comma and day.strip()[:1].isdigit():
        moment = _moment(day.strip(), name="based_on", place=place)
        return BasedOn(outlet=outlet.strip(), published_at=moment.day)
    return BasedOn(outlet=text)
