"""Runs over invented data sets, and single scores out of them."""

from __future__ import annotations

from pathlib import Path

from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, BenchmarkSplit
from tests.evals.benchmarks.files import scores


def run_over(
    folder: Path, *, split: BenchmarkSplit = "dev", limit: int | None = None
) -> BenchmarkRun:
    return BenchmarkRun(folder=folder, split=split, limit=limit)


def value(found: BenchmarkResult, system: str, metric: str, *, among: str = "") -> float | None:
    """The one score of a system in a metric."""
    (score,) = [each for each in scores(found, system, among) if each.metric == metric]
    return score.value
