"""What the evidence ranker reads: `[CLS] question [SEP] header : passage [SEP]`, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from corpus.article import Article
from corpus.dates import in_words
from index.passages import Passage
from index.spans import Span

QUESTION_TOKENS = 64  # a longer question is cut: of those learnt from 33, all of MultiHop-RAG's
HEADER_TOKENS = 40  # headline, outlet and day; of a longer header the end, with outlet and day
MOST_TOKENS = 256  # of all; a passage has at most 160
QUESTION_ROW, NO_ROW = 0, -1  # what a token belongs to; the sentences are 1, 2, …
_CLS, _SEP, _MASK = "[CLS]", "[SEP]", "[MASK]"

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A passage as the network reads it: its header, its words, and its sentences in them."""

    header: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A question and a passage as tokens: ids, segments (0 question, 1 passage), rows.

    `rows` says what each token belongs to, QUESTION_ROW, NO_ROW or a sentence from 1; all three
    are of shape (tokens,). `offsets`, of shape (tokens, 2), are the characters of the passage that
    each token stands for, from and to; zeros outside the passage. `sentences` counts all
    sentences of the passage, those that were cut off included.
    """

    ids: Ids
    segments: Ids
    rows: Ids
    offsets: Ids
    sentences: int

    def read_sentences(self) -> list[int]:
        """The sentences, from 0, of which any token was read."""
        present = set(self.rows.tolist())
        return [at for at in range(self.sentences) if at + 1 in present]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Readings padded to one length: what the network is given, one row each.

    `ids`, `mask` and `segments` are int64 of shape (readings, tokens). `members` is float32 of
    shape (readings, rows, tokens): row 0 averages the question's tokens, row n sentence n's; a
    sentence without tokens has zeros.
    """

    ids: Ids
    mask: Ids
    segments: Ids
    members: Floats


def header_of(article: Article) -> str:
    """Headline, outlet and day, as far as they are known: `Riots | RFI | 18 February 2025`."""
    day = article.reported_at
    known = (article.headline, article.reported_by, in_words(day) if day else None)
    return " | ".join(part for part in known if part)


def reading_of(passage: Passage, article: Article) -> Reading:
    """A passage of an article as the network reads it."""
    return Reading(
        header=header_of(article),
        text=passage.text,
        sentences=tuple(_shifted(each, passage) for each in passage.sentences),
    )


def reading_as_one(text: str, *, header: str = "") -> Reading:
    """Words that are judged as a whole, as if they were one sentence."""
    return Reading(header=header, text=text, sentences=(Span(start=0, end=len(text)),))


class RankerTokens:
    """Turns questions and passages into what the network reads, with the model's tokenizer."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cls = self._tokenizer.token_to_id(_CLS)
        self._sep = self._tokenizer.token_to_id(_SEP)
        self.hidden_id = cast(int, self._tokenizer.token_to_id(_MASK))  # of a word not shown

    def encode(self, question: str, readings: Sequence[Reading]) -> tuple[Encoded, ...]:
        """The question with each of the readings, in their order."""
        asked = self._plain(question).ids[:QUESTION_TOKENS]
        return tuple(self._encoded(asked, reading) for reading in readings)

    def _plain(self, text: str) -> Encoding:
        return self._tokenizer.encode(text, add_special_tokens=False)

    def _encoded(self, asked: Sequence[int], reading: Reading) -> Encoded:
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
        return Encoded(
            ids=np.array([*start, *passage.ids[:kept], self._sep], dtype=np.int64),
            segments=segments,
            rows=rows,
            offsets=offsets,
            sentences=len(reading.sentences),
        )


def inputs_of(encoded: Sequence[Encoded]) -> Inputs:
    """All of them, padded to the longest."""
    tokens = max(len(each.ids) for each in encoded)
    sentences = max(each.sentences for each in encoded)
    ids = np.zeros((len(encoded), tokens), dtype=np.int64)
    mask, segments = np.zeros_like(ids), np.zeros_like(ids)
    members = np.zeros((len(encoded), sentences + 1, tokens), dtype=np.float32)
    for at, each in enumerate(encoded):
        length = len(each.ids)
        ids[at, :length], mask[at, :length] = each.ids, 1
        segments[at, :length] = each.segments
        inside = np.flatnonzero(each.rows != NO_ROW)
        members[at, each.rows[inside], inside] = 1.0
    members /= np.maximum(members.sum(axis=2, keepdims=True), 1.0)
    return Inputs(ids=ids, mask=mask, segments=segments, members=members)


def _rows_of(begins: Ids, reading: Reading) -> Ids:
    rows = np.full(len(begins), NO_ROW, dtype=np.int64)
    for number, sentence in enumerate(reading.sentences, start=1):
        rows[(begins >= sentence.start) & (begins < sentence.end)] = number
    return rows


def _shifted(span: Span, passage: Passage) -> Span:
    """A sentence's offsets in its passage, which may end before the sentence does."""
    start = span.start - passage.start
    return Span(start=start, end=max(min(span.end, passage.end) - passage.start, start + 1))
