"""Gold spans: where in the articles the evidence of a fact stands, and whether a span holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from corpus.article import Article, ArticleId, Draft
from corpus.errors import shown
from evals.errors import BadFact
from evals.facts.fact import Evidence, Fact
from evals.facts.files import raise_first
from evals.matching.folding import Folded, fold, places
from index.sentences import sentence_spans


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
    texts: Mapping[ArticleId, str]
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
    """Look every evidence quote up in its article; both sides are folded first.

    Wire copy counts wherever it is printed: an article that carries the sentence of the evidence,
    word for word, gives its own span as one more alternative.
    """
    shelf = _shelved(articles)
    faults: list[BadFact] = []
    groups: dict[str, tuple[GoldGroup, ...]] = {}
    for fact in facts:
        try:
            groups[fact.fact_id] = tuple(_group(fact, group, shelf) for group in fact.evidence)
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
        texts={each.article.article_id: each.article.text for each in articles},
        folded={each.article.article_id: fold(each.article.text) for each in articles},
    )


def _group(fact: Fact, alternatives: Sequence[Evidence], shelf: _Shelf) -> GoldGroup:
    """The spans that were named, in their order, and after them those of copies, none twice."""
    named = [(each.quote, _span(fact, each, shelf)) for each in alternatives]
    copies = [copy for quote, span in named for copy in _copies(quote, span, shelf)]
    return tuple(dict.fromkeys([*(span for _, span in named), *copies]))


def _copies(quote: str, span: Span, shelf: _Shelf) -> Iterator[Span]:
    """Where the quote stands in other articles, within the sentence that it stands in here."""
    sentence = fold(_sentence_around(span, shelf.texts[span.article_id])).text
    for article_id, folded in shelf.folded.items():
        if article_id == span.article_id or sentence not in folded.text:
            continue
        for around in places(sentence, folded):
            for place in places(quote, folded):
                if around.start <= place.start and place.end <= around.end:
                    yield Span(article_id=article_id, start=place.start, end=place.end)


_sentences = lru_cache(maxsize=256)(sentence_spans)  # facts often share an article


def _sentence_around(span: Span, text: str) -> str:
    """The sentence, or the sentences, that the span touches."""
    touched = [s for s in _sentences(text) if s.start < span.end and span.start < s.end]
    return text[min(touched).start : max(touched).end]


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
