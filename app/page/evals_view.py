"""Evals: the last eval report as tables and plots, each failed fact one click from being asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import gradio as gr

from app.eval_report import EvalReport
from app.page.actions import Actions
from app.page.chat_view import CONCURRENT_QUESTIONS
from app.page.evals_actions import EvalsActions, Shown
from app.page.parts import PRIVATELY, Shared, live, still, told
from app.page.session import Session

PLOT_HEIGHT = 300  # pixels: under the lead, a laptop's screen still shows where the table begins
_PERCENT = 100
_PLOT: dict[str, Any] = {
    "show_label": False,
    "container": False,
    "height": PLOT_HEIGHT,
    "buttons": [],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalsParts:
    """The components of this view that its events read and write."""

    summary: gr.HTML
    plots: gr.Row
    by_kind: gr.BarPlot
    kinds: gr.HTML
    risk: gr.LinePlot
    curve: gr.HTML
    measures: gr.HTML
    failed: gr.HTML


def lay_out() -> EvalsParts:
    """The view's components, inside the pane that the page gives it."""
    still('<h2 class="view-heading">Evals</h2>')
    summary = still("", elem_id="evals-summary")
    with gr.Row(elem_id="evals-plots", visible=False) as plots:
        with gr.Column():
            still("<h3>Right replies, by kind of question</h3>")
            by_kind = _bar_plot()
            kinds = still("", elem_id="evals-kinds")
        with gr.Column():
            still("<h3>Wrong answers, by confidence</h3>")
            risk = _line_plot()
            curve = still("", elem_id="evals-curve")
    return EvalsParts(
        summary=summary,
        plots=plots,
        by_kind=by_kind,
        kinds=kinds,
        risk=risk,
        curve=curve,
        measures=still("", elem_id="evals-measures"),
        failed=live("evals-failed", "ask_again", script="evals"),
    )


def wire(
    parts: EvalsParts, shared: Shared, actions: Actions, *, asking: Sequence[Any]
) -> list[Any]:
    """Bind the view's events; gives the one that asks, which stops those of `asking`."""
    evals = EvalsActions(actions=actions)

    def opened() -> dict[Any, Any]:
        return _written(parts, evals.shown())

    def ask_again(event: gr.EventData) -> Iterator[tuple[Session, str]]:
        yield from evals.ask_again(told(event, "fact"))

    written = [getattr(parts, each.name) for each in fields(parts)]
    shared.navigation.evals_opened(opened, None, written, **PRIVATELY)
    asked = parts.failed.ask_again(
        ask_again,
        None,
        [shared.session, shared.conversation],
        cancels=list(asking),
        concurrency_limit=CONCURRENT_QUESTIONS,
        concurrency_id="ask",
        **PRIVATELY,
    )
    return [asked]


def _written(parts: EvalsParts, shown: Shown) -> dict[Any, Any]:
    """What each component of the view shows."""
    report = shown.report
    return {
        parts.summary: shown.summary,
        parts.plots: gr.Row(visible=report is not None),
        parts.by_kind: _bars(report) if report else None,
        parts.kinds: shown.kinds,
        parts.risk: _line(report) if report else None,
        parts.curve: shown.curve,
        parts.measures: shown.measures,
        parts.failed: shown.failed,
    }


def _bar_plot() -> gr.BarPlot:
    return gr.BarPlot(
        x="kind",
        y="right",
        x_title=" ",
        y_title="% right",
        y_lim=[0, _PERCENT],
        x_label_angle=-45,
        sort="y",
        **_PLOT,
    )


def _line_plot() -> gr.LinePlot:
    return gr.LinePlot(
        x="answered",
        y="wrong",
        x_title="% of answers kept",
        y_title="% wrong",
        x_lim=[0, _PERCENT],
        y_lim=[0, _PERCENT],
        **_PLOT,
    )


def _bars(report: EvalReport) -> dict[str, Any]:
    """What Gradio draws bars from: given so, it needs no table of another library's."""
    return {
        "columns": ["kind", "right"],
        "data": [[each.name, _PERCENT * each.right] for each in report.kinds],
        "datatypes": {"kind": "nominal", "right": "quantitative"},
        "mark": "bar",
    }


def _line(report: EvalReport) -> dict[str, Any]:
    """The same for the curve."""
    return {
        "columns": ["answered", "wrong"],
        "data": [[_PERCENT * each.answered, _PERCENT * each.wrong] for each in report.curve],
        "datatypes": {"answered": "quantitative", "wrong": "quantitative"},
        "mark": "line",
    }
