"""Choices that look random and never change: made by sha256 of the words they are seeded with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Option = TypeVar("Option")


def pick(options: Sequence[Option], *seed: object) -> Option:
    """One of the options, the same for the same seed.

    Raises:
        ValueError: there is nothing to choose from.

    >>> pick("abc", "fact-1") == pick("abc", "fact-1")
    True
    """
    if not options:
        raise ValueError("there is nothing to choose from")
    return options[_number(seed) % len(options)]


def between(low: int, high: int, *seed: object) -> int:
    """A whole number in [low, high], the same for the same seed."""
    return pick(range(low, high + 1), *seed)


def shuffled(options: Sequence[Option], *seed: object) -> tuple[Option, ...]:
    """All options, each once, in an order that the seed decides."""
    order = sorted(range(len(options)), key=lambda at: _number((*seed, at)))
    return tuple(options[at] for at in order)


def _number(seed: tuple[object, ...]) -> int:
    named = "\0".join(map(str, seed))
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:8])
