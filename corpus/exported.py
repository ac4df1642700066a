"""Articles written out again so that reading them gives the same words: Markdown and JSON lines.

An export names the sha256 of its text. Where text and hash agree, nobody has touched it since, and
it is taken as it stands: cleaned a second time, a line that was kept as part of a list could go.
Where they don't, somebody has edited the file, and it is read like any other.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

import yaml

from corpus.article import Article, BasedOn, Origin
from corpus.cleaning import Cleaned
from corpus.errors import BadMetadata
from corpus.metadata import Metadata, metadata_of

HASH_FIELD = "clean_text_sha256"

_RULE = "---\n"
# What Markdown would take for a mark of its own, here or at the beginning of a line.
_MARK = re.compile(r"[\\`*_\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?m:^[#>+-])")
_NUMBERED = re.compile(r"(?m:^(\d{1,9})([.)]))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def as_markdown(article: Article) -> str:
    """The article as Markdown, what is known of it as YAML front matter."""
    front = "".join(f"{name}: {_yaml(value)}\n" for name, value in _fields(article).items())
    body = _NUMBERED.sub(r"\1\\\2", _MARK.sub(r"\\\g<0>", article.text))
    return f"{_RULE}{front}{_RULE}\n{body}\n"


def as_json_line(article: Article) -> str:
    """The article as one JSON object with its line's end."""
    return json.dumps(_fields(article) | {"text": article.text}, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An article as it was written out: its clean text with its correction, and what is known."""

    cleaned: Cleaned
    stated: Metadata


def untouched_export(original: bytes) -> Export | None:
    """What an export holds whose text nobody has changed since; None of anything else."""
    if HASH_FIELD.encode() not in original:
        return None
    try:
        whole = original.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    # Version control on other systems changes the ends of lines, and no words.
    for written in (whole, whole.replace("\r\n", "\n")):
        fields, text = _json(written) if written.startswith("{") else _markdown(written)
        if text and fields.get(HASH_FIELD) == hashlib.sha256(text.encode()).hexdigest():
            return _export(fields, text)
    return None


def _export(fields: Mapping[str, object], text: str) -> Export | None:
    try:
        stated = metadata_of(fields, place=str)
    except BadMetadata:
        return None  # edited by hand: the format's own reader says where
    correction = fields.get("correction")
    cleaned = Cleaned(
        text=text, told=Metadata(), correction=str(correction) if correction else None
    )
    return Export(cleaned=cleaned, stated=stated)


def _fields(article: Article) -> dict[str, str]:
    """What is known of the article under the names that readers know, and its text's hash."""
    is_stand_in = article.origins.get("headline") is Origin.STAND_IN
    fields = {
        "headline": None if is_stand_in else article.headline,
        "outlet": article.outlet,
        "author": article.author,
        "published_at": _moment(article.published_at, article.published_time),
        "modified_at": _moment(article.modified_at, article.modified_time),
        "url": article.url,
        "language": article.language,
        "based_on": _based_on(article.based_on),
        "correction": article.correction,
        HASH_FIELD: article.sha256,
    }
    return {name: value for name, value in fields.items() if value}


def _moment(day: date | None, moment: time | None) -> str | None:
    if day is None:
        return None
    return f"{day.isoformat()}T{moment.isoformat()}" if moment else day.isoformat()


def _based_on(based_on: BasedOn | None) -> str | None:
    if based_on is None:
        return None
    day = _moment(based_on.published_at, None)
    return f"{based_on.outlet}, {day}" if day else based_on.outlet


def _yaml(value: str) -> str:
    """The value in double quotes on one line, whatever characters it holds."""
    quoted: str = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=float("inf"))
    return quoted.removesuffix("\n")


def _json(written: str) -> tuple[Mapping[str, object], str | None]:
    try:
        fields = json.loads(written)
    except (ValueError, RecursionError):
        return {}, None
    text = fields.get("text")
    return fields, text if isinstance(text, str) else None


def _markdown(written: str) -> tuple[Mapping[str, object], str | None]:
    front, rule, body = written.removeprefix(_RULE).partition(f"\n{_RULE}\n")
    try:
        fields = yaml.load(front, Loader=yaml.BaseLoader) if rule else {}
    except (yaml.YAMLError, RecursionError):
        return {}, None
    text = _ESCAPED.sub(r"\1", body.removesuffix("\n"))
    named = fields.items() if isinstance(fields, dict) else ()
    return {str(name).lower(): value for name, value in named}, text
