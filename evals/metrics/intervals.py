"""How sure a number is: percentiles, bootstrap intervals, and McNemar's exact test."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

RESAMPLES = 1_000  # the limits of a 95 % interval then move by about 0.003 between seeds
SEED = 20_250_218
CONFIDENCE = 0.95

Case = TypeVar("Case")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The limits of a 95 % interval."""

    low: float
    high: float


def mean(values: Sequence[float]) -> float | None:
    """Arithmetic mean, summed without loss; None when empty.

    >>> mean([0.0, 1.0])
    0.5
    """
    return math.fsum(values) / len(values) if values else None


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The value that `percent` (in [0, 100]) of the values lie below, interpolated linearly.

    None when empty.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 50)
    2.5

    Source: definition 7 of Hyndman & Fan 1996.
    """
    return float(np.percentile(values, percent)) if values else None


def bootstrap_mean(values: Sequence[float]) -> Interval | None:
    """95 % percentile bootstrap of the mean, 1,000 seeded resamples; None when empty.

    >>> bootstrap_mean([1.0, 1.0])
    Interval(low=1.0, high=1.0)

    Source: Efron 1979.
    """
    if not values:
        return None
    drawn = np.asarray(values, dtype=np.float64)[_draws(len(values))]
    return _limits(drawn.mean(axis=1))


def bootstrap_interval(
    cases: Sequence[Case], statistic: Callable[[Sequence[Case]], float | None]
) -> Interval | None:
    """95 % percentile bootstrap of any statistic of the cases; None when empty.

    Resamples for which the statistic is undefined are left out.

    Source: Efron 1979.
    """
    if not cases:
        return None
    drawn = (statistic([cases[at] for at in draw]) for draw in _draws(len(cases)))
    defined = np.asarray([value for value in drawn if value is not None], dtype=np.float64)
    return _limits(defined) if defined.size else None


def mcnemar_exact(broken: int, fixed: int) -> float:
    """Two-sided exact p that as many pairs, or more unlike, change one way by chance.

    With n = broken + fixed: 2 · Σ C(n, i) / 2^n for i up to the smaller, at most 1. Range (0, 1];
    1 when nothing changed.

    Worked: 0 broken, 5 fixed: 2 · 1 / 32 = 0.0625.

    >>> mcnemar_exact(0, 5)
    0.0625

    Source: McNemar 1947, the exact binomial form.
    """
    changed = broken + fixed
    tail = sum(math.comb(changed, count) for count in range(min(broken, fixed) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def _draws(size: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Positions drawn with replacement, shape (1000, size); the same for each call."""
    return np.random.default_rng(SEED).integers(0, size, size=(RESAMPLES, size))


def _limits(drawn: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Interval:
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(drawn, [tail, 100 - tail])
    return Interval(low=float(low), high=float(high))
