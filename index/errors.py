"""What can go wrong in the index.

ClippingsError
└── HomeError
    └── ModelError   the embedding model is missing, altered, or cannot be exported
"""

from __future__ import annotations

from corpus.errors import HomeError


class ModelError(HomeError):
    """The embedding model is missing, is not the one it should be, or cannot be exported."""

    code = "model"
