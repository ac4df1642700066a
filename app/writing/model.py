"""What a language model is asked, and what can go wrong with it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from corpus.errors import ClippingsError


class ModelTrouble(ClippingsError):
    """A language model gave nothing that can be used; never ends a reply, which stands without."""

    code = "model_trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is sent to a model: its rules, and the question with the numbered sentences."""

    rules: str
    question: str


class Model(Protocol):
    """A language model that writes."""

    def stream(self, prompt: Prompt) -> Generator[str, None, None]:
        """The pieces of its text as they come, in bounded time and number.

        Closing the generator stops the model.

        Raises:
            ModelTrouble: it is not there, too slow, or says what cannot be read; at any piece.
        """
        ...
