"""The answer just given, shown again: with its sources, with what supports it, or shorter."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.acts import Act
from app.conversation import Turn
from app.reply import Answer, Citation, Quote, Sentence, Timings, independent_sources
from corpus.article import Article
from corpus.library import Library
from index.copies import near_identical
from index.evidence import Evidence
from index.query import Query

REVISED = "; the article was revised since"
Fields = Mapping[str, Any]  # a kept reply, as `app/wire.py` writes it


def looked_back(act: Act, turn: Turn, library: Library) -> Answer | None:
    """The answer of a turn as an act wants it, with what was asked about it among its notes.

    None when the turn's reply was no answer, or cites an article that the library has lost.
    """
    answer = answer_of(turn, library)
    if answer is None:
        return None
    match act:
        case Act.SHORTER:
            return _shortened(answer)
        case Act.SOURCES:
            return replace(answer, notes=_sources(answer.citations))
        case _:
            disputed = json.loads(turn.kept).get("disagreements", ())
            return replace(answer, notes=_support(answer, len(disputed)))


def answer_of(turn: Turn, library: Library) -> Answer | None:
    """The kept answer of a turn, its quotes sliced anew; None as `looked_back` says."""
    kept: Fields = json.loads(turn.kept)
    cited = kept.get("citations", ())
    articles = library.find({a["article_id"] for c in cited for a in (c, *c["also_in"])})
    if kept.get("kind") != "answer" or any(c["article_id"] not in articles for c in cited):
        return None
    return Answer(
        question=turn.question,
        query=Query(text=turn.query),
        sentences=tuple(_sentence(fields) for fields in kept["sentences"]),
        citations=tuple(_citation(fields, articles) for fields in cited),
        short=None,
        confidence=kept["confidence"],
        conversation=kept["conversation"],
        timings=Timings(first_citation=0.0, total=0.0),
        engine=kept["engine"],
    )


def _sentence(fields: Fields) -> Sentence:
    return Sentence(
        lead_in=fields["lead_in"],
        text=fields["text"],
        citations=tuple(fields["citations"]),
        support=fields["support"],
        relevance=fields["relevance"],
    )


def _citation(fields: Fields, articles: Mapping[Any, Article]) -> Citation:
    article = articles[fields["article_id"]]
    copies = (articles.get(copy["article_id"]) for copy in fields["also_in"])
    return Citation(
        mark=fields["mark"],
        quote=Quote(article=article, start=fields["start"], end=fields["end"]),
        relevance=fields["relevance"],
        also_in=tuple(copy for copy in copies if copy is not None),
        story=fields.get("story"),
    )


def _shortened(answer: Answer) -> Answer:
    """The answer's first quote alone."""
    first = answer.citations[0]
    sentence = replace(answer.sentences[0], text=first.quote.text, citations=(first.mark,))
    return replace(answer, sentences=(sentence,), citations=(first,))


def _sources(citations: Sequence[Citation]) -> tuple[str, ...]:
    """Each article quoted, once: who reported it, when, under which headline."""
    marks: dict[str, list[int]] = {}
    articles = {c.quote.article.article_id: (c.quote.article, c.also_in) for c in citations}
    for citation in citations:
        marks.setdefault(citation.quote.article.article_id, []).append(citation.mark)
    return tuple(
        f"{''.join(f'[{mark}]' for mark in marks[article_id])} {article.byline}:"
        f" “{article.headline}”{_carried(also_in)}{REVISED if article.superseded_by else ''}"
        for article_id, (article, also_in) in articles.items()
    )


def _carried(also_in: Sequence[Article]) -> str:
    copies = ", ".join(article.byline for article in also_in)
    return f"; the same words also in {copies}" if copies else ""


def _support(answer: Answer, disputed: int) -> tuple[str, ...]:
    """How many outlets stand behind an answer, how sure it is, whether outlets disagree."""
    groups = independent_sources(answer.citations)
    articles = len({c.quote.article.article_id for c in answer.citations})
    named = "; ".join(" with ".join(group) for group in groups)
    outlets = {0: "outlet unknown", 1: f"one outlet: {named}"}.get(
        len(groups), f"{len(groups)} independent outlets: {named}"
    )
    quoted = "1 article" if articles == 1 else f"{articles} articles"
    disagreement = (
        f"Outlets disagree on {disputed} of its points."
        if disputed
        else "Whether other articles disagree was not looked for."
    )
    return (
        f"Every sentence is the articles' own. They are quoted from {quoted}, {outlets}.",
        f"That they answer the question is put at {answer.confidence:.0%}. {disagreement}",
        *_sources(answer.citations),
    )


def not_yet_quoted(evidence: Sequence[Evidence], past: Sequence[Turn]) -> tuple[Evidence, ...]:
    """The evidence, in its order, that says something not quoted before in the conversation."""
    quoted = {place for turn in past for place in turn.quoted}
    texts = [text for turn in past for text in turn.answers]
    fresh = [
        piece
        for piece in evidence
        if (piece.article.article_id, piece.span.start) not in quoted
        and not any(near_identical(piece.text, text) for text in texts)
    ]
    return tuple(
        replace(piece, before=None)
        if piece.before and (piece.article.article_id, piece.before.start) in quoted
        else piece
        for piece in fresh
    )
