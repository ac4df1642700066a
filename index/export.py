"""The export of a BERT network from torch to ONNX; imported only when that has to be done."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import torch
from transformers import AutoModel

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "token_outputs"
_OPSET = 17


class _TokenOutputs(torch.nn.Module):
    """A model as a module of one output; its three inputs must reach it by keyword."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        outputs = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types)
        states: torch.Tensor = outputs.last_hidden_state
        return states


def export_network(folder: Path, target: Path) -> None:
    """Trace the network in a model folder and write it to `target`.

    Its inputs are INPUTS, int64 of shape (batch, tokens); its OUTPUT is float32 of shape
    (batch, tokens, dimension). Atomic: a killed export leaves no `target` behind.
    """
    model = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager")
    ids = torch.ones(2, 8, dtype=torch.int64)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    with warnings.catch_warnings():
        # It warns that this exporter is the older one, and of shapes that it traces as constants
        # and that are none here: tests compare its vectors with sentence-transformers' own.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _TokenOutputs(model.eval()),
            (ids, ids, torch.zeros_like(ids)),
            str(unfinished),
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in (*INPUTS, OUTPUT)},
            opset_version=_OPSET,
            dynamo=False,
        )
    unfinished.replace(target)
