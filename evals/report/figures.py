"""The charts of a run's report, each with the numbers that it is drawn from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics.abstention import calibration_bins, risk_coverage_curve
from evals.metrics.intervals import percentile
from evals.metrics.judging import LostAt
from evals.metrics.measures import judged_of
from evals.records import FactRecord
from evals.report.charts import (
    Axis,
    Column,
    Mark,
    Point,
    Row,
    Words,
    axis_to,
    columns,
    curve,
    round_up,
    rows,
)
from evals.report.words import STAGES, stage_name

_SHARE_STEP = 0.2
_TOLD_POINTS = 10  # rows of numbers under the curve; it is drawn through all of its points
_TIME_BINS = 16  # below the last, open one: as many as a phone can tell apart
_BINS_TO_P95 = 12  # so that a few slow replies don't press all others into one column


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart (SVG), what to look for in it, and its numbers: `head` names their columns."""

    chart_id: str
    title: str
    chart: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBin:
    """How many replies took from `start` up to, not including, `end` seconds."""

    start: float
    end: float
    count: int


def figures_of(records: Sequence[FactRecord]) -> tuple[Figure, ...]:
    """The charts that these records give something to draw for."""
    drawn = (stages(records), risk_coverage(records), calibration(records), latency(records))
    return tuple(each for each in drawn if each)


def stages(records: Sequence[FactRecord]) -> Figure | None:
    """At which stage facts were lost; None when none was."""
    lost = [each for each in records if each.lost_at]
    if not lost:
        return None
    counts = {split: Counter(r.lost_at for r in lost if r.fact.split == split)
              for split in ("dev", "frozen")}  # fmt: skip
    bars = [Row(label=stage_name(s), count=sum(c[s] for c in counts.values())) for s in LostAt]
    told = ", ".join(f"{bar.label} {bar.count}" for bar in bars)
    words = Words(
        chart_id="stages", title="Facts lost, by stage", description=f"Bars. Of facts: {told}."
    )
    return Figure(
        chart_id="stages", title=words.title, chart=rows(words, bars),
        caption=f"{len(lost)} of {len(records)} facts went wrong, each at the first stage that"
        " lost its answer.",
        head=("stage", "meaning", "dev", "frozen"),
        rows=tuple(
            (stage_name(s), STAGES[s], str(counts["dev"][s]), str(counts["frozen"][s]))
            for s in LostAt
        ),
    )  # fmt: skip


def risk_coverage(records: Sequence[FactRecord]) -> Figure | None:
    """The share of wrong answers among the most confident; None without answers."""
    points = risk_coverage_curve(judged_of(records))
    if not points:
        return None
    half, whole = points[math.ceil(len(points) / 2) - 1].risk, points[-1].risk
    words = Words(
        chart_id="risk", title="Risk and coverage",
        description=f"A curve over {len(points)} answers, the most confident first. Of the more"
        f" confident half {half:.1%} are wrong, of all {whole:.1%}.",
    )  # fmt: skip
    return Figure(
        chart_id="risk", title=words.title,
        chart=curve(
            words, [Point(x=each.coverage, y=each.risk) for each in points],
            across=Axis(label="share of answers, most confident first", top=1, step=_SHARE_STEP),
            up=axis_to(max(each.risk for each in points), "share wrong"),
        ),
        caption="A confidence worth having makes the curve rise to the right: the answers it is"
        " surest of are seldom wrong. Refusals are not in it.",
        head=("answers kept", "of which wrong"),
        rows=tuple(
            (f"{points[at].coverage:.0%} ({at + 1})", f"{points[at].risk:.1%}")
            for at in _spread(len(points))
        ),
    )  # fmt: skip


def calibration(records: Sequence[FactRecord]) -> Figure | None:
    """The share of right answers by confidence; None without answers."""
    bins = calibration_bins(judged_of(records))
    if not bins:
        return None
    told = "; ".join(f"{b.low:g} to {b.high:g}: {b.share_right:.0%} of {b.count}" for b in bins)
    words = Words(
        chart_id="calibration", title="Calibration",
        description=f"Columns of the share right, by confidence. {told}.",
    )  # fmt: skip
    return Figure(
        chart_id="calibration", title=words.title,
        chart=columns(
            words,
            [
                Column(start=each.low, end=each.high, height=each.share_right, note=str(each.count))
                for each in bins
            ],
            across=Axis(label="confidence shown", top=1, step=_SHARE_STEP),
            up=Axis(label="share right", top=1, step=_SHARE_STEP),
        ),
        caption="Columns that end on the dashed diagonal are honest: above it the confidence is"
        " too low, below it too high. The numbers on top count answers.",
        head=("confidence", "answers", "mean confidence", "right"),
        rows=tuple(
            (f"{b.low:g}–{b.high:g}", str(b.count), f"{b.mean_confidence:.3f}",
             f"{b.share_right:.3f}")
            for b in bins
        ),
    )  # fmt: skip


def latency(records: Sequence[FactRecord]) -> Figure | None:
    """How long replies took; None without records."""
    seconds = [each.total_seconds for each in records]
    p50, p95 = percentile(seconds, 50), percentile(seconds, 95)
    if p50 is None or p95 is None:
        return None
    bins = time_bins(seconds, width=round_up(max(p95, 0.001) / _BINS_TO_P95))
    words = Words(
        chart_id="latency", title="Seconds per reply",
        description=f"Columns of the number of replies by their seconds in all. Half take up to"
        f" {p50:.3f} s, 95 % up to {p95:.3f} s, the slowest {max(seconds):.3f} s.",
    )  # fmt: skip
    marks = [
        Mark(at=p50, label=f"p50 {p50:.3f} s"),
        Mark(at=p95, label=f"p95 {p95:.3f} s"),
    ]
    return Figure(
        chart_id="latency", title=words.title, chart=_time_chart(words, bins, marks),
        caption=f"Seconds in all, of the last question of each fact; slowest {max(seconds):.3f} s."
        f"{' The last column holds all that is longer.' if math.isinf(bins[-1].end) else ''}",
        head=("seconds", "replies"),
        rows=tuple((_time_range(each), str(each.count)) for each in bins),
    )  # fmt: skip


def time_bins(seconds: Sequence[float], *, width: float) -> tuple[TimeBin, ...]:
    """Bins of equal width from 0 to the slowest; after sixteen, one that is open above.

    >>> [bin.count for bin in time_bins([0.1, 0.25, 0.3], width=0.2)]
    [1, 2]
    """
    counts = Counter(min(int(each / width), _TIME_BINS) for each in seconds)
    return tuple(
        TimeBin(
            start=number * width,
            end=(number + 1) * width if number < _TIME_BINS else math.inf,
            count=counts[number],
        )
        for number in range(max(counts, default=-1) + 1)
    )


def _time_chart(words: Words, bins: Sequence[TimeBin], marks: Sequence[Mark]) -> str:
    width = bins[0].end
    bars = [Column(start=each.start, end=each.start + width, height=each.count) for each in bins]
    return columns(
        words, bars,
        across=Axis(label="seconds", top=bars[-1].end, step=4 * width),
        up=axis_to(max(each.count for each in bins), "replies", is_count=True),
        over=marks,
    )  # fmt: skip


def _time_range(each: TimeBin) -> str:
    return (
        f"{each.start:.3g} and more" if math.isinf(each.end) else f"{each.start:.3g}–{each.end:.3g}"
    )


def _spread(count: int) -> list[int]:
    """Positions of at most ten points, spread evenly, the last one among them."""
    steps = min(count, _TOLD_POINTS)
    return [math.ceil(count * step / steps) - 1 for step in range(1, steps + 1)]
