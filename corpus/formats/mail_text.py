"""The text of a mail put together again: flowed lines joined, a forwarded letter taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

_QUOTED = re.compile(r"(>*)(.*)", re.DOTALL)
_SIGNATURE = "-- "  # the line above a signature; its space is part of it
_FORWARDED = re.compile(
    r"(?:>\s?)*\s*(?:-{2,}\s*(?:forwarded message|original message)\s*-{2,}"
    r"|begin forwarded message:)\s*",
    re.IGNORECASE,
)
# Outlook draws a line, which many do: it marks a letter only right above that one's own header.
_RULED = re.compile(r"(?:>\s?)*\s*_{20,}\s*")
_RULED_HEADER = (frozenset({"from"}), frozenset({"sent", "date"}))
_LABELLED = re.compile(
    r"(?:>\s?)*\s*\**(from|date|sent|subject|to|cc|reply-to):\**\s*(.*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A letter inside another: what its header says, by label in lower case, and its text."""

    labels: Mapping[str, str]
    text: str


def unflowed(text: str, *, without_space: bool = False) -> str:
    """Text in `format=flowed` with each paragraph on one line, as RFC 3676 has it.

    `without_space` is its DelSp: the space at which a line was broken is no part of the text.
    """
    lines: list[str] = []
    depth_before, runs_on = 0, False
    for raw in text.splitlines():
        depth, line = _unstuffed(raw)
        if runs_on and depth == depth_before and line != _SIGNATURE:
            lines[-1] += line
        else:
            lines.append(f"{'>' * depth} {line}" if depth else line)
        runs_on = line.endswith(" ") and line != _SIGNATURE
        if runs_on and without_space:
            lines[-1] = lines[-1][:-1]
        depth_before = depth
    return "\n".join(lines)


def without_signature(text: str) -> str:
    """The text above the line `-- `; all of it where nothing stands above."""
    kept = "\n".join(takewhile(lambda line: line != _SIGNATURE, text.splitlines()))
    return kept if kept.strip() else text


def forwarded_in(text: str) -> Forwarded | None:
    """The letter that a text forwards, where its header is plainly marked; else None."""
    lines = text.splitlines()
    mark = next((at for at in range(len(lines)) if _is_mark(lines, at)), None)
    if mark is None:
        return None
    first = next((at for at in range(mark + 1, len(lines)) if not _is_blank(lines[at])), mark)
    header = tuple(takewhile(lambda line: not _is_blank(line), lines[first:]))
    labels = dict(_labels(header))
    if "from" not in labels or not labels.keys() & {"date", "sent", "subject"}:
        return None
    return Forwarded(labels=labels, text="\n".join(lines[first + len(header) :]))


def _is_mark(lines: Sequence[str], at: int) -> bool:
    if not _RULED.fullmatch(lines[at]):
        return bool(_FORWARDED.fullmatch(lines[at]))
    below = map(_LABELLED.fullmatch, lines[at + 1 : at + 1 + len(_RULED_HEADER)])
    labels = [line[1].lower() for line in below if line]
    return len(labels) == len(_RULED_HEADER) and all(
        label in known for label, known in zip(labels, _RULED_HEADER, strict=True)
    )


def _labels(header: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    label, value = "", ""
    for line in header:
        if labelled := _LABELLED.fullmatch(line):
            if label:
                yield label, value
            label, value = labelled[1].lower(), labelled[2].strip()
        else:
            value = f"{value} {line.strip(' >')}"
    if label:
        yield label, value


def _is_blank(line: str) -> bool:
    return not line.strip(" >\t")


def _unstuffed(raw: str) -> tuple[int, str]:
    quoted = _QUOTED.fullmatch(raw)
    marks, line = quoted.groups() if quoted else ("", raw)
    return len(marks), line.removeprefix(" ")
