"""A home over the sample articles, made once; tests read it and never write to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ingest
from index.embedding import OnnxEmbedder
from index.home import Home
from index.model_files import default_model_files
from index.passages import PassageCutter

SAMPLE = Path(__file__).parents[2] / "corpus" / "articles"


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """The folder of the sample articles."""
    return SAMPLE


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home that holds the sample articles."""
    with Home.open(tmp_path_factory.mktemp("sample")) as home:
        ingest.add(home, [SAMPLE])
        yield home


@pytest.fixture(scope="session")
def embedder() -> OnnxEmbedder:
    """The default model."""
    return OnnxEmbedder(default_model_files())


@pytest.fixture(scope="session")
def cutter(embedder: OnnxEmbedder) -> PassageCutter:
    """The cutter with the default sizes and the default model's tokens."""
    return PassageCutter(passage_tokens=160, overlap_tokens=32, count_tokens=embedder.count_tokens)
