"""Lessons as tokens: their short answers, their batches, and what is drawn of them."""

from __future__ import annotations

import random

import pytest

from evals.fitting.ranker.batches import (
    EncodedExample,
    EncodedLesson,
    TokenSpan,
    batch_of,
    drawn,
    encoded_example,
    with_words_hidden,
)
from evals.fitting.ranker.examples import Example, Lesson, lone_lesson
from index.model_files import default_model_files
from index.ranker.inputs import RankerTokens, Reading
from index.spans import Span

TEXT = "Rain fell. The dam held firm."
LESSON = Lesson(
    reading=Reading(
        header="Floods | Gazette",
        text=TEXT,
        sentences=(Span(start=0, end=10), Span(start=11, end=29)),
    ),
    right=(False, True),
    short_answers=(Span(start=15, end=23),),  # "dam held"
)
WRONG = lone_lesson("The road was closed.", right=False)


@pytest.fixture(scope="module")
def tokens() -> RankerTokens:
    return RankerTokens(default_model_files().tokenizer)


def _encoded(tokens: RankerTokens, *lessons: Lesson, own: int = 1) -> EncodedExample:
    return encoded_example(
        Example(question_id="q", question="What held?", lessons=lessons, own=own), tokens
    )


def _only(tokens: RankerTokens, lesson: Lesson) -> EncodedLesson:
    (encoded,) = _encoded(tokens, lesson).lessons
    return encoded


def test_a_short_answer_is_given_by_its_first_and_last_token(tokens: RankerTokens) -> None:
    # [CLS] what held ? [SEP] floods | gazette : rain fell . the dam held firm . [SEP]
    lesson = _only(tokens, LESSON)
    assert lesson.short_answers == (TokenSpan(first=13, last=14),)
    start, end = lesson.encoded.offsets[13, 0], lesson.encoded.offsets[14, 1]
    assert TEXT[start:end] == "dam held"


def test_hidden_are_words_of_question_and_passage_but_no_short_answer(
    tokens: RankerTokens,
) -> None:
    # [CLS] what held ? [SEP] floods | gazette : rain fell . the dam held firm . [SEP]
    example = _encoded(tokens, LESSON)
    (lesson,) = with_words_hidden(
        example, random.Random(1), share=1.0, hidden_id=tokens.hidden_id
    ).lessons
    is_hidden = (lesson.encoded.ids == tokens.hidden_id).tolist()
    assert [at for at, hidden in enumerate(is_hidden) if hidden] == [1, 2, 3, 9, 10, 11, 12, 15, 16]
    (same,) = with_words_hidden(example, random.Random(1), share=0.0, hidden_id=7).lessons
    assert same.encoded.ids.tolist() == example.lessons[0].encoded.ids.tolist()


def test_a_short_answer_beyond_what_is_read_is_none(tokens: RankerTokens) -> None:
    long = Lesson(
        reading=Reading(header="", text="word " * 400, sentences=(Span(start=0, end=2000),)),
        right=(True,),
        short_answers=(Span(start=1990, end=1994),),
    )
    assert _only(tokens, long).short_answers == ()


def test_a_lesson_as_tokens_knows_its_length_and_whether_it_is_right(tokens: RankerTokens) -> None:
    lesson = _only(tokens, LESSON)
    assert (lesson.length, lesson.right, lesson.is_right) == (18, (False, True), True)
    assert not _only(tokens, WRONG).is_right


def test_a_batch_numbers_the_question_of_each_lesson(tokens: RankerTokens) -> None:
    one, two = _encoded(tokens, LESSON, WRONG), _encoded(tokens, WRONG)
    batch = batch_of([one, two])
    assert batch.groups == (0, 0, 1)
    assert batch.lessons == (*one.lessons, *two.lessons)
    assert batch.inputs.ids.shape == (3, 18)
    assert batch.inputs.mask.sum(axis=1).tolist() == [each.length for each in batch.lessons]


def test_what_is_drawn_holds_a_right_passage_and_fits_the_budget(tokens: RankerTokens) -> None:
    example = _encoded(tokens, LESSON, *[WRONG] * 9)
    budget = example.lessons[0].length + 2 * example.lessons[1].length
    part = drawn(example, random.Random(1), tokens=budget)
    assert len(part.lessons) == 3
    assert part.lessons[0].is_right


def test_without_a_right_one_what_is_drawn_begins_with_one_of_its_own(
    tokens: RankerTokens,
) -> None:
    example = _encoded(tokens, lone_lesson("It rained.", right=False), *[WRONG] * 9)
    for seed in range(5):
        assert drawn(example, random.Random(seed), tokens=500).lessons[0] is example.lessons[0]


def test_what_is_drawn_first_fits_any_budget(tokens: RankerTokens) -> None:
    part = drawn(_encoded(tokens, LESSON, WRONG), random.Random(1), tokens=1)
    assert [each.is_right for each in part.lessons] == [True]
