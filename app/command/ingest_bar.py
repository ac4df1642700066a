"""Looking on while articles go in: a progress bar, and Ctrl-C that lets a batch be finished."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tqdm import tqdm

from index.errors import IngestStopped
from index.watching import IngestProgress, Watch

STDERR = 2


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch with a bar on stderr, where somebody looks on; the first Ctrl-C asks it to stop.

    Then the batch in hand is finished and it is said what is left. A second Ctrl-C stops at once,
    which loses nothing either, but what was in hand is done again.

    Raises:
        IngestStopped: it was stopped.
    """
    watch = Watch(progress=(bar := _Bar()).show)
    try:
        with _ctrl_c_sets(watch.stop):
            yield watch
    except IngestStopped as stopped:
        bar.close()
        sys.stderr.write(f"{stopped}\n")
        raise
    finally:
        bar.close()


@contextmanager
def _ctrl_c_sets(stop: threading.Event) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        # Not through sys.stderr, which the main thread may be in the middle of writing to.
        os.write(STDERR, "\nFinishing the batch in hand …\n".encode())

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Bar:
    """Articles done, time left and passages a second; drawn only while something is indexed."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._started = time.perf_counter()

    def show(self, progress: IngestProgress) -> None:
        if self._bar is None:
            self._bar = tqdm(
                total=progress.total, unit="article", file=sys.stderr, disable=None, leave=False
            )
        rate = progress.passages / (time.perf_counter() - self._started)
        self._bar.total = progress.total
        self._bar.set_postfix_str(f"{rate:.0f} passages/s", refresh=False)
        self._bar.update(progress.done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
