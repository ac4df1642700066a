"""The mean of several runs' weights, as a network of its own: a model soup.

    python -m evals.fitting.ranker.averaging CHECKPOINT CHECKPOINT … --out DIR [--reader]

Of runs that went on from each other's weights the mean keeps much of what each does best (Wortsman
et al. 2022, "Model soups"). DIR gets the checkpoint, `ranker.onnx` and `ranker-int8.onnx`;
with `--reader`, of the support reader's runs, `reader.onnx` and `reader-int8.onnx`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from evals.errors import BadRun
from evals.fitting.ranker.train import CHECKPOINT, export
from evals.fitting.reader.train import export as export_reader


def main() -> None:
    """Average and export."""
    parser = argparse.ArgumentParser(description="Average the weights of several runs.")
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reader", action="store_true", help="the runs are the reader's")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    averaged = asked.out / CHECKPOINT
    torch.save({"network": mean_of(asked.checkpoints)}, averaged)
    if asked.reader:
        export_reader(asked.out)
    else:
        export(averaged, asked.out)


def mean_of(checkpoints: Sequence[Path]) -> Mapping[str, torch.Tensor]:
    """The mean of each weight over runs' checkpoints, of which there is at least one.

    Raises:
        BadRun: they are of different networks.
    """
    states = [torch.load(path, weights_only=True)["network"] for path in checkpoints]
    if any(state.keys() != states[0].keys() for state in states):
        raise BadRun("The checkpoints are of different networks.", remedy="Name those of one kind.")
    return {
        name: torch.stack([state[name].double() for state in states]).mean(dim=0).to(weight.dtype)
        for name, weight in states[0].items()
    }


if __name__ == "__main__":
    main()
