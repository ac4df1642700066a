"""A trained ranker at work: its ONNX file scores the sentences of the passages found."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import onnxruntime

from evals.fitting.ranker_examples import Example, Reading
from evals.fitting.ranker_network import INPUTS
from evals.fitting.ranker_tokens import (
    EncodedExample,
    EncodedReading,
    Floats,
    RankerTokens,
    batch_of,
)

BATCH = 4  # passages of like length together: on two cores 2 took as long, 10 at once 1.4 times
_UNREAD = -30.0  # score of a sentence that was cut off


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPassage:
    """A reading's scores: log odds for each of its sentences, in order, and for the passage."""

    sentences: tuple[float, ...]
    holds: float


class RankerReader:
    """Scores sentences with an exported ranker."""

    def __init__(self, network: Path, tokens: RankerTokens, *, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.log_severity_level = 3
        self._network = onnxruntime.InferenceSession(
            str(network), options, providers=["CPUExecutionProvider"]
        )
        self._tokens = tokens

    def read(self, question: str, readings: Sequence[Reading]) -> tuple[ReadPassage, ...]:
        """The scores of each reading, in their order."""
        example = Example(question_id="", question=question, readings=tuple(readings), own=0)
        encoded = self._tokens.example(example).readings
        found: dict[int, ReadPassage] = {}
        by_length = sorted(range(len(encoded)), key=lambda at: len(encoded[at].ids))
        for start in range(0, len(by_length), BATCH):
            places = by_length[start : start + BATCH]
            found |= dict(zip(places, self._run([encoded[at] for at in places]), strict=True))
        return tuple(found[at] for at in range(len(encoded)))

    def _run(self, readings: Sequence[EncodedReading]) -> list[ReadPassage]:
        batch = batch_of([EncodedExample(readings=tuple(readings), own=0)])
        arrays = (batch.ids, batch.mask, batch.segments, batch.members)
        outputs = self._network.run(None, dict(zip(INPUTS, arrays, strict=True)))
        sentences, holds = cast(Floats, outputs[0]), cast(Floats, outputs[3])
        return [
            ReadPassage(sentences=_told(reading, sentences[row]), holds=float(holds[row]))
            for row, reading in enumerate(readings)
        ]


def _told(reading: EncodedReading, scores: Floats) -> tuple[float, ...]:
    present = set(np.unique(reading.rows).tolist())
    return tuple(
        float(scores[at]) if at + 1 in present else _UNREAD for at in range(len(reading.right))
    )
