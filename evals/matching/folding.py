"""Text made comparable, every character remembering where it came from.

Folded are Unicode forms, white space, quotation marks, dashes and Markdown escapes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# One source piece at a time: white space, an escaped mark, or a letter with its combining marks.
_PIECE = re.compile(r"\s+|\\[!-/:-@\[-`{-~]|.[\u0300-\u036f]*", re.DOTALL)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(_INVISIBLE, ""),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Folded text. `offsets[i]` is where `text[i]` came from in the source; one more ends it.

    `len(offsets) == len(text) + 1`, in code points, never decreasing.
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.offsets) != len(self.text) + 1:
            raise ValueError(f"{len(self.offsets)} offsets for {len(self.text)} characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A half-open span of the source text, in code points."""

    start: int
    end: int


def fold(source: str) -> Folded:
    r"""Comparable text with its offsets; letters keep their case and their accents.

    >>> fold(r"a  “b” \[c]").text
    'a "b" [c]'
    """
    characters: list[str] = []
    offsets: list[int] = []
    for piece in _PIECE.finditer(source):
        for character in _folded_piece(piece.group()):
            characters.append(character)
            offsets.append(piece.start())
    return Folded(text="".join(characters), offsets=(*offsets, len(source)))


def places(words: str, source: Folded) -> tuple[Place, ...]:
    """Every place where `words` occur in the source once both are folded, in reading order.

    >>> places('"b"', fold("a “b”"))
    (Place(start=2, end=5),)
    """
    sought = fold(words).text.strip()
    found: list[Place] = []
    at = source.text.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        found.append(Place(start=source.offsets[at], end=source.offsets[end]))
        at = source.text.find(sought, at + 1)
    return tuple(found)


def _folded_piece(piece: str) -> str:
    if piece.isspace():
        return " "
    if len(piece) > 1 and piece[0] == "\\":
        piece = piece[1:]
    # Before NFKC, which would turn an acute accent on its own into a space and a mark.
    return unicodedata.normalize("NFKC", piece.translate(_PLAIN)).translate(_PLAIN)
