"""A model's text as it streams, cut into sentences with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.sentences import split_sentences

MOST_WAITING = 1_500  # characters without a mark; three times the longest sentence that is shown
_MARK = r"\[\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*\]"
_MARKS = re.compile(rf"\s*({_MARK})")
_AT_END = re.compile(rf"(?:\s*{_MARK})+(?=[\s.!?…\"”’)]*$)")
_AT_START = re.compile(rf"^(?:\s*{_MARK})+")
# A sentence is over where marks and a full stop meet in either order, or at the end of a line.
_END = re.compile(
    rf"(?:[.!?…][\"”’)]*(?:\s*{_MARK})+|(?:\s*{_MARK})+\s*[.!?…][\"”’)]*)(?=\s+[^\s\[])|\n"
)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
# Whether it is yes or no is not the model's to say; what it goes on with is checked without it.
_VERDICT = re.compile(r"^(?:yes|no), +(?=\w)", re.IGNORECASE)
_STOPPED = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A sentence as a model wrote it, without its marks and a "Yes," before it.

    `marks` stand in their order, each once, and may name no evidence; empty if it ends with none.
    """

    text: str
    marks: tuple[int, ...]


def drafted_sentences(pieces: Iterable[str]) -> Iterator[Drafted]:
    """The sentences of a streamed text, each as soon as it is complete."""
    waiting, is_first = "", True
    for piece in pieces:
        waiting += piece
        while end := _END.search(waiting):
            yield from _sentences(waiting[: end.end()], is_first=is_first)
            is_first = is_first and not waiting[: end.end()].strip()
            waiting = waiting[end.end() :]
        if len(waiting) > MOST_WAITING:
            yield from _sentences(waiting, is_first=is_first)
            waiting, is_first = "", False
    yield from _sentences(waiting, is_first=is_first)


def _sentences(text: str, *, is_first: bool) -> Iterator[Drafted]:
    """The sentences of a stretch that is complete; its marks belong to the last of them.

    Marks that the whole text begins with end no sentence before: they are the first one's, where it
    has none behind.
    """
    stretch = _BULLET.sub("", text).strip()
    if not stretch:
        return
    ending = _AT_END.search(stretch)
    body = stretch[: ending.start()] + stretch[ending.end() :] if ending else stretch
    parts = [part.strip() for part in split_sentences(body) if part.strip()]
    if not parts:
        return
    marks = [()] * (len(parts) - 1) + [_numbers(ending[0]) if ending else ()]
    opening = _AT_START.match(stretch) if is_first else None
    if opening and not marks[0]:
        marks[0] = _numbers(opening[0])
    for part, own in zip(parts, marks, strict=True):
        yield _drafted(part, own)


def _drafted(text: str, at_end: tuple[int, ...]) -> Drafted:
    # Within a text, a mark at the beginning may be the sentence's or end the one before.
    within = _numbers(_AT_START.sub("", text, count=1)) if at_end else ()
    plain = " ".join(_MARKS.sub("", text).split())
    if verdict := _VERDICT.match(plain):
        plain = plain[verdict.end()].upper() + plain[verdict.end() + 1 :]
    if not plain.endswith(_STOPPED):
        plain = plain.rstrip(" ,;:") + "."
    return Drafted(text=plain, marks=tuple(dict.fromkeys((*within, *at_end))))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for mark in _MARKS.findall(text) for n in re.findall(r"\d+", mark))
