"""An iterator run ahead in a thread of its own, so that making and using its values overlap."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
_LOOK_SECONDS = 0.1  # how soon a thread that waits for room sees that nothing more is wanted


@contextmanager
def running_ahead(source: Callable[[], Iterable[T]], *, depth: int) -> Iterator[Iterator[T]]:
    """The values of `source()`, in order, made in a thread, `depth` + 1 before their use.

    `source` is called in that thread, so that whatever it opens is used there alone. What it raises
    is raised to the user in its turn. When the block ends the thread is asked to stop after the
    value that it is making, and waited for.
    """
    lane: _Lane[T] = _Lane(waiting=queue.Queue(maxsize=depth))
    thread = threading.Thread(target=lane.fill, args=(source,), name="ahead")
    thread.start()
    try:
        yield lane.values()
    finally:
        lane.unwanted.set()
        thread.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    error: BaseException | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane(Generic[T]):
    waiting: queue.Queue[T | _Ended]
    unwanted: threading.Event = field(default_factory=threading.Event)

    def fill(self, source: Callable[[], Iterable[T]]) -> None:
        try:
            for value in source():
                if not self._put(value):
                    return
        except BaseException as error:  # noqa: BLE001 - not lost: raised where the values are used
            self._put(_Ended(error=error))
        else:
            self._put(_Ended())

    def values(self) -> Iterator[T]:
        while not isinstance(value := self.waiting.get(), _Ended):
            yield value
        if value.error:
            raise value.error

    def _put(self, value: T | _Ended) -> bool:
        """Whether there came to be room for a value before it was no longer wanted."""
        while not self.unwanted.is_set():
            try:
                self.waiting.put(value, timeout=_LOOK_SECONDS)
            except queue.Full:
                continue
            return True
        return False
