"""A limit on how much is done at once: a few at work, some waiting, and a plain no to the rest."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from app.web.api_errors import Busy, TookTooLong

Done = TypeVar("Done")


class Crowd:
    """Work that takes threads: `at_once` pieces of it, and `waiting` more in line."""

    def __init__(self, *, at_once: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="api")
        self._places = at_once + waiting
        self._lock = threading.Lock()

    async def do(self, work: Callable[[], Done], *, seconds: float) -> Done:
        """What the work gives. A piece that takes too long keeps its place until it is done.

        Raises:
            Busy: every place is taken.
            TookTooLong: it was not done in `seconds`, waiting included.
        """
        self._enter()
        job = self._pool.submit(work)
        job.add_done_callback(lambda _: self._leave())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(job), seconds)
        except TimeoutError as error:
            raise TookTooLong(
                f"This was not done in {seconds:.0f} seconds.", remedy="Ask for less, or later."
            ) from error

    @contextmanager
    def place(self) -> Iterator[None]:
        """Keep a place without a thread, as while a body arrives.

        Raises:
            Busy: every place is taken.
        """
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._lock:
            if self._places == 0:
                raise Busy("Too much is being asked at once.", remedy="Try again in a moment.")
            self._places -= 1

    def _leave(self) -> None:
        with self._lock:
            self._places += 1
