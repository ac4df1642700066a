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
    waiting = ""
    for piece in pieces:
        waiting += piece
        while end := _END.search(waiting):
            yield from _sentences(waiting[: end.end()])
            waiting = waiting[end.end() :]
        if len(waiting) > MOST_WAITING:
            yield from _sentences(waiting)
            waiting = ""
    yield from _sentences(waiting)


def _sentences(text: str) -> Iterator[Drafted]:
    """The sentences of a stretch that is complete; its marks belong to the last of them."""
    stretch = _BULLET.sub("", text).strip()
    if not stretch:
        return
    ending = _AT_END.search(stretch)
    body = stretch[: ending.start()] + stretch[ending.end() :] if ending else stretch
    parts = [part.strip() for part in split_sentences(body) if part.strip()]
    for part in parts[:-1]:
        yield _drafted(part, ())
    for part in parts[-1:]:
        yield _drafted(part, _numbers(ending[0]) if ending else ())


def _drafted(text: str, at_end: tuple[int, ...]) -> Drafted:
    # A mark at the beginning may be that of the sentence, or end the one before: it says nothing.
    within = _numbers(text.lstrip()[1:]) if at_end else ()
    plain = " ".join(_MARKS.sub("", text).split())
    if verdict := _VERDICT.match(plain):
        plain = plain[verdict.end()].upper() + plain[verdict.end() + 1 :]
    if not plain.endswith(_STOPPED):
        plain = plain.rstrip(" ,;:") + "."
    return Drafted(text=plain, marks=tuple(dict.fromkeys((*within, *at_end))))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for mark in _MARKS.findall(text) for n in re.findall(r"\d+", mark))
