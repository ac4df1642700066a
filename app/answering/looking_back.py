"""The answer just given, shown again: with its sources, with what supports it, or shorter."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.answering.acts import Act
from app.answering.conversation import Turn
from app.reading_replies import article_ids_in, read_reply
from app.reply import Answer, Citation, independent_sources
from corpus.article import Article
from corpus.library import Library
from index.copies import near_identical
from index.evidence import Evidence
from index.query import Query

REVISED = "; the article was revised since"


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
            return replace(answer, notes=_support(answer))


def answer_of(turn: Turn, library: Library) -> Answer | None:
    """The kept answer of a turn, its quotes sliced anew; None as `looked_back` says."""
    kept = json.loads(turn.kept)
    articles = library.find(article_ids_in(kept))
    cited = (fields["article_id"] for fields in kept.get("citations", ()))
    if kept.get("kind") != "answer" or not all(article_id in articles for article_id in cited):
        return None
    answer = read_reply(kept, articles)
    if not isinstance(answer, Answer):
        return None
    return replace(
        answer,
        question=turn.question,
        query=Query(text=turn.query),
        short=None,
        notes=(),
        parts=(),
        trace=None,
    )


def _shortened(answer: Answer) -> Answer:
    """The answer's first quote alone."""
    first = answer.citations[0]
    sentence = replace(
        answer.sentences[0],
        lead_in=f"{first.quote.article.byline}:",
        text=first.quote.text,
        citations=(first.mark,),
        support=1.0,
    )
    return replace(answer, sentences=(sentence,), citations=(first,), engine="extractive")


def _sources(citations: Sequence[Citation]) -> tuple[str, ...]:
    """Each article quoted, once: who reported it, when, under which headline."""
    marks: dict[str, list[int]] = {}
    articles: dict[str, tuple[Article, dict[str, Article]]] = {}
    for citation in citations:
        article = citation.quote.article
        marks.setdefault(article.article_id, []).append(citation.mark)
        _, copies = articles.setdefault(article.article_id, (article, {}))
        copies.update({copy.article_id: copy for copy in citation.also_in})
    return tuple(
        f"{''.join(f'[{mark}]' for mark in marks[article_id])} {article.byline}:"
        f" “{article.headline}”{_carried(copies)}{REVISED if article.superseded_by else ''}"
        for article_id, (article, copies) in articles.items()
    )


def _carried(copies: Mapping[str, Article]) -> str:
    bylines = ", ".join(copy.byline for copy in copies.values())
    return f"; the same words also in {bylines}" if bylines else ""


def _support(answer: Answer) -> tuple[str, ...]:
    """How many outlets stand behind an answer, how sure it is, whether reports differ."""
    disputed = len(answer.disagreements)
    groups = independent_sources(answer.citations)
    articles = len({c.quote.article.article_id for c in answer.citations})
    named = "; ".join(" with ".join(group) for group in groups)
    outlets = {0: "outlet unknown", 1: f"one outlet: {named}"}.get(
        len(groups), f"{len(groups)} independent outlets: {named}"
    )
    quoted = "1 article" if articles == 1 else f"{articles} articles"
    disagreement = (
        f"Reports differ on {disputed} of its points."
        if disputed
        else "Among the sentences read for it no disagreement was found."
    )
    own = (
        "A language model wrote the sentences; each was checked against its quotes."
        if answer.engine == "llm"
        else "Every sentence is the articles' own."
    )
    return (
        f"{own} They are quoted from {quoted}, {outlets}.",
        f"That they answer the question is put at {answer.confidence:.0%}. {disagreement}",
        *_sources(answer.citations),
    )


def not_yet_quoted(evidence: Sequence[Evidence], past: Sequence[Turn]) -> tuple[Evidence, ...]:
    """The evidence, in its order, that says something not quoted before in the conversation."""
    quoted = {place for turn in past for place in turn.quoted}
    texts = [text for turn in past for text in turn.answers]
    return tuple(
        piece
        for piece in evidence
        if (piece.article.article_id, piece.span.start) not in quoted
        and not any(near_identical(piece.text, text) for text in texts)
    )
