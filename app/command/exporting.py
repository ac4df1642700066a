"""Articles out again as files: one Markdown file each, or one file of JSON lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from app.answering.selecting import choose
from app.command.requests import Selecting
from app.wire import Fields
from corpus.article import Article, ArticleId
from corpus.errors import UnreadableFile
from corpus.exported import as_json_line, as_markdown, untouched_export
from corpus.formats.registry import SUFFIXES
from corpus.library import Library
from corpus.text_files import decoded
from index.backup import UnwritableFile

FORMATS = ("markdown", "jsonl")
JSON_LINES_SUFFIX = ".jsonl"
# The strictest file systems in use take 255 bytes; the rest is for the folder of a long path.
NAME_CHARACTERS = 100
BATCH_ARTICLES = 200  # whose texts are in memory at once
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Where an export goes, as which of FORMATS; `force` puts files over those that are there."""

    target: Path
    form: str
    force: bool = False


def export(library: Library, asked: Selecting, out: Export) -> Fields:
    """Write the articles that every limit admits; adding them gives the same words again.

    Each is read back before it is written, and what would come back otherwise is named in `failed`
    with its reason. A folder or file appears whole or not at all; in a folder that `force` fills
    beside what is there, each file does.

    Raises:
        EmptyLibrary: it holds nothing to write.
        UnknownArticle: one of the ids is not in the library.
        NothingFits: no article is of the outlets and dates.
        BadDate: a date that does not exist, or a range that holds no day.
        UnwritableFile: the target is there already, or cannot be written.
    """
    chosen = choose(library, asked)
    _check_kind(out)
    _check_free(out)
    failed: list[Fields] = []
    try:
        write = _write_lines if out.form == "jsonl" else _write_folder
        written = write(out.target, _sound(_loaded(library, chosen.articles), out.form, failed))
    except OSError as error:
        raise UnwritableFile(
            f"{out.target} cannot be written: {error.strerror or error}.",
            remedy="Name another place that has room.",
        ) from error
    return {
        "target": str(out.target),
        "exported": written,
        "undated": chosen.undated,
        "failed": failed,
    }


def file_stem(article: Article) -> str:
    """`2024-05-02-torun-gazette-bridge-opens-in-torun`: a file's name that every system takes.

    Only a to z, digits and hyphens; what has no such letters is left out.
    """
    day = article.published_at.isoformat() if article.published_at else "undated"
    parts = (day, *(_plain(part) for part in (article.outlet or "", article.headline)))
    return "-".join(filter(None, parts))[:NAME_CHARACTERS].rstrip("-")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_IN_NAMES.sub("-", letters.replace("'", "").replace("’", "")).strip("-")


def _check_kind(out: Export) -> None:
    """See that the target is, or by its name can be meant to be, what the form needs."""
    target = out.target
    if out.form == "jsonl":
        if target.is_dir():
            raise UnwritableFile(
                f"{target} is a folder, and JSON lines are one file.", remedy="Name a FILE.jsonl."
            )
    elif target.is_file() or (target.suffix.lower() in SUFFIXES and not target.is_dir()):
        raise UnwritableFile(
            f"{target} is a file's name, and Markdown fills a folder, a file an article.",
            remedy="Name a folder, or a FILE.jsonl for all in one file.",
        )


def _check_free(out: Export) -> None:
    if out.force:
        return
    if out.target.is_file():
        raise UnwritableFile(
            f"{out.target} is there already.", remedy="Name another file, or add --force."
        )
    if out.target.is_dir() and any(out.target.iterdir()):
        raise UnwritableFile(
            f"{out.target} is there already and not empty.",
            remedy="Name another folder, or add --force to write over files of the same names.",
        )


def _loaded(library: Library, wanted: Sequence[ArticleId]) -> Iterator[Article]:
    for start in range(0, len(wanted), BATCH_ARTICLES):
        batch = wanted[start : start + BATCH_ARTICLES]
        found = library.find(batch)
        yield from (found[article_id] for article_id in batch if article_id in found)


_Written = tuple[Article, bytes]
_AS_TEXT: dict[str, Callable[[Article], str]] = {"markdown": as_markdown, "jsonl": as_json_line}


def _sound(articles: Iterable[Article], form: str, failed: list[Fields]) -> Iterator[_Written]:
    for article in articles:
        written = _AS_TEXT[form](article).encode()
        if _comes_back(written, article):
            yield article, written
        else:
            reason = f"{form} cannot hold every character of {article.article_id}."
            failed.append({"article_id": article.article_id, "reason": reason})


def _comes_back(written: bytes, article: Article) -> bool:
    try:
        decoded(written, name=article.article_id)
    except UnreadableFile:  # text from elsewhere than our readers may hold a zero byte
        return False
    back = untouched_export(written)
    return back is not None and back.cleaned.text == article.text


def _write_lines(target: Path, written: Iterable[_Written]) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".clippings-", dir=target.parent) as scratch:
        unfinished = Path(scratch) / "articles"
        lines = 0
        with unfinished.open("wb") as file:
            for _, line in written:
                file.write(line)
                lines += 1
        unfinished.replace(target)
        return lines


def _write_folder(target: Path, written: Iterable[_Written]) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    with TemporaryDirectory(prefix=".clippings-", dir=target.parent) as scratch:
        unfinished = Path(scratch) / "articles"
        unfinished.mkdir()
        for article, text in written:
            stem = file_stem(article)
            numbered = (f"{stem}-{number}" for number in count(2))
            name = next(name for name in chain((stem,), numbered) if name not in taken)
            taken.add(name)
            (unfinished / f"{name}.md").write_bytes(text)
        _put_in_place(unfinished, target)
    return len(taken)


def _put_in_place(unfinished: Path, target: Path) -> None:
    if target.is_dir() and any(target.iterdir()):
        for file in unfinished.iterdir():
            file.replace(target / file.name)
        return
    if target.is_dir():
        target.rmdir()
    Path(unfinished).replace(target)
