"""The chat page as Gradio Blocks: where things stand, and which action each of them calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import gradio as gr

import index.offline  # noqa: F401 - before any library that might telephone
from app.page.actions import Actions
from app.page.session import Session
from corpus.formats.registry import SUFFIXES

CONCURRENT_QUESTIONS = 4  # at once, of all visitors: more than the cores only make all wait
TEMPORARY_SECONDS = 3600  # after which Gradio's own copies of uploads are deleted
# Of every event: no public API by accident, nor its name taken, and no spinner over what is read.
PRIVATELY: Mapping[str, Any] = {
    "api_name": "page",
    "api_visibility": "private",
    "show_progress": "hidden",
}
PLACEHOLDER = "Ask about the articles…"

_MASTHEAD = (
    '<header class="masthead"><h1>Clippings</h1>'
    "<p>Answers from your articles, every sentence quoted</p></header>"
)
_TOGGLE = '<button type="button" data-toggles="library" aria-expanded="false">Articles</button>'
_SHELF_HEADING = (
    '<div class="shelf-heading"><h2>Articles</h2>'
    '<button type="button" class="close" aria-label="Back to the chat">Back</button></div>'
)
_SAID = '<p id="said" role="status" aria-live="polite" class="unseen"></p>'

_Asked = Iterator[tuple[object, Session, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The components that events read and write."""

    session: gr.State
    conversation: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    fresh: gr.Button
    source: gr.HTML
    library: gr.HTML
    upload: gr.UploadButton
    uploaded: gr.HTML


def blocks(actions: Actions) -> gr.Blocks:
    """The page, each of its events wired to one of the actions."""
    page = gr.Blocks(
        title="Clippings",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(TEMPORARY_SECONDS, TEMPORARY_SECONDS),
    )
    with page:
        parts = _lay_out()
        page.load(
            actions.begin,
            outputs=[parts.session, parts.conversation, parts.library],
            **PRIVATELY,
        )
        _wire_questions(parts, actions)
        _wire_articles(parts, actions)
    return page


def head() -> str:
    """The page's own style and behaviour, to stand in its head: nothing is fetched."""
    folder = files("app.page")
    style = (folder / "page.css").read_text(encoding="utf-8")
    script = (folder / "page.js").read_text(encoding="utf-8")
    return f"<style>{style}</style><script>{script}</script>"


def theme() -> gr.themes.Base:
    """Gradio's plainest theme with the system's own fonts."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])


def _lay_out() -> _Parts:
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="chat"):
            with gr.Row(elem_id="top"):
                _still(_MASTHEAD)
                fresh = gr.Button("New conversation", elem_id="fresh", size="sm")
                _still(_TOGGLE, elem_id="toggle")
            conversation = _live("conversation", "cite", "read", "suggest", "without")
            _still(_SAID)
            with gr.Row(elem_id="composer"):
                question = gr.Textbox(
                    label="Your question",
                    placeholder=PLACEHOLDER,
                    show_label=False,
                    container=False,
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    elem_id="question",
                )
                send = gr.Button("Ask", variant="primary", elem_id="send")
                stop = gr.Button("Stop", elem_id="stop")
        with gr.Column(elem_id="side"):
            with gr.Column(elem_id="shelf"):
                _still(_SHELF_HEADING, elem_id="shelf-heading", js="clippings.library(element)")
                upload = gr.UploadButton(
                    "Add articles",
                    file_count="multiple",
                    file_types=list(SUFFIXES),
                    elem_id="upload",
                    size="sm",
                )
                uploaded = gr.HTML("", elem_id="uploaded", js_on_load=None)
                library = _live("library", "read")
            source = _live("source")
    return _Parts(
        session=gr.State(Session()),
        conversation=conversation,
        question=question,
        send=send,
        stop=stop,
        fresh=fresh,
        source=source,
        library=library,
        upload=upload,
        uploaded=uploaded,
    )


def _still(html: str, *, elem_id: str | None = None, js: str | None = None) -> gr.HTML:
    return gr.HTML(html, elem_id=elem_id, js_on_load=js, apply_default_css=False)


def _live(name: str, *events: str) -> gr.HTML:
    """A block of our own HTML whose links are events; Gradio finds their names in the script."""
    named = ", ".join(f"'{event}'" for event in events)
    return gr.HTML(
        "",
        elem_id=name,
        js_on_load=f"clippings.{name}(element, trigger, watch, [{named}])",
        apply_default_css=False,
    )


def _wire_questions(parts: _Parts, actions: Actions) -> None:
    def ask(question: str, session: Session) -> _Asked:
        for now, conversation in actions.ask(question, session):
            yield "", now, conversation

    def suggest(session: Session, event: gr.EventData) -> _Asked:
        yield from ask(str(_told(event, "question")), session)

    def ask_without(session: Session, event: gr.EventData) -> _Asked:
        for now, conversation in actions.ask_without(_told(event, "wish"), session):
            yield gr.skip(), now, conversation

    shown = [parts.session, parts.conversation]
    asking = {
        "outputs": [parts.question, *shown],
        "concurrency_limit": CONCURRENT_QUESTIONS,
        "concurrency_id": "ask",
        **PRIVATELY,
    }
    asked: list[Any] = [
        trigger(ask, [parts.question, parts.session], **asking)
        for trigger in (parts.question.submit, parts.send.click)
    ]
    asked.append(parts.conversation.suggest(suggest, [parts.session], **asking))
    asked.append(parts.conversation.without(ask_without, [parts.session], **asking))
    parts.stop.click(actions.stop, [parts.session], shown, cancels=asked, queue=False, **PRIVATELY)
    parts.fresh.click(actions.begin, None, [*shown, parts.library], cancels=asked, **PRIVATELY)


def _wire_articles(parts: _Parts, actions: Actions) -> None:
    def cite(session: Session, event: gr.EventData) -> str:
        return actions.cite(_told(event, "reference"), session)

    def read(event: gr.EventData) -> str:
        return actions.read(_told(event, "reference"))

    def add(uploaded: list[str] | None, session: Session) -> Iterator[tuple[object, ...]]:
        yield "<p>Reading…</p>", gr.skip(), gr.skip()
        said = actions.add(uploaded or [])
        yield said, actions.library(), actions.conversation(session)

    # Not queued: an article must open at once, whoever is asking what.
    parts.conversation.cite(cite, [parts.session], [parts.source], queue=False, **PRIVATELY)
    for links in (parts.conversation, parts.library):
        links.read(read, None, [parts.source], queue=False, **PRIVATELY)
    parts.upload.upload(
        add,
        [parts.upload, parts.session],
        [parts.uploaded, parts.library, parts.conversation],
        **PRIVATELY,
    )


def _told(event: gr.EventData, key: str) -> object:
    """What the browser said under `key`: of any type, or None."""
    return getattr(event, key, None)
