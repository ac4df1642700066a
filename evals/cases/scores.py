"""Precision and recall of what was found, against what people labelled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many were found and right, found in all, and to be found."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right, in [0, 1]; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was to be found that was, in [0, 1]; None where there was nothing."""
        return self.right / self.expected if self.expected else None

    def told(self, name: str) -> str:
        """A line of text with both, and the counts that they come from."""
        precision, recall = (
            "-" if share is None else f"{share:.3f}" for share in (self.precision, self.recall)
        )
        return (
            f"{name}: precision {precision} ({self.right}/{self.found}),"
            f" recall {recall} ({self.right}/{self.expected})"
        )
