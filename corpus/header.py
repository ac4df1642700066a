"""What an article's first lines say about it: headline, byline, dateline, outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from corpus.metadata import Metadata
from corpus.paragraphs import Form, Paragraph

HEADLINE_WORDS = 3  # fewer, unmarked, may as well be a place or a section

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_LABEL = r"(?:(?:published|posted|issued|date)(?: (?:on|at))?:?\s+)?"
_WEEKDAY = r"(?:(?:\w+day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?,?\s+)?"
_DAY_LINE = re.compile(
    rf"{_LABEL}{_WEEKDAY}(?:"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?"
    rf"|(?P<us_month>{_MONTH})\.?\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,"
    rf")\s+(?P<year>\d{{4}})(?:,?\s+\w+day)?"
    rf"(?:,?\s*[-–|]?\s*(?:at )?\d{{1,2}}[:.]\d{{2}}.{{0,12}})?\.?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"updated(?: (?:on|at))?:?\s+(\S.*)", re.IGNORECASE)
_ISO_LINE = re.compile(
    rf"{_LABEL}(\d{{4}}-\d{{2}}-\d{{2}})(?:[T ]\d{{2}}:\d{{2}}\S*)?", re.IGNORECASE
)
_GLUED_DATE = re.compile(
    r"(?:date|published(?: (?:on|at))?):?\s+(\d{4}-\d{2}-\d{2})(?:T\S+)?\s+(?=\S)", re.IGNORECASE
)
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|(?:al|bin|da|de|del|den|der|di|du|ibn|la|le|van|von)\b[\w'’-]*)"
_NAMES = rf"{_NAME}(?: {_NAME}){{1,4}}"
# After the name that follows "and" comes no further author but an outlet, if anything.
_BYLINE = re.compile(
    rf"(?:(?:Author|Byline): )?(?:(?:By|BY|by):? |(?<=: ))"
    rf"(?:(?P<several>{_NAMES}(?:(?:, | and ){_NAMES}){{0,4}},? and {_NAMES})(?:, [A-Z].{{1,40}})?"
    rf"|(?P<listed>{_NAMES}(?:, {_NAMES}){{0,5}}))"
    r"(?:,? [\w -]{0,30}(?:correspondent|editor|reporter|writer))?"
    r"(?:,? in [A-Z][\w ]{2,30}|, (?:Reuters|AFP|AP|dpa))?"
)
# An outlet's name stands where a person's might.
_PERSON = re.compile(
    r"(?!The )(?!.*\b(?:News|Times|Post|Press|Guardian|Telegraph|Independent|Journal|Herald"
    r"|Tribune|Today|Daily|Mail|Mirror|Agency|Radio|TV|World|Review|Jazeera|Welle|Monde)\b)"
    rf"{_NAMES}"
)
_OUTLET = re.compile(
    r"(?:source|outlet|publisher|publication): ((?!https?:|www\.)\S.{0,60})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the first lines say, and the paragraphs without those lines."""

    told: Metadata
    body: tuple[Paragraph, ...]


def read_opening(paragraphs: Sequence[Paragraph]) -> Opening:
    """Read headline, byline, dateline and outlet where the text plainly gives them.

    Only lines before the first full paragraph are read, a date glued to its beginning included;
    a headline may also be a first-level heading further down. An impossible date is no date.
    """
    head = tuple(takewhile(lambda paragraph: paragraph.is_title, paragraphs))
    if len(head) == len(paragraphs):
        head = tuple(takewhile(lambda paragraph: paragraph.form is Form.HEADING, paragraphs))
    body, glued = _unglued(paragraphs[len(head) :])
    told, unread = _read_lines(head)
    headline = _headline(unread, body)
    told = replace(
        told,
        headline=headline.text if headline else None,
        # Where nothing else is said, an article is as old as its last update at the least.
        published_at=told.published_at or glued or told.modified_at,
    )
    kept = tuple(line for line in unread if line is not headline)
    return Opening(told=told, body=kept + body)


def day_of_line(text: str) -> date | None:
    """The day that a line names when it names nothing else: `Tuesday, 18 February 2025, 10:32`."""
    if iso := _ISO_LINE.fullmatch(text):
        return _day_of_iso(iso[1])
    named = _DAY_LINE.fullmatch(text)
    if named is None:
        return None
    month = (named["month"] or named["us_month"])[:3].lower()
    number = _MONTHS.index(month) + 1
    try:
        return date(int(named["year"]), number, int(named["day"] or named["us_day"]))
    except ValueError:
        return None


def _read_lines(head: Sequence[Paragraph]) -> tuple[Metadata, tuple[Paragraph, ...]]:
    """What the lines say, and those lines that said nothing."""
    told = Metadata()
    unread: list[Paragraph] = []
    for position, line in enumerate(head):
        read = _read_line(line.text, beside=_beside(head, position))
        if read is None:
            unread.append(line)
        else:
            told = told.over(read)
    return told, tuple(unread)


def _read_line(text: str, *, beside: Sequence[str]) -> Metadata | None:
    if day := day_of_line(text):
        return Metadata(published_at=day)
    if (updated := _UPDATED.fullmatch(text)) and (day := day_of_line(updated[1])):
        return Metadata(modified_at=day)
    if byline := _BYLINE.fullmatch(text):
        return Metadata(author=byline["several"] or byline["listed"])
    if outlet := _OUTLET.fullmatch(text):
        return Metadata(outlet=outlet[1])
    # A bare name is an author only beside a date: it could be a headline or a place.
    if _PERSON.fullmatch(text) and any(map(day_of_line, beside)):
        return Metadata(author=text)
    return None


def _beside(head: Sequence[Paragraph], position: int) -> tuple[str, ...]:
    """The line below, and that above; none for the first line, which is the headline's place."""
    if position == 0:
        return ()
    return tuple(line.text for line in (head[position - 1], *head[position + 1 : position + 2]))


def _headline(unread: Sequence[Paragraph], body: Sequence[Paragraph]) -> Paragraph | None:
    headings = (line for line in unread if line.form is Form.HEADING)
    if marked := next(headings, None):
        return marked
    if unread and len(unread[0].text.split()) >= HEADLINE_WORDS and unread[0].text[-1] not in "—–-":
        return unread[0]
    return next((line for line in body if line.form is Form.HEADING and line.level == 1), None)


def _unglued(body: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], date | None]:
    glued = _GLUED_DATE.match(body[0].text) if body else None
    day = _day_of_iso(glued[1]) if glued else None
    if glued is None or day is None:
        return tuple(body), None
    return (replace(body[0], text=body[0].text[glued.end() :]), *body[1:]), day


def _day_of_iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
