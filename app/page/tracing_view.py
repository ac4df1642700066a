"""Who reported this? An excerpt is pasted, and the articles that carry it are shown beside it."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from app.page.actions import Actions
from app.page.parts import PRIVATELY, Shared, live, still, told
from app.page.tracing_actions import NOTHING_TRACED, TracingActions
from app.reply import Trace

_HEADING = (
    '<h2 class="view-heading">Who reported this?</h2><p class="lead">Paste a sentence or a passage.'
    " Clippings finds the articles that carry it, word for word or nearly, and shows what differs."
    "</p>"
)
_SAID = '<p id="tracing-said" role="status" aria-live="polite" class="unseen"></p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class TracingParts:
    """The components of this view that its events read and write."""

    trace: gr.State
    excerpt: gr.Textbox
    find: gr.Button
    found: gr.HTML


def lay_out() -> TracingParts:
    """The view's components, inside the pane that the page gives it."""
    still(_HEADING)
    excerpt = gr.Textbox(
        label="The passage", lines=5, max_lines=12, elem_id="excerpt", container=False
    )
    with gr.Row(elem_id="find-row"):
        find = gr.Button("Find its source", elem_id="find-source")
    still(_SAID)
    return TracingParts(
        trace=gr.State(NOTHING_TRACED),
        excerpt=excerpt,
        find=find,
        found=live("traced", "cite", "read"),
    )


def wire(parts: TracingParts, shared: Shared, actions: Actions) -> None:
    """Bind the view's events to actions."""
    tracing = TracingActions(home=actions.home)

    def open_passage(trace: Trace, event: gr.EventData) -> str:
        return tracing.passage(told(event, "reference"), trace)

    def read(event: gr.EventData) -> str:
        return actions.read(told(event, "reference"))

    parts.find.click(tracing.trace, [parts.excerpt], [parts.trace, parts.found], **PRIVATELY)
    parts.found.cite(open_passage, [parts.trace], [shared.source], queue=False, **PRIVATELY)
    parts.found.read(read, None, [shared.source], queue=False, **PRIVATELY)
