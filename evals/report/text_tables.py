"""Rows of cells as aligned columns for a terminal, and as a Markdown table."""

from __future__ import annotations

from collections.abc import Sequence

Rows = Sequence[Sequence[str]]  # the head first

_WHOLE_FROM = 10  # numbers from here on are shown without decimals


def columns(rows: Rows) -> str:
    """The rows in aligned columns; empty without rows."""
    if not rows:
        return ""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def pipes(rows: Rows) -> str:
    """The rows as a Markdown table; empty without rows."""
    if not rows:
        return ""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    rule = "|" + " --- |" * len(rows[0])
    return "\n".join([lines[0], rule, *lines[1:]])


def figure(value: float | None) -> str:
    """Three decimals for shares, fewer the larger a number is; a dash for None."""
    if value is None:
        return "–"
    size = abs(value)
    return f"{value:.{3 if size <= 1 else 2 if size < _WHOLE_FROM else 0}f}"
