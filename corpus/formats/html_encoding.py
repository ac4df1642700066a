"""From the bytes of a web page to its source: in which encoding it is written."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableFile

DECLARED_WITHIN_BYTES = (
    4096  # of the beginning: the standard's 1,024, and room for what stands above
)
# A page cut in the middle of a character has one damaged character; a page read in the wrong
# encoding has one for each accented letter, from 1 in 100 characters on.
DAMAGED_SHARE = 0.001
# Of letters beyond ASCII: Western words have a few in a hundred, Cyrillic or Greek ones that are
# read as windows-1252 have nothing else.
FOREIGN_SHARE = 0.3

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# What pages are written in. The codecs left out are no character sets; and a page that could be
# read so far as to say UTF-16 is not in UTF-16.
_CHARSET = re.compile(
    r"utf-8|cp\d+|iso8859-\d+|koi8-[rut]|mac-\w+|gb\w+|hz|big5\w*|ascii"
    r"|shift_jis\w*|euc_\w+|iso2022_\w+|tis-620|kz1048|johab"
)
# As browsers read these labels: https://encoding.spec.whatwg.org/#names-and-labels
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def page_text(raw: bytes, *, where: str, charset: str | None = None) -> str:
    """The source of a page as text, without zero bytes.

    A byte order mark counts first, then `charset` (of the HTTP header), then what the page itself
    declares, then UTF-8. Bytes that are none of these are windows-1252 when that gives Western
    words, as browsers take it.

    Raises:
        UnreadableFile: none of these encodings fits.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace").replace("\0", "")
    raw = raw.replace(b"\0", b"")
    declared = tuple(filter(None, (_codec(charset), _codec(_declared(raw)))))
    for encoding in (*declared, "utf-8"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _damaged(raw, (*declared, "utf-8"), where=where)


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:DECLARED_WITHIN_BYTES])
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(label: str | None) -> str | None:
    """The Python codec for an encoding's label; None where it names none that pages use."""
    try:
        name = codecs.lookup((label or "").strip(" \"'")).name
    except (LookupError, ValueError):
        return None
    return _READ_AS.get(name, name) if _CHARSET.fullmatch(name) else None


def _damaged(raw: bytes, encodings: tuple[str, ...], *, where: str) -> str:
    for encoding in encodings:
        text = raw.decode(encoding, errors="replace")
        if text.count("\ufffd") <= max(1, DAMAGED_SHARE * len(text)):
            return text
    western = raw.decode("cp1252", errors="replace")
    letters = [letter for letter in western if letter.isalpha()]
    if sum(letter > "\x7f" for letter in letters) <= FOREIGN_SHARE * len(letters):
        return western
    raise UnreadableFile(
        f"{where} is written neither in UTF-8 nor in an encoding that it states.",
        remedy="Open it in a browser and save it again as UTF-8, or save its text as .txt.",
    )
