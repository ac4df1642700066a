"""From files to drafts: read, clean, and say where each value comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from corpus.article import Draft, Origin
from corpus.cleaning import Cleaned, clean_paragraphs, stand_in_headline
from corpus.errors import InputError, UnreadableFile
from corpus.exported import untouched_export
from corpus.finding import Found, find_files
from corpus.formats.registry import format_of
from corpus.metadata import LISTING_NAME, Metadata, read_listing
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure, Record
from corpus.web_domains import outlet_at

__all__ = ["Failure", "Found", "Metadata", "find_files", "read_path", "read_record"]

CACHED_LISTINGS = 64  # folders whose metadata.csv is kept parsed while their files are read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    values: Metadata
    origin: Origin


def read_path(
    path: Path,
    *,
    given: Metadata | None = None,
    listed: Mapping[str, Metadata] | None = None,
    settings: ReadingSettings = USUAL,
) -> Iterator[Draft | Failure]:
    """The articles in a file: one, or one a row in a file of rows.

    What is wrong with a file or a row comes as a `Failure`, never as an exception. `given` are the
    user's flags. `listed` is what the user says of files by name; without it, the `metadata.csv`
    beside the file is read. Flags count before the list, the list before the outlet that `settings`
    give a web domain, that before what the file states, and that before what stands in the text.
    """
    try:
        rows = listed if listed is not None else _listing_beside(path)
        supplied = (given or Metadata()).over(rows.get(path.name, Metadata()))
        for record in _records(path, supplied, settings):
            if isinstance(record, Failure):
                yield record
            else:
                yield read_record(record, given=supplied, settings=settings, path=path)
    except InputError as error:
        yield Failure(path=str(path), error=error)


def read_record(
    record: Record,
    *,
    given: Metadata | None = None,
    settings: ReadingSettings = USUAL,
    path: Path | None = None,
) -> Draft | Failure:
    """The article in a record, cleaned, with what the user says of it over what it states.

    `path` is the file it came in; without one, and without a URL, `where` is its source key.
    """
    supplied = (given or Metadata()).over(record.listed)
    layers: tuple[_Layer, ...] = (
        _Layer(values=supplied, origin=Origin.USER),
        _Layer(values=_by_domain(record, supplied, settings), origin=Origin.SETTINGS),
    )
    if export := untouched_export(record.original):
        record = replace(record, stated=export.stated)
        return _draft(record, export.cleaned, layers, path=path)
    known = supplied.over(record.stated)
    cleaned = clean_paragraphs(record.paragraphs, headline=known.headline)
    if not cleaned.text:
        error = UnreadableFile(
            f"{record.where} holds no article: nothing is left beside headings and service lines.",
            remedy="Add the article's text or leave the file out.",
        )
        return Failure(path=record.where, error=error)
    return _draft(record, cleaned, layers, path=path)


def _records(
    path: Path, supplied: Metadata, settings: ReadingSettings
) -> Iterator[Record | Failure]:
    form = format_of(path)
    if form is None:
        raise UnreadableFile(
            f"{path} is of a type that is not read: {path.suffix or 'no suffix'}.",
            remedy="Convert it to one that is.",
        )
    form.check(supplied, where=str(path))
    yield from form.read(path, settings)


def _by_domain(record: Record, supplied: Metadata, settings: ReadingSettings) -> Metadata:
    """The outlet that the settings give the domain a record is from.

    The user's name for a domain goes before the one that a page of it states: sites call themselves
    by many names, and the table is there to make them one.
    """
    address = supplied.over(record.stated).url or record.site
    return Metadata(outlet=outlet_at(address, settings.outlets))


def _draft(
    record: Record, cleaned: Cleaned, supplied: Sequence[_Layer], *, path: Path | None
) -> Draft:
    layers: tuple[_Layer, ...] = (
        *supplied,
        _Layer(values=record.stated, origin=Origin.FILE),
        _Layer(values=cleaned.told, origin=Origin.TEXT),
        _Layer(values=Metadata(headline=stand_in_headline(cleaned.text)), origin=Origin.STAND_IN),
    )
    if not any(layer.values.language for layer in layers):
        told_by_letters = Metadata(language=_language_of(cleaned.text))
        layers = (*layers, _Layer(values=told_by_letters, origin=Origin.TEXT))
    known = Metadata()
    origins: dict[str, Origin] = {}
    for layer in layers:
        known = known.over(layer.values)
        origins = dict.fromkeys(layer.values.known, layer.origin) | origins
    return Draft(
        source_key=known.url or _source_key(path, record),
        text=cleaned.text,
        headline=known.headline or "",
        outlet=known.outlet,
        author=known.author,
        published_at=known.published_at,
        published_time=known.published_time,
        modified_at=known.modified_at,
        modified_time=known.modified_time,
        language=known.language,
        url=known.url,
        based_on=known.based_on,
        correction=cleaned.correction,
        path=path.resolve().as_posix() if path else None,
        origins=MappingProxyType(origins),
        original=record.original,
    )


def _language_of(text: str) -> str | None:
    from corpus.languages import language_of  # its model takes two seconds to load

    return language_of(text)


def _source_key(path: Path | None, record: Record) -> str:
    if path is None:
        return record.where
    file = "/".join(filter(None, (path.resolve().as_posix(), record.member)))
    return f"{file}#{record.row}" if record.row else file


def _listing_beside(path: Path) -> Mapping[str, Metadata]:
    listing = path.parent / LISTING_NAME
    try:
        state = listing.stat()
    except OSError:
        return {}
    return _listing(listing, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=CACHED_LISTINGS)
def _listing(path: Path, _changed_ns: int, _size_bytes: int) -> Mapping[str, Metadata]:
    return MappingProxyType(read_listing(path))
