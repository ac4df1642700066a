"""Trains the support reader and writes it as an int8 ONNX file.

    python -m evals.fitting.reader.train FOLDER --out DIR [--minutes N] [--start FILE] [--resume]
        [--compiled] [--hidden SHARE]

It begins with the evidence ranker's weights, or with those of another run's checkpoint, and learns
from the claims over the newsroom, from sentences made true and false by code, and from the ranker's
own questions, a sentence with its neighbours at a time: three quarters or less of each, nothing
that a benchmark reports on and nothing of QAGS. FOLDER holds what the ranker's training needs. DIR
keeps the ranker's examples, the checkpoint and at the end `reader-int8.onnx`.
"""

from __future__ import annotations

import argparse
import random
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from evals.errors import BadRun
from evals.fitting.claims import read_claims
from evals.fitting.ranker.batches import encoded_example
from evals.fitting.ranker.examples import Example
from evals.fitting.ranker.network import RankerNetwork, holds_loss_of
from evals.fitting.ranker.sources import permitted_sources
from evals.fitting.ranker.train import EXAMPLES, kept_examples
from evals.fitting.ranker.training import TrainingPlan, load_weights, train
from evals.fitting.reader.examples import claim_examples, question_examples
from evals.fitting.reader.made import made_examples
from index.model_files import default_model_files
from index.ranker.inputs import RankerTokens
from index.ranker.reader import NETWORK as RANKER
from index.support.reader import INPUTS, OUTPUTS

MADE = 5_000  # of a hundred thousand that could be
QUESTIONS = 30_000  # places shown with a question; the ranker has learnt from all questions
CHECKPOINT, NETWORK, SMALL_NETWORK = "checkpoint.pt", "reader.onnx", "reader-int8.onnx"
_OPSET = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderRun:
    """The arguments of a run."""

    folder: Path
    out: Path
    minutes: float
    start: Path
    resume: bool
    seed: int
    threads: int
    compiled: bool
    hidden: float


class _Holds(torch.nn.Module):
    """What of the ranker's network says whether a passage holds an answer."""

    def __init__(self, network: RankerNetwork) -> None:
        super().__init__()
        self.encoder, self.holds = network.encoder, network.holds

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor
    ) -> torch.Tensor:
        read = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=segments)
        told: torch.Tensor = self.holds(read.last_hidden_state[:, 0]).squeeze(-1)
        return told


def main() -> None:
    """Train and export the reader."""
    asked = _arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    if (asked.out / CHECKPOINT).exists() and not asked.resume:
        raise BadRun(
            f"{asked.out / CHECKPOINT} is of a run before.",
            remedy="Go on with --resume, or name another --out.",
        )
    files = default_model_files()
    tokens = RankerTokens(files.tokenizer)
    examples = [encoded_example(each, tokens) for each in learnt_from(asked)]
    _say(f"{len(examples)} examples")
    plan = TrainingPlan(
        minutes=asked.minutes,
        seed=asked.seed,
        threads=asked.threads,
        compiled=asked.compiled,
        hidden=asked.hidden,
        hidden_id=tokens.hidden_id,
        checkpoint=asked.out / CHECKPOINT,
        start=None if asked.resume else asked.start,
    )
    network = RankerNetwork(files.folder)
    state = train(network, examples, plan, say=_say, loss=holds_loss_of)
    _say(f"{state.steps} steps, {state.tokens:,} tokens")
    export(asked.out)


def learnt_from(asked: ReaderRun) -> Iterator[Example]:
    """The examples of a run, in no order."""
    claims = [claim for claim in read_claims() if not claim.is_held]
    yield from claim_examples(claims, seed=asked.seed)
    sources = permitted_sources(asked.folder, "fit")
    own = {source.name: {q for each in source.questions for q in each.own} for source in sources}
    texts = [
        draft.text
        for source in sources
        for draft in source.drafts
        if draft.source_key in own[source.name]
    ]
    yield from made_examples(texts, MADE, seed=asked.seed)
    questions = list(
        question_examples(
            kept_examples(asked.folder, asked.out / EXAMPLES),
            seed=asked.seed,
        )
    )
    random.Random(asked.seed).shuffle(questions)  # noqa: S311 - no secret
    yield from questions[:QUESTIONS]


def export(out: Path) -> None:
    """Write the checkpoint's network as ONNX: whole, and with weights of 8 bits."""
    network = RankerNetwork(default_model_files().folder)
    load_weights(network, out / CHECKPOINT)
    ids = torch.ones(2, 8, dtype=torch.int64)
    shapes = {name: {0: "readings", 1: "tokens"} for name in INPUTS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of this exporter's age
        torch.onnx.export(
            _Holds(network).eval(),
            (ids, ids, ids),
            str(out / NETWORK),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={**shapes, OUTPUTS[0]: {0: "readings"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    # A scale a column: with one a matrix the reader's area on held claims falls from .84 to .81.
    quantize_dynamic(
        out / NETWORK, out / SMALL_NETWORK, per_channel=True, weight_type=QuantType.QInt8
    )


def _arguments() -> ReaderRun:
    parser = argparse.ArgumentParser(description="Train the support reader.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=45.0, help="of training steps, in all")
    parser.add_argument("--start", type=Path, default=RANKER.path, help="weights to begin with")
    parser.add_argument("--resume", action="store_true", help="go on from DIR's checkpoint")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compiled", action="store_true", help="faster; needs a C++ compiler")
    parser.add_argument("--hidden", type=float, default=0.0, help="share of words hidden each time")
    return ReaderRun(**vars(parser.parse_args()))


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
