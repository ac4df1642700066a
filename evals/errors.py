"""What can go wrong in an eval run; all of it is the user's input (exit 1).

InputError
├── BadFact         a line of a facts file that is not a fact, or evidence that does not occur
├── BadBaseline     a baseline that is missing, unreadable, or made from other facts
└── BadRun          flags that cannot go together, a report that cannot be read or written
"""

from __future__ import annotations

from corpus.errors import InputError


class BadFact(InputError):
    """A fact that is not one; `where` is `file:line`, or the file when no line is to blame."""

    code = "bad_fact"

    def __init__(self, where: str, message: str, *, remedy: str) -> None:
        super().__init__(f"{where}: {message}", remedy=remedy)
        self.where = where


class BadBaseline(InputError):
    """A baseline that cannot be compared with."""

    code = "bad_baseline"


class BadRun(InputError):
    """An eval run that cannot be made as asked."""

    code = "bad_run"
