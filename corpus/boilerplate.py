"""What a page carries beside its reporting: promotion, service lines, credits, comments, contacts.

Told by form wherever form is enough; the phrases are the stock phrases of news sites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.paragraphs import Form, Paragraph

# Up to two title-like lines between full paragraphs are a related headline and a crosshead; three
# and more without a promotional label are an unmarked list, which may hold facts.
STRAY_TITLES = 2
SERVICE_WORDS = 40  # a longer paragraph that begins like a service line is reporting
CREDIT_WORDS = 8

_LABEL = re.compile(
    r"(?:other|more|related|recommended|popular|latest|top|trending)"
    r" (?:topics|articles|stories|news|headlines|coverage|reading|content)(?: of interest)?"
    r"|(?:most (?:read|popular|viewed)|related|recommended|advertisement|sponsored|trending)"
    r"|(?:read|see) (?:more|also|next)|also read"
    r"|you (?:may|might)(?: also)? (?:like|be interested in)"
    r"|more (?:on|from) (?:this|our) \w+|(?:story|article) continues below(?: this)?(?: ad\w*)?"
    r"|share this (?:article|story|page)",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"(?:read (?:more|also|next|this)|related|see also|also read|more|watch|listen"
    r"|you may(?: also)? like|live updates)\s*[:|»›→]\s*\S.*",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"to (?:suggest|report|submit|request|flag) (?:an?|any)"
    r" (?:correction|clarification|error|typo)\b"
    r"|you can also highlight\b"
    r"|(?:sign up|subscribe|register)(?: here| now| today)? (?:for|to)"
    r" .*\b(?:newsletter|newsletters|podcast|channel|alerts|inbox)\b"
    r"|get (?:our|the) .*\bnewsletter\b"
    r"|(?:follow|join|like|find) us on\b|download (?:our|the) .*\bapp\b"
    r"|(?:©|\(c\)|copyright ©?) ?\d{4}\b|all rights reserved\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\([^()]*[^().!?]\)")
_COMMENTS = re.compile(
    r"(?:\d+ )?comments?(?: section)?(?: ?\( ?\d+ ?\))?:?|(?:leave|post|add) an? (?:comment|reply)"
    r"|join the (?:conversation|discussion)|(?:view|show|read)(?: all)?(?: \d+)? comments",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"(?:to )?(?:contact|get in touch with)\s(?:us|the|our)\b", re.IGNORECASE)
_CORRECTION = re.compile(
    r"\W*(?:correction|corrections|clarification|corrigendum|erratum)\b[^:.]{0,40}:"
    r"|\W*(?:editor['’]s note: )?(?:an earlier|a previous|a prior) version of"
    r" (?:this|the) (?:article|story|report|headline|text)\b"
    r"|\W*this (?:article|story|report|piece) (?:has been|was|is being)"
    r" (?:corrected|amended|(?:updated|edited|revised)\b.*\bto (?:correct|clarify))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The reporting, and apart from it what the outlet corrected in it."""

    reporting: tuple[Paragraph, ...]
    corrections: tuple[Paragraph, ...] = ()


def sort_out(paragraphs: Sequence[Paragraph]) -> Sorted:
    """Part the reporting from corrections of facts and from everything that is neither.

    Headings go as well: no heading is a sentence that could be quoted. A text without one full
    paragraph keeps its unmarked lines, for then nothing tells titles from reporting.
    """
    remaining = _without_contacts(_without_comments(paragraphs))
    remaining = [paragraph for paragraph in remaining if not _is_service(paragraph)]
    corrections = tuple(filter(_is_correction, remaining))
    remaining = [paragraph for paragraph in remaining if not _is_correction(paragraph)]
    return Sorted(reporting=_without_titles(remaining), corrections=corrections)


def _without_comments(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    follows_reporting = False
    for position, paragraph in enumerate(paragraphs):
        if follows_reporting and _COMMENTS.fullmatch(paragraph.text):
            return paragraphs[:position]
        follows_reporting = follows_reporting or not paragraph.is_title
    return paragraphs


def _without_contacts(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """A contact block runs from its first line through the lines that are no sentences."""
    kept: list[Paragraph] = []
    inside = False
    for paragraph in paragraphs:
        open_ended = paragraph.is_title or paragraph.text.endswith(":")
        inside = open_ended and (inside or bool(_CONTACT.match(paragraph.text)))
        if not inside:
            kept.append(paragraph)
    return kept


def _is_correction(paragraph: Paragraph) -> bool:
    return not paragraph.is_title and bool(_CORRECTION.match(paragraph.text))


def _is_service(paragraph: Paragraph) -> bool:
    words = len(paragraph.text.split())
    if words <= CREDIT_WORDS and _CREDIT.fullmatch(paragraph.text):
        return True
    if words > SERVICE_WORDS:
        return False
    return bool(_POINTER.fullmatch(paragraph.text) or _SERVICE.match(paragraph.text))


def _without_titles(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    if all(map(_is_beside, paragraphs)):
        return tuple(p for p in paragraphs if p.form is not Form.HEADING and not _is_label(p))
    kept: list[Paragraph] = []
    for is_title, group in groupby(paragraphs, key=_is_beside):
        run = tuple(group)
        announced = bool(kept) and kept[-1].text.endswith(":")
        kept.extend(_listed(run, announced=announced) if is_title else run)
    return tuple(kept)


def _listed(run: Sequence[Paragraph], *, announced: bool) -> Sequence[Paragraph]:
    """Those of neighbouring title-like lines that are the entries of an unmarked list."""
    lines = [paragraph for paragraph in run if paragraph.form is not Form.HEADING]
    is_promotion = any(map(_is_label, lines))
    is_list = len(lines) > STRAY_TITLES or (announced and run[0].form is not Form.HEADING)
    return lines if is_list and not is_promotion else ()


def _is_beside(paragraph: Paragraph) -> bool:
    return paragraph.is_title or _is_label(paragraph)


def _is_label(paragraph: Paragraph) -> bool:
    return bool(_LABEL.fullmatch(paragraph.text.rstrip(":")))
