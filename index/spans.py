"""Half-open offsets into an article's text: the currency of everything that quotes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Half-open offsets into a text, in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]
