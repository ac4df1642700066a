"""What the page "Evals" tells of the last eval report, as HTML, all of it escaped."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from app.eval_report import (
    Better,
    EvalReport,
    FailedFact,
    Interval,
    Measured,
    RightShare,
    Unit,
)
from corpus.dates import in_words

_RANGE = (
    "The range is a 95% interval: the fewer the questions, the wider it is, and the more of a"
    " difference may be chance."
)
_BETTER = {Better.HIGHER: "higher", Better.LOWER: "lower", Better.NEITHER: "–"}
_FROM_TENTHS = 10  # a plain number from here on needs no decimals


def no_report(command: str) -> str:
    """What to do to have a report; `command` is what makes one, of the sample, for this page."""
    return (
        '<p class="lead">There is no eval report here yet. An eval puts questions whose right'
        " answers people vouch for, and measures the replies.</p>"
        f"<p>Run <code>{escape(command)}</code>. It takes some minutes, asks about the sample"
        " articles that come with Clippings, and leaves its report here. With <code>--articles"
        " FOLDER --facts FILE</code> it asks your own questions about your own articles.</p>"
    )


def trouble(message: str) -> str:
    """Calm words on a report that cannot be shown."""
    return f'<p class="trouble">{escape(message)}</p>'


def summary(report: EvalReport, *, is_stale: bool, command: str) -> str:
    """How many replies were right, and when that was measured.

    `is_stale` says that the library holds other articles than those measured.
    """
    stale = (
        '<p class="stale">The library holds other articles now than those that were measured: the'
        f" numbers may not hold for it. <code>{escape(command)}</code> measures anew.</p>"
        if is_stale
        else ""
    )
    return f"{_lead(report)}{stale}"


def measures(report: EvalReport) -> str:
    """Every measure with its range, and the simple systems measured beside."""
    systems = tuple(dict.fromkeys(name for each in report.measures for name in each.beside))
    head = _head(("What is measured", "Result", "Range", "Better", "Of", *systems))
    rows = "".join(_row(*_cells(each, systems)) for each in report.measures)
    return f'<h3>All measures</h3><p class="said">{_RANGE}</p>{_table(head, rows)}'


def kinds(report: EvalReport) -> str:
    """The numbers under the bars, for those who do not see them or want them exactly."""
    rows = "".join(
        _row(each.name, _shown(each.right, Unit.SHARE), _range(each.interval, Unit.SHARE),
             str(each.facts))
        for each in report.kinds
    )  # fmt: skip
    head = _head(("Kind of question", "Right", "Range", "Questions"))
    return f"<details><summary>The same in numbers</summary>{_table(head, rows)}</details>"


def curve(report: EvalReport) -> str:
    """What the curve says, in a sentence; empty without answers."""
    points = report.curve
    if not points:
        return ""
    half = points[math.ceil(len(points) / 2) - 1]
    return (
        '<p class="said">Answers are taken from the most confident on. Of the more confident half'
        f" {half.wrong:.0%} are wrong, of all {points[-1].wrong:.0%}. A curve that rises to the"
        " right shows a confidence worth having.</p>"
    )


def failed(report: EvalReport) -> str:
    """The facts that failed and may be shown, each with a button that asks it again."""
    listed = "".join(map(_failed, report.failed))
    facts = f"{_as_of(report)}<ul>{listed}</ul>" if listed else ""
    return f'<h3>Wrong replies</h3><p class="said">{_count(report)}</p>{facts}'


def _lead(report: EvalReport) -> str:
    facts = sum(half.facts for half in report.halves)
    right = sum(round(half.right * half.facts) for half in report.halves)
    halves = "; ".join(f"{_percent(half)} on {escape(half.name)}" for half in report.halves)
    part = " Only some of the facts were put." if report.is_partial else ""
    made = f"{in_words(report.made_at.date())}, {report.made_at:%H:%M} UTC"
    return (
        f'<p class="lead"><strong>{right} of {facts} replies were right</strong> ({halves}).'
        f"{part} Measured on {made}, engine {escape(report.engine)}.</p>"
    )


def _percent(share: RightShare) -> str:
    return f"{share.right:.0%}"


def _cells(measured: Measured, systems: Sequence[str]) -> Iterator[str]:
    yield measured.words
    yield _shown(measured.value, measured.unit)
    yield _range(measured.interval, measured.unit)
    yield _BETTER[measured.better]
    yield str(measured.n)
    for system in systems:
        yield _shown(measured.beside.get(system), measured.unit)


def _failed(fact: FailedFact) -> str:
    before = "".join(f'<span class="before">{escape(turn)}</span>' for turn in fact.turns[:-1])
    question = escape(fact.turns[-1])
    return (
        f'<li><div><p class="question">{before}{question}</p>'
        f'<p class="wrong"><span class="kind">{escape(fact.kind)}</span> {escape(fact.wrong)}</p>'
        f'</div><button type="button" class="plain" data-fact="{escape(fact.fact_id)}"'
        f' aria-label="Ask it again: {question}">Ask it again</button></li>'
    )


def _count(report: EvalReport) -> str:
    told = f"{len(report.failed)} are listed here."
    if not report.frozen_failed:
        return told
    return (
        f"{told} {report.frozen_failed} more are of the half kept aside, and not shown: whoever"
        " reads them would mend those alone."
    )


def _as_of(report: EvalReport) -> str:
    if report.today is None:
        return ""
    return (
        f'<p class="said">The eval took {in_words(report.today)} for today; asked from here,'
        " words such as “last week” count from the real day.</p>"
    )


def _shown(value: float | None, unit: Unit) -> str:
    """A value in its unit, short enough to compare.

    >>> _shown(0.6825, Unit.SHARE), _shown(0.304, Unit.SECONDS), _shown(311.3, Unit.NUMBER)
    ('68%', '0.30 s', '311')
    """
    match unit:
        case _ if value is None:
            return "–"
        case Unit.SHARE:
            return f"{value:.0%}"
        case Unit.SECONDS:
            return f"{value:.2f} s"
        case Unit.MEGABYTES:
            return f"{value:,.0f} MB"
        case Unit.NUMBER:
            return f"{value:,.0f}" if value >= _FROM_TENTHS else f"{value:.1f}"


def _range(interval: Interval | None, unit: Unit) -> str:
    """Both ends, the sign of percent at the last alone.

    >>> _range(Interval(low=0.63, high=0.74), Unit.SHARE)
    '63–74%'
    """
    if interval is None:
        return "–"
    return f"{_shown(interval.low, unit).removesuffix('%')}–{_shown(interval.high, unit)}"


def _head(names: Iterable[str]) -> str:
    return "".join(f'<th scope="col">{escape(name)}</th>' for name in names)


def _row(name: str, *cells: str) -> str:
    rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(name)}</th>{rest}</tr>'


def _table(head: str, rows: str) -> str:
    # In the order of the keyboard: else what is wider than a phone could be scrolled by none.
    return (
        '<div class="scrolled" tabindex="0" role="region" aria-label="Table">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
