"""Text to vectors. The default network runs in onnxruntime; any other in sentence-transformers."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

import index.offline  # noqa: F401 - before any library that might telephone
from index.errors import ModelError
from index.model_files import ModelFiles, default_model_files
from index.networks import InferenceSession, open_network
from index.settings import DEFAULT_MODEL, IndexSettings, Precision

Matrix = npt.NDArray[np.float32]

REMEMBERED = 20_000  # vectors: 30 MB at 384 dimensions


class Embedder(Protocol):
    """Text to unit vectors. Rows are float32 of length 1, so a dot product is a cosine."""

    @property
    def fingerprint(self) -> str:
        """Tells models apart: a home refuses vectors of another one."""

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, without the special ones."""

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """One row a question: (len(texts), dimension)."""

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """One row a passage: (len(texts), dimension); what the model can't read is cut."""


class OnnxEmbedder:
    """all-MiniLM-L6-v2 (Reimers & Gurevych 2019): mean of the token outputs, scaled to length 1.

    A text is run alone, as many at a time as there are threads, each on one. Nothing is padded, a
    text's row is the same whatever it is embedded with (int8 scales its activations by the largest
    in the batch: in batches of 16 a component moved by up to 0.024), and it is the fastest: on two
    busy cores 1.5 times the fp32 and 1.7 times the int8 rate of batches of 16 by length.
    """

    dimension = 384

    def __init__(
        self, files: ModelFiles, *, precision: Precision = Precision.FP32, threads: int = 0
    ) -> None:
        self._files = files
        self._precision = precision
        self._threads = threads or os.cpu_count() or 1

    @property
    def fingerprint(self) -> str:
        """The sha256 of the weights, checked."""
        return self._files.sha256

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, without the special ones."""
        return len(self._counter.encode(text, add_special_tokens=False).ids)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """One row a question; this model puts no prompt before it."""
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """One row a passage, (len(texts), 384); cut at 256 tokens. Longest first."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encoded = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        by_length = sorted(range(len(texts)), key=lambda i: len(encoded[i]), reverse=True)
        rows = self._runners.map(self._embed, [encoded[i] for i in by_length])
        for i, row in zip(by_length, rows, strict=True):
            vectors[i] = row
        return unit_rows(vectors)

    def _embed(self, token_ids: list[int]) -> Matrix:
        ids = np.array([token_ids], dtype=np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        outputs = cast(Matrix, self._network.run(None, inputs)[0])
        mean: Matrix = outputs[0].mean(axis=0)
        return mean

    @cached_property
    def _runners(self) -> ThreadPoolExecutor:
        _ = self._network  # opened once, before threads could each open it
        return ThreadPoolExecutor(self._threads, thread_name_prefix="embedding")

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = self._whole_text_tokenizer()
        tokenizer.enable_truncation(max_length=self._files.max_tokens)
        return tokenizer

    @cached_property
    def _counter(self) -> Tokenizer:
        return self._whole_text_tokenizer()

    def _whole_text_tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._files.tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _network(self) -> InferenceSession:
        return open_network(self._files.exported(self._precision), threads=1)


class SentenceTransformersEmbedder:
    """Any sentence-transformers model by folder or locally cached name, with its own prompts.

    Raises:
        ModelError: no such model on this computer; nothing is downloaded.
    """

    def __init__(self, model: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(model, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The embedding model {model!r} is not on this computer.",
                remedy="Download it first and give its folder; Clippings downloads nothing.",
            ) from error
        self.fingerprint = self._hash_of_weights()

    def _hash_of_weights(self) -> str:
        digest = hashlib.sha256()
        for name, weights in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(weights.float().numpy()).data)
        return digest.hexdigest()

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, without the special ones."""
        return len(self._model.tokenizer.encode(text, add_special_tokens=False))

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """One row a question, with the model's own query prompt."""
        encoded = self._model.encode_query(list(texts), show_progress_bar=False)
        return unit_rows(np.asarray(encoded, dtype=np.float32))

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """One row a passage, with the model's own document prompt."""
        encoded = self._model.encode_document(list(texts), show_progress_bar=False)
        return unit_rows(np.asarray(encoded, dtype=np.float32))


class RememberingEmbedder:
    """Another embedder, with the vectors of the passages it saw last kept in memory.

    For sentences, which are embedded when a question reads them and soon read again. Safe to share
    between threads.
    """

    def __init__(self, embedder: Embedder, *, capacity: int = REMEMBERED) -> None:
        self._embedder = embedder
        self._capacity = capacity
        self._rows: OrderedDict[str, Matrix] = OrderedDict()
        self._lock = threading.Lock()

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """One row a text, (len(texts), dimension), embedding only what is not remembered."""
        with self._lock:
            found = {text: self._rows[text] for text in texts if text in self._rows}
        unknown = [text for text in dict.fromkeys(texts) if text not in found]
        fresh = self._embedder.embed_passages(unknown)
        found |= dict(zip(unknown, fresh, strict=True))
        with self._lock:
            for text in found:
                self._rows[text] = found[text]
                self._rows.move_to_end(text)
            while len(self._rows) > self._capacity:
                self._rows.popitem(last=False)
        rows = [found[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self._embedder.dimension)


def embedder_for(settings: IndexSettings) -> Embedder:
    """The embedder that the settings name."""
    if settings.model == DEFAULT_MODEL:
        return OnnxEmbedder(
            default_model_files(), precision=settings.precision_used, threads=settings.threads
        )
    return SentenceTransformersEmbedder(settings.model)


def unit_rows(rows: Matrix) -> Matrix:
    """Each row scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Matrix = (rows / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled
