"""Our index for LlamaIndex programs: `as_retriever(home)` fits a stock query engine.

LlamaIndex takes seconds to import; only programs that want it import this module.
"""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.home import Home
from index.query import Filters, Query
from index.search import Hit

DEFAULT_PASSAGES = 10


class ClippingsRetriever(BaseRetriever):
    """Retrieves passages as nodes, best first; scores are comparable within one query only.

    A node's `start_char_idx` and `end_char_idx` are offsets into the stored article named by its
    metadata's `article_id`; outlet, headline, date and url stand beside it, as ISO 8601 text.
    """

    def __init__(self, home: Home, *, k: int = DEFAULT_PASSAGES, filters: Filters) -> None:
        self._home = home
        self._k = k
        self._filters = filters
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = Query(text=query_bundle.query_str, filters=self._filters)
        return [_node(hit) for hit in self._home.searcher.search(query, k=self._k)]


def as_retriever(
    home: Home, *, k: int = DEFAULT_PASSAGES, filters: Filters | None = None
) -> ClippingsRetriever:
    """A retriever of the `k` best passages of a home, within filters if any are given."""
    return ClippingsRetriever(home, k=k, filters=filters or Filters())


def _node(hit: Hit) -> NodeWithScore:
    article, passage = hit.article, hit.passage
    published = article.published_at.isoformat() if article.published_at else None
    node = TextNode(
        id_=passage.passage_id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={
            "article_id": article.article_id,
            "headline": article.headline,
            "outlet": article.outlet,
            "published_at": published,
            "url": article.url,
        },
    )
    return NodeWithScore(node=node, score=hit.score)
