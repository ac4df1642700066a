"""A model for tests, in the place of a server's: it says what it is told to, in small pieces."""

from __future__ import annotations

from collections.abc import Callable, Generator

from app.writing.model import ModelTrouble, Prompt

PIECE = 5  # characters, so that marks and words come in two


class Scripted:
    """Says what a function makes of the user's message; `prompts` are those it got.

    With `breaks_off`, a reason, it ends in that trouble.
    """

    def __init__(self, says: str | Callable[[str], str], *, breaks_off: str = "") -> None:
        self._says = says
        self._breaks_off = breaks_off
        self.prompts: list[Prompt] = []
        self.is_closed = False

    def stream(self, prompt: Prompt) -> Generator[str, None, None]:
        """The text in pieces."""
        self.prompts.append(prompt)
        says = self._says if isinstance(self._says, str) else self._says(prompt.question)
        try:
            for at in range(0, len(says), PIECE):
                yield says[at : at + PIECE]
            if self._breaks_off:
                raise ModelTrouble(self._breaks_off, remedy="Mend it.")
        finally:
            self.is_closed = True


def marked(text: str, words: str) -> Callable[[str], str]:
    """Says a text with the mark of the evidence that holds some words in place of `[?]`."""

    def says(asked: str) -> str:
        line = next(line for line in asked.splitlines() if words in line)
        return text.replace("[?]", line[line.rindex("[") :])

    return says
