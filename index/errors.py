"""What can go wrong in the index.

ClippingsError
└── HomeError
    └── ModelError   a model is missing or altered, or cannot be exported
KeyboardInterrupt
└── IngestStopped    an ingest was asked to stop, and finished what it had in hand
"""

from __future__ import annotations

from corpus.errors import HomeError


class ModelError(HomeError):
    """A model, of embedding or ranking, is missing, altered, or cannot be exported."""

    code = "model"


class IngestStopped(KeyboardInterrupt):
    """An ingest was asked to stop, and finished what it had in hand. `str()` says what is left.

    `waiting` articles are stored and not yet searchable.
    """

    def __init__(self, *, waiting: int, total: int) -> None:
        super().__init__(
            f"{total - waiting} of the {total} articles stored so far can be searched."
            " The next `clippings add` of the same files goes on where this one stopped."
        )
        self.waiting = waiting
