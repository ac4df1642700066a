"""What a page carries beside its reporting: promotion, service lines, credits, comments, contacts.

Told by form wherever form is enough; the phrases are the stock phrases of news sites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.credit_lines import is_credit
from corpus.furniture import is_furniture
from corpus.paragraphs import Form, Paragraph
from corpus.service_lines import is_service

# Up to two title-like lines between full paragraphs are a related headline and a crosshead; three
# and more without a promotional label are an unmarked list, which may hold facts.
STRAY_TITLES = 2
# Readers' talk stands below the article; a link to it may stand below the first paragraph.
PARAGRAPHS_BEFORE_COMMENTS = 2

# A label announces that the title-like lines after it lead elsewhere.
_LABEL = re.compile(
    r"(?:other|more|related|recommended|popular|latest|top|trending)"
    r" (?:topics|articles|stories|news|headlines|coverage|reading|content)(?: of interest)?"
    r"|(?:most (?:read|popular|viewed)|related|recommended|trending)"
    r"|recommended for you|what to read next"
    r"|(?:read|see) (?:also|next)|also read|read more on (?:this|these) (?:topics?|subjects?)"
    r"|you (?:may|might)(?: also)? (?:like|be interested in)"
    r"|more (?:on|from) (?:this|our|the) \w+"
    r"|more (?:stories|articles|news|headlines|coverage) (?:from|on|about|in) \w+(?: \w+)?"
    r"|(?:editors?['’]?s?|our|top) picks|trending now|up next|in this (?:story|article)"
    r"|on this (?:topic|story)|don['’]t miss|you may have missed"
    r"|(?:in case you|what you) missed(?: it)?|from (?:around the web|our partners)"
    r"|share(?: this(?: article| story| page)?)?",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:\d+ )?comments?(?: section)?(?: ?\( ?\d+ ?\))?:?|leave an? (?:comment|reply)",
    re.IGNORECASE,
)
# A label and a figure is a fact: "Ferries: 41 in 12 harbours"; counted advice is a headline.
_FIGURE = re.compile(
    r"(?!(?:last )?(?:updated|modified|published|posted)\b)[^\W\d][^:]{1,40}: [$€£]?\d[\d,.]*\b"
    r"(?! (?:\w+ )?(?:things|ways|tips|reasons|facts|takeaways|questions|charts|photos|places"
    r"|ideas)\b)",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"(?:to )?(?:contact|get in touch with)\s(?:us|the|our)\b", re.IGNORECASE)
_NOTED = r"\W*(?:(?:editor['’]s note|update|note): )?"
_CORRECTION = re.compile(
    r"\W*(?:corrections?|clarifications?|corrigendum|erratum)\b"
    # A date, brackets, "and clarifications": no verb, as in "Clarification came later: nobody".
    r"(?=[^:]{0,40}:)(?-i:[^\w:.(]++|\([^():]{1,30}\)|[A-Z0-9]\w*+|and|of|on|to|the|note|appended|clarifications?)*+:"
    rf"|{_NOTED}(?:[^.,]{{3,40}}, )?(?:an earlier|a previous|a prior) version of"
    r" (?:this|the) (?:article|story|report|headline|text|column|op-ed|review|post)\b"
    rf"|{_NOTED}this (?:article|story|report|piece|column|op-ed) (?:has been|was|is being)"
    r" (?:corrected|amended|(?:updated|edited|revised)\b.*\bto (?:correct|clarify))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The reporting, and apart from it what the outlet corrected in it."""

    reporting: tuple[Paragraph, ...]
    corrections: tuple[Paragraph, ...] = ()


def without_furniture(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs without buttons, menus and players, which may stand above the headline too."""
    return tuple(
        paragraph
        for paragraph in paragraphs
        if _is_label(paragraph)
        or _COMMENTS.fullmatch(paragraph.text)
        or not is_furniture(paragraph.text)
    )


def sort_out(paragraphs: Sequence[Paragraph]) -> Sorted:
    """Part the reporting from corrections of facts and from everything that is neither.

    Headings go as well: no heading is a sentence that could be quoted. A text without one full
    paragraph keeps its unmarked lines, for then nothing tells titles from reporting.
    """
    remaining = _without_contacts(_without_comments(paragraphs))
    corrections = tuple(filter(_is_correction, remaining))
    reporting = (p for p in remaining if not (_is_correction(p) or _is_beside_the_point(p)))
    return Sorted(reporting=_without_titles(tuple(reporting)), corrections=corrections)


def _without_comments(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    reported = 0
    for position, paragraph in enumerate(paragraphs):
        if reported >= PARAGRAPHS_BEFORE_COMMENTS and _COMMENTS.fullmatch(paragraph.text):
            return paragraphs[:position]
        reported += not paragraph.is_title
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


def _is_beside_the_point(paragraph: Paragraph) -> bool:
    # A label stays for now: it tells what the lines below it are.
    return not _is_label(paragraph) and (is_service(paragraph.text) or is_credit(paragraph.text))


def _without_titles(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    if all(map(_is_beside, paragraphs)):
        return tuple(p for p in paragraphs if p.form is not Form.HEADING and not _is_label(p))
    runs = [(is_title, tuple(run)) for is_title, run in groupby(paragraphs, key=_is_beside)]
    kept: list[Paragraph] = []
    for place, (is_title, run) in enumerate(runs):
        before, after = runs[place - 1][1][-1:] if place else (), runs[place + 1 : place + 2]
        beside = (*before, *(following[0] for _, following in after))
        kept.extend(_listed(run, beside=beside, above=before) if is_title else run)
    return tuple(kept)


def _listed(
    run: Sequence[Paragraph], *, above: Sequence[Paragraph], beside: Sequence[Paragraph]
) -> Sequence[Paragraph]:
    """Those of neighbouring title-like lines that are the entries of an unmarked list."""
    lines = [paragraph for paragraph in run if paragraph.form is not Form.HEADING]
    if any(map(_is_label, lines)):
        return ()
    announced = run[0].form is not Form.HEADING and any(p.text.endswith(":") for p in above)
    is_list = len(lines) > STRAY_TITLES or announced or any(map(_is_line, beside))
    return lines if is_list else ()


def _is_line(paragraph: Paragraph) -> bool:
    """Whether it is no sentence, although it has a full stop inside: `40 Harbour Rd. Torvik`."""
    return paragraph.form is Form.PROSE and paragraph.is_unfinished


def _is_beside(paragraph: Paragraph) -> bool:
    if paragraph.form is not Form.HEADING and _FIGURE.match(paragraph.text):
        return False
    return paragraph.is_title or _is_label(paragraph)


def _is_label(paragraph: Paragraph) -> bool:
    return bool(_LABEL.fullmatch(paragraph.text.rstrip(":")))
