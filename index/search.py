"""Retrieval: dense and lexical candidates, fused, within the user's limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.article import Article, ArticleId
from corpus.dates import DateRange
from corpus.library import Library
from index.embedding import Embedder, Matrix, RememberingEmbedder
from index.fusion import reciprocal_rank_fusion
from index.lexical import LexicalIndex
from index.passages import Passage
from index.query import Filters, Query
from index.vectors import VectorStore

# Per retriever. Of 119 dev questions 107 get the same first ten passages as with all 90 of the
# sample, 43 with 20.
CANDIDATES = 50
GROUP_CANDIDATES = 20  # per retriever and outlet named
# Of a ranking within an outlet or days that the question asks for, beside one of the whole library.
# On MultiHop-RAG's dev half hit@4 is 0.92 at 0, 0.98 at 0.5 and 1.00 at 1.
GROUP_WEIGHT = 1.0


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
class Searcher:
    """Answers a query with ranked passages."""

    library: Library
    lexical: LexicalIndex
    vectors: VectorStore
    embedder: Embedder
    sentences: RememberingEmbedder

    def search(self, query: Query, *, k: int = 10) -> tuple[Hit, ...]:
        """The best `k` passages, best first; fewer when fewer are found."""
        return self.search_embedded(query, self.embed(query), k=k)

    def embed(self, query: Query) -> Matrix:
        """The query's unit vector, of shape (1, dimension)."""
        return self.embedder.embed_queries([query.topic])

    def search_embedded(self, query: Query, vector: Matrix, *, k: int) -> tuple[Hit, ...]:
        """As `search`, with the query's vector at hand."""
        dense, lexical = self._rankings(query, vector)
        rankings, cosines = self._asked_for(query, vector)
        fused = reciprocal_rank_fusion(
            {"dense": list(dense), "lexical": lexical, **rankings},
            weights=dict.fromkeys(rankings, GROUP_WEIGHT),
        )
        cosines |= dense
        known = self.library.find({passage_id.split(":")[0] for passage_id in fused})
        # A version on its way out is found until its last passage is gone: it is passed over.
        articles = {name: article for name, article in known.items() if article.is_current}
        ordered = sorted(
            self.lexical.load(list(fused), articles),
            # Ties are broken by the words themselves, so that ids, which hold the path of a
            # folder, never decide and every computer gives the same order.
            key=lambda p: (-round(fused[p.passage_id], 9), articles[p.article_id].sha256, p.start),
        )
        dense_ranks, lexical_ranks = _ranks(dense), _ranks(lexical)
        return tuple(
            Hit(
                passage=passage,
                article=articles[passage.article_id],
                rank=rank,
                score=fused[passage.passage_id],
                dense_rank=dense_ranks.get(passage.passage_id),
                lexical_rank=lexical_ranks.get(passage.passage_id),
                cosine=cosines.get(passage.passage_id),
            )
            for rank, passage in enumerate(ordered[:k], start=1)
        )

    def admitted(self, filters: Filters) -> tuple[ArticleId, ...]:
        """Ids of the current articles that pass the filters."""
        return tuple(a.article_id for a in self.library.articles() if filters.admit(a))

    def left_out_undated(self, filters: Filters) -> int:
        """How many articles a date limit leaves out only because their date is unknown."""
        if filters.published.is_open:
            return 0
        undated = replace(filters, published=DateRange())
        return sum(
            article.reported_at is None and undated.admit(article)
            for article in self.library.articles()
        )

    def _asked_for(
        self, query: Query, vector: Matrix
    ) -> tuple[dict[str, list[str]], dict[str, float]]:
        """Rankings within each outlet and the dates that the question names, and their cosines."""
        groups = query.reading.groups()
        imprints = self.library.imprints() if groups else ()
        rankings: dict[str, list[str]] = {}
        cosines: dict[str, float] = {}
        for number, group in enumerate(groups):
            among = [i.article_id for i in imprints if group.admit(i) and query.filters.admit(i)]
            ids = self.lexical.ids_of(among)
            if ids:
                dense = self.vectors.nearest(vector, k=GROUP_CANDIDATES, among=ids)
                rankings[f"dense {number}"] = list(dense)
                rankings[f"lexical {number}"] = self.lexical.best(
                    query.words_searched, k=GROUP_CANDIDATES, among=among
                )
                cosines |= dense
        return rankings, cosines

    def _rankings(self, query: Query, vector: Matrix) -> tuple[dict[str, float], list[str]]:
        """Dense candidates with their cosines, and lexical ones; each best first."""
        if query.filters.is_empty:
            dense = self.vectors.nearest(vector, k=CANDIDATES)
            return dense, self.lexical.best(query.words_searched, k=CANDIDATES)
        among = self.admitted(query.filters)
        ids = self.lexical.ids_of(among)
        if not ids:
            return {}, []
        dense = self.vectors.nearest(vector, k=CANDIDATES, among=ids)
        return dense, self.lexical.best(query.words_searched, k=CANDIDATES, among=among)


def _ranks(ids: Iterable[str]) -> dict[str, int]:
    return {passage_id: rank for rank, passage_id in enumerate(ids, start=1)}
