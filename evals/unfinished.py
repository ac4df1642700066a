"""The records of a run under way, kept as they come, so that the same run can go on from them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import shown
from evals.errors import BadRun
from evals.facts.fact import Fact
from evals.records import FactRecord, record_fields, record_from
from evals.writing import write_atomically

NAME = "unfinished.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A file that grows by a line for each fact put, and goes when the run is finished.

    Its first line says what the run is made of (code, facts, articles, settings): another run does
    not go on from these records. `kept` are those it held when opened, by fact id.
    """

    path: Path
    kept: Mapping[str, FactRecord] = field(default_factory=dict)

    def keep(self, record: FactRecord) -> None:
        """Append a record; it is on disk when this returns."""
        _append(self.path, record_fields(record))

    def finish(self) -> None:
        """Remove the file: the report stands in its place."""
        self.path.unlink(missing_ok=True)


def open_unfinished(
    folder: Path, facts: Sequence[Fact], *, made_of: Mapping[str, object]
) -> Unfinished:
    """The unfinished run in a folder, when it was made of the same; else a fresh one.

    Raises:
        BadRun: the folder cannot be written to, or a line before the last is damaged.
    """
    path = folder / NAME
    try:
        kept = _read(path, {fact.fact_id: fact for fact in facts}, made_of)
        if kept is None:
            folder.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            _append(path, {"made_of": dict(made_of)})
    except OSError as error:
        raise BadRun(
            f"{path} cannot be written ({error.strerror}).", remedy="Name another --report folder."
        ) from error
    return Unfinished(path=path, kept=kept or {})


def _append(path: Path, fields: Mapping[str, object]) -> None:
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(fields, ensure_ascii=False) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def _read(
    path: Path, facts: Mapping[str, Fact], made_of: Mapping[str, object]
) -> dict[str, FactRecord] | None:
    """The records of the same run; None when there is none to go on from."""
    if not path.exists():
        return None
    text = path.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]  # a killed process may have left half a line
    lines = whole.split("\n")[:-1]
    if not lines or _parsed(path, 1, lines[0]).get("made_of") != json.loads(json.dumps(made_of)):
        return None
    if whole != text:
        write_atomically(path, whole)
    return dict(
        _record(path, number, line, facts) for number, line in enumerate(lines[1:], start=2)
    )


def _record(
    path: Path, number: int, line: str, facts: Mapping[str, Fact]
) -> tuple[str, FactRecord]:
    fields = _parsed(path, number, line)
    try:
        fact = facts[fields["id"]]
        return fact.fact_id, record_from(fields, fact)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, number, error) from error


def _parsed(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        return dict(json.loads(line))
    except (TypeError, ValueError) as error:
        raise _damaged(path, number, error) from error


def _damaged(path: Path, number: int, error: Exception) -> BadRun:
    return BadRun(
        f"{path}:{number}: no record of a run: {shown(error)}.",
        remedy="Remove the file to begin the run again.",
    )
