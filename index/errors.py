"""What can go wrong in the index.

ClippingsError
└── HomeError
    └── ModelError   a model is missing or altered, or cannot be exported
"""

from __future__ import annotations

from corpus.errors import HomeError


class ModelError(HomeError):
    """A model, of embedding or ranking, is missing, altered, or cannot be exported."""

    code = "model"
