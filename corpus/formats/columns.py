"""Which column or field of an export holds what: as the settings say, else by its name."""

from __future__ import annotations

import html
import re
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.errors import SHOWN_CHARACTERS, BadMetadata
from corpus.metadata import FIELD_NAMES, TIMES

TEXT = "text"
FIELDS = (TEXT, *FIELD_NAMES)

# Names as `_plain` has them, the first found counts: those of our own front matter, of news APIs
# (NewsAPI, Guardian, New York Times, Media Cloud, WordPress), of schema.org and of press databases.
GUESSES: Mapping[str, tuple[str, ...]] = {
    TEXT: tuple(
        "text body content fulltext articletext articlebody bodytext maintext maincontent"
        " articlecontent fullarticle storytext textbody plaintext contenttext fieldsbodytext"
        " contentrendered contenthtml bodyhtml html".split()
    ),
    "headline": tuple(
        "headline title articletitle articleheadline webtitle headlinemain titlerendered"
        " newstitle dctitle hed".split()
    ),
    "outlet": tuple(
        "outlet source publisher publication sourcename publicationname publishername outletname"
        " medianame newspaper journal sitename pubtitle dcpublisher".split()
    ),
    "author": tuple(
        "author authors byline bylines authorname authornames journalist reporter writtenby"
        " creator dccreator bylineoriginal fieldsbyline".split()
    ),
    "published_at": tuple(
        "publishedat publishdate datepublished published publicationdate publicationdatetime"
        " publicationtime publisheddate publishedtime pubdate webpublicationdate firstpublished"
        " dateofpublication issuedate date datetime dcdate".split()
    ),
    "modified_at": tuple(
        "modifiedat datemodified lastmodified modified updated updatedat dateupdated lastupdated"
        " modificationdate".split()
    ),
    "url": tuple("url link articleurl articlelink weburl permalink canonicalurl".split()),
    "language": tuple("language lang inlanguage languagecode".split()),
    "based_on": ("basedon",),
}
# Where a nested value has its words: {"source": {"id": "hp", "name": "Harbour Post"}}.
_NAMING = ("name", "title", "main", "rendered", "value", "original", "text", "#text", "@value")
NESTED_LEVELS = 3  # the news APIs named above nest their values one or two deep
# What spreadsheets and data frames write into a cell that they know nothing of.
_EMPTY = frozenset({"", "nan", "nat", "null", "none", "n/a", "#n/a", "-", "–", "—"})
_BY = re.compile(r"by:?\s+(?=\S)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value of a row as text, not blank, and the name of its column."""

    name: str
    text: str


def cells_of(
    values: Mapping[str, object], columns: Mapping[str, str], *, where: str
) -> dict[str, Cell]:
    """What a row holds, by our own field names; fields it does not state are left out.

    A column that `columns` names counts where the row has it. A guessed column that holds another
    kind of value than its field does, as a number for an outlet or half a URL, is passed over.

    Raises:
        BadMetadata: a column that `columns` names holds what is no text.
    """
    values = {**values, **_inner(values)}
    by_name = {_plain(name): name for name in reversed(tuple(values))}
    found: dict[str, Cell] = {}
    mapped = dict(_mapped(values, by_name, columns))
    claimed = {cell_name for cell_name, _ in mapped.values()}
    for field in FIELDS:
        if field in mapped:
            name, value = mapped[field]
            text = _asked_text(field, value, place=f"{where}: {name}")
        else:
            names = [by_name[guess] for guess in GUESSES[field] if guess in by_name]
            texts = ((name, _guessed_text(field, values[name])) for name in names)
            name, text = next(
                ((name, text) for name, text in texts if text and name not in claimed), ("", None)
            )
        if text:
            found[field] = Cell(name=name, text=text)
    return found


def _inner(values: Mapping[str, object]) -> dict[str, object]:
    """The values one level down as columns: {"fields": {"bodyText": …}} has a `fields.bodyText`."""
    return {
        f"{name}.{part}": value
        for name, nested in values.items()
        if isinstance(nested, Mapping)
        for part, value in nested.items()
    }


def has_column(field: str, names: tuple[str, ...], columns: Mapping[str, str]) -> bool:
    """Whether one of these columns holds a field: the one `columns` names, or one that is known."""
    plain = {_plain(name) for name in names}
    return _plain(columns.get(field, "")) in plain or not plain.isdisjoint(GUESSES[field])


def known_columns(names: tuple[str, ...], columns: Mapping[str, str]) -> int:
    """How many of our fields these columns hold."""
    return sum(has_column(field, names, columns) for field in FIELDS)


def _mapped(
    values: Mapping[str, object], by_name: Mapping[str, str], columns: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, object]]]:
    for field, column in columns.items():
        if (name := by_name.get(_plain(column))) is not None:
            yield field, (name, values[name])
        elif "." in column and (nested := _nested(values, column.split("."))) is not None:
            yield field, (column, nested)


def _nested(values: Mapping[str, object], path: list[str]) -> object:
    value: object = values
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


@lru_cache(maxsize=4096)  # rows repeat the names of their columns
def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _asked_text(field: str, value: object, *, place: str) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    text = _words(value, joined_by="\n\n" if field == TEXT else ", ")
    if text is None and value not in (None, [], {}):
        raise BadMetadata(
            f"{place} {brief(value)} is not text.",
            remedy=f"Write it as text, or name another column for {field!r} under [columns].",
        )
    return _tidied(field, text)


def _guessed_text(field: str, value: object) -> str | None:
    # Numbers are dates in Unix time, or headlines like "1984"; elsewhere they are ids and flags.
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value) if field == "headline" or field in TIMES else None
    text = _tidied(field, _words(value, joined_by="\n\n" if field == TEXT else ", "))
    if field == "outlet" and _ADDRESS.fullmatch(text or ""):
        return None  # where a press database or a feed has its source, not what that is called
    return None if field == "url" and "://" not in (text or "") else text


def _words(value: object, *, joined_by: str, levels: int = NESTED_LEVELS) -> str | None:
    """The words of a text, of a list of texts, or of what a nested value calls its name."""
    if isinstance(value, str):
        return value
    if not levels:
        return None
    if isinstance(value, list):
        parts = (_words(part, joined_by=joined_by, levels=levels - 1) for part in value)
        return joined_by.join(part for part in parts if part and part.strip()) or None
    if isinstance(value, Mapping):
        named = (value[name] for name in _NAMING if value.get(name))
        texts = (_words(part, joined_by=joined_by, levels=levels - 1) for part in named)
        return next(filter(None, texts), None)
    return None


def _tidied(field: str, text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    if field == TEXT:
        return text
    text = unescaped(text).strip()
    if field != "headline" and text.casefold() in _EMPTY:
        return None
    return _BY.sub("", text, count=1) if field == "author" and _BY.match(text) else text


def unescaped(text: str) -> str:
    """The text with HTML's character references, as in `AT&amp;T`, made characters."""
    return _ENTITY.sub(lambda reference: html.unescape(reference[0]), text)


def brief(value: object) -> str:
    """`repr` of a parsed value of any size and depth, with gaps and cut to 80 characters."""
    text = reprlib.repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
