"""Halves of a benchmark without a split of its own, by sha256: file order plays no part."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from evals.benchmarks.results import BenchmarkRun, BenchmarkSplit
from evals.benchmarks.sampling import sampled

Case = TypeVar("Case")


def half_of(key: str) -> BenchmarkSplit:
    """`dev` where the sha256 of the key, in UTF-8, is an even number, `final` where it is odd.

    >>> half_of("b"), half_of("c")
    ('final', 'dev')
    """
    return "final" if hashlib.sha256(key.encode()).digest()[-1] % 2 else "dev"


def asked_half(
    asked: BenchmarkRun,
    cases: Sequence[Case],
    *,
    split_by: Callable[[Case], str],
    named: Callable[[Case], str],
) -> tuple[Case, ...]:
    """The cases of the half that is asked for, in their order; a sample where `limit` is set.

    Cases with the same `split_by` stay together; `named` tells any two cases apart.
    """
    half = [case for case in cases if half_of(split_by(case)) == asked.split]
    return sampled(half, asked.limit, key=named)
