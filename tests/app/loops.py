"""Coroutines in tests that do not know whether Playwright's event loop is running already."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")


def awaited(coroutine: Coroutine[object, object, Given]) -> Given:
    """What a coroutine gives, in a loop and a thread of its own."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, coroutine).result()
