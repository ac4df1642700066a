"""Bounded time for what cannot be hurried: pieces are made in a thread, and awaited so long."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from app.writing.model import ModelTrouble

MOST_CHARACTERS = 8_000  # five times the longest answer that 400 tokens make


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long to wait for the first piece, and from the beginning for the last."""

    first_seconds: float
    all_seconds: float


class Stopped(Exception):
    """Raised in the thread that makes the pieces, at the next one."""


@dataclass(slots=True, kw_only=True)
class Line:
    """What the one who makes pieces and the one who waits for them share."""

    pieces: queue.SimpleQueue[str | ModelTrouble | None] = field(default_factory=queue.SimpleQueue)
    stopped: threading.Event = field(default_factory=threading.Event)

    def say(self, piece: str) -> None:
        """Hand on a piece; raises Stopped when nobody waits for it."""
        if self.stopped.is_set():
            raise Stopped
        self.pieces.put(piece)

    def is_stopped(self) -> bool:
        """Whether nobody waits any more."""
        return self.stopped.is_set()


def paced(make: Callable[[Line], None], pace: Pace) -> Generator[str, None, None]:
    """The pieces that `make` says, in time; `make` runs in a thread of its own.

    Closing the generator stops `make` at its next piece.

    Raises:
        ModelTrouble: `make` raised it, was too slow, said too much, or died of a bug.
    """
    line, started, characters = Line(), time.monotonic(), 0
    threading.Thread(target=_made, args=(make, line), daemon=True, name="model").start()
    limit = pace.first_seconds
    try:
        while True:
            piece = _next(line, until=started + limit, seconds=limit)
            if piece is None:
                return
            limit, characters = pace.all_seconds, characters + len(piece)
            if characters > MOST_CHARACTERS:
                raise ModelTrouble(
                    f"The language model wrote more than {MOST_CHARACTERS:,} characters.",
                    remedy="Use a model that keeps to its instructions.",
                )
            yield piece
    finally:
        line.stopped.set()


def _next(line: Line, *, until: float, seconds: float) -> str | None:
    try:
        piece = line.pieces.get(timeout=max(0.0, until - time.monotonic()))
    except queue.Empty as error:
        raise ModelTrouble(
            f"The language model took longer than {seconds:g} s.",
            remedy="Set CLIPPINGS_LLM_SECONDS higher, or use a smaller model.",
        ) from error
    if isinstance(piece, ModelTrouble):
        raise piece
    return piece


def _made(make: Callable[[Line], None], line: Line) -> None:
    # Until `make` has ended well, what has ended it is taken to be trouble: nobody waits in vain.
    end: ModelTrouble | None = ModelTrouble("The language model stopped.", remedy="Ask again.")
    try:
        make(line)
        end = None
    except Stopped:
        end = None
    except ModelTrouble as trouble:
        end = trouble
    finally:
        line.pieces.put(end)
