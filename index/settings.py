"""What shapes an index: model, passage size, threads. A home remembers the first two."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    """Settings of the index.

    `passage_tokens` and `overlap_tokens` are counted by the embedding model's tokenizer; with the
    headline before it, a passage stays within the 256 tokens that all-MiniLM-L6-v2 reads.
    """

    model: str = DEFAULT_MODEL
    passage_tokens: int = 160
    overlap_tokens: int = 32
    threads: int = 0  # of the embedding network; 0 lets the runtime use every core

    def __post_init__(self) -> None:
        if not 0 <= self.overlap_tokens < self.passage_tokens:
            raise ValueError(f"overlap {self.overlap_tokens} is not below {self.passage_tokens}")
