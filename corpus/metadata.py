"""What is known about an article beside its text, and how files state it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from corpus.article import BasedOn
from corpus.errors import BadMetadata, shown
from corpus.markup import one_line
from corpus.text_files import decoded, read_bytes

LISTING_NAME = "metadata.csv"
LISTING_COLUMNS = ("file", "headline", "outlet", "author", "published_at", "url")

# The names under which front matter and JSON records state each value, the first found counts.
FIELD_NAMES = {
    "headline": ("headline", "title"),
    "outlet": ("outlet", "source", "publisher"),
    "author": ("author", "authors", "byline"),
    "published_at": ("published_at", "publish_date", "date_published", "published", "date"),
    "url": ("url", "link"),
    "based_on": ("based_on",),
}

_DAY = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
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
    url: str | None = None
    based_on: BasedOn | None = None

    def __post_init__(self) -> None:
        for name in ("headline", "outlet", "author", "url"):
            value = getattr(self, name)
            if value is not None and not value.strip():
                raise BadMetadata(f"{name} is blank.", remedy="Give it a value or leave it out.")

    def over(self, other: Metadata) -> Metadata:
        """These values, and the other's where these are unknown."""
        known = {name: getattr(self, name) for name in self.known}
        return replace(other, **known)

    @property
    def known(self) -> tuple[str, ...]:
        """The names of the values that are known, in the order of the fields."""
        names = (field.name for field in fields(self))
        return tuple(name for name in names if getattr(self, name) is not None)


def metadata_of(record: Mapping[str, object], *, place: Place) -> Metadata:
    """The metadata in the fields of front matter or of a JSON record; other fields are let be.

    Dates are ISO 8601 days or date-times, or `YYYY/MM/DD`. `based_on` is `OUTLET, DATE`, or
    `OUTLET` alone.

    Raises:
        BadMetadata: a value that cannot be what its field says; the message names the place.
    """
    names = {field: _stated(record, FIELD_NAMES[field]) for field in FIELD_NAMES}
    texts = {
        field: _text(record[name], name=name, place=place) if name else None
        for field, name in names.items()
    }
    day_name, based_on_name = names["published_at"], names["based_on"]
    day, based_on = texts["published_at"], texts["based_on"]
    return Metadata(
        headline=texts["headline"],
        outlet=texts["outlet"],
        author=texts["author"],
        published_at=_day(day, name=day_name, place=place) if day and day_name else None,
        url=texts["url"],
        based_on=_based_on(based_on, place=place) if based_on and based_on_name else None,
    )


def read_listing(path: Path) -> dict[str, Metadata]:
    """What a `metadata.csv` says, by the name in its `file` column; empty cells are unknown.

    Raises:
        BadMetadata: an unknown column, no `file` column, a row without a file, a file listed
            twice, too many cells, or an impossible date; the message names file and line.
        UnreadableFile: the file is not UTF-8 text.
    """
    text = decoded(read_bytes(path), name=str(path))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    _check_columns(path, reader.fieldnames or ())
    listing: dict[str, Metadata] = {}
    for row in reader:
        where = f"{path}:{reader.line_num}"
        file = (row["file"] or "").strip()
        if not file or file in listing or None in row:
            raise BadMetadata(
                f"{where}: {shown(list(row.values()))} is not one row for one file.",
                remedy=f"Give each file one row with the columns {', '.join(LISTING_COLUMNS)}.",
            )
        listing[file] = metadata_of(row, place=_always(where))
    return listing


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
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        raise BadMetadata(
            f"{place(name)}: {name} {shown(value)} is not text.", remedy="Write it as text."
        )
    return one_line(value) or None


def _day(text: str, *, name: str, place: Place) -> date:
    if match := _DAY.fullmatch(text):
        try:
            return date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            pass  # no such day: the same message as for another form
    raise BadMetadata(
        f"{place(name)}: {name} {shown(text)} is not an ISO 8601 date.", remedy=_DATE_REMEDY
    )


def _based_on(text: str, *, place: Place) -> BasedOn:
    outlet, comma, day = text.rpartition(",")
    if comma and day.strip()[:1].isdigit():
        published_at = _day(day.strip(), name="based_on", place=place)
        return BasedOn(outlet=outlet.strip(), published_at=published_at)
    return BasedOn(outlet=text)
