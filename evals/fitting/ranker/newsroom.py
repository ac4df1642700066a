"""Fictional reports and questions over them: the news that the ranker learns to say no on.

Everything in `newsroom.jsonl` is invented and written for this project. A line is a cluster: four
reports, three of one developing story and one of an event much like it, and questions. The first
153 clusters have nearly 60: specific ones first, then short and broad ones ("Who is Marchetti?").
The others have 44, more of them asking why, for several things or for a comparison, and in words
that are not the reports'; 88 of those have 15 plain ones more, whose words nearly all stand in the
sentence that answers. Of all about a third are near misses: they ask for what a hurried reader
would expect the reports to say, and no report says it.

A line of `briefs.jsonl` is four briefs of two to five sentences, and 22 plain questions over them:
what a newcomer tries, with a handful of short texts at hand. One of `bulletins.jsonl` is three
shorter reports, and 22 questions as over the newsroom; there to be learnt from, not for measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Draft
from evals.benchmarks.reading import JsonRow, json_rows
from evals.errors import BadRun
from index.spans import Span

NEWSROOM = Path(__file__).parent / "newsroom.jsonl"
BRIEFS = Path(__file__).parent / "briefs.jsonl"
BULLETINS = Path(__file__).parent / "bulletins.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report, as offsets into its text; `source_key` names the report."""

    source_key: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryQuestion:
    """A question over a cluster. Without evidence no report of the cluster answers it."""

    text: str
    evidence: tuple[Quote, ...]
    short_answers: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Reports that resemble each other, and questions over them."""

    name: str
    drafts: tuple[Draft, ...]
    questions: tuple[StoryQuestion, ...]


def read_newsroom(path: Path = NEWSROOM) -> tuple[Cluster, ...]:
    """The clusters, in the file's order.

    Raises:
        BadRun: a field is missing, or words are quoted that do not stand in a report exactly once.
    """
    return tuple(_cluster(row) for row in json_rows(path))


def _cluster(row: JsonRow) -> Cluster:
    name = row.text("name")
    drafts = tuple(_draft(each, name) for each in row.rows("articles"))
    texts = {draft.source_key: draft.text for draft in drafts}
    return Cluster(
        name=name,
        drafts=drafts,
        questions=tuple(_question(each, name, texts) for each in row.rows("questions")),
    )


def _draft(row: JsonRow, cluster: str) -> Draft:
    return Draft(
        source_key=_key(cluster, row.text("id")),
        text=row.text("text"),
        headline=row.text("headline"),
        outlet=row.text("outlet"),
        published_at=row.day("published"),
    )


def _key(cluster: str, article: str) -> str:
    return f"{cluster} {article}"


def _question(row: JsonRow, cluster: str, texts: Mapping[str, str]) -> StoryQuestion:
    evidence = tuple(_quote(each, cluster, texts) for each in row.rows("evidence"))
    told = row.text_or_none("short_answer")
    short_answers = tuple(_short_answers(told, evidence, texts)) if told else ()
    if told and not short_answers:
        raise row.bad("short_answer", f"words of a quote, as {told!r} is not")
    return StoryQuestion(text=row.text("question"), evidence=evidence, short_answers=short_answers)


def _quote(row: JsonRow, cluster: str, texts: Mapping[str, str]) -> Quote:
    key, words = _key(cluster, row.text("article")), row.text("quote")
    text = texts.get(key)
    if text is None:
        raise BadRun(
            f"{row.where}: the cluster has no report {row.text('article')}.",
            remedy="Name one of its reports.",
        )
    if text.count(words) != 1:
        raise row.bad("quote", "words that stand in the report exactly once")
    start = text.index(words)
    return Quote(source_key=key, span=Span(start=start, end=start + len(words)))


def _short_answers(
    told: str, evidence: tuple[Quote, ...], texts: Mapping[str, str]
) -> Iterator[Quote]:
    """The first place of these words in each quote that has them."""
    for quote in evidence:
        at = quote.span.of(texts[quote.source_key]).find(told)
        if at >= 0:
            start = quote.span.start + at
            yield Quote(source_key=quote.source_key, span=Span(start=start, end=start + len(told)))
