"""The table of the bench: each number beside its bar, each missing one with its reason."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median

TAIL_SHARE = 0.95
WHOLE_FROM = 100  # larger numbers are shown without decimals
COLUMNS = ("measured", "n", "median", "p95", "bar", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a number is held to: at most `median` and `p95`, or at least `median`."""

    median: float
    p95: float | None = None
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A number that was measured `n` times, in `unit`; `p95` is None where it would say nothing."""

    what: str
    unit: str
    n: int
    median: float
    p95: float | None = None
    bar: Bar | None = None

    @property
    def held(self) -> bool | None:
        """Whether the bar is held; None where there is none."""
        if self.bar is None:
            return None
        if self.bar.at_least:
            return self.median >= self.bar.median
        slow_end = self.bar.p95 is not None and (self.p95 or 0.0) > self.bar.p95
        return self.median <= self.bar.median and not slow_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A number that was not measured, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchRun:
    """Everything measured, in the order of the table; `about` names machine and versions."""

    lines: tuple[Line | Gap, ...]
    notes: tuple[str, ...] = ()
    about: dict[str, object] = field(default_factory=dict)


def percentile(samples: Sequence[float], share: float) -> float:
    """The least of the samples that at least this share, in (0, 1], of them does not exceed.

    The nearest-rank definition: one of the samples, never a value between two.

    >>> percentile([30.0, 10.0, 20.0, 40.0], 0.5)
    20.0

    Raises:
        ValueError: no samples, or a share outside (0, 1].
    """
    if not samples or not 0.0 < share <= 1.0:
        raise ValueError(f"no percentile {share} of {len(samples)} samples")
    rank = math.ceil(round(share * len(samples), 9))  # 0.07 × 100 is a little over 7 in floats
    return sorted(samples)[rank - 1]


def line_of(
    what: str, seconds: Sequence[float], *, unit: str, bar: Bar | None = None
) -> Line | Gap:
    """The line of samples in seconds, shown in `s` or `ms`; a gap when there is none."""
    if not seconds:
        return Gap(what=what, reason="no question got that far")
    scale = {"s": 1.0, "ms": 1000.0}[unit]
    return Line(
        what=what,
        unit=unit,
        n=len(seconds),
        median=scale * median(seconds),
        p95=scale * percentile(seconds, TAIL_SHARE),
        bar=bar,
    )


def as_text(run: BenchRun) -> str:
    """The table for people: a line a number, then what was not measured, then the notes."""
    rows = [COLUMNS, *(_cells(line) for line in run.lines if isinstance(line, Line))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    table = [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    gaps = [f"{gap.what}: not measured. {gap.reason}." for gap in run.lines if isinstance(gap, Gap)]
    about = [f"{name}: {value}" for name, value in run.about.items()]
    return "\n".join((*about, "", *table, "", *gaps, *run.notes)) + "\n"


def as_json(run: BenchRun) -> str:
    """The run as one JSON document: `about`, `measured`, `not_measured` and `notes`."""
    measured = [asdict(line) | {"held": line.held} for line in run.lines if isinstance(line, Line)]
    gaps = [asdict(gap) for gap in run.lines if isinstance(gap, Gap)]
    fields = {"about": run.about, "measured": measured, "not_measured": gaps, "notes": run.notes}
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _cells(line: Line) -> tuple[str, ...]:
    held = {True: "yes", False: "NO", None: ""}[line.held]
    p95 = "" if line.p95 is None else _number(line.p95)
    return (line.what, str(line.n), f"{_number(line.median)} {line.unit}", p95, _bar(line), held)


def _bar(line: Line) -> str:
    if line.bar is None:
        return ""
    sign = "≥" if line.bar.at_least else "≤"
    both = (line.bar.median, line.bar.p95)
    return f"{sign} {' / '.join(f'{limit:,g}' for limit in both if limit is not None)} {line.unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= WHOLE_FROM else f"{value:.2f}"
