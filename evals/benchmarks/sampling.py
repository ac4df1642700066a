"""Samples of a benchmark's questions that every computer draws alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def sampled(
    everything: Sequence[T], limit: int | None, *, key: Callable[[T], str]
) -> tuple[T, ...]:
    """At most `limit` of them, drawn by the sha256 of their ids, in their own order; None is all.

    A larger sample holds every smaller one.
    """
    drawn = sorted(everything, key=lambda each: hashlib.sha256(key(each).encode()).digest())
    keys = {key(each) for each in drawn[:limit]}
    return tuple(each for each in everything if key(each) in keys)
