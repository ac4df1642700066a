"""What a run was made with: commit, versions, machine, memory."""

from __future__ import annotations

import hashlib
import os
import platform
import resource
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

_PACKAGES = (
    "clippings", "chromadb", "llama-index-core", "numpy", "onnxruntime", "sentence-transformers",
)  # fmt: skip
_ROOT = Path(__file__).resolve().parent.parent
_SOURCES = ("corpus", "index", "app", "evals")
_KEPT = ("evals/baseline.json", "evals/benchmarks/accepted.json")  # numbers, no program
_SOURCE_SUFFIXES = frozenset({".py", ".json", ".onnx"})
_GIT_SECONDS = 10.0  # a commit id is not worth waiting longer for
_BYTES_PER_MB = 1_000_000


def commit() -> str | None:
    """The commit checked out here, with a `+` when the program differs; None outside git."""
    head = _git("rev-parse", "HEAD")
    changed = _git("status", "--porcelain", "--", *_SOURCES, *(f":!{kept}" for kept in _KEPT))
    return f"{head}+" if head and changed else head


def code_checksum() -> str:
    """Hex sha256 over the program's own sources and fitted weights, whatever git says of them."""
    digest = hashlib.sha256()
    for package in _SOURCES:
        for path in sorted((_ROOT / package).rglob("*")):
            name = path.relative_to(_ROOT).as_posix()
            if path.suffix in _SOURCE_SUFFIXES and name not in _KEPT:
                digest.update(f"{name}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Python's version and those of the packages that shape the numbers, where installed."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, str | int]:
    """Processor, system and number of cores."""
    return {
        "processor": platform.machine(),
        "system": platform.system(),
        "cores": os.cpu_count() or 1,
    }


def peak_memory_mb() -> float:
    """The most memory this process has held so far, in millions of bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in kibibytes, macOS in bytes.
    return peak * (1 if sys.platform == "darwin" else 1024) / _BYTES_PER_MB


def _git(*arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - our own words only
            [git, *arguments],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None
