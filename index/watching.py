"""Looking on while articles are indexed: how far it is, and asking it to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress:
    """How far an ingest is: articles done, of how many as far as is known, passages written.

    Done are those that are indexed by now, were so before, or failed.
    """

    done: int
    total: int
    passages: int


Watcher = Callable[[IngestProgress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Someone who looks on: `progress` is told, from several threads but never twice at a time.

    When `stop` is set the windows in hand are finished and IngestStopped is raised.
    """

    progress: Watcher | None = None
    stop: threading.Event = field(default_factory=threading.Event)
