"""LlamaIndex as it comes: its own index in memory, its splitter, the same embedding model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.node_parser import SentenceSplitter
from sentence_transformers import SentenceTransformer

import index.offline  # noqa: F401 - before any library that might telephone
from index.model_files import default_model_files


class _Stock(BaseEmbedding):
    """all-MiniLM-L6-v2 as LlamaIndex's own wrapper calls it: a batch of ten at a time."""

    _model: SentenceTransformer = PrivateAttr()

    def __init__(self) -> None:
        super().__init__()
        self._model = SentenceTransformer(
            str(default_model_files().folder), device="cpu", local_files_only=True
        )

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._model.encode(texts, show_progress_bar=False).tolist()
        return rows

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def stock_index(warm_up: str) -> Callable[[Sequence[str]], None]:
    """What indexes articles, its model loaded and run once."""
    model = _Stock()
    model.get_text_embedding(warm_up)

    def embed(texts: Sequence[str]) -> None:
        documents = [Document(text=text) for text in texts]
        VectorStoreIndex.from_documents(documents, embed_model=model)

    return embed


def stock_chunks(texts: Sequence[str]) -> list[str]:
    """The texts that it embeds."""
    splitter = SentenceSplitter()
    return [chunk for text in texts for chunk in splitter.split_text(text)]
