"""Training the evidence ranker for a given time, in steps that can be taken up again."""

from __future__ import annotations

import math
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from evals.fitting.ranker.batches import Batch, EncodedExample, batch_of, drawn, with_words_hidden
from evals.fitting.ranker.network import RankerNetwork, Scores, loss_of, scores_of
from evals.fitting.ranker.small_weights import weights_of_small

QUESTION_TOKENS = 600  # read for a question: two or three of its passages, drawn in each pass
STEP_TOKENS = 2_400  # of a step, padding included; 4 questions of SQuAD
WINDOW = 64  # questions that are sorted by length together, to pad little
ENCODER_RATE, HEAD_RATE = 8e-5, 5e-4  # highest learning rates
WARM_UP = 0.05  # share of the time in which the rates rise
DECAY = 0.01  # AdamW's weight decay
CLIP = 1.0  # highest norm of the gradient
CHECKPOINT_SECONDS = 300.0
SAID_STEPS = 25

Say = Callable[[str], None]
Loss = Callable[[Scores, Batch], torch.Tensor]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan:
    """How long to train and where to keep what is learnt; all chance comes from the seed.

    The rates follow the time that was spent, so two machines do not give the same weights. With
    `compiled` the encoder is compiled first, which needs a C++ compiler. `hidden` is the share of
    words, in [0, 1), that each step replaces by `[MASK]`, whose id `hidden_id` is.
    """

    minutes: float
    seed: int
    threads: int
    checkpoint: Path
    start: Path | None = None  # another run's checkpoint, whose weights it begins with
    compiled: bool = False
    hidden: float = 0.0
    hidden_id: int = 0


@dataclass(slots=True, kw_only=True)
class TrainingState:
    """How far training is: whole steps, seconds and tokens spent, over all resumptions."""

    steps: int = 0
    seconds: float = 0.0
    tokens: int = 0


def train(
    network: RankerNetwork,
    examples: Sequence[EncodedExample],
    plan: TrainingPlan,
    *,
    say: Say,
    loss: Loss = loss_of,
) -> TrainingState:
    """Train the network until the time is spent, from the checkpoint if there is one."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    if plan.start is not None:
        load_weights(network, plan.start)
    optimizer = _optimizer(network)
    state = _resumed(network, optimizer, plan.checkpoint)
    network.train()
    network.make_faster(compiled=plan.compiled)
    saved_at = state.seconds
    recent: list[float] = []
    for batch in _batches(examples, plan, skip=state.steps):
        began = time.monotonic()
        progress = state.seconds / (60 * plan.minutes)
        recent.append(_step(network, optimizer, batch, progress, loss=loss))
        state.seconds += time.monotonic() - began
        state.steps += 1
        state.tokens += sum(lesson.length for example in batch for lesson in example.lessons)
        if state.steps % SAID_STEPS == 0:
            say(_progress(state, recent[-SAID_STEPS:]))
        done = state.seconds >= 60 * plan.minutes
        if done or state.seconds - saved_at >= CHECKPOINT_SECONDS:
            _save(network, optimizer, state, plan.checkpoint)
            saved_at = state.seconds
        if done:
            break
    return state


def load_weights(network: RankerNetwork, checkpoint: Path) -> None:
    """Put a checkpoint's weights into a network, or those of a file that was made of one."""
    if checkpoint.suffix == ".onnx":
        network.load_state_dict(weights_of_small(checkpoint, network.state_dict()))
    else:
        network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])


def _progress(state: TrainingState, losses: Sequence[float]) -> str:
    mean = sum(losses) / len(losses)
    rate = state.tokens / state.seconds
    return f"step {state.steps}, {state.seconds:.0f} s: loss {mean:.3f}, {rate:.0f} tokens/s"


def _step(
    network: RankerNetwork,
    optimizer: torch.optim.Optimizer,
    examples: Sequence[EncodedExample],
    progress: float,
    *,
    loss: Loss,
) -> float:
    factor = _rate_factor(progress)
    for group in optimizer.param_groups:
        group["lr"] = group["highest"] * factor
    batch = batch_of(examples)
    cost = loss(scores_of(network, batch), batch)
    cost.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(cost.detach())


def _rate_factor(progress: float) -> float:
    """Share of the highest rate when this share of the time is spent: up, then down to nearly 0."""
    if progress < WARM_UP:
        return max(progress, 0.001) / WARM_UP
    return max(0.02, 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP))))


def _optimizer(network: RankerNetwork) -> torch.optim.Optimizer:
    encoder: list[torch.nn.Parameter] = []
    heads: list[torch.nn.Parameter] = []
    for name, weights in network.named_parameters():
        if weights.requires_grad:
            (encoder if name.startswith("encoder.") else heads).append(weights)
    return torch.optim.AdamW(
        [
            {"params": encoder, "lr": ENCODER_RATE, "highest": ENCODER_RATE},
            {"params": heads, "lr": HEAD_RATE, "highest": HEAD_RATE},
        ],
        weight_decay=DECAY,
        fused=True,
    )


def _batches(
    examples: Sequence[EncodedExample], plan: TrainingPlan, *, skip: int
) -> Iterator[list[EncodedExample]]:
    """Steps without end: passes over the examples, each in an order of its own; some skipped."""
    number = 0
    while True:
        chance = random.Random(f"{plan.seed} {number}")  # noqa: S311 - an order, not a secret
        number += 1
        for batch in _one_pass(examples, chance):
            if skip:
                skip -= 1
            else:
                yield [_with_words_hidden(each, chance, plan) for each in batch]


def _with_words_hidden(
    example: EncodedExample, chance: random.Random, plan: TrainingPlan
) -> EncodedExample:
    if not plan.hidden:
        return example
    return with_words_hidden(example, chance, share=plan.hidden, hidden_id=plan.hidden_id)


def _one_pass(
    examples: Sequence[EncodedExample], chance: random.Random
) -> Iterator[list[EncodedExample]]:
    order = list(examples)
    chance.shuffle(order)
    for start in range(0, len(order), WINDOW):
        window = [drawn(e, chance, tokens=QUESTION_TOKENS) for e in order[start : start + WINDOW]]
        window.sort(key=_longest)
        batches = list(_packed(window))
        chance.shuffle(batches)
        yield from batches


def _packed(window: Sequence[EncodedExample]) -> Iterator[list[EncodedExample]]:
    """Examples together as long as they fit a step when padded."""
    batch: list[EncodedExample] = []
    for example in window:
        lessons = sum(len(each.lessons) for each in (*batch, example))
        if batch and lessons * _longest(example) > STEP_TOKENS:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


def _longest(example: EncodedExample) -> int:
    return max(lesson.length for lesson in example.lessons)


def _resumed(
    network: RankerNetwork, optimizer: torch.optim.Optimizer, checkpoint: Path
) -> TrainingState:
    if not checkpoint.exists():
        return TrainingState()
    kept = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(kept["network"])
    optimizer.load_state_dict(kept["optimizer"])
    return TrainingState(**kept["state"])


def _save(
    network: RankerNetwork,
    optimizer: torch.optim.Optimizer,
    state: TrainingState,
    checkpoint: Path,
) -> None:
    kept = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "state": {"steps": state.steps, "seconds": state.seconds, "tokens": state.tokens},
    }
    unfinished = checkpoint.with_suffix(f".{os.getpid()}.part")
    torch.save(kept, unfinished)
    unfinished.replace(checkpoint)
