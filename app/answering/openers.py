"""The sentence that names what a quote leans on: "He", "the move", "at that summit"."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.attribution import speaker_of
from app.answering.spoken_words import without_quotes
from index.evidence import Evidence
from index.sentences import sentence_spans
from index.spans import Span

_LEANING = re.compile(
    r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|Such|The (?:move|decision|plan|deal"
    r"|two|three|latter|former|statement|comments?|remarks?)|(?:At|In|On|Under|After|Before|For"
    r"|With"
    r"|To|By) (?:that|this|it|them|these|those)|There(?! (?:is|are|was|were|has|have|had|will|would"
    r"|can|could|may|might|must|seems?|remains?)\b)"
    # "But he also stressed", "On Wednesday he was to travel on", "At 14 she joined".
    r"|(?:But|And|Yet|So|Then|Still|However|Meanwhile|Instead|Rather|Afterwards|Later|Earlier),?"
    r" (?:he|she|it|they|his|her|its|their|this|that|these|those)"
    r"|(?:In|At|On|As|By|For|After|Before|During|Since|Twice|Once|Earlier|Later)"
    r"(?: (?:[a-z0-9-]+|\w+day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)){0,5},? (?:he|she|they))\b"
)
_PERSON_SAYS = re.compile(r"\b(?:he|she) (?:has )?(?:said|says|told|added|wrote|argued|recalled)\b")
_PERSONS = re.compile(
    r"(?:(?:But|And|Yet|So|Then|However|Meanwhile),? )?(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er"
    r"|[Tt]heir)\b"
)
_BEFORE_CHARACTERS = 1_000  # in which the sentence before begins


def opener_of(evidence: Evidence) -> Evidence | None:
    """The sentence before, when this one leans on it and it stands in the same paragraph.

    A person may be named in the paragraph before.
    """
    is_leaning = _LEANING.match(evidence.text) or _is_of_nobody_known(evidence)
    before = evidence.before or (_before(evidence) if is_leaning else None)
    if not is_leaning or before is None:
        return None
    between = evidence.article.text[before.end : evidence.span.start]
    if "\n\n" in between and not _PERSONS.match(evidence.text):
        return None
    return replace(evidence, before=before).preceding()


def _is_of_nobody_known(evidence: Evidence) -> bool:
    """Whether "he said" is all that tells who speaks, and no lead-in names the person either."""
    is_said = _PERSON_SAYS.search(without_quotes(evidence.text))
    return bool(is_said) and not speaker_of(evidence.article, evidence.span)


def _before(evidence: Evidence) -> Span | None:
    """The sentence before one that begins its passage, in the same paragraph or before a person."""
    text, start = evidence.article.text, evidence.span.start
    is_person = _PERSONS.match(evidence.text)
    paragraph = 0 if is_person else text.rfind("\n", 0, start) + 1
    begin = max(0, start - _BEFORE_CHARACTERS, paragraph)
    found = sentence_spans(text[begin:start])
    return Span(start=begin + found[-1].start, end=begin + found[-1].end) if found else None
