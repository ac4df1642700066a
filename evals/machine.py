"""What a run was made with: commit, versions, machine, memory."""

from __future__ import annotations

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
_GIT_SECONDS = 10.0  # a commit id is not worth waiting longer for
_BYTES_PER_MB = 1_000_000


def commit() -> str | None:
    """The commit checked out here, with a `+` when tracked files differ; None outside git."""
    head = _git("rev-parse", "HEAD")
    return f"{head}+" if head and _git("status", "--porcelain", "-uno") else head


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
            cwd=Path(__file__).resolve().parent,
            capture_output=True,
            text=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None
