"""Evidence rankers at work: the packaged one in onnxruntime, any CrossEncoder beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import numpy as np

from index.errors import ModelError
from index.model_files import default_model_files
from index.networks import NetworkFile, open_network
from index.ranker.inputs import Encoded, Floats, RankerTokens, Reading, inputs_of
from index.ranker.short_answers import ShortAnswer, short_answers
from index.settings import DEFAULT_RANKER, NO_RANKER, IndexSettings

NETWORK = NetworkFile(
    path=Path(__file__).parent / "ranker-int8.onnx",
    sha256="5f093635dea7ea0c66fab7d6c7c08a76867d3d66e39bd17d607f3067c78dc231",
    remedy="Reinstall clippings, or name another ranker in the settings.",
)
INPUTS = ("input_ids", "attention_mask", "token_type_ids", "members")
OUTPUTS = ("sentences", "starts", "ends", "holds")
UNREAD = -12.0  # log odds of a sentence that was cut off: below all that were seen
# Of another CrossEncoder's scores over a question's sentences, brought to the spread of ours.
SPREAD = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPassage:
    """What a ranker makes of a passage, an entry a sentence, in their order.

    `sentences` are log odds that the sentence answers against that nothing does; `short_answers`
    the words of each that most likely are the answer, None where a ranker gives none.
    """

    sentences: tuple[float, ...]
    short_answers: tuple[ShortAnswer | None, ...]


class Ranker(Protocol):
    """Judges sentences for a question. Safe to share between threads."""

    @property
    def is_calibrated(self) -> bool:
        """Whether scores are log odds that tell a probability, or only an order."""

    def read(self, question: str, readings: Sequence[Reading]) -> tuple[ReadPassage, ...]:
        """One entry a reading, in their order."""


class JointRanker:
    """Reads question and passage together, once, and scores every sentence of the passage.

    See `CARD.md` beside the network for what it learnt from and how well it does.
    """

    is_calibrated = True

    def __init__(self, network: Path, tokens: RankerTokens, *, threads: int = 0) -> None:
        self._network = open_network(network, threads=threads)
        self._tokens = tokens

    def read(self, question: str, readings: Sequence[Reading]) -> tuple[ReadPassage, ...]:
        """One entry a reading, in their order.

        Each is read alone: weights of 8 bits scale what they multiply by its largest number, so
        that passages read together would change each other's scores; and it takes no longer.
        """
        encoded = self._tokens.encode(question, readings)
        return tuple(map(self._read, encoded, readings))

    def _read(self, encoded: Encoded, reading: Reading) -> ReadPassage:
        if not encoded.sentences:  # the middle of a very long one, which belongs to other passages
            return ReadPassage(sentences=(), short_answers=())
        inputs = inputs_of([encoded])
        arrays = (inputs.ids, inputs.mask, inputs.segments, inputs.members)
        outputs = self._network.run(None, dict(zip(INPUTS, arrays, strict=True)))
        sentences, starts, ends, _ = (cast(Floats, output)[0] for output in outputs)
        return ReadPassage(
            sentences=_told(encoded, sentences),
            short_answers=short_answers(encoded, starts, ends, reading=reading),
        )


class PairRanker:
    """Any sentence-transformers CrossEncoder: question and sentence, which its headline precedes.

    Its scores only order sentences: what they say of right or wrong differs between models.

    Raises:
        ModelError: no such model on this computer; nothing is downloaded.
    """

    is_calibrated = False

    def __init__(self, model: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(model, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The ranker {model!r} is not on this computer.",
                remedy="Download it first and give its folder; Clippings downloads nothing.",
            ) from error

    def read(self, question: str, readings: Sequence[Reading]) -> tuple[ReadPassage, ...]:
        """One entry a reading, in their order; without short answers."""
        pairs = [
            (question, f"{reading.header}: {sentence.of(reading.text)}".removeprefix(": "))
            for reading in readings
            for sentence in reading.sentences
        ]
        scores = iter(_spread(np.asarray(self._model.predict(pairs, show_progress_bar=False))))
        return tuple(
            ReadPassage(
                sentences=tuple(float(next(scores)) for _ in reading.sentences),
                short_answers=(None,) * len(reading.sentences),
            )
            for reading in readings
        )


def ranker_for(settings: IndexSettings) -> Ranker | None:
    """The ranker that the settings name; None where they want none."""
    if settings.ranker == NO_RANKER:
        return None
    if settings.ranker == DEFAULT_RANKER:
        tokens = RankerTokens(default_model_files().tokenizer)
        return JointRanker(NETWORK.checked, tokens, threads=settings.threads)
    return PairRanker(settings.ranker)


def _told(encoded: Encoded, scores: Floats) -> tuple[float, ...]:
    read = set(encoded.read_sentences())
    return tuple(float(scores[at]) if at in read else UNREAD for at in range(encoded.sentences))


def _spread(scores: Floats) -> Floats:
    """Scores of a mean of 0 and a standard deviation of SPREAD; all 0 where they are alike."""
    if not scores.size or np.ptp(scores) == 0:  # of a mean's rounding no order may be made
        return np.zeros_like(scores)
    spread: Floats = (scores - scores.mean()) * (SPREAD / scores.std())
    return spread
