"""The page as Gradio Blocks: the frame, and the views that stand in it."""

from __future__ import annotations

from functools import partial
from importlib.resources import files

import gradio as gr

import index.offline  # noqa: F401 - before any library that might telephone
from app.page import (
    chat_view,
    conversation_list,
    evals_view,
    frame,
    library_view,
    settings_view,
    source_view,
    tracing_view,
)
from app.page.actions import Actions
from app.page.chat_view import CONCURRENT_QUESTIONS
from app.page.parts import Shared
from app.page.session import Session

__all__ = ["CONCURRENT_QUESTIONS", "blocks", "head", "theme"]

TEMPORARY_SECONDS = 3600  # after which Gradio's own copies of uploads are deleted
# Read in this order: what all views share, then each view's own.
STYLES = (
    "page.css",
    "chat.css",
    "source.css",
    "conversation_list.css",
    "library.css",
    "tracing.css",
    "settings.css",
    "evals.css",
)
SCRIPTS = (
    "page.js",
    "chat.js",
    "source.js",
    "conversation_list.js",
    "library.js",
    "tracing.js",
    "evals.js",
)


def blocks(actions: Actions) -> gr.Blocks:
    """The page, each of its events wired to one of the actions."""
    page = gr.Blocks(
        title="Clippings",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(TEMPORARY_SECONDS, TEMPORARY_SECONDS),
    )
    with page:
        with gr.Column(elem_id="desk"):
            top = frame.top(is_own=actions.is_own)
            with gr.Row(elem_id="body"):
                with gr.Column(elem_id="drawer"):
                    kept = conversation_list.lay_out()
                with gr.Column(elem_id="views"):
                    with frame.pane("ask"):
                        chat = chat_view.lay_out()
                    with frame.pane("library"):
                        library = library_view.lay_out()
                    with frame.pane("tracing"):
                        tracing = tracing_view.lay_out()
                    with frame.pane("settings"):
                        settings = settings_view.lay_out()
                    if actions.is_own:
                        with frame.pane("evals"):
                            evals = evals_view.lay_out()
                with gr.Column(elem_id="side"):
                    beside = source_view.lay_out()
        shared = Shared(
            page=page,
            session=gr.State(Session()),
            fresh=top.fresh,
            navigation=top.navigation,
            conversation=chat.conversation,
            question=chat.question,
            shelf=beside.shelf,
            about=beside.about,
            source=beside.source,
        )
        asking = chat_view.wire(
            chat,
            shared,
            actions,
            also=partial(evals_view.wire, evals, shared, actions) if actions.is_own else None,
        )
        source_view.wire(beside, shared, actions)
        conversation_list.wire(kept, shared, actions, asking=asking)
        library_view.wire(library, shared, actions)
        tracing_view.wire(tracing, shared, actions)
        settings_view.wire(settings, shared, actions)
    return page


def head() -> str:
    """The page's own style and behaviour, to stand in its head: nothing is fetched."""
    style, script = (
        "".join((files("app.page") / name).read_text(encoding="utf-8") for name in names)
        for names in (STYLES, SCRIPTS)
    )
    return f"<style>{style}</style><script>{script}</script>"


def theme() -> gr.themes.Base:
    """Gradio's plainest theme with the system's own fonts."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
