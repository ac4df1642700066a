"""Files written whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from evals.errors import BadRun


def write_atomically(path: Path, text: str) -> None:
    """Put `text` in a file, in UTF-8; whoever reads it meets the old text or the new, never a part.

    Raises:
        BadRun: the file or its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as beside:
            beside.write(text)
        _replace(Path(beside.name), path)
    except OSError as error:
        raise BadRun(
            f"{path} cannot be written ({error.strerror}).", remedy="Name another folder."
        ) from error


def _replace(beside: Path, path: Path) -> None:
    try:
        beside.chmod(0o644)  # a temporary file is the owner's alone; a report is not
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
