"""The frame of the page: its masthead and navigation, and the panes that views stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import gradio as gr

from app.page.parts import live, still


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page of the navigation: `name` is its pane `#view-NAME` and its event `NAME_opened`.

    One that `is_owners` is for the owner of the library alone.
    """

    name: str
    label: str
    is_owners: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """What the top of the page offers: the views, and a new conversation."""

    navigation: gr.HTML
    fresh: gr.Button


VIEWS = (
    View(name="ask", label="Ask"),
    View(name="library", label="Library"),
    View(name="tracing", label="Who reported this?"),
    View(name="settings", label="Settings"),
    View(name="evals", label="Evals", is_owners=True),
)
_DRAWER_BUTTON = (
    '<button type="button" data-toggles="drawer" aria-expanded="false" aria-controls="drawer"'
    ' aria-label="Conversations"><span aria-hidden="true">☰</span></button>'
)
_MASTHEAD = (
    '<header class="masthead"><h1>Clippings</h1>'
    "<p>Answers from your articles, every sentence quoted</p></header>"
)


def top(*, is_own: bool) -> Top:
    """The masthead: the drawer's button, the page's name, its views, and a new conversation.

    `is_own` says that whoever comes is the library's owner, who has a view more.
    """
    with gr.Row(elem_id="top"):
        still(_DRAWER_BUTTON, elem_id="drawer-button")
        still(_MASTHEAD, elem_id="masthead")
        navigation = _navigation([view for view in VIEWS if is_own or not view.is_owners])
        fresh = gr.Button("New conversation", elem_id="fresh", size="sm")
    return Top(navigation=navigation, fresh=fresh)


@contextmanager
def pane(name: str) -> Iterator[None]:
    """The pane of a view, out of sight until it is turned to."""
    with gr.Column(elem_id=f"view-{name}", elem_classes="view"):
        yield


def _navigation(views: Sequence[View]) -> gr.HTML:
    links = "".join(_link(view) for view in views)
    events = (f"{view.name}_opened" for view in views)
    return live("navigation", *events, html=f'<nav aria-label="Pages"><ul>{links}</ul></nav>')


def _link(view: View) -> str:
    current = ' aria-current="page"' if view is VIEWS[0] else ""
    return f'<li><button type="button" data-view="{view.name}"{current}>{view.label}</button></li>'
