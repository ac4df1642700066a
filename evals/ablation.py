"""What each part of the search is worth: the facts' evidence looked for with parts switched off.

Every fact is put to the assistant once, for the query that it makes of the conversation; that query
is then searched anew for each row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.limits import Limits
from app.reply import Notice
from evals.facts.evidence import GoldGroup, Span, first_ranks
from evals.facts.fact import Fact
from evals.harness import RETRIEVED, Subject, spans_of
from evals.homes import MeasuredHome, subject_of
from evals.metrics.intervals import bootstrap_mean, mean
from evals.metrics.measures import Measure, Measures
from evals.running import Gold
from index.evidence import find_evidence
from index.home import Home
from index.query import Query
from index.question import read_question
from index.search import Searcher
from index.settings import SearchParts

_RANKINGS = SearchParts(constraints=False, ranker=False)
ROWS: Mapping[str, SearchParts] = MappingProxyType(
    {
        "dense": replace(_RANKINGS, lexical=False),
        "lexical": replace(_RANKINGS, dense=False),
        "fused": _RANKINGS,
        "+ constraints": SearchParts(ranker=False),
        "+ ranker": SearchParts(),
        "ranker alone": SearchParts(),
    }
)
RANKER_ALONE = "ranker alone"  # its log odds order the sentences, without the features' score
METRICS: Mapping[str, str] = MappingProxyType(
    {
        "hit_at_1": "hit@1",
        "hit_at_10": "hit@10",
        "mrr_at_10": "MRR@10",
        "right_sentence_first": "right sentence first",
    }
)  # with the words that tables show


@dataclass(frozen=True, slots=True, kw_only=True)
class AblationRow:
    """The parts that were on, under a name, and what was found with them, by metric.

    `overall` is over all facts with evidence, `splits` over each half of them. Hits and MRR count
    the first passage that holds any gold evidence; `right_sentence_first` is the share of facts
    whose first sentence is gold evidence, holds it, or is a part of it.
    """

    name: str
    parts: SearchParts
    overall: Measures
    splits: Mapping[str, Measures]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """A fact's query, and where what it should find stands."""

    query: Query
    gold: tuple[GoldGroup, ...]
    split: str


def ablate(measured: MeasuredHome, facts: Sequence[Fact], gold: Gold) -> tuple[AblationRow, ...]:
    """A row for each set of parts, in the order of `ROWS`, over the facts that have evidence."""
    subject = subject_of(measured.home, measured.assistant)
    searches = [
        _Search(query=_query_of(subject, fact), gold=groups, split=fact.split)
        for fact in facts
        if (groups := gold.get(fact.fact_id))
    ]
    return tuple(_row(name, parts, measured.home, searches) for name, parts in ROWS.items())


def _query_of(subject: Subject, fact: Fact) -> Query:
    """What the assistant searches for at the last turn; the question itself under a notice."""
    limits = Limits(today=fact.today or subject.today)
    reply = subject.assistant.ask(fact.turns[0], limits=limits)
    for turn in fact.turns[1:]:
        reply = subject.assistant.ask(turn, reply.conversation, limits=limits)
    return Query(text=fact.question) if isinstance(reply, Notice) else reply.query


def _row(name: str, parts: SearchParts, home: Home, searches: Sequence[_Search]) -> AblationRow:
    searcher = replace(home.searcher, parts=parts)
    by_odds = name == RANKER_ALONE
    found = [(each.split, _found(searcher, home, each, by_odds=by_odds)) for each in searches]
    return AblationRow(
        name=name,
        parts=parts,
        overall=_measures([scores for _, scores in found]),
        splits={
            split: _measures([scores for of, scores in found if of == split])
            for split in ("dev", "frozen")
        },
    )


def _found(searcher: Searcher, home: Home, search: _Search, *, by_odds: bool) -> dict[str, float]:
    query = searcher.as_searched(search.query)
    spans = spans_of(searcher.search(query, k=RETRIEVED))
    ranks = [rank for rank in first_ranks(spans, search.gold) if rank]
    evidence = find_evidence(searcher, query, read_question(query, home.lexical))
    if by_odds:  # without a ranker none has odds, and the order stays
        evidence = tuple(sorted(evidence, key=lambda each: each.odds or 0.0, reverse=True))
    first = [
        Span(article_id=e.article.article_id, start=e.span.start, end=e.span.end)
        for e in evidence[:1]
    ]
    is_gold = any(span.matches(each) for span in first for group in search.gold for each in group)
    return {
        "hit_at_1": float(1 in ranks),
        "hit_at_10": float(bool(ranks)),
        "mrr_at_10": 1 / min(ranks) if ranks else 0.0,
        "right_sentence_first": float(is_gold),
    }


def _measures(scores: Sequence[Mapping[str, float]]) -> Measures:
    values = {name: [each[name] for each in scores] for name in METRICS}
    return {
        name: Measure(value=mean(each), n=len(each), interval=bootstrap_mean(each))
        for name, each in values.items()
    }
