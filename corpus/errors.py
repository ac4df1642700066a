"""What can go wrong, as types. A message says what is wrong and where, `remedy` what to do.

ClippingsError
├── InputError              the user's input is wrong, or nothing was found (exit 1)
│   ├── UnreadableFile      a file that is not an article we can read
│   ├── BadMetadata         a front matter, CSV or flag value that cannot be what it says
│   ├── BadDate             a date that does not exist or is not ISO 8601
│   ├── UnknownArticle      an id that the library does not hold
│   ├── EmptyLibrary        a question to a library without articles
│   └── BadQuestion         an empty or overlong question
└── HomeError               the data folder cannot be used as asked (exit 1)
    ├── HomeMismatch        made with another model or splitter, or by a newer Clippings
    ├── HomeDamaged         its SQLite file or its vectors cannot be read
    ├── HomeFull            there is no room left to write to it
    └── HomeBusy            another process owns it
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Self

SHOWN_CHARACTERS = 80  # of an offending value: enough to recognise it, never a page of it


def shown(value: object) -> str:
    """`repr` of an offending value, cut to 80 characters."""
    text = repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


class ClippingsError(Exception):
    """Our own errors: `str()` is the whole sentence for people, message and remedy."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled as made: an error may cross from one process to another."""
        return partial(type(self), remedy=self.remedy), (self.message,)


class InputError(ClippingsError):
    """The user's input is wrong, or nothing was found where something was needed."""

    code = "bad_input"


class UnreadableFile(InputError):
    """A file that is not an article we can read."""

    code = "unreadable_file"


class BadMetadata(InputError):
    """A metadata value that cannot be what it says it is."""

    code = "bad_metadata"


class BadDate(InputError):
    """A date that does not exist, or is not written as ISO 8601."""

    code = "bad_date"


class UnknownArticle(InputError):
    """An article id that the library does not hold."""

    code = "unknown_article"


class EmptyLibrary(InputError):
    """A question was put to a library without articles."""

    code = "empty_library"


class BadQuestion(InputError):
    """A question that is empty or too long to be one."""

    code = "bad_question"


class HomeError(ClippingsError):
    """The data folder cannot be used as asked."""

    code = "home"


class HomeMismatch(HomeError):
    """The data folder was made with other settings, or by a newer Clippings."""

    code = "home_mismatch"


class HomeDamaged(HomeError):
    """A file of the data folder that cannot be read as what it has to be."""

    code = "home_damaged"


class HomeFull(HomeError):
    """There is no room left on the disk, or in the user's share of it."""

    code = "home_full"

    @classmethod
    def at(cls, place: object) -> Self:
        """The error for a file or folder of a home."""
        return cls(
            f"There is no room left to write to {place}.",
            remedy="Make room on that disk. What went in so far is kept: the same command, given"
            " again, goes on where it stopped.",
        )


class HomeBusy(HomeError):
    """Another process owns the data folder."""

    code = "home_busy"
