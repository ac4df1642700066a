"""From ranked evidence to an answer: whole sentences, verbatim, each with its citation.

What is chosen is decided by score alone; what is left out is what repeats. A sentence that
begins with a pronoun brings the sentence before it, so that the reader knows who is meant.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.short_answers import short_answer
from app.reply import MAX_QUOTE_CHARACTERS, Citation, Quote, Sentence
from corpus.article import Article
from index.copies import near_identical
from index.evidence import Evidence
from index.question import AskedFor

__all__ = ["Composed", "compose", "near_identical", "next_best"]

MAX_SENTENCES = 3
NEXT_BEST = 8  # as many as a language model is shown
KEPT_ODDS = 0.02  # of a further sentence to be the right one, beside the first (dev facts)
_LEANING = re.compile(
    r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|Such|The (?:move|decision|plan|deal"
    r"|two|three|latter|former|statement|comments?|remarks?))\b"
)
_CLAUSE_END = re.compile(r"[;:,–—](?=\s)|\s[–—-]{1,2}(?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The sentences of an answer, their citations, and the short answer where there is one."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    short: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One thing said: its best evidence, and the other articles that say it in the same words."""

    evidence: Evidence
    also_in: tuple[Article, ...]


def compose(asked: AskedFor, evidence: Sequence[Evidence]) -> Composed:
    """An answer out of evidence, best first, of which there is at least one piece."""
    chosen = _chosen(evidence)
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    for said in chosen:
        if _is_cited(citations, said.evidence):  # it already opened the sentence after it
            continue
        marks = [_cite(citations, said.evidence, said.also_in)]
        opener = _opener(said.evidence)
        if opener and not _is_cited(citations, opener):
            marks.append(_cite(citations, opener, ()))
        sentences.append(_sentence(citations, marks, said.evidence))
    return Composed(
        sentences=tuple(sentences),
        citations=tuple(citations),
        short=short_answer(asked, chosen[0].evidence, _quote(chosen[0].evidence)),
    )


def next_best(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """The best evidence as citations, best first, whether or not an answer shows it."""
    citations: list[Citation] = []
    for piece in evidence[:NEXT_BEST]:
        _cite(citations, piece, ())
    return tuple(citations)


def _chosen(evidence: Sequence[Evidence]) -> list[_Said]:
    floor = evidence[0].score + math.log(KEPT_ODDS)
    chosen: list[_Said] = []
    for piece in evidence:
        at = next(
            (i for i, s in enumerate(chosen) if near_identical(s.evidence.text, piece.text)), None
        )
        if at is not None:
            chosen[at] = _with_copy(chosen[at], piece)
        elif len(chosen) < MAX_SENTENCES and piece.score >= floor:
            chosen.append(_Said(evidence=piece, also_in=()))
    return chosen


def _with_copy(said: _Said, copy: Evidence) -> _Said:
    known = {said.evidence.article.article_id, *(a.article_id for a in said.also_in)}
    if copy.article.article_id in known:
        return said
    return _Said(evidence=said.evidence, also_in=(*said.also_in, copy.article))


def _sentence(citations: list[Citation], marks: list[int], evidence: Evidence) -> Sentence:
    quotes = sorted((citations[mark - 1].quote for mark in marks), key=lambda q: q.start)
    texts = [_trimmed(quote, evidence) for quote in quotes]
    return Sentence(
        lead_in=f"{evidence.article.byline}:",
        text=" ".join(texts),
        citations=tuple(marks),
        support=1.0,
        relevance=evidence.probability,
    )


def _trimmed(quote: Quote, evidence: Evidence) -> str:
    is_cut = quote.start == evidence.span.start and quote.end < evidence.span.end
    return f"{quote.text} […]" if is_cut else quote.text


def _cite(citations: list[Citation], evidence: Evidence, also_in: tuple[Article, ...]) -> int:
    mark = len(citations) + 1
    citations.append(
        Citation(mark=mark, quote=_quote(evidence), relevance=evidence.probability, also_in=also_in)
    )
    return mark


def _quote(evidence: Evidence) -> Quote:
    """The sentence, ended at a clause when it is longer than a quote may be."""
    span = evidence.span
    if span.end - span.start <= MAX_QUOTE_CHARACTERS:
        return Quote(article=evidence.article, start=span.start, end=span.end)
    limited = evidence.article.text[span.start : span.start + MAX_QUOTE_CHARACTERS]
    ends = [match.start() for match in _CLAUSE_END.finditer(limited)]
    cut = ends[-1] if ends else limited.rfind(" ")
    return Quote(article=evidence.article, start=span.start, end=span.start + max(cut, 1))


def _opener(evidence: Evidence) -> Evidence | None:
    """The sentence before, when this one leans on it and it stands in the same paragraph."""
    if not _LEANING.match(evidence.text) or evidence.before is None:
        return None
    between = evidence.article.text[evidence.before.end : evidence.span.start]
    if "\n\n" in between and not evidence.text.startswith(("He", "She", "They")):
        return None
    return evidence.preceding()


def _is_cited(citations: Sequence[Citation], evidence: Evidence) -> bool:
    return any(
        c.quote.article.article_id == evidence.article.article_id
        and c.quote.start == evidence.span.start
        for c in citations
    )
