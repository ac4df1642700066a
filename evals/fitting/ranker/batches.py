"""Examples as tokens, parts of them drawn by chance, and batches: what a step of training sees."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evals.fitting.ranker.examples import Example, Lesson
from index.ranker.inputs import QUESTION_ROW, Encoded, Ids, Inputs, RankerTokens, inputs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSpan:
    """The first and the last token of a short answer, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedLesson:
    """A lesson as tokens. `right` has an entry a sentence."""

    encoded: Encoded
    right: tuple[bool | None, ...]
    short_answers: tuple[TokenSpan, ...]

    @property
    def is_right(self) -> bool:
        """Whether a sentence of it answers."""
        return any(self.right)

    @property
    def length(self) -> int:
        """Its tokens."""
        return len(self.encoded.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedExample:
    """A question's lessons, of which the first `own` are of its own articles."""

    lessons: tuple[EncodedLesson, ...]
    own: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Lessons with the network's inputs, in one order; `groups` numbers the question of each."""

    inputs: Inputs
    lessons: tuple[EncodedLesson, ...]
    groups: tuple[int, ...]


def encoded_example(example: Example, tokens: RankerTokens) -> EncodedExample:
    """All lessons of an example as tokens."""
    encoded = tokens.encode(example.question, [lesson.reading for lesson in example.lessons])
    return EncodedExample(
        lessons=tuple(map(_encoded_lesson, example.lessons, encoded)), own=example.own
    )


def batch_of(examples: Sequence[EncodedExample]) -> Batch:
    """All lessons of these examples, padded to the longest."""
    lessons = tuple(lesson for example in examples for lesson in example.lessons)
    return Batch(
        inputs=inputs_of([lesson.encoded for lesson in lessons]),
        lessons=lessons,
        groups=tuple(n for n, example in enumerate(examples) for _ in example.lessons),
    )


def drawn(example: EncodedExample, chance: random.Random, *, tokens: int) -> EncodedExample:
    """A part of the lessons within a budget: one of its own, then others by chance.

    The first is one that is right, where any is; what stands first always fits.
    """
    own = example.lessons[: example.own]
    first = [lesson for lesson in own if lesson.is_right] or list(own) or example.lessons[:1]
    chosen = [chance.choice(first)]
    others = [lesson for lesson in example.lessons if lesson is not chosen[0]]
    chance.shuffle(others)
    for lesson in others:
        if sum(each.length for each in chosen) + lesson.length <= tokens:
            chosen.append(lesson)
    return EncodedExample(lessons=tuple(chosen), own=1)


def with_words_hidden(
    example: EncodedExample, chance: random.Random, *, share: float, hidden_id: int
) -> EncodedExample:
    """The example with about this share of the words of question and passage replaced by an id.

    A passage that many questions are asked about then never reads twice the same, and is less
    easily learnt by heart. The header stays, and so do the words of short answers.
    """
    lessons = tuple(_with_words_hidden(each, chance, share, hidden_id) for each in example.lessons)
    return replace(example, lessons=lessons)


def _with_words_hidden(
    lesson: EncodedLesson, chance: random.Random, share: float, hidden_id: int
) -> EncodedLesson:
    hidden = np.array([chance.random() < share for _ in lesson.encoded.ids])
    hidden &= lesson.encoded.rows >= QUESTION_ROW
    for answer in lesson.short_answers:
        hidden[answer.first : answer.last + 1] = False
    ids = np.where(hidden, hidden_id, lesson.encoded.ids)
    return replace(lesson, encoded=replace(lesson.encoded, ids=ids))


def _encoded_lesson(lesson: Lesson, encoded: Encoded) -> EncodedLesson:
    return EncodedLesson(
        encoded=encoded,
        right=lesson.right,
        short_answers=tuple(_token_spans(encoded.offsets, encoded.rows, lesson)),
    )


def _token_spans(offsets: Ids, rows: Ids, lesson: Lesson) -> Iterator[TokenSpan]:
    for answer in lesson.short_answers:
        inside = (rows > 0) & (offsets[:, 0] < answer.end) & (offsets[:, 1] > answer.start)
        at = np.flatnonzero(inside)
        if len(at):
            yield TokenSpan(first=int(at[0]), last=int(at[-1]))
