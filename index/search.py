"""Retrieval: dense and lexical candidates, fused, within the user's limits."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.article import Article, ArticleId
from corpus.dates import DateRange
from corpus.library import Library
from index.embedding import Embedder, Matrix, RememberingEmbedder
from index.fusion import at_most_of_each, reciprocal_rank_fusion, with_newest_higher
from index.lexical import LexicalIndex
from index.passages import Passage
from index.query import NOTHING_READ, Filters, Query
from index.ranker.reader import Ranker
from index.settings import SearchParts
from index.support.reader import SupportReader
from index.vectors import VectorStore

# Per retriever. Of 119 dev questions 107 get the same first ten passages as with all 90 of the
# sample, 43 with 20.
CANDIDATES = 50
GROUP_CANDIDATES = 20  # per retriever and outlet named
# Of a ranking within an outlet or days that the question asks for, beside one of the whole library.
# On MultiHop-RAG's dev half hit@4 is 0.92 at 0, 0.98 at 0.5 and 1.00 at 1.
GROUP_WEIGHT = 1.0
# The next three are measured by evals/fitting/fusion.py, over RealTimeQA's questions of 2022.
# Of the lexical ranking, the dense one's being 1. There MRR@10 is 0.64 at 1.0 and 0.66 at 1.2; but
# from 1.1 on one of 85 dev facts, and from 1.2 on one question of MultiHop-RAG's dev half, loses.
LEXICAL_WEIGHT = 1.0
# Of a ranking by day, where a question asks how things stand now. There all count as such, and
# MRR@10 is 0.64 at 0, 0.69 at 1 and at 2.
NEWEST_WEIGHT = 1.0
# Passages of an article that may stand before those of all others, where a person looks through
# them. There the answer is among the first ten for 0.85 of the questions at 3 and without a limit,
# for 0.82 at 2. What is read for evidence may be more of one article (`index/evidence.py`).
FROM_ARTICLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found: ranks count from 1, higher scores are better within one query only.

    `dense_rank` and `lexical_rank` are None where that retriever did not find it; `cosine` of
    question and passage, in [-1, 1], likewise.
    """

    passage: Passage
    article: Article
    rank: int
    score: float
    dense_rank: int | None
    lexical_rank: int | None
    cosine: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidates:
    """Passage ids, best first: the dense ones with their cosines, and the lexical ones."""

    dense: Mapping[str, float] = field(default_factory=dict)
    lexical: Sequence[str] = ()

    def rankings(self, name: str = "") -> dict[str, Sequence[str]]:
        return {f"dense{name}": tuple(self.dense), f"lexical{name}": self.lexical}


@dataclass(frozen=True, slots=True, kw_only=True)
class Searcher:
    """Answers a query with ranked passages."""

    library: Library
    lexical: LexicalIndex
    vectors: VectorStore
    embedder: Embedder
    sentences: RememberingEmbedder
    parts: SearchParts = field(default_factory=SearchParts)
    ranker: Ranker | None = None  # of sentences; it has no part in finding passages
    reader: SupportReader | None = None  # of the best of them again, beside a calibrated ranker

    def search(
        self, query: Query, *, k: int = 10, from_article: int = FROM_ARTICLE
    ) -> tuple[Hit, ...]:
        """The best `k` passages, best first; fewer when fewer are found.

        Those of an article beyond `from_article` come after all others.
        """
        return self.search_embedded(query, self.embed(query), k=k, from_article=from_article)

    def embed(self, query: Query) -> Matrix:
        """The query's unit vector, of shape (1, dimension)."""
        return self.embedder.embed_queries([self.as_searched(query).topic])

    def as_searched(self, query: Query) -> Query:
        """The query, without what it asks of outlets and dates where constraints are off."""
        return query if self.parts.constraints else replace(query, reading=NOTHING_READ)

    def search_embedded(
        self, query: Query, vector: Matrix, *, k: int, from_article: int
    ) -> tuple[Hit, ...]:
        """As `search`, with the query's vector at hand."""
        query = self.as_searched(query)
        everywhere = self._everywhere(query, vector)
        asked_for = self._asked_for(query, vector)
        scores = _fused(everywhere, asked_for)
        articles = self._articles_of(scores)
        is_now = bool(query.reading.now_spans)
        ordered = _in_order(scores, articles, newest_higher=is_now, from_article=from_article)
        passages = self.lexical.load(list(ordered)[:k], articles)
        cosines = ChainMap(*(dict(each.dense) for each in (*asked_for, everywhere)))
        dense_ranks, lexical_ranks = _ranks(everywhere.dense), _ranks(everywhere.lexical)
        return tuple(
            Hit(
                passage=passage,
                article=articles[passage.article_id],
                rank=rank,
                score=ordered[passage.passage_id],
                dense_rank=dense_ranks.get(passage.passage_id),
                lexical_rank=lexical_ranks.get(passage.passage_id),
                cosine=cosines.get(passage.passage_id),
            )
            for rank, passage in enumerate(passages, start=1)
        )

    def admitted(self, filters: Filters) -> tuple[ArticleId, ...]:
        """Ids of the current articles that pass the filters."""
        return tuple(each.article_id for each in self.library.imprints() if filters.admit(each))

    def left_out_undated(self, filters: Filters) -> int:
        """How many articles a date limit leaves out only because their date is unknown."""
        if filters.published.is_open:
            return 0
        undated = replace(filters, published=DateRange())
        return sum(
            each.reported_at is None and undated.admit(each) for each in self.library.imprints()
        )

    def _everywhere(self, query: Query, vector: Matrix) -> _Candidates:
        """Candidates of the whole library, or of what the user's limits leave of it."""
        among = None if query.filters.is_empty else self.admitted(query.filters)
        return self._candidates(query, vector, k=CANDIDATES, among=among)

    def _asked_for(self, query: Query, vector: Matrix) -> list[_Candidates]:
        """Candidates within each outlet and the dates that the question names."""
        groups = query.reading.groups()
        imprints = self.library.imprints() if groups else ()
        admitted = [
            [i.article_id for i in imprints if group.admit(i) and query.filters.admit(i)]
            for group in groups
        ]
        return [
            self._candidates(query, vector, k=GROUP_CANDIDATES, among=among) for among in admitted
        ]

    def _candidates(
        self, query: Query, vector: Matrix, *, k: int, among: Sequence[ArticleId] | None
    ) -> _Candidates:
        """The best of each retriever that is on; `among` keeps to those articles, None to none."""
        ids = () if among is None else self.lexical.ids_of(among)
        if among is not None and not ids:
            return _Candidates()
        words = query.words_searched
        return _Candidates(
            dense=self.vectors.nearest(vector, k=k, among=ids) if self.parts.dense else {},
            lexical=self.lexical.best(words, k=k, among=among or ()) if self.parts.lexical else (),
        )

    def _articles_of(self, passage_ids: Iterable[str]) -> dict[ArticleId, Article]:
        # A version on its way out is found until its last passage is gone: it is passed over.
        known = self.library.find({_article_of(passage_id) for passage_id in passage_ids})
        return {name: article for name, article in known.items() if article.is_current}


def _fused(everywhere: _Candidates, asked_for: Sequence[_Candidates]) -> dict[str, float]:
    rankings, weights = everywhere.rankings(), {"lexical": LEXICAL_WEIGHT}
    for number, group in enumerate(asked_for):
        rankings |= group.rankings(f" {number}")
        weights[f"dense {number}"] = GROUP_WEIGHT
        weights[f"lexical {number}"] = GROUP_WEIGHT * LEXICAL_WEIGHT
    return reciprocal_rank_fusion(rankings, weights=weights)


def _in_order(
    fused: Mapping[str, float],
    articles: Mapping[ArticleId, Article],
    *,
    newest_higher: bool,
    from_article: int,
) -> dict[str, float]:
    """Scores of these articles' passages, best first, those beyond an article's share last."""
    scores = {name: score for name, score in fused.items() if _article_of(name) in articles}
    if newest_higher:
        days = {name: articles[_article_of(name)].reported_at for name in scores}
        dated = {name: day for name, day in days.items() if day}
        scores = with_newest_higher(scores, dated, weight=NEWEST_WEIGHT)
    digests = {name: article.sha256 for name, article in articles.items()}

    def place(name: str) -> tuple[float, str, int]:
        # Ties are broken by the words themselves, so that ids, which hold the path of a folder,
        # never decide and every computer gives the same order.
        start = int(name.partition(":")[2].partition("-")[0])
        return -round(scores[name], 9), digests[_article_of(name)], start

    ordered = at_most_of_each(sorted(scores, key=place), most=from_article, group=_article_of)
    return {name: scores[name] for name in ordered}


def _article_of(passage_id: str) -> ArticleId:
    return ArticleId(passage_id.partition(":")[0])


def _ranks(ids: Iterable[str]) -> dict[str, int]:
    return {passage_id: rank for rank, passage_id in enumerate(ids, start=1)}
