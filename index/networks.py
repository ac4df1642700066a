"""Networks in onnxruntime, all run alike: on this computer's cores, saying nothing to anybody."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import onnxruntime
from onnxruntime import InferenceSession

import index.offline  # noqa: F401 - before any library that might telephone
from index.errors import ModelError

__all__ = ["InferenceSession", "NetworkFile", "open_network"]


@dataclass(frozen=True, slots=False, kw_only=True)
class NetworkFile:
    """A packaged network, the sha256 it has to have, and what to do where it has not."""

    path: Path
    sha256: str
    remedy: str

    @cached_property
    def checked(self) -> Path:
        """Its path.

        Raises:
            ModelError: the file is missing or not the one this version was measured with.
        """
        try:
            with self.path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(
                f"{self.path} can't be read: {error.strerror}.", remedy="Reinstall clippings."
            ) from error
        if found != self.sha256:
            raise ModelError(
                f"{self.path} has sha256 {found[:12]}…, not {self.sha256[:12]}….",
                remedy=self.remedy,
            )
        return self.path


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
