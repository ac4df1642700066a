"""Small charts as SVG, drawn by hand.

No plotting library: four plain charts don't earn one, and its pictures bring fonts and colours of
their own and change with its releases. These are the same byte for byte for the same numbers, take
their colours from the page (`report.css`), light and dark, and say in words what they show.
Lengths are in the units of a chart's own box, 360 wide: one to one on a phone, larger elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 360, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 26, 42  # margins: room for labels of four digits
_ROW, _ROW_LABEL, _ROW_NUMBER = 28, 118, 30  # a row's height, and what its words take of its width
_LABEL_ROOM = 0.7  # of the axis: a mark further right has its label on its left
_STEPS = 5  # at most so many lines of the grid: more crowd the labels on a phone
_ROUND_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a chart is called and shows, for those who cannot see it; the id is the page's own."""

    chart_id: str
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis from 0 to `top`, with a line of the grid at every `step`."""

    label: str
    top: float
    step: float

    def __post_init__(self) -> None:
        if not (self.top > 0 and self.step > 0):
            raise ValueError(f"an axis of length {self.top} in steps of {self.step} shows nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on the plane of two axes."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column from `start` to `end` along the axis; `note` stands above it."""

    start: float
    end: float
    height: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A bar that lies beside its label."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line across the columns, with its label on top."""

    at: float
    label: str


def axis_to(highest: float, label: str, *, is_count: bool = False) -> Axis:
    """An axis in round steps (1, 2 or 5 times a power of ten) that reaches `highest`."""
    step = round_up(highest / _STEPS) if highest > 0 else 1.0
    step = max(step, 1.0) if is_count else step
    return Axis(label=label, top=max(math.ceil(highest / step), 1) * step, step=step)


def round_up(value: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is no less than a positive value.

    >>> round_up(0.013)
    0.02
    """
    scale = 10.0 ** math.floor(math.log10(value))
    fits = (step * scale for step in _ROUND_STEPS if step * scale >= value * (1 - 1e-9))
    return float(f"{next(fits):g}")


def curve(words: Words, points: Sequence[Point], *, across: Axis, up: Axis) -> str:
    """A line through the points, in their order, and the area under it."""
    plane = _Plane(across=across, up=up)
    line = " ".join(f"{plane.x(each.x):.1f},{plane.y(each.y):.1f}" for each in points)
    ends = (points[0].x, points[-1].x) if points else (0.0, 0.0)
    floor = [f"{plane.x(end):.1f},{plane.y(0):.1f}" for end in ends]
    return _svg(
        words,
        *_grid(plane),
        f'<polygon class="area" points="{floor[0]} {line} {floor[1]}"/>',
        f'<polyline class="line" points="{line}"/>',
    )


def columns(
    words: Words,
    bars: Sequence[Column],
    *,
    across: Axis,
    up: Axis,
    over: Sequence[Mark] | None = None,
) -> str:
    """Columns with marks over them; without `over`, with the diagonal on which x equals y."""
    plane = _Plane(across=across, up=up)
    lines = [_mark(mark, plane, number) for number, mark in enumerate(over or ())]
    if over is None:
        lines = [_diagonal(plane)]
    return _svg(words, *_grid(plane), *(_column(bar, plane) for bar in bars), *lines)


def rows(words: Words, bars: Sequence[Row]) -> str:
    """Bars that lie one below the other, each with its label before and its count behind."""
    longest = max((bar.count for bar in bars), default=0) or 1
    room = _WIDTH - _ROW_LABEL - _ROW_NUMBER
    drawn = [_row(bar, top=_ROW * at, unit=room / longest) for at, bar in enumerate(bars)]
    return _svg(words, *drawn, height=_ROW * len(bars))


def interval(value: float, low: float, high: float) -> str:
    """A share in [0, 1] as a dot on its interval; told nowhere but in the numbers beside it."""
    at, left, right = (f"{4 + 92 * each:.1f}" for each in (value, low, high))
    return (
        '<svg class="interval" viewBox="0 0 100 12" aria-hidden="true" focusable="false">'
        '<line class="grid" x1="4" x2="96" y1="6" y2="6"/>'
        f'<line class="whole" x1="{left}" x2="{right}" y1="6" y2="6"/>'
        f'<circle class="dot" cx="{at}" cy="6" r="3.5"/></svg>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plane:
    """Where values stand in the box."""

    across: Axis
    up: Axis

    def x(self, value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * value / self.across.top

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / self.up.top


def _svg(words: Words, *drawn: str, height: int = _HEIGHT) -> str:
    name = escape(words.chart_id)
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(words.title)}</title>'
        f'<desc id="{name}-desc">{escape(words.description)}</desc>{"".join(drawn)}</svg>'
    )


def _grid(plane: _Plane) -> list[str]:
    left, right = plane.x(0), plane.x(plane.across.top)
    floor = plane.y(0)
    lines = []
    for value in _ticks(plane.up):
        y = plane.y(value)
        lines.append(
            f'<line class="grid" x1="{left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
        )
        lines.append(_text(f"{value:g}", x=left - 6, y=y + 4, anchor="end"))
    lines += [_text(f"{value:g}", x=plane.x(value), y=floor + 16) for value in _ticks(plane.across)]
    middle = (left + right) / 2
    return [
        *lines,
        f'<line class="axis" x1="{left:.1f}" x2="{right:.1f}" y1="{floor:.1f}" y2="{floor:.1f}"/>',
        _text(plane.across.label, x=middle, y=_HEIGHT - 6),
        _text(plane.up.label, x=4, y=12, anchor="start"),
    ]


def _ticks(axis: Axis) -> list[float]:
    return [axis.step * number for number in range(int(axis.top / axis.step + 1e-9) + 1)]


def _column(bar: Column, plane: _Plane) -> str:
    left, right, top = plane.x(bar.start) + 0.5, plane.x(bar.end) - 0.5, plane.y(bar.height)
    drawn = (
        f'<rect class="bar" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}"'
        f' height="{plane.y(0) - top:.1f}"/>'
    )
    return drawn + (_text(bar.note, x=(left + right) / 2, y=_TOP - 5) if bar.note else "")


def _mark(mark: Mark, plane: _Plane, number: int) -> str:
    """The first mark's label stands above the second's, so that close ones don't collide."""
    x, y = plane.x(mark.at), _TOP - 16 + 12 * number
    line = f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 9}" y2="{plane.y(0):.1f}"/>'
    has_room = mark.at < _LABEL_ROOM * plane.across.top
    aside, anchor = (4, "start") if has_room else (-4, "end")
    return line + _text(mark.label, x=x + aside, y=y, anchor=anchor)


def _diagonal(plane: _Plane) -> str:
    far = min(plane.across.top, plane.up.top)
    return (
        f'<line class="mark" x1="{plane.x(0):.1f}" y1="{plane.y(0):.1f}"'
        f' x2="{plane.x(far):.1f}" y2="{plane.y(far):.1f}"/>'
    )


def _row(bar: Row, *, top: float, unit: float) -> str:
    length, baseline = unit * bar.count, top + _ROW / 2 + 4
    return (
        _text(bar.label, x=_ROW_LABEL - 8, y=baseline, anchor="end")
        + f'<rect class="bar" x="{_ROW_LABEL}" y="{top + 4:.1f}" width="{length:.1f}"'
        f' height="{_ROW - 8}"/>'
        + _text(str(bar.count), x=_ROW_LABEL + length + 6, y=baseline, anchor="start")
    )


def _text(words: str, *, x: float, y: float, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
