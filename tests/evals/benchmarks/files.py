"""Writing the small invented data sets that the loaders are tried on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from evals.benchmarks.results import BenchmarkResult, Score


def lines(path: Path, rows: Iterable[object]) -> Path:
    """A file of JSON Lines, gzip'd when its name says so."""
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def silent(_line: str) -> None:
    """Say nothing."""


def values(outcome: BenchmarkResult, system: str, among: str = "") -> Mapping[str, float | None]:
    """A system's values by metric."""
    return {s.metric: s.value for s in scores(outcome, system, among)}


def scores(outcome: BenchmarkResult, system: str, among: str = "") -> tuple[Score, ...]:
    """A system's scores among some of the questions."""
    found = [s for s in outcome.scores if (s.system, s.among) == (system, among)]
    assert found, sorted({(s.system, s.among) for s in outcome.scores})
    return tuple(found)
