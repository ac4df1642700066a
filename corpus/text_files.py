"""Files as text: how large they may be, and which bytes are text at all."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from corpus.errors import UnreadableFile

# A long feature is 50 kB; a file of this size is an archive or a mistake.
LARGEST_FILE_BYTES = 20_000_000

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL_BYTES = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b") | {0x7F}
# Text has none; a stray few come from terminals and old editors and are cleaned away.
CONTROL_SHARE = 0.02


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableFile: it cannot be opened, is no regular file, is empty, or is larger than 20 MB.
    """
    try:
        check_regular(path)
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE_BYTES + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise unopened(path, error) from error
    if len(raw) > LARGEST_FILE_BYTES:
        raise UnreadableFile(
            f"{path} has {max(size, len(raw)):,} bytes; one article has at most"
            f" {LARGEST_FILE_BYTES:,}.",
            remedy="Split it into articles, one a file, or one a line of a .jsonl file.",
        )
    if not raw.strip():
        raise UnreadableFile(f"{path} is empty.", remedy="Fill it or leave it out.")
    return raw


def check_regular(path: Path) -> None:
    """Refuse what has a file's name but would keep its reader waiting, perhaps for ever.

    Raises:
        UnreadableFile: a named pipe, a socket, a device or a folder.
        OSError: it cannot be looked at.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableFile(
            f"{path} is a pipe, socket, device or folder, not a file.",
            remedy="Save what it gives to a file and add that.",
        )


def unopened(path: Path, error: OSError) -> UnreadableFile:
    """The error for a file that the operating system does not let us read."""
    return UnreadableFile(
        f"{path} cannot be opened: {error.strerror or error}.",
        remedy="Check that it exists and that you may read it.",
    )


def decoded(raw: bytes, *, name: str) -> str:
    """The text that bytes hold: UTF-8, or UTF-16 with a byte order mark.

    Raises:
        UnreadableFile: neither, or bytes that are no text; the message names the byte.
    """
    if raw.startswith(_UTF16_MARKS):
        return _utf16(raw, name=name)
    _refuse_binary(raw, name=name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{name} is not UTF-8 text: byte {raw[error.start]:#04x} at offset {error.start}.",
            remedy="Save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`.",
        ) from error


def _utf16(raw: bytes, *, name: str) -> str:
    try:
        return raw.decode("utf-16")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{name} begins like UTF-16 text but is none at byte offset {error.start}.",
            remedy="Save it as UTF-8.",
        ) from error


def _refuse_binary(raw: bytes, *, name: str) -> None:
    zero = raw.find(0)
    controls = sum(raw.count(byte) for byte in _CONTROL_BYTES) if zero < 0 else len(raw)
    if controls > CONTROL_SHARE * len(raw):
        at = f"a zero byte at offset {zero}" if zero >= 0 else f"{controls} control bytes"
        raise UnreadableFile(
            f"{name} is not text: it has {at}.",
            remedy="Add the article as .md, .txt or .jsonl in UTF-8.",
        )
