"""The weights of a network whose ONNX file has them in 8 bits, as numbers to go on training with.

A checkpoint is 91 MB and not kept in the repository; what 8 bits lost of it is soon learnt again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import NodeProto, numpy_helper

_QUANTIZED, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"
# The exporter's path of a matrix multiplication names the layer, some of its parts twice.
_LAYER = re.compile(r"(encoder/layer\.\d+/.+|judge\.\d|edges)/MatMul_quant$")
_MIX = "mix"  # exported as three constants, in this order


def weights_of_small(path: Path, like: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """A tensor for each of `like`, by its name and of its shape.

    Raises:
        ValueError: the file is of another network.
    """
    graph = onnx.load(str(path)).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {name: values for name, values in stored.items() if name in like}
    for name in stored:
        whole = name.removesuffix(_QUANTIZED)
        if name != whole and whole in like:
            found[whole] = _whole(stored, whole)
    for node in graph.node:
        if layer := _LAYER.search(node.name):
            name = _name_of(layer[1])
            found[name] = _whole(stored, _multiplied(node)).T
    found[_MIX] = np.array([v for n, v in stored.items() if re.match(r"onnx::(Mul|Add)_\d+$", n)])
    if found.keys() != like.keys():
        raise ValueError(f"{path}: {sorted(found.keys() ^ like.keys())} are in only one of both")
    return {
        name: torch.tensor(found[name], dtype=like[name].dtype).reshape(like[name].shape)
        for name in like
    }


def _name_of(layer: str) -> str:
    """`encoder/layer.0/attention/self/query` as the network names it."""
    dotted = layer.replace("/", ".")
    return f"encoder.{dotted}.weight" if dotted.startswith("encoder") else f"{dotted}.weight"


def _multiplied(node: NodeProto) -> str:
    (name,) = [each for each in node.input if each.endswith(_QUANTIZED) and "MatMul" in each]
    return str(name).removesuffix(_QUANTIZED)


def _whole(stored: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    scale = stored[f"{name}{_SCALE}"]
    small = stored[f"{name}{_QUANTIZED}"].astype(np.float32)
    return np.asarray((small - stored[f"{name}{_ZERO}"]) * scale)
