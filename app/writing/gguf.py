"""A language model in this process, from a GGUF file, through llama.cpp.

llama.cpp's own server runs in a thread of this process and listens on loopback; it is asked as any
other server is, so that what bounds, stops and reads those holds for it. Its key is made here and
known to nobody else.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Generator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from app.writing.model import ModelTrouble, Prompt
from app.writing.pacing import Pace
from app.writing.server import CONTEXT_TOKENS, ServerModel

NAME = "gguf"  # the server has one model and asks for no name


@dataclass(slots=True, kw_only=True)
class GgufModel:
    """A model that is loaded when it is first asked, which is not counted as its time."""

    path: Path
    pace: Pace
    _loading: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _loaded: _Loaded | None = None

    def stream(self, prompt: Prompt) -> Generator[str, None, None]:
        """The pieces of its text, as `Model` has it."""
        with self._loading:
            if self._loaded is None:
                self._loaded = _load(self.path, self.pace)
        yield from self._loaded.asked.stream(prompt)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """llama.cpp's server, which ends with this object, and the way to ask it."""

    server: object
    asked: ServerModel


def _load(path: Path, pace: Pace) -> _Loaded:
    xllamacpp: Any = import_module("xllamacpp")  # compiled, without types
    key = secrets.token_hex(16)
    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.n_ctx = CONTEXT_TOKENS
    settings.n_parallel = 1
    settings.warmup = False
    settings.verbosity = -1
    settings.api_keys = [key]
    settings.cpuparams.n_threads = os.cpu_count() or 1
    try:
        server = xllamacpp.Server(settings)
    except RuntimeError as error:
        raise ModelTrouble(
            f"{path.name} cannot be loaded as a language model.",
            remedy="See that the file is whole, and a model that writes text.",
        ) from error
    address = f"{server.listening_address}/v1"
    return _Loaded(server=server, asked=ServerModel(url=address, name=NAME, key=key, pace=pace))
