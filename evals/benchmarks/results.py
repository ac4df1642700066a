"""What a benchmark gives: scores by system, each with its number of questions and interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.metrics.intervals import Interval, bootstrap_mean, mean

Say = Callable[[str], None]  # one line of progress or warning, for people
BenchmarkSplit = Literal["dev", "final"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One number of a benchmark: a system's value in a metric over `n` questions.

    `metric` is a standard name with its cutoff; `among` says which questions are counted, where
    those are not all ("whose articles hold the answer"). `value` is None without questions.
    """

    system: str
    metric: str
    value: float | None
    n: int
    interval: Interval | None = None
    among: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkResult:
    """All scores of a benchmark on one split.

    `notes` say in whole sentences what a reader must know: what the split is, what was left out and
    why, which numbers are other people's, where a metric departs from the official one.
    """

    benchmark: str
    split: BenchmarkSplit
    scores: tuple[Score, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkRun:
    """What a benchmark is asked to do: its data folder, split, and at most `limit` questions.

    `home` is where the articles are indexed: kept there between runs when the user names a folder,
    thrown away after the run when it is None.
    """

    folder: Path
    split: BenchmarkSplit = "dev"
    home: Path | None = None
    limit: int | None = None


Benchmark = Callable[[BenchmarkRun, Say], BenchmarkResult]


def mean_score(
    system: str, metric: str, values: Sequence[float | None], *, among: str = ""
) -> Score:
    """The mean with its 95 % bootstrap interval; undefined values (None) are left out of `n`."""
    known = [value for value in values if value is not None]
    return Score(
        system=system, metric=metric, value=mean(known), n=len(known),
        interval=bootstrap_mean(known), among=among,
    )  # fmt: skip
