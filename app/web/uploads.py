"""Files that arrive over the network: named safely, and kept in one folder of the home."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.errors import InputError, UnreadableFile, shown
from corpus.finding import is_readable
from corpus.formats.registry import SUFFIXES
from corpus.metadata import LISTING_NAME

# File systems take 255 bytes; while it is written, a name is a few longer.
LONGEST_NAME_BYTES = 200
SEPARATORS = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it arrived: the name that the sender gives it, and its bytes, counted."""

    name: str
    stream: BinaryIO
    size_bytes: int


def kept_name(sent: str) -> str:
    """A file name out of what a sender calls a file: one step of a path, visible, of usual length.

    Raises:
        UnreadableFile: it names no file, or one of a type that is not read.
    """
    last = unicodedata.normalize("NFC", SEPARATORS.split(sent)[-1])
    visible = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    name = _cut(visible.strip().lstrip(". "))
    if name.lower() == LISTING_NAME:  # kept, it would speak of every file that is ever uploaded
        raise UnreadableFile(
            f"{LISTING_NAME} tells of the files in a folder.",
            remedy="Send headline, outlet, author and published_at as fields of the form.",
        )
    if not is_readable(Path(name)):
        raise UnreadableFile(
            f"{shown(sent)} is of a type that is not read.",
            remedy=f"Clippings reads {', '.join(SUFFIXES[:-1])} and {SUFFIXES[-1]}.",
        )
    return name


def keep(folder: Path, uploads: Mapping[str, Upload]) -> tuple[Path, ...]:
    """Write each file under its kept name; one of that name that is there is replaced whole.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(exist_ok=True)
    return tuple(_kept(folder / name, upload.stream) for name, upload in uploads.items())


def drop_unread(path: Path) -> None:
    """Forget a file that turned out to be no article."""
    path.unlink(missing_ok=True)


def without_folder(text: str, folder: Path) -> str:
    """A message that names files as their sender does: where we keep them is nothing to them."""
    return text.replace(f"{folder}{os.sep}", "")


def told_of(error: InputError, folder: Path) -> InputError:
    """The same error, its files named as their sender does."""
    return type(error)(without_folder(error.message, folder), remedy=error.remedy)


def _kept(path: Path, stream: BinaryIO) -> Path:
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            shutil.copyfileobj(stream, file)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _cut(name: str) -> str:
    """The name, its stem cut to what a file system takes."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - Path("") has no suffix to take off
    room = max(0, LONGEST_NAME_BYTES - len(suffix.encode()))
    return stem.encode()[:room].decode(errors="ignore") + suffix
