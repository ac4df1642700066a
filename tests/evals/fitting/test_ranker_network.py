"""The loss: what competes with what, and what plays no part."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from evals.fitting.ranker.batches import Batch, EncodedExample, EncodedLesson, TokenSpan, batch_of
from evals.fitting.ranker.network import HOLDS_WEIGHT, SPAN_WEIGHT, Scores, loss_of
from index.ranker.inputs import NO_ROW, QUESTION_ROW, Encoded

LN2 = math.log(2)


def _lesson(
    *right: bool | None, answer: TokenSpan | None = None, read: int | None = None
) -> EncodedLesson:
    """`[CLS] question [SEP]`, then a token for each sentence, or for those first that are read."""
    sentences = len(right) if read is None else read
    rows = np.array([NO_ROW, QUESTION_ROW, NO_ROW, *range(1, sentences + 1)])
    return EncodedLesson(
        encoded=Encoded(
            ids=np.ones(len(rows), dtype=np.int64),
            segments=(rows > QUESTION_ROW).astype(np.int64),
            rows=rows,
            offsets=np.zeros((len(rows), 2), dtype=np.int64),
            sentences=len(right),
        ),
        right=right,
        short_answers=(answer,) if answer else (),
    )


def _batch(*lessons: EncodedLesson) -> Batch:
    return batch_of([EncodedExample(lessons=lessons, own=1)])


def _even(batch: Batch) -> Scores:
    """All scores 0, and no short answer where the tokens are not the first or a passage's."""
    count, sentences = batch.inputs.members.shape[0], batch.inputs.members.shape[1] - 1
    outside = torch.from_numpy(batch.inputs.segments == 0)
    outside[:, 0] = False
    edges = torch.zeros(batch.inputs.ids.shape).masked_fill(outside, -1e9)
    return Scores(
        sentences=torch.zeros(count, sentences), starts=edges, ends=edges, holds=torch.zeros(count)
    )


def test_sentences_of_all_passages_and_nothing_share_one_softmax() -> None:
    # Three sentences in two passages and "nothing": the one right has 1 of 4. No short answer.
    batch = _batch(_lesson(True, False), _lesson(False))
    expected = math.log(4) + HOLDS_WEIGHT * LN2
    assert float(loss_of(_even(batch), batch)) == pytest.approx(expected)


def test_a_sentence_of_which_nothing_is_known_is_left_out() -> None:
    batch = _batch(_lesson(True, False), _lesson(None))
    assert float(loss_of(_even(batch), batch)) == pytest.approx(math.log(3) + HOLDS_WEIGHT * LN2)


def test_without_a_right_sentence_nothing_is_the_answer_of_both_heads() -> None:
    # "Nothing" has 1 of 3; a short answer may begin in 3 places, the first of which stands for none
    batch = _batch(_lesson(False, False))
    expected = math.log(3) * (1 + SPAN_WEIGHT) + HOLDS_WEIGHT * LN2
    assert float(loss_of(_even(batch), batch)) == pytest.approx(expected)


def test_a_short_answer_competes_with_all_places_of_all_passages() -> None:
    # Places: 2 sentences + none in the one passage, 1 + none in the other; one of 5 is right.
    batch = _batch(_lesson(True, False, answer=TokenSpan(first=3, last=3)), _lesson(False))
    expected = math.log(4) + SPAN_WEIGHT * math.log(5) + HOLDS_WEIGHT * LN2
    assert float(loss_of(_even(batch), batch)) == pytest.approx(expected)


def test_a_sentence_that_was_cut_off_plays_no_part() -> None:
    batch = _batch(_lesson(True, False, read=1))
    assert float(loss_of(_even(batch), batch)) == pytest.approx(math.log(2) + HOLDS_WEIGHT * LN2)
