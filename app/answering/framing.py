"""Words of a question that only say how its answer is to be put, and that no article has.

"How does the Courier's coverage of the strike differ from the Herald's?" is about the strike. With
the other words it is searched, and read, as a question on coverage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.answering.abouts import about_words
from app.answering.shapes import Shape, asks_change, shape_of
from index.query import Reading, without
from index.spans import Span
from index.words import content_words

_TOLD = r"(?:say|said|report|write|wrote|written|tell|told|describe|cover|present)(?:s|ed)?"
_COMPARING = (
    r"^(?:and |but |so )?(?:(?:how|what|where|in what ways?) )?"
    r"(?:do|does|did|have|has|is|are|compare[sd]?)\b(?: (?:how|what|whether)\b)?"
    r"|\b(?:the |their )?(?:coverage|reporting|reports?|accounts?|versions?|stories|articles?"
    r"|treatment)(?: (?:of|on|about))?\b"
    r"|\b(?:differ|compare|contrast|contradict|agree|disagree)s?(?: each other)?"
    r"(?: (?:from|with|to|on|over|about|in|how))?\b"
    r"|\b(?:the )?(?:main )?differen(?:ces?|t) (?:between|from|in|on)\b|\b(?:those|that) of\b"
    r"|\bboth\b"
)
_FRAME = re.compile(_COMPARING, re.IGNORECASE)
# "RFI's", "RFI each report", "RFI say the same about": not what others are reported to say.
_OF_OUTLET = re.compile(
    rf"(?:[’']s?\b)?(?:,? (?:each|both)\b)?(?: {_TOLD}"
    r"(?: (?:the same|something different|different things|differently)(?: things?)?)?"
    r"(?: (?:about|on|of|over))?\b)?",
    re.IGNORECASE,
)
_BEFORE_OUTLET = re.compile(r"\b(?:(?:with|from|to|in) )?(?:the )?$", re.IGNORECASE)
_DAY = r"(?:\w+ )?\d{4}"
_BETWEEN_DAYS = re.compile(
    rf"\b(?:between {_DAY} and {_DAY}|from {_DAY} (?:to|until) {_DAY})\b", re.IGNORECASE
)


def frame_of(question: str, reading: Reading) -> tuple[Span, ...]:
    """Where a question has such words; often nowhere.

    One has that compares outlets, asks for a change, or for all there is on a topic. Nowhere either
    where nothing telling would be left.
    """
    match shape_of(question, reading):
        case Shape.COMPARISON:
            found = tuple(_of_comparison(question, reading))
        case Shape.COURSE if asks_change(question):
            found = tuple(_spans(_BETWEEN_DAYS, question))
        case _:
            about = about_words(question, reading.outlet_spans)
            found = (about,) if about else ()
    return found if content_words(without(question, found)) else ()


def _of_comparison(question: str, reading: Reading) -> Iterator[Span]:
    yield from _spans(_FRAME, question)
    outlets = sorted(reading.outlet_spans)
    for outlet in outlets:
        before = _BEFORE_OUTLET.search(question, 0, outlet.start)
        after = _OF_OUTLET.match(question, outlet.end)
        yield Span(
            start=before.start() if before else outlet.start,
            end=after.end() if after else outlet.end,
        )
    for one, next_one in pairwise(outlets):
        if one.end < next_one.start and not content_words(question[one.end : next_one.start]):
            yield Span(start=one.end, end=next_one.start)  # "and", "and in"


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(start=each.start(), end=each.end()) for each in pattern.finditer(text))
