"""An answer out of a model's sentences: its citations marked anew, its parts found again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.reply import Answer, Citation, Part, Quote, Sentence

ENGINE = "llm"
_Place = tuple[str, int, int]  # of a quote: article id, start and end


def rewritten(
    answer: Answer, written: Sequence[Sentence], evidence: Mapping[int, Citation]
) -> Answer | None:
    """The answer told in the sentences written, each with the quotes it names in `evidence`.

    None where they leave out what was found to answer best: where no sentence cites a quote of the
    answer's first, or of one of its parts.
    """
    marks: dict[int, int] = {}  # of the evidence, and what they are in the answer
    for mark in (mark for sentence in written for mark in sentence.citations):
        marks.setdefault(mark, len(marks) + 1)
    sentences = tuple(
        replace(sentence, citations=tuple(marks[mark] for mark in sentence.citations))
        for sentence in written
    )
    citations = tuple(replace(evidence[old], mark=new) for old, new in marks.items())
    cited = [_places(citations[mark - 1] for mark in each.citations) for each in sentences]
    parts = tuple(_part(part, answer, cited) for part in answer.parts)
    is_lost = any(
        old.sentences and not new.sentences for old, new in zip(answer.parts, parts, strict=True)
    )
    best = _places(answer.citations[mark - 1] for mark in answer.sentences[0].citations)
    is_answered = any(places & best for places in cited)
    if is_lost or not is_answered:
        return None
    return replace(
        answer,
        sentences=sentences,
        citations=citations,
        short=_short(answer.short, [citations[mark - 1] for mark in sentences[0].citations]),
        parts=parts,
        engine=ENGINE,
    )


def _places(citations: Iterable[Citation]) -> set[_Place]:
    quotes = (each.quote for each in citations)
    return {(quote.article.article_id, quote.start, quote.end) for quote in quotes}


def _part(part: Part, answer: Answer, cited: Sequence[set[_Place]]) -> Part:
    """The part with the places of the sentences that cite a quote of it."""
    marks = {mark for at in part.sentences for mark in answer.sentences[at].citations}
    places = _places(answer.citations[mark - 1] for mark in marks)
    return replace(part, sentences=tuple(at for at, own in enumerate(cited) if own & places))


def _short(short: Quote | None, citations: Sequence[Citation]) -> Quote | None:
    """The short answer, if it stands in a quote of the first sentence."""
    if short is None:
        return None
    is_held = any(
        quote.article.article_id == short.article.article_id
        and quote.start <= short.start < short.end <= quote.end
        for quote in (each.quote for each in citations)
    )
    return short if is_held else None
