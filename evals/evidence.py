"""Gold spans: where in the articles the evidence of a fact stands, and whether a span holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.article import Article, ArticleId, Draft
from corpus.errors import shown
from evals.errors import BadFact
from evals.fact_files import raise_first
from evals.facts import Evidence, Fact
from evals.folding import Folded, fold, places


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open offsets, in code points, into the text of one article version."""

    article_id: ArticleId
    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other span lies wholly in this one."""
        return (
            self.article_id == other.article_id
            and self.start <= other.start
            and other.end <= self.end
        )

    def matches(self, other: Span) -> bool:
        """Whether one of the two spans lies wholly in the other."""
        return self.holds(other) or other.holds(self)


GoldGroup = tuple[Span, ...]  # alternatives: any of them will do


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The gold groups of each fact, by its id, all needed; `faults` are in file order."""

    groups: Mapping[str, tuple[GoldGroup, ...]]
    faults: tuple[BadFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedArticle:
    """An article under the file name by which facts name it; with or without ending will do."""

    name: str
    article: Article | Draft


def named_by_source(article: Article | Draft) -> NamedArticle:
    """The article under the last part of its source key, a path or a URL."""
    return NamedArticle(name=PurePosixPath(article.source_key).name, article=article)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """Articles under their file names, with and without ending; texts folded once."""

    count: int
    named: Mapping[str, tuple[Article | Draft, ...]]
    folded: Mapping[ArticleId, Folded]


def check_evidence(
    facts: Sequence[Fact], articles: Sequence[NamedArticle]
) -> Mapping[str, tuple[GoldGroup, ...]]:
    """The gold groups of each fact, by its id.

    Raises:
        BadFact: evidence names no article, or does not occur exactly once in it.
    """
    gold = find_gold(facts, articles)
    raise_first(gold.faults)
    return gold.groups


def find_gold(facts: Sequence[Fact], articles: Sequence[NamedArticle]) -> Gold:
    """Look every evidence quote up in its article; both sides are folded first."""
    shelf = _shelved(articles)
    faults: list[BadFact] = []
    groups: dict[str, tuple[GoldGroup, ...]] = {}
    for fact in facts:
        try:
            groups[fact.fact_id] = tuple(
                tuple(_span(fact, each, shelf) for each in group) for group in fact.evidence
            )
        except BadFact as fault:
            faults.append(fault)
    return Gold(groups=groups, faults=tuple(faults))


def evidence_ranking(spans: Sequence[Span], gold: Sequence[GoldGroup]) -> tuple[str, ...]:
    """The spans, best first, as a run over evidence groups for the retrieval metrics.

    A span stands as the gold groups that it is the first to hold (`gold-0` …), or, holding none
    that is new, as itself (`other-1` …): a second copy of the same evidence earns nothing.
    """
    ranking: list[str] = []
    seen: set[str] = set()
    for rank, span in enumerate(spans, start=1):
        held = [name for name, group in _numbered(gold) if _holds_any(span, group)]
        fresh = [name for name in held if name not in seen]
        seen.update(fresh)
        ranking += fresh or [f"other-{rank}"]
    return tuple(ranking)


def gold_names(gold: Sequence[GoldGroup]) -> frozenset[str]:
    """What `evidence_ranking` calls the gold groups: the qrels of its run."""
    return frozenset(name for name, _ in _numbered(gold))


def first_ranks(spans: Sequence[Span], gold: Sequence[GoldGroup]) -> tuple[int | None, ...]:
    """For each gold group the rank, from 1, of the first span that holds it; None where none does.

    In the order of the groups.
    """
    ranked = list(enumerate(spans, start=1))
    return tuple(
        next((rank for rank, span in ranked if _holds_any(span, group)), None) for group in gold
    )


def _numbered(gold: Sequence[GoldGroup]) -> Iterator[tuple[str, GoldGroup]]:
    return ((f"gold-{number}", group) for number, group in enumerate(gold))


def _holds_any(span: Span, group: GoldGroup) -> bool:
    return any(span.holds(alternative) for alternative in group)


def _shelved(articles: Sequence[NamedArticle]) -> _Shelf:
    named: dict[str, list[Article | Draft]] = {}
    for each in articles:
        for key in dict.fromkeys((each.name, PurePosixPath(each.name).stem)):
            named.setdefault(key, []).append(each.article)
    return _Shelf(
        count=len(articles),
        named={key: tuple(found) for key, found in named.items()},
        folded={each.article.article_id: fold(each.article.text) for each in articles},
    )


def _span(fact: Fact, evidence: Evidence, shelf: _Shelf) -> Span:
    article = _article(fact, evidence, shelf)
    found = places(evidence.quote, shelf.folded[article.article_id])
    if len(found) != 1:
        times = "does not occur" if not found else f"occurs {len(found)} times"
        raise BadFact(
            fact.where or fact.fact_id,
            f"evidence {shown(evidence.quote)} {times} in {evidence.article}.",
            remedy="Quote words that stand there once.",
        )
    return Span(article_id=article.article_id, start=found[0].start, end=found[0].end)


def _article(fact: Fact, evidence: Evidence, shelf: _Shelf) -> Article | Draft:
    found = shelf.named.get(evidence.article, ())
    if len(found) != 1:
        which = "none of" if not found else f"{len(found)} of"
        raise BadFact(
            fact.where or fact.fact_id,
            f"evidence article {shown(evidence.article)} is {which} the {shelf.count} articles.",
            remedy="Name one by its file name.",
        )
    return found[0]
