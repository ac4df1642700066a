from __future__ import annotations

import random

import numpy as np
import pytest

from evals.fitting.ranker_examples import Example, Reading, lone_reading
from evals.fitting.ranker_tokens import (
    HEADER_TOKENS,
    MOST_TOKENS,
    NO_ROW,
    QUESTION_ROW,
    QUESTION_TOKENS,
    EncodedReading,
    RankerTokens,
    TokenSpan,
    batch_of,
    drawn,
)
from index.model_files import default_model_files
from index.spans import Span

TEXT = "Rain fell. The dam held firm."
READING = Reading(
    header="Floods | Gazette",
    text=TEXT,
    sentences=(Span(start=0, end=10), Span(start=11, end=29)),
    right=(False, True),
    short_answers=(Span(start=15, end=23),),  # "dam held"
)


@pytest.fixture(scope="module")
def tokens() -> RankerTokens:
    return RankerTokens(default_model_files().tokenizer)


def _encoded(tokens: RankerTokens, *readings: Reading, question: str = "What held?") -> list[
    EncodedReading
]:  # fmt: skip
    example = Example(question_id="q", question=question, readings=readings, own=1)
    return list(tokens.example(example).readings)


def test_each_token_belongs_to_the_question_a_sentence_or_nothing(tokens: RankerTokens) -> None:
    # [CLS] what held ? [SEP] floods | gazette : rain fell . the dam held firm . [SEP]
    (encoded,) = _encoded(tokens, READING)
    nothing, asked = [NO_ROW], [QUESTION_ROW] * 3
    expected = [*nothing, *asked, *nothing, *nothing * 4, *[1] * 3, *[2] * 5, *nothing]
    assert encoded.rows.tolist() == expected
    assert encoded.segments.tolist() == [0] * 5 + [1] * 13


def test_a_short_answer_is_given_by_its_first_and_last_token(tokens: RankerTokens) -> None:
    (encoded,) = _encoded(tokens, READING)
    assert encoded.short_answers == (TokenSpan(first=13, last=14),)
    start, end = encoded.offsets[13, 0], encoded.offsets[14, 1]
    assert TEXT[start:end] == "dam held"


def test_question_header_and_passage_are_cut_to_what_the_network_reads(
    tokens: RankerTokens,
) -> None:
    long = Reading(
        header="word " * 100,
        text="word " * 400,
        sentences=(Span(start=0, end=2000),),
        right=(True,),
        short_answers=(Span(start=1990, end=1994),),  # beyond what is read
    )
    (encoded,) = _encoded(tokens, long, question="why " * 90)
    assert len(encoded.ids) == MOST_TOKENS
    assert (encoded.rows == QUESTION_ROW).sum() == QUESTION_TOKENS
    passage = MOST_TOKENS - QUESTION_TOKENS - HEADER_TOKENS - 3  # [CLS] and two [SEP]
    assert (encoded.rows == 1).sum() == passage
    assert encoded.short_answers == ()


def test_a_batch_averages_the_tokens_of_each_sentence(tokens: RankerTokens) -> None:
    encoded = _encoded(tokens, READING, lone_reading("Nothing else."))
    example = tokens.example(
        Example(
            question_id="q", question="What held?", readings=(READING, lone_reading("No.")), own=1
        )
    )
    batch = batch_of([example, example])
    assert batch.groups == (0, 0, 1, 1)
    assert batch.ids.shape == (4, len(encoded[0].ids))
    sums = batch.members.sum(axis=2)
    np.testing.assert_allclose(sums[0], [1, 1, 1], rtol=1e-6)
    np.testing.assert_allclose(sums[1], [1, 1, 0], rtol=1e-6)  # it has one sentence
    assert batch.mask[1].sum() == len(example.readings[1].ids)


def test_what_is_drawn_holds_a_right_passage_and_fits_the_budget(tokens: RankerTokens) -> None:
    wrong = lone_reading("The road was closed.", right=False)
    example = tokens.example(
        Example(question_id="q", question="What held?", readings=(READING, *[wrong] * 9), own=1)
    )
    budget = len(example.readings[0].ids) + 2 * len(example.readings[1].ids)
    part = drawn(example, random.Random(1), tokens=budget)
    assert len(part.readings) == 3
    assert part.readings[0].is_right
