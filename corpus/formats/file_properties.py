"""Title and author as office files and PDFs state them of themselves, where they can be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.header import read_opening
from corpus.markup import one_line
from corpus.metadata import Metadata
from corpus.paragraphs import Form, Paragraph

LONGEST = 300  # characters of a title or of authors
TITLE_WORDS = range(2, 31)  # one word is a slug or a program's, more are a text

_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|rtf|pdf|indd|qxp|qxd|pages|txt|html?|pptx?|xlsx?|tex|dvi|ps|png|jpe?g|tiff?)\b",
    re.IGNORECASE,
)
# What programs and scanners write when a person has written nothing.
_PROGRAMS_TITLE = re.compile(
    r"(?:microsoft|word|powerpoint|excel|libreoffice|openoffice|google docs|adobe|indesign|quark"
    r"|untitled|document|layout|page|print|scan(?:ned)?|slide|draft|template|copy of|new|your"
    r"|sans titre|ohne titel|sin título|unbenannt|dokument)\b[\s\-–:]*"
    r"(?:word|document|presentation|dokument|microsoft|title|page|file|from|title here|\d|\W|$)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\w+://|www\.|about:|\\")
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|(?:al|bin|da|de|del|den|der|di|du|ibn|la|le|van|von)\b)"
_NAMES = re.compile(
    rf"{_NAME}(?: {_NAME}){{1,4}}(?:(?:, | and |, and |; ){_NAME}(?: {_NAME}){{1,4}})*"
)
# Names of accounts and of programs that are written like names of people.
_NO_PERSON = re.compile(
    r"\b(?:user|admin|administrator|owner|microsoft|windows|office|adobe|acrobat|google|apple|mac"
    r"|docs?|word|editor|desk|newsroom|team|staff|guest|author|unknown|anonymous|home|computer|pc"
    r"|python|scanner|printer|company|department|customer|inc|ltd|llc|gmbh)\b",
    re.IGNORECASE,
)


def properties(title: str, author: str, paragraphs: Sequence[Paragraph]) -> Metadata:
    """The headline and author that a file's properties state, where its text says nothing of them.

    A headline marked as such in the text, and a byline there, are the article's own; properties
    come from templates and accounts. Titles and names that programs fill in are none. The dates of
    a file are not read: they tell when it was written, printed or saved, never when the article was
    published.
    """
    opening = read_opening(paragraphs)
    head = takewhile(lambda paragraph: paragraph.is_title, paragraphs)
    is_marked = any(paragraph.form is Form.HEADING for paragraph in head)
    return Metadata(
        headline=None if is_marked else plausible_title(title),
        author=None if opening.told.author else plausible_author(author),
    )


def plausible_title(text: str) -> str | None:
    """The title, on one line, when a person may have meant it as a headline."""
    title = one_line(text)
    if len(title) > LONGEST:
        return None
    is_none = (
        len(title.split()) not in TITLE_WORDS
        or _FILE_NAME.search(title)
        or _PROGRAMS_TITLE.match(title)
        or _ADDRESS.search(title)
    )
    return None if is_none else title


def plausible_author(text: str) -> str | None:
    """The name or names of people, of two words each or more."""
    author = one_line(text)
    if len(author) > LONGEST:
        return None
    return author if _NAMES.fullmatch(author) and not _NO_PERSON.search(author) else None
