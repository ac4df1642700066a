"""The vector store: Chroma on disk, met only here.

Chroma is given every vector and id explicitly and holds nothing that cannot be rebuilt from the
library; our Passage, not a third party's type, is what leaves this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
)
from chromadb.config import Settings

import index.offline  # noqa: F401 - before any library that might telephone
from corpus.article import ArticleId
from index.embedding import Matrix

_COLLECTION = "passages"
_HNSW = CreateHNSWConfiguration(
    space="cosine", ef_construction=200, ef_search=200, max_neighbors=32
)


class VectorStore:
    """Passage vectors by passage id; one process owns a folder at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        self._client = cast(Client, chromadb.PersistentClient(str(folder), settings=settings))
        self._passages = self._open()

    def count(self) -> int:
        """How many vectors are stored."""
        return self._passages.count()

    def put(self, ids: Sequence[str], vectors: Matrix, articles: Sequence[ArticleId]) -> None:
        """Store vectors of shape (len(ids), dimension), replacing those with the same id."""
        limit = self._client.get_max_batch_size()
        for start in range(0, len(ids), limit):
            part = slice(start, start + limit)
            self._passages.upsert(
                ids=list(ids[part]),
                embeddings=np.asarray(vectors[part]),
                metadatas=[{"article_id": article_id} for article_id in articles[part]],
            )

    def remove_article(self, article_id: ArticleId) -> None:
        """Drop every vector of an article version."""
        self._passages.delete(where={"article_id": article_id})

    def nearest(self, vector: Matrix, *, k: int, among: Sequence[str] = ()) -> dict[str, float]:
        """The `k` nearest passages' ids with their cosine to `vector`, nearest first.

        `among` limits the search to those ids.
        """
        k = min(k, len(among) or self.count())
        if k == 0:
            return {}
        found = self._passages.query(
            query_embeddings=np.asarray(vector).reshape(1, -1),
            n_results=k,
            ids=list(among) or None,
            include=["distances"],
        )
        distances = found["distances"]
        ranked = zip(found["ids"][0], distances[0] if distances else (), strict=True)
        return {passage_id: 1.0 - distance for passage_id, distance in ranked}

    def clear(self) -> None:
        """Forget every vector."""
        self._client.delete_collection(_COLLECTION)
        self._passages = self._open()

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()

    def _open(self) -> chromadb.Collection:
        return self._client.get_or_create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration=CreateCollectionConfiguration(hnsw=_HNSW),
        )
