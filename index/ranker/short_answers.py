"""The words of a sentence that are the answer: the best first and last token, as offsets.

Span scores are sums of a start's and an end's logit, as in BERT's reading of SQuAD 2.0 (Devlin et
al. 2019), against that of token 0, which stands for "no short answer in this passage".
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import combining

import numpy as np

from index.ranker.inputs import Encoded, Floats, Reading
from index.spans import Span

ANSWER_TOKENS = 16  # of a short answer; of SQuAD's labelled ones 97 % are no longer


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer:
    """Words of a passage that may be the answer: offsets into its text, and their log odds.

    `odds` are log odds against that the passage has no short answer; higher is better, and
    comparable between the passages of one question.
    """

    span: Span
    odds: float


def short_answers(
    encoded: Encoded, starts: Floats, ends: Floats, *, reading: Reading
) -> tuple[ShortAnswer | None, ...]:
    """The best span within each sentence of a passage; None for a sentence that was cut off.

    `starts` and `ends` are logits, an entry a token; padding after the passage is passed over.
    """
    none = float(starts[0] + ends[0])
    found: list[ShortAnswer | None] = [None] * encoded.sentences
    for at in encoded.read_sentences():
        tokens = np.flatnonzero(encoded.rows == at + 1)
        first, last, score = _best(starts[tokens], ends[tokens])
        span = Span(
            start=int(encoded.offsets[tokens[first], 0]), end=int(encoded.offsets[tokens[last], 1])
        )
        found[at] = ShortAnswer(span=whole_words(span, reading.text), odds=score - none)
    return tuple(found)


def whole_words(span: Span, text: str) -> Span:
    """The span, widened to the ends of the words that it cuts."""
    start, end = span.start, span.end
    while start > 0 and _joins(text[start]) and _joins(text[start - 1]):
        start -= 1
    while end < len(text) and _joins(text[end - 1]) and _joins(text[end]):
        end += 1
    return Span(start=start, end=end)


def _joins(character: str) -> bool:
    """Whether it is part of a word: a letter, a digit, or an accent that stands on its own."""
    return character.isalnum() or combining(character) > 0


def _best(starts: Floats, ends: Floats) -> tuple[int, int, float]:
    """First and last token, both included, of the best span, and the sum of their logits."""
    sums = starts[:, None] + ends[None, :]
    lengths = np.arange(len(ends))[None, :] - np.arange(len(starts))[:, None]
    sums = np.where((lengths >= 0) & (lengths < ANSWER_TOKENS), sums, -np.inf)
    first, last = np.unravel_index(int(np.argmax(sums)), sums.shape)
    return int(first), int(last), float(sums[first, last])
