"""Training that can be taken up again, in steps of a size."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch

from evals.fitting.ranker import training as ranker_training
from evals.fitting.ranker.batches import EncodedExample, EncodedLesson
from evals.fitting.ranker.network import RankerNetwork
from evals.fitting.ranker.training import STEP_TOKENS, TrainingPlan, train
from index.ranker.inputs import Encoded


class FakeNetwork(torch.nn.Module):
    """Scores by one weight; it stands in for the real one, which takes seconds a step."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor(0.0))
        self.is_compiled = False

    def make_faster(self, *, compiled: bool) -> None:
        self.is_compiled = compiled

    def forward(
        self, ids: torch.Tensor, _mask: torch.Tensor, _segments: torch.Tensor, members: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        edges = torch.zeros(ids.shape) * self.weight
        sentences = members[:, 1:].sum(dim=-1) * self.weight
        return sentences, edges, edges, torch.zeros(len(ids)) * self.weight


def _example(tokens: int) -> EncodedExample:
    rows = np.full(tokens, 1)
    rows[:3] = (-1, 0, -1)
    encoded = Encoded(
        ids=np.ones(tokens, dtype=np.int64),
        segments=(rows > 0).astype(np.int64),
        rows=rows,
        offsets=np.zeros((tokens, 2), dtype=np.int64),
        sentences=1,
    )
    lesson = EncodedLesson(encoded=encoded, right=(True,), short_answers=())
    return EncodedExample(lessons=(lesson,), own=1)


def _train(
    checkpoint: Path, *, minutes: float, start: Path | None = None
) -> tuple[FakeNetwork, int]:
    network = FakeNetwork()
    plan = TrainingPlan(minutes=minutes, seed=1, threads=1, checkpoint=checkpoint, start=start)
    examples = [_example(tokens) for tokens in (50, 60, 70)]
    state = train(cast(RankerNetwork, network), examples, plan, say=lambda _: None)
    return network, state.steps


def test_training_goes_on_from_the_checkpoint(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.pt"
    first, steps = _train(checkpoint, minutes=0.001)
    second, all_steps = _train(checkpoint, minutes=0.003)
    assert all_steps > steps > 0
    assert second.weight.item() > first.weight.item() > 0  # the one sentence is right


def test_training_can_begin_with_the_weights_of_another_run(tmp_path: Path) -> None:
    _train(tmp_path / "before.pt", minutes=0.01)
    further, _ = _train(tmp_path / "after.pt", minutes=0.0001, start=tmp_path / "before.pt")
    alone, _ = _train(tmp_path / "alone.pt", minutes=0.0001)
    assert further.weight.item() > alone.weight.item()


def test_the_network_is_compiled_where_that_is_wanted(tmp_path: Path) -> None:
    plan = TrainingPlan(minutes=0.0001, seed=1, threads=1, checkpoint=tmp_path / "c.pt")
    for wanted in (False, True):
        network = FakeNetwork()
        asked = replace(plan, compiled=wanted)
        train(cast(RankerNetwork, network), [_example(50)], asked, say=lambda _: None)
        assert network.is_compiled is wanted


def test_steps_hold_no_more_than_their_tokens_when_padded() -> None:
    chance = random.Random(1)
    examples = [_example(chance.randint(20, 250)) for _ in range(200)]
    batches = list(ranker_training._one_pass(examples, random.Random(2)))
    assert sum(map(len, batches)) == 200
    for batch in batches:
        longest = max(example.lessons[0].length for example in batch)
        assert len(batch) * longest <= STEP_TOKENS


def test_a_resumed_order_is_the_order_it_left() -> None:
    examples = [_example(tokens) for tokens in range(20, 220)]
    plan = TrainingPlan(minutes=1, seed=3, threads=1, checkpoint=Path("c.pt"))
    whole = ranker_training._batches(examples, plan, skip=0)
    rest = ranker_training._batches(examples, plan, skip=5)
    lengths = [[e.lessons[0].length for e in next(whole)] for _ in range(30)]
    assert [[e.lessons[0].length for e in next(rest)] for _ in range(25)] == lengths[5:]


def test_other_words_are_hidden_each_time() -> None:
    plan = TrainingPlan(minutes=1, seed=3, threads=1, checkpoint=Path("c.pt"))
    batches = ranker_training._batches(
        [_example(200)], replace(plan, hidden=0.5, hidden_id=7), skip=0
    )
    one, other = (next(batches)[0].lessons[0].encoded.ids == 7 for _ in range(2))
    assert 0 < one.sum() < 200
    assert 0 < other.sum() < 200
    assert (one != other).any()


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        pytest.param(0.0, 0.02, id="never quite 0"),
        pytest.param(0.025, 0.5, id="half of the rise"),
        pytest.param(0.05, 1.0, id="the top"),
        pytest.param(0.525, 0.5, id="half of the fall"),
        pytest.param(1.0, 0.02, id="the end"),
    ],
)
def test_the_rates_rise_and_fall(progress: float, expected: float) -> None:
    assert ranker_training._rate_factor(progress) == pytest.approx(expected)
