"""What the PDF engine tells of a page: runs of text, each with its place and type size."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that stand side by side on one line, with no gap wider than their type is high.

    Lengths are in points; `bottom` and `top` count from the foot of the page upwards. `size` is the
    type size on paper, `bold` says whether its middle is.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False

    def shares_row_with(self, other: Run) -> bool:
        """Whether the middle of the less high one lies between the bottom and top of the other."""
        low, high = sorted((self, other), key=lambda run: run.top - run.bottom)
        return high.bottom <= (low.bottom + low.top) / 2 <= high.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: its runs in the order of the file, and whether a picture stands for its text."""

    runs: tuple[Run, ...]
    is_picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A PDF's pages in order, and the title and author it states of itself; empty is unknown."""

    sheets: tuple[Sheet, ...]
    title: str = ""
    author: str = ""


def to_json(printed: Print) -> str:
    """The print as one line of JSON in ASCII."""
    sheets = [
        {
            "is_picture": sheet.is_picture,
            "runs": [
                (run.text, run.left, run.right, run.bottom, run.top, run.size, run.bold)
                for run in sheet.runs
            ],
        }
        for sheet in printed.sheets
    ]
    return json.dumps({"title": printed.title, "author": printed.author, "sheets": sheets})


def from_json(text: str | bytes) -> Print:
    """The print that `to_json` wrote."""
    stored = json.loads(text)
    return Print(
        title=stored["title"],
        author=stored["author"],
        sheets=tuple(
            Sheet(is_picture=sheet["is_picture"], runs=tuple(_run(*run) for run in sheet["runs"]))
            for sheet in stored["sheets"]
        ),
    )


def _run(text: str, *numbers: float) -> Run:
    left, right, bottom, top, size, bold = numbers
    return Run(
        text=text, left=left, right=right, bottom=bottom, top=top, size=size, bold=bool(bold)
    )
