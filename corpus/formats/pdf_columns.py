"""The reading order of a PDF page: column by column, told by where its runs of text stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from corpus.formats.pdf_runs import Run

# Fewer lines side by side are a caption, a box of figures or a table, not columns.
LINES_SIDE_BY_SIDE = 3
COLUMN_WORDS = 3  # to a line at least: the cells of most tables have one or two
ALIGNED = 2.0  # points within which left edges are one margin
# A capital this many times as high as the line beside it begins its paragraph.
DROPPED = 1.8
# Seven columns of a hundred lines are 700 runs. A page of more than these is a drawing or an
# attack, and read as it comes; the others bound the work on any page.
MOST_RUNS = 2_000
MOST_EDGES = 12
MOST_CAPITALS = 20
DEEPEST = 6  # columns within columns


def columns(runs: Sequence[Run]) -> tuple[tuple[Run, ...], ...]:
    """The blocks of a page in reading order, each from top to bottom, rows from left to right.

    What stands across two columns parts them: what is above it is read first.
    """
    if len(runs) > MOST_RUNS:
        return (tuple(runs),)
    return tuple(_blocks(_with_capitals(runs), depth=0))


def rows(runs: Sequence[Run]) -> tuple[tuple[Run, ...], ...]:
    """Runs that share a line, from the top of the page downwards, each from left to right."""
    found: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.top, run.left)):
        if found and run.shares_row_with(found[-1][0]):
            found[-1].append(run)
        else:
            found.append([run])
    return tuple(tuple(sorted(row, key=lambda run: run.left)) for row in found)


def _blocks(runs: Sequence[Run], *, depth: int) -> Iterator[tuple[Run, ...]]:
    edge = _gutter(runs) if depth < DEEPEST else None
    if edge is None:
        yield tuple(run for row in rows(runs) for run in row)
        return
    for band in _bands(runs, edge):
        if _crosses(band[0], edge):
            yield tuple(run for row in rows(band) for run in row)
            continue
        for side in (_left_of(band, edge), _right_of(band, edge)):
            if side:
                yield from _blocks(side, depth=depth + 1)


def _bands(runs: Sequence[Run], edge: float) -> Iterator[list[Run]]:
    """From the top: runs that all cross the edge, or that all do not."""
    band: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.top):
        if band and _crosses(run, edge) != _crosses(band[-1], edge):
            yield band
            band = []
        band.append(run)
    yield band


def _crosses(run: Run, edge: float) -> bool:
    return run.left < edge < run.right


def _gutter(runs: Sequence[Run]) -> float | None:
    """The left edge of the column with the fewest runs across it; None on a page of one column."""
    found = [
        (sum(_crosses(run, edge) for run in runs), edge)
        for edge in _left_edges(runs)
        if _are_columns(runs, edge)
    ]
    return min(found)[1] if found else None


def _left_edges(runs: Sequence[Run]) -> list[float]:
    """Where most runs begin, but for the leftmost such place; three at least."""
    lefts = sorted(run.left for run in runs)
    edges: list[tuple[int, float]] = []
    position = bisect_right(lefts, lefts[0] + ALIGNED) if lefts else 0
    while position < len(lefts):
        following = bisect_right(lefts, lefts[position] + ALIGNED)
        edges.append((following - position, lefts[position]))
        position = following
    most = sorted(edges, reverse=True)[:MOST_EDGES]
    return [edge for aligned, edge in most if aligned >= LINES_SIDE_BY_SIDE]


def _are_columns(runs: Sequence[Run], edge: float) -> bool:
    """Whether prose stands on both sides of the edge, three lines on end with nothing across."""
    sides = [run for run in runs if not _crosses(run, edge)]
    for side in (_left_of(sides, edge), _right_of(sides, edge)):
        if not side or median(len(run.text.split()) for run in side) < COLUMN_WORDS:
            return False
    return any(_side_by_side(band, edge) >= LINES_SIDE_BY_SIDE for band in _bands(runs, edge))


def _side_by_side(band: Sequence[Run], edge: float) -> int:
    middles = sorted((run.bottom + run.top) / 2 for run in _left_of(band, edge))
    return sum(
        bisect_left(middles, run.bottom) < bisect_right(middles, run.top)
        for run in _right_of(band, edge)
    )


def _left_of(runs: Sequence[Run], edge: float) -> list[Run]:
    return [run for run in runs if run.right <= edge]


def _right_of(runs: Sequence[Run], edge: float) -> list[Run]:
    return [run for run in runs if run.left >= edge]


def _with_capitals(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs with each dropped capital set before the line that it begins."""
    joined = list(runs)
    capitals = [run for run in runs if len(run.text) == 1 and run.text.isupper()]
    for capital in capitals[:MOST_CAPITALS]:
        beside = [run for run in joined if _begins(capital, run)]
        if beside:
            first = max(beside, key=lambda run: run.top)
            joined[joined.index(first)] = replace(
                first, text=capital.text + first.text, left=capital.left
            )
            joined.remove(capital)
    return joined


def _begins(capital: Run, run: Run) -> bool:
    return (
        capital.size >= DROPPED * run.size
        and capital.bottom <= (run.bottom + run.top) / 2 <= capital.top
        and 0 <= run.left - capital.right + run.size <= 2 * run.size
        and run.text[:1].isalpha()
    )
