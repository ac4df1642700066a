"""Examples as tokens: `[CLS] question [SEP] header : passage [SEP]`, and batches of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from evals.fitting.ranker_examples import Example, Reading

QUESTION_TOKENS = 64  # a longer question is cut: of those learnt from 33, all of MultiHop-RAG's
HEADER_TOKENS = 40  # headline, outlet and day; of a longer header the end, with outlet and day
MOST_TOKENS = 256  # of all; a passage has at most 160
QUESTION_ROW, NO_ROW = 0, -1  # what a token belongs to; the sentences are 1, 2, …
_CLS, _SEP = "[CLS]", "[SEP]"

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSpan:
    """The first and the last token of a short answer, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedReading:
    """A question and a passage as tokens: ids, segments (0 question, 1 passage), rows.

    `rows` says what each token belongs to, QUESTION_ROW, NO_ROW or a sentence from 1; all three
    are of shape (tokens,). `right` has an entry a sentence, `offsets` one a token: the characters
    of the passage it stands for, from and to; zeros outside the passage.
    """

    ids: Ids
    segments: Ids
    rows: Ids
    offsets: Ids
    right: tuple[bool | None, ...]
    short_answers: tuple[TokenSpan, ...]

    @property
    def is_right(self) -> bool:
        """Whether a sentence of it answers."""
        return any(self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedExample:
    """A question's readings, of which the first `own` are of its own articles."""

    readings: tuple[EncodedReading, ...]
    own: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Readings padded to one length: the network's inputs, in the order of `readings`.

    `ids`, `mask` and `segments` are int64 of shape (readings, tokens). `members` is float32 of
    shape (readings, rows, tokens): row 0 averages the question's tokens, row n sentence n's; a
    sentence without tokens has zeros. `groups` numbers the question that each reading is for.
    """

    ids: Ids
    mask: Ids
    segments: Ids
    members: Floats
    readings: tuple[EncodedReading, ...]
    groups: tuple[int, ...]


class RankerTokens:
    """Turns questions and passages into what the network reads, with the model's tokenizer."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cls = self._tokenizer.token_to_id(_CLS)
        self._sep = self._tokenizer.token_to_id(_SEP)

    def example(self, example: Example) -> EncodedExample:
        """All readings of an example."""
        asked = self._plain(example.question).ids[:QUESTION_TOKENS]
        return EncodedExample(
            readings=tuple(self._reading(asked, reading) for reading in example.readings),
            own=example.own,
        )

    def _plain(self, text: str) -> Encoding:
        return self._tokenizer.encode(text, add_special_tokens=False)

    def _reading(self, asked: Sequence[int], reading: Reading) -> EncodedReading:
        header = self._plain(f"{reading.header}:").ids[-HEADER_TOKENS:] if reading.header else []
        start = [self._cls, *asked, self._sep, *header]
        passage = self._plain(reading.text)
        kept = min(len(passage.ids), MOST_TOKENS - len(start) - 1)
        offsets = np.zeros((len(start) + kept + 1, 2), dtype=np.int64)
        offsets[len(start) : -1] = np.array(passage.offsets[:kept]).reshape(kept, 2)
        rows = np.full(len(offsets), NO_ROW, dtype=np.int64)
        rows[1 : len(asked) + 1] = QUESTION_ROW
        rows[len(start) : -1] = _rows_of(offsets[len(start) : -1, 0], reading)
        segments = np.ones(len(offsets), dtype=np.int64)
        segments[: len(asked) + 2] = 0
        return EncodedReading(
            ids=np.array([*start, *passage.ids[:kept], self._sep], dtype=np.int64),
            segments=segments,
            rows=rows,
            offsets=offsets,
            right=reading.right,
            short_answers=tuple(_token_spans(offsets, len(start), reading)),
        )


def _rows_of(begins: Ids, reading: Reading) -> Ids:
    rows = np.full(len(begins), NO_ROW, dtype=np.int64)
    for number, sentence in enumerate(reading.sentences, start=1):
        rows[(begins >= sentence.start) & (begins < sentence.end)] = number
    return rows


def _token_spans(offsets: Ids, start: int, reading: Reading) -> Iterator[TokenSpan]:
    for answer in reading.short_answers:
        inside = (offsets[start:-1, 0] < answer.end) & (offsets[start:-1, 1] > answer.start)
        at = np.flatnonzero(inside) + start
        if len(at):
            yield TokenSpan(first=int(at[0]), last=int(at[-1]))


def batch_of(examples: Sequence[EncodedExample]) -> Batch:
    """All readings of these examples, padded to the longest."""
    readings = [reading for example in examples for reading in example.readings]
    groups = [n for n, example in enumerate(examples) for _ in example.readings]
    tokens = max(len(reading.ids) for reading in readings)
    sentences = max(len(reading.right) for reading in readings)
    ids = np.zeros((len(readings), tokens), dtype=np.int64)
    mask, segments = np.zeros_like(ids), np.zeros_like(ids)
    members = np.zeros((len(readings), sentences + 1, tokens), dtype=np.float32)
    for at, reading in enumerate(readings):
        length = len(reading.ids)
        ids[at, :length], mask[at, :length] = reading.ids, 1
        segments[at, :length] = reading.segments
        inside = np.flatnonzero(reading.rows != NO_ROW)
        members[at, reading.rows[inside], inside] = 1.0
    members /= np.maximum(members.sum(axis=2, keepdims=True), 1.0)
    return Batch(
        ids=ids,
        mask=mask,
        segments=segments,
        members=members,
        readings=tuple(readings),
        groups=tuple(groups),
    )


def drawn(example: EncodedExample, chance: random.Random, *, tokens: int) -> EncodedExample:
    """A part of the readings within a budget: one of its own, then others by chance.

    The first is one that is right, where any is; what stands first always fits.
    """
    own = example.readings[: example.own]
    first = [reading for reading in own if reading.is_right] or list(own) or example.readings[:1]
    chosen = [chance.choice(first)]
    others = [reading for reading in example.readings if reading is not chosen[0]]
    chance.shuffle(others)
    for reading in others:
        if sum(len(each.ids) for each in chosen) + len(reading.ids) <= tokens:
            chosen.append(reading)
    return EncodedExample(readings=tuple(chosen), own=1)
