"""Networks in onnxruntime, all run alike: on this computer's cores, saying nothing to anybody."""

from __future__ import annotations

import os
from pathlib import Path

import onnxruntime
from onnxruntime import InferenceSession

import index.offline  # noqa: F401 - before any library that might telephone

__all__ = ["InferenceSession", "open_network"]


def open_network(path: Path, *, threads: int = 0) -> InferenceSession:
    """The network of an ONNX file, on `threads` cores; 0 means every core.

    Its idle threads sleep. By default they spin, and two networks used in turn, as embedder and
    ranker are for each question, then take the cores from each other.
    """
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or os.cpu_count() or 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
