"""The answer just given, shown again: with its sources, with what supports it, or shorter."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.answering.acts import Act
from app.answering.conversation import Turn
from app.reply import (
    Answer,
    Citation,
    Differing,
    Disagreement,
    Quote,
    Sentence,
    Side,
    Timings,
    independent_sources,
)
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
            return replace(answer, notes=_support(answer))


def answer_of(turn: Turn, library: Library) -> Answer | None:
    """The kept answer of a turn, its quotes sliced anew; None as `looked_back` says."""
    kept: Fields = json.loads(turn.kept)
    cited = kept.get("citations", ())
    sides = [side for each in kept.get("disagreements", ()) for side in each["sides"]]
    named = (*sides, *(a for c in cited for a in (c, *c["also_in"])))
    articles = library.find({each["article_id"] for each in named})
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
        withdrawn=kept.get("withdrawn", 0),
        disagreements=tuple(
            _disagreement(fields, articles)
            for fields in kept.get("disagreements", ())
            if all(side["article_id"] in articles for side in fields["sides"])
        ),
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


def _disagreement(fields: Fields, articles: Mapping[Any, Article]) -> Disagreement:
    one, other = (_side(side, articles) for side in fields["sides"])
    return Disagreement(kind=Differing(fields["kind"]), about=fields["about"], sides=(one, other))


def _side(fields: Fields, articles: Mapping[Any, Article]) -> Side:
    quote = Quote(article=articles[fields["article_id"]], start=fields["start"], end=fields["end"])
    return Side(quote=quote, start=fields["words"]["start"], end=fields["words"]["end"])


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
