"""Text files of any size, a line at a time: decoded, and each line bounded."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from corpus.errors import UnreadableFile
from corpus.text_files import LARGEST_FILE_BYTES, unopened

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """A file as UTF-8 text, or as UTF-16 after its mark; line ends stay as they are.

    Bytes that are not UTF-8 come as lone surrogates (`surrogateescape`), for the reader to say in
    which row they stand.

    Raises:
        UnreadableFile: it cannot be opened or read, or breaks off inside a character of UTF-16.
    """
    try:
        with path.open("rb") as raw:
            is_utf16 = raw.read(2) in _UTF16_MARKS
        with path.open(
            encoding="utf-16" if is_utf16 else "utf-8-sig",
            errors="surrogatepass" if is_utf16 else "surrogateescape",
            newline="",
        ) as text:
            yield text
    except OSError as error:
        raise unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{path} begins like UTF-16 text but goes on as none.", remedy="Save it as UTF-8."
        ) from error


def bounded(text: TextIO, *, longest: int = LARGEST_FILE_BYTES) -> Iterator[str]:
    """The lines of a file with their ends; of one over `longest` characters, one character more."""
    while line := text.readline(longest + 1):
        yield line
        rest = line
        while len(rest) > longest and not rest.endswith(("\n", "\r")):
            rest = text.readline(longest + 1)


def original_bytes(text: str) -> bytes:
    """The bytes that `opened` read a text from; those of UTF-16 in UTF-8."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a surrogate pair that stood in UTF-16
        return text.encode("utf-8", "replace")
