"""What stands beside the views: the article that was opened, or else a list of them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from app.page.actions import Actions
from app.page.parts import PRIVATELY, Shared, live, still, told
from app.page.session import Session
from corpus.formats.registry import SUFFIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceParts:
    """The components beside the views that events read and write."""

    shelf: gr.HTML
    about: gr.HTML
    source: gr.HTML
    upload: gr.UploadButton
    uploaded: gr.HTML


def lay_out() -> SourceParts:
    """The list of articles, and over it the one that is open."""
    with gr.Column(elem_id="shelf"):
        still("<h2>Articles</h2>")
        upload = gr.UploadButton(
            "Add articles",
            file_count="multiple",
            file_types=list(SUFFIXES),
            elem_id="upload",
            size="sm",
        )
        uploaded = gr.HTML("", elem_id="uploaded", js_on_load=None)
        shelf = live("library", "read", script="listen")
    with gr.Column(elem_id="source"):
        about = live("about", "suggest")
        source = live("reader", "cite", "read", "choose", "introduce")
    return SourceParts(shelf=shelf, about=about, source=source, upload=upload, uploaded=uploaded)


def wire(parts: SourceParts, shared: Shared, actions: Actions) -> None:
    """Bind opening articles and adding them."""

    def cite(session: Session, event: gr.EventData) -> str:
        return actions.cite(told(event, "reference"), session)

    def read(event: gr.EventData) -> str:
        return actions.read(told(event, "reference"))

    def add(uploaded: list[str] | None, session: Session) -> Iterator[tuple[object, ...]]:
        yield "<p>Reading…</p>", gr.skip(), gr.skip()
        said = actions.add(uploaded or [])
        yield said, actions.library(), actions.conversation(session)

    def introduce(event: gr.EventData) -> Iterator[str]:
        yield from actions.introduce(told(event, "article"))

    parts.source.introduce(introduce, None, [parts.about], concurrency_limit=None, **PRIVATELY)
    # Not queued: an article must open at once, whoever is asking what.
    for links in (shared.conversation, parts.source):
        links.cite(cite, [shared.session], [parts.source], queue=False, **PRIVATELY)
    for links in (shared.conversation, parts.shelf, parts.source):
        links.read(read, None, [parts.source], queue=False, **PRIVATELY)
    changed = [parts.uploaded, parts.shelf, shared.conversation]
    parts.upload.upload(add, [parts.upload, shared.session], changed, **PRIVATELY)
