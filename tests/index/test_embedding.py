"""Vectors: of length one, the same in any batch, and those of the published model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.embedding import (
    Matrix,
    OnnxEmbedder,
    RememberingEmbedder,
    SentenceTransformersEmbedder,
    embedder_for,
    unit_rows,
)
from index.errors import ModelError
from index.home import Home
from index.model_files import default_model_files
from index.settings import DEFAULT_MODEL, IndexSettings

_TEXTS = (
    "A crane crashed into the Grand Mosque in Mecca.",
    "Zürich’s mayor paid €1.5 million.",
    "war",
    "",
    "欧洲领导人 😀",
    "Europe closes ranks in Paris. " * 80,  # far beyond the 256 tokens that the model reads
)


class CountingEmbedder:
    """Rows that say how long a text is, and a record of what was asked for."""

    fingerprint = "counting"
    dimension = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        self.asked.extend(texts)
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def test_onnx_vectors_agree_with_sentence_transformers(
    embedder: OnnxEmbedder, sample: Home
) -> None:
    texts = [*_TEXTS, *(article.text for article in sample.library.articles()[:12])]
    reference = SentenceTransformersEmbedder(str(default_model_files().folder))
    ours, theirs = embedder.embed_passages(texts), reference.embed_passages(texts)
    assert float((ours * theirs).sum(axis=1).min()) >= 0.999
    assert reference.dimension == embedder.dimension
    assert reference.count_tokens(_TEXTS[0]) == embedder.count_tokens(_TEXTS[0])
    queries = (embedder.embed_queries(_TEXTS) * reference.embed_queries(_TEXTS)).sum(axis=1)
    assert float(queries.min()) >= 0.999


def test_every_row_is_float32_of_length_one(embedder: OnnxEmbedder) -> None:
    vectors = embedder.embed_passages(_TEXTS)
    assert vectors.shape == (len(_TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(_TEXTS)), abs=1e-5)


def test_a_text_has_the_same_vector_in_any_company(embedder: OnnxEmbedder) -> None:
    together = embedder.embed_passages([*_TEXTS, *_TEXTS[::-1], *_TEXTS])
    alone = np.vstack([embedder.embed_passages([text]) for text in _TEXTS])
    assert together[: len(_TEXTS)] == pytest.approx(alone, abs=1e-5)


def test_no_texts_give_no_rows(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 384)


def test_tokens_are_counted_without_the_special_ones_and_without_limit(
    embedder: OnnxEmbedder,
) -> None:
    assert embedder.count_tokens("") == 0
    assert embedder.count_tokens("war") == 1
    assert embedder.count_tokens("war " * 1000) == 1000


def test_meaning_decides_what_is_near(embedder: OnnxEmbedder) -> None:
    rows = embedder.embed_passages(
        ["Many pilgrims were killed.", "Hundreds of worshippers died.", "The flag has four stars."]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_a_model_that_is_not_here_is_named_and_never_downloaded() -> None:
    with pytest.raises(ModelError, match=r"'no/such-model' is not on this computer\. Download it"):
        embedder_for(IndexSettings(model="no/such-model"))


def test_the_default_setting_gives_the_default_model() -> None:
    chosen = embedder_for(IndexSettings(model=DEFAULT_MODEL))
    assert isinstance(chosen, OnnxEmbedder)
    assert chosen.fingerprint == default_model_files().sha256


def test_remembered_texts_are_not_embedded_again() -> None:
    counting = CountingEmbedder()
    remembering = RememberingEmbedder(counting)
    remembering.embed_passages(["one", "two", "one"])
    rows = remembering.embed_passages(["two", "three"])
    assert counting.asked == ["one", "two", "three"]
    assert rows.tolist() == [[3.0, 1.0], [5.0, 1.0]]


def test_the_text_read_longest_ago_is_forgotten_first() -> None:
    counting = CountingEmbedder()
    remembering = RememberingEmbedder(counting, capacity=2)
    for texts in (["a"], ["b"], ["a"], ["c"], ["a"], ["b"]):
        remembering.embed_passages(texts)
    assert counting.asked == ["a", "b", "c", "b"]


def test_more_texts_than_are_remembered_still_come_back_whole() -> None:
    remembering = RememberingEmbedder(CountingEmbedder(), capacity=1)
    assert remembering.embed_passages(["a", "bb", "ccc"])[:, 0].tolist() == [1.0, 2.0, 3.0]


def test_remembered_rows_are_those_of_the_real_model(embedder: OnnxEmbedder) -> None:
    remembering = RememberingEmbedder(embedder)
    first, again = (remembering.embed_passages(_TEXTS) for _ in range(2))
    assert first.tolist() == again.tolist()
    assert first == pytest.approx(embedder.embed_passages(_TEXTS), abs=1e-6)


def test_a_row_of_zeros_stays_one() -> None:
    rows = unit_rows(np.array([[0, 0], [3, 4]], dtype=np.float32))
    assert rows.tolist() == [[0.0, 0.0], [pytest.approx(0.6), pytest.approx(0.8)]]
