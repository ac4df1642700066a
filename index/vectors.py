"""The vector store: Chroma on disk, met only here.

Chroma is given every vector and id explicitly and holds nothing that cannot be rebuilt from the
library; our Passage, not a third party's type, is what leaves this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
)
from chromadb.base_types import Where
from chromadb.config import Settings
from chromadb.errors import ChromaError

import index.offline  # noqa: F401 - before any library that might telephone
from corpus.article import ArticleId
from corpus.errors import HomeDamaged, HomeFull, shown
from index.embedding import Matrix

BATCH_IDS = 1000  # read or deleted at once: well below SQLite's limit on bound values
_COLLECTION = "passages"
# As SQLite and Rust say it inside Chroma's errors; 778 is a file at the largest size allowed.
_NO_ROOM = ("disk is full", "code: 778", "No space left", "File too large")
_HNSW = CreateHNSWConfiguration(
    space="cosine", ef_construction=200, ef_search=200, max_neighbors=32
)


class VectorStore:
    """Passage vectors by passage id; one process owns a folder at a time.

    Raises:
        HomeDamaged: on opening, reading or writing, where Chroma cannot read what is there.
        HomeFull: on opening or writing, where there is no room for it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with self._damage_named():
            folder.mkdir(parents=True, exist_ok=True)
            settings = Settings(anonymized_telemetry=False, allow_reset=False)
            self._client = cast(Client, chromadb.PersistentClient(str(folder), settings=settings))
            self._passages = self._open()

    def count(self) -> int:
        """How many vectors are stored."""
        with self._damage_named():
            return self._passages.count()

    def ids(self) -> frozenset[str]:
        """The passage ids of all vectors."""
        with self._damage_named():
            starts = range(0, self._passages.count(), BATCH_IDS)
            parts = (self._passages.get(include=[], limit=BATCH_IDS, offset=at) for at in starts)
            return frozenset(passage_id for part in parts for passage_id in part["ids"])

    def load(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """Those of the named vectors that are stored, by passage id, each of shape (dimension,)."""
        loaded: dict[str, Matrix] = {}
        with self._damage_named():
            for start in range(0, len(ids), BATCH_IDS):
                part = list(ids[start : start + BATCH_IDS])
                found = self._passages.get(ids=part, include=["embeddings"])
                vectors = np.asarray(found["embeddings"], dtype=np.float32)
                loaded |= dict(zip(found["ids"], vectors, strict=True))
        return loaded

    def put(self, ids: Sequence[str], vectors: Matrix, articles: Sequence[ArticleId]) -> None:
        """Store vectors of shape (len(ids), dimension), replacing those with the same id."""
        limit = self._client.get_max_batch_size()
        with self._damage_named():
            for start in range(0, len(ids), limit):
                part = slice(start, start + limit)
                self._passages.upsert(
                    ids=list(ids[part]),
                    embeddings=np.asarray(vectors[part]),
                    metadatas=[{"article_id": article_id} for article_id in articles[part]],
                )

    def remove_article(self, article_id: ArticleId) -> None:
        """Drop every vector of an article version."""
        self.remove_articles((article_id,))

    def remove_articles(self, article_ids: Sequence[ArticleId]) -> None:
        """Drop every vector of the article versions; one pass over all vectors for each 1,000."""
        for start in range(0, len(article_ids), BATCH_IDS):
            part = list(article_ids[start : start + BATCH_IDS])
            with self._damage_named():
                self._passages.delete(where=cast(Where, {"article_id": {"$in": part}}))

    def nearest(self, vector: Matrix, *, k: int, among: Sequence[str] = ()) -> dict[str, float]:
        """The `k` nearest passages' ids with their cosine to `vector`, nearest first.

        `among` limits the search to those ids.
        """
        k = min(k, len(among) or self.count())
        if k == 0:
            return {}
        with self._damage_named():
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

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        try:
            yield
        except (ChromaError, FileExistsError, NotADirectoryError) as error:
            if any(words in str(error) for words in _NO_ROOM):
                raise HomeFull.at(self._folder) from error
            raise HomeDamaged(
                f"The vectors in {self._folder} cannot be read: {shown(str(error))}.",
                remedy="Run `clippings rebuild`, which makes them anew from the library.",
            ) from error

    def _open(self) -> chromadb.Collection:
        return self._client.get_or_create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration=CreateCollectionConfiguration(hnsw=_HNSW),
        )
