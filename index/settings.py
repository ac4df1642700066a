"""What shapes an index (a home remembers model and passage size), and which parts a search has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_RANKER = "packaged"
NO_RANKER = "none"


class Precision(StrEnum):
    """How the default model's weights are held; a home of one is refused with the other."""

    FP32 = "fp32"
    INT8 = "int8"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    """Settings of the index.

    `passage_tokens` and `overlap_tokens` are counted by the embedding model's tokenizer; with the
    header before it, a passage stays within the 256 tokens that all-MiniLM-L6-v2 reads. `ranker`
    is the evidence ranker that comes with Clippings, "none", or a CrossEncoder by name or folder.
    `precision` is of the default model; any other is run in fp32.
    """

    model: str = DEFAULT_MODEL
    passage_tokens: int = 160
    overlap_tokens: int = 32
    precision: Precision = Precision.FP32
    ranker: str = DEFAULT_RANKER
    threads: int = 0  # of each network; 0 lets the runtime use every core

    def __post_init__(self) -> None:
        if not 0 <= self.overlap_tokens < self.passage_tokens:
            raise ValueError(f"overlap {self.overlap_tokens} is not below {self.passage_tokens}")

    @property
    def precision_used(self) -> Precision:
        """The precision that the named model is really run in."""
        return self.precision if self.model == DEFAULT_MODEL else Precision.FP32


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParts:
    """The parts of a search: all are on unless an ablation switches them off.

    `dense` and `lexical` are the two rankings, `constraints` what the question itself asks of
    outlets and dates (limits that the user sets always hold), `ranker` the network that orders the
    sentences found.
    """

    dense: bool = True
    lexical: bool = True
    constraints: bool = True
    ranker: bool = True

    def __post_init__(self) -> None:
        if not (self.dense or self.lexical):
            raise ValueError("a search is dense or lexical or both")
