"""From ranked evidence to an answer: whole sentences, verbatim, each with its citation.

A sentence that begins with a pronoun brings the sentence before it, so that the reader knows who is
meant. All that is ours stands before the quotes, or in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.answering.attribution import speaker_of
from app.answering.deeds import is_aim_for_deed
from app.answering.enumerations import row_that_answers
from app.answering.lead_ins import lead_in_of
from app.answering.openers import opener_of
from app.answering.picking import Said, picked
from app.answering.refusal import DEFAULT_THRESHOLD
from app.answering.shapes import Shape, Wanted
from app.answering.short_answers import short_answer
from app.answering.told_beside import Shown, notes_on
from app.answering.verdicts import verdict_of
from app.reply import MAX_QUOTE_CHARACTERS, Citation, Quote, Sentence
from corpus.article import Article
from index.copies import near_identical
from index.evidence import Evidence
from index.kinds import Kind
from index.query import NOTHING_READ
from index.question import AskedFor

__all__ = ["Composed", "compose", "near_identical", "next_best"]

NEXT_BEST = 8  # as many as a language model is shown
UPDATED = ", before later reports"
# An answer without a sentence that is as likely as this says that it is not sure. Of the questions
# that the confidence is fitted on and that are not refused, one in eleven is below, and of these
# two in five are answered right.
SURE_ENOUGH = 0.5
PLAIN = Wanted(question="", shape=Shape.PLAIN, reading=NOTHING_READ)
_CLAUSE_END = re.compile(r"[;:,–—](?=\s)|\s[–—-]{1,2}(?=\s)")

# By how much it rose "from 200 to 320" neither number tells.
_BY_HOW_MUCH = re.compile(r"\bby how (?:much|many)\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom\b(?:[^.;]|\.\d)*?\d(?:[^.;]|\.\d)*\bto\b(?:[^.;]|\.\d)*?\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The sentences of an answer, their citations, and the short answer where there is one.

    `verdict` is "Yes" or "No" where the quotes say so; `notes` are what else is to be said, in our
    words.
    """

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    short: Quote | None
    verdict: str | None = None
    notes: tuple[str, ...] = ()


def compose(
    asked: AskedFor,
    evidence: Sequence[Evidence],
    wanted: Wanted = PLAIN,
    *,
    shown: frozenset[tuple[str, int]] = frozenset(),
) -> Composed:
    """An answer out of evidence, best first, of which there is at least one piece.

    What a quote leans on is quoted with it, unless its article and start were `shown` before.
    """
    chosen = picked(evidence, wanted)
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    for said in chosen:
        if _is_cited(citations, said.evidence):  # it already opened the sentence after it
            continue
        marks = [_cite(citations, said.evidence, said.also_in)]
        opener = opener_of(said.evidence)
        if opener and _place(opener) not in shown and not _is_cited(citations, opener):
            marks.append(_cite(citations, opener, ()))
        sentences.append(_sentence(citations, marks, said))
    told = [said.evidence.text for said in chosen]
    is_unsure = _is_unsure(chosen, wanted)
    is_decided = wanted.shape is Shape.POLAR and not is_unsure
    verdict = verdict_of(wanted.question, told) if is_decided else None
    return Composed(
        sentences=tuple(sentences),
        citations=tuple(citations),
        short=_short(asked, chosen, wanted),
        verdict=verdict,
        notes=notes_on(
            wanted,
            Shown(
                articles=[said.evidence.article for said in chosen],
                verdict=verdict,
                newest=_newest(evidence),
                lacks_day=asked.kind is Kind.DATE and not chosen[0].evidence.holds_kind,
                is_aim=is_aim_for_deed(asked, wanted.question, told[0]),
                is_unsure=is_unsure,
            ),
        ),
    )


def _newest(evidence: Sequence[Evidence]) -> date | None:
    """The day of the newest report with a sentence that would not be refused."""
    likely = (piece for piece in evidence if piece.probability >= DEFAULT_THRESHOLD)
    return max(
        (each.article.reported_at for each in likely if each.article.reported_at), default=None
    )


def _is_unsure(chosen: Sequence[Said], wanted: Wanted) -> bool:
    """Whether none of the sentences is likely to answer; of opinions none is right."""
    likeliest = max(said.evidence.probability for said in chosen)
    return wanted.shape is not Shape.POSITIONS and likeliest < SURE_ENOUGH


def _short(asked: AskedFor, chosen: Sequence[Said], wanted: Wanted) -> Quote | None:
    """The few words that answer; none of opinions, comparisons and courses of events."""
    leading = chosen[0].evidence
    quote = _quote(leading)
    if wanted.shape is Shape.LIST:
        row = row_that_answers(wanted.question, quote.text)
        if row is None:
            return None
        start = quote.start
        return Quote(article=quote.article, start=start + row.start, end=start + row.end)
    is_of_levels = _BY_HOW_MUCH.search(wanted.question) and _FROM_TO.search(quote.text)
    if not wanted.has_short_answer or is_of_levels:
        return None
    if is_aim_for_deed(asked, wanted.question, quote.text):
        return None
    speakers = {speaker_of(s.evidence.article, s.evidence.span) for s in chosen} - {""}
    is_unclear = wanted.asks_who_said and len(speakers) > 1
    return None if is_unclear else short_answer(asked, leading, quote)


def next_best(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """The best evidence as citations, best first, whether or not an answer shows it."""
    citations: list[Citation] = []
    for piece in evidence[:NEXT_BEST]:
        _cite(citations, piece, ())
    return tuple(citations)


def _sentence(citations: list[Citation], marks: list[int], said: Said) -> Sentence:
    evidence = said.evidence
    quotes = sorted((citations[mark - 1].quote for mark in marks), key=lambda q: q.start)
    texts = [_trimmed(quote, evidence) for quote in quotes]
    lead = lead_in_of(evidence.article, evidence.span)
    return Sentence(
        lead_in=f"{lead}{UPDATED if said.is_updated else ''}:",
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
    least = MAX_QUOTE_CHARACTERS // 2  # "In May, …" is no quote
    ends = [end for end in (limited.rfind(" "), *ends) if end >= least] or [len(limited)]
    return Quote(article=evidence.article, start=span.start, end=span.start + ends[-1])


def _is_cited(citations: Sequence[Citation], evidence: Evidence) -> bool:
    cited = {(c.quote.article.article_id, c.quote.start) for c in citations}
    return _place(evidence) in cited


def _place(evidence: Evidence) -> tuple[str, int]:
    return evidence.article.article_id, evidence.span.start
