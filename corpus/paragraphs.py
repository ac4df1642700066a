"""A file's lines put back together as paragraphs, each told apart by its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from corpus.markup import unmarked, visible

# Longest headline or crosshead that stands alone; what is longer is taken for prose. The longest
# related headline in the wire copy and web articles looked at had 14 words and 82 characters.
TITLE_WORDS = 16
TITLE_CHARACTERS = 120
# A shorter line may be a crosshead above a sentence that happens to begin in lower case.
BROKEN_LINE_WORDS = 8
# Of a paragraph put together so far: enough to tell that it is no title.
LINES_LOOKED_BACK = 8
# Share of line breaks followed by a lower-case letter from which a file counts as hard-wrapped:
# prose wrapped at 72 columns has about four in five, one paragraph a line has none.
WRAPPED_SHARE = 0.4
HEADER_LINES = 6  # headline, subheading, byline, day, outlet, address

_CLOSERS = "\"'”’»)\\]"
_ENDED = re.compile(rf"[.!?…。！？؟।۔።։။។:;,][{_CLOSERS}\s]*$")
_UNFINISHED = re.compile(rf"(?<![.!?…。！？؟।۔።։။។:;])[{_CLOSERS}]*$")
_SENTENCE_INSIDE = re.compile(rf"[a-z]{{3}}[.!?][{_CLOSERS}]*\s+[\"“‘'(\[]?[A-Z]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ADDRESS = re.compile(r"\w\.\w|/|@")
_TURN = re.compile(r"[QA]\s?[:.]\s")  # of an interview: Q: And the toll

# A byline, a day, what a label names: between a headline and its article, without blank lines.
_HEADER_LINE = re.compile(
    r"By:? [A-Z][\w.'’-]* [A-Z].{0,80}(?<![.,;:])"
    r"|(?:\w+day,? )?(?:\d{1,2} [A-Z][a-z]{2,8}\.?,?|[A-Z][a-z]{2,8}\.? \d{1,2},) \d{4}"
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}.{0,12})?"
    r"|(?:Published|Updated|Posted|Source|Author|Date|URL): .{1,100}"
)
_RULE = re.compile(r"\s*([-*_=~])(?:\s*\1){2,}\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_ENTRY = re.compile(r"\s*(?:[-*+•▪◦]\s+|(?=\d{1,3}[.)]\s))(.*)")
_QUOTED = re.compile(r"\s{0,3}(?:>\s?)+(.*)")


class Form(StrEnum):
    """How a paragraph is marked in its file."""

    HEADING = "heading"
    ENTRY = "entry"  # of a list
    PROSE = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Plain words on one line; `level` is 1 to 6 for a heading, else 0."""

    text: str
    form: Form = Form.PROSE
    level: int = 0

    @property
    def is_title(self) -> bool:
        """Whether it stands above or beside the reporting: a heading, or a line like one."""
        return self.form is Form.HEADING or (self.form is Form.PROSE and _is_title(self.text))

    @property
    def is_unfinished(self) -> bool:
        """Whether it is as short as a title and ends like one, whatever stands inside."""
        return _is_short(self.text) and not _ENDED.search(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    form: Form
    level: int = 0
    after_gap: bool = False
    is_early: bool = False  # where an article's header would be
    breaks: bool = False  # two spaces at its end: Markdown's wish for a line break


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a plain or Markdown text, in order; none is empty.

    Lines are joined where a sentence plainly runs on: in hard-wrapped text, and over a page break
    that left a blank line inside a sentence.
    """
    lines = tuple(_lines(visible(text)))
    plain = (
        Paragraph(text=unmarked(line.text), form=line.form, level=line.level)
        for line in _joined(lines, wrapped=_is_wrapped(lines))
    )
    return tuple(paragraph for paragraph in plain if paragraph.text)


def _lines(text: str) -> Iterator[_Line]:
    after_gap, before = True, 0
    for raw in text.splitlines():
        if not raw.strip() or _RULE.fullmatch(raw):
            after_gap = True
            continue
        yield replace(_line(raw, after_gap=after_gap), is_early=before < HEADER_LINES)
        after_gap, before = False, before + 1


def _line(raw: str, *, after_gap: bool) -> _Line:
    if quoted := _QUOTED.fullmatch(raw):
        raw = quoted[1]
    breaks = raw.endswith("  ")
    if heading := _HEADING.fullmatch(raw):
        return _Line(text=heading[2], form=Form.HEADING, level=len(heading[1]), after_gap=after_gap)
    if entry := _ENTRY.fullmatch(raw):
        return _Line(text=entry[1], form=Form.ENTRY, after_gap=after_gap, breaks=breaks)
    return _Line(text=raw.strip(), form=Form.PROSE, after_gap=after_gap, breaks=breaks)


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    following = [
        line.text
        for previous, line in pairwise(lines)
        if not line.after_gap and line.form is Form.PROSE and previous.form is not Form.HEADING
    ]
    in_lower_case = sum(text[:1].islower() for text in following)
    return bool(following) and in_lower_case >= WRAPPED_SHARE * len(following)


def _joined(lines: Sequence[_Line], *, wrapped: bool) -> Iterator[_Line]:
    group: list[_Line] = []
    for line in lines:
        if group and not _runs_on(group, line, wrapped=wrapped):
            yield replace(group[0], text=_words(group))
            group = []
        group.append(line)
    if group:
        yield replace(group[0], text=_words(group))


def _words(lines: Sequence[_Line]) -> str:
    return " ".join(line.text for line in lines)


def _runs_on(group: Sequence[_Line], line: _Line, *, wrapped: bool) -> bool:
    wrapped = wrapped and not line.after_gap and not group[-1].breaks
    if group[0].form is Form.HEADING:
        return False
    if line.form is not Form.PROSE:
        return wrapped and _is_wrapped_number(group, line)
    if wrapped:
        return not _is_of_header(line) and not _is_of_header(group[-1])
    return bool(_UNFINISHED.search(group[-1].text)) and _continues(
        _words(group[-LINES_LOOKED_BACK:]), line.text
    )


def _is_wrapped_number(group: Sequence[_Line], line: _Line) -> bool:
    """Whether the number of an entry ends a sentence above: `… rose to` / `18. The coast guard`."""
    is_no_first = bool(re.match(r"(?!1[.)])\d", line.text))  # a list begins with 1
    is_prose = group[0].form is Form.PROSE
    return is_no_first and is_prose and bool(_UNFINISHED.search(group[-1].text))


def _is_of_header(line: _Line) -> bool:
    """Whether a line is a byline or a date: never the rest of the line above."""
    return line.is_early and bool(_HEADER_LINE.fullmatch(line.text))


def _continues(before: str, after: str) -> bool:
    if after.startswith("("):
        return not _is_title(before) and not _IN_BRACKETS.fullmatch(after)
    first = after.split(maxsplit=1)[0] if after else ""
    # iPhone, al-Qaeda and wsws.org begin sentences and lines of their own.
    in_lower_case = first[:1].islower() and first == first.lower()
    return in_lower_case and not _ADDRESS.search(first) and len(before.split()) >= BROKEN_LINE_WORDS


def _is_title(text: str) -> bool:
    return (
        _is_short(text)
        and not _ENDED.search(text)
        and not _SENTENCE_INSIDE.search(text)
        and not _TURN.match(text)
    )


def _is_short(text: str) -> bool:
    return len(text) <= TITLE_CHARACTERS and len(text.split()) <= TITLE_WORDS
