"""What every view of the page is made of: our own HTML blocks, and the parts that views share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

# Of every event: no public API by accident, nor its name taken, and no spinner over what is read.
PRIVATELY: Mapping[str, Any] = {
    "api_name": "page",
    "api_visibility": "private",
    "show_progress": "hidden",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What all views read and write.

    `source` shows an article beside whatever view is open, `about` what it can be asked, `shelf`
    the list of articles beside the chat, `conversation` the chat itself. `navigation` has an event
    of each view's name, `library_opened` say, when a visitor turns to it; `fresh` begins a new
    conversation.
    """

    page: gr.Blocks
    session: gr.State
    fresh: gr.Button
    navigation: gr.HTML
    conversation: gr.HTML
    question: gr.Textbox
    shelf: gr.HTML
    about: gr.HTML
    source: gr.HTML


def still(html: str, *, elem_id: str | None = None, js: str | None = None) -> gr.HTML:
    """A block of our own HTML that no event changes."""
    return gr.HTML(html, elem_id=elem_id, js_on_load=js, apply_default_css=False)


def live(name: str, *events: str, html: str = "", script: str = "") -> gr.HTML:
    """A block `#name` of our own HTML whose links and buttons are server events.

    `clippings[script or name]` of the page's scripts sends them; Gradio finds the events' names in
    the call.
    """
    named = ", ".join(f"'{event}'" for event in events)
    return gr.HTML(
        html,
        elem_id=name,
        js_on_load=f"clippings.{script or name}(element, trigger, watch, [{named}])",
        apply_default_css=False,
    )


def told(event: gr.EventData, key: str) -> object:
    """What the browser said under `key`: of any type, or None."""
    return getattr(event, key, None)
