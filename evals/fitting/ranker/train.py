"""Trains the evidence ranker and writes it as an int8 ONNX file with a model card.

    python -m evals.fitting.ranker.train FOLDER --out DIR [--minutes N] [--start FILE] [--resume]
        [--compiled] [--hidden SHARE]

FOLDER holds squad2, clapnq, multihop-rag and wikinews, and for `--trec-qa` that too, whose
sentences come without a licence: the file in this package learnt nothing from them. DIR keeps the
examples, the checkpoint (at least every five minutes) and at the end `ranker.onnx`,
`ranker-int8.onnx` and `CARD.md`. With `--start` the weights are those of another run's checkpoint
and the learning rates rise anew; with `--resume` training goes on where it stopped, within the same
number of minutes in all.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onnxruntime.quantization import QuantType, quantize_dynamic

from evals.errors import BadRun
from evals.fitting.ranker.batches import encoded_example
from evals.fitting.ranker.card import card
from evals.fitting.ranker.examples import (
    Example,
    Lesson,
    lone_sentence_examples,
    source_examples,
)
from evals.fitting.ranker.network import RankerNetwork, export_ranker
from evals.fitting.ranker.sources import permitted_sources, sentence_questions
from evals.fitting.ranker.training import TrainingPlan, load_weights, train
from evals.writing import write_atomically
from index.model_files import default_model_files
from index.ranker.inputs import RankerTokens, Reading
from index.spans import Span

UNANSWERED_SHARE = 2  # of SQuAD's questions without an answer, every second; half are without one
EXAMPLES, CHECKPOINT = "examples.jsonl", "checkpoint.pt"
NETWORK, SMALL_NETWORK, CARD = "ranker.onnx", "ranker-int8.onnx", "CARD.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankerRun:
    """The arguments of a run."""

    folder: Path
    out: Path
    minutes: float
    start: Path | None
    resume: bool
    trec_qa: bool
    seed: int
    threads: int
    compiled: bool
    hidden: float


def main() -> None:
    """Train, export and describe the ranker."""
    asked = _arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    checkpoint = asked.out / CHECKPOINT
    if checkpoint.exists() and not asked.resume:
        raise BadRun(
            f"{checkpoint} is of a run before.",
            remedy="Go on with --resume, or name another --out.",
        )
    if asked.start is not None and not asked.start.is_file():
        raise BadRun(f"{asked.start} is no file.", remedy="Give --start a run's checkpoint.pt.")
    examples = list(kept_examples(asked.folder, asked.out / EXAMPLES))
    if asked.trec_qa:
        examples += lone_sentence_examples(sentence_questions(asked.folder))
    files = default_model_files()
    tokens = RankerTokens(files.tokenizer)
    encoded = [encoded_example(example, tokens) for example in examples]
    _say(f"{len(encoded)} examples")
    network = RankerNetwork(files.folder)
    plan = TrainingPlan(
        minutes=asked.minutes,
        seed=asked.seed,
        threads=asked.threads,
        compiled=asked.compiled,
        hidden=asked.hidden,
        hidden_id=tokens.hidden_id,
        checkpoint=checkpoint,
        start=asked.start,
    )
    state = train(network, encoded, plan, say=_say)
    export(checkpoint, asked.out)
    write_atomically(asked.out / CARD, card(examples, plan, state))


def kept_examples(folder: Path, path: Path) -> tuple[Example, ...]:
    """The examples to learn from: those of the file, or made anew from the data and kept there.

    Raises:
        BadRun: a file of data is missing or wrong.
    """
    if not path.exists():
        found = [e for s in permitted_sources(folder, "fit") for e in source_examples(s, say=_say)]
        kept = [example for example in found if example.lessons and _is_kept(example)]
        lines = [json.dumps(asdict(example)) for example in kept]
        write_atomically(path, "\n".join(lines) + "\n")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_example(json.loads(line)) for line in lines)


def export(checkpoint: Path, out: Path) -> None:
    """Write a checkpoint's network as ONNX: whole, and with weights of 8 bits."""
    network = RankerNetwork(default_model_files().folder)
    load_weights(network, checkpoint)
    export_ranker(network, out / NETWORK)
    quantize_dynamic(
        out / NETWORK, out / SMALL_NETWORK, per_channel=True, weight_type=QuantType.QInt8
    )


def _is_kept(example: Example) -> bool:
    if any(lesson.is_right for lesson in example.lessons):
        return True
    return (
        not example.question_id.startswith("squad2")
        or zlib.crc32(example.question_id.encode()) % UNANSWERED_SHARE == 0
    )


def _example(fields: dict[str, Any]) -> Example:
    return Example(
        question_id=fields["question_id"],
        question=fields["question"],
        lessons=tuple(_lesson(each) for each in fields["lessons"]),
        own=fields["own"],
    )


def _lesson(fields: dict[str, Any]) -> Lesson:
    read = fields["reading"]
    return Lesson(
        reading=Reading(
            header=read["header"],
            text=read["text"],
            sentences=tuple(Span(**each) for each in read["sentences"]),
        ),
        right=tuple(fields["right"]),
        short_answers=tuple(Span(**each) for each in fields["short_answers"]),
    )


def _arguments() -> RankerRun:
    parser = argparse.ArgumentParser(description="Train the evidence ranker.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=110.0, help="of training steps, in all")
    parser.add_argument("--start", type=Path, help="another run's checkpoint to go on from")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--trec-qa", action="store_true", help="learn from TREC-QA's too")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compiled", action="store_true", help="faster; needs a C++ compiler")
    parser.add_argument("--hidden", type=float, default=0.0, help="share of words hidden each time")
    return RankerRun(**vars(parser.parse_args()))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
