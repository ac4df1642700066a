"""A network that reads a sentence, or a question, with other words: do these say it, answer it?

The one of `index.ranker`, trained on for this alone; `CARD.md` says on what, and how well it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from index.model_files import default_model_files
from index.networks import NetworkFile, open_network
from index.ranker.inputs import RankerTokens, Reading, inputs_of, reading_as_one
from index.support.closest import closest

NETWORK = NetworkFile(
    path=Path(__file__).parent / "reader-int8.onnx",
    sha256="6599e1d3821787d43323c4ef2b280a60c9ec85f7854d4df4088f650350a283f2",
    remedy="Reinstall clippings.",
)
INPUTS, OUTPUTS = ("input_ids", "attention_mask", "token_type_ids"), ("holds",)


class SupportReader:
    """Log odds that words say what a sentence says. Safe to share between threads."""

    def __init__(self, network: Path, tokens: RankerTokens, *, threads: int = 0) -> None:
        self._network = open_network(network, threads=threads)
        self._tokens = tokens

    def odds(self, asked: str, reading: Reading) -> float:
        """Log odds that the reading says a sentence, or answers a question.

        They are of a sentence that is as likely said as not; about -5 to 5.
        """
        inputs = inputs_of(self._tokens.encode(asked, [reading]))
        arrays = (inputs.ids, inputs.mask, inputs.segments)
        (holds,) = self._network.run(None, dict(zip(INPUTS, arrays, strict=True)))
        return float(holds[0])


def quoted_reading(sentence: str, quotes: Sequence[str]) -> Reading:
    """Of quotes, those closest to a sentence, as the network reads them."""
    return reading_as_one(" ".join(closest(sentence, quotes)))


def read_support(sentence: str, quotes: Sequence[str]) -> float:
    """The packaged reader's log odds that quotes say a sentence.

    Raises:
        ModelError: as `support_reader` does.
    """
    return support_reader(0).odds(sentence, quoted_reading(sentence, quotes))


@cache
def support_reader(threads: int) -> SupportReader:
    """The packaged one on `threads` cores, opened once; 0 means every core.

    Raises:
        ModelError: the file is missing or not the one this version was measured with.
    """
    tokens = RankerTokens(default_model_files().tokenizer)
    return SupportReader(NETWORK.checked, tokens, threads=threads)
