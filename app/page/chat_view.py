"""The chat: the conversation, and where a question is typed, sent and stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import gradio as gr

from app.page.actions import Actions
from app.page.conversation_list_html import TURN_EVENTS
from app.page.parts import PRIVATELY, Shared, live, still, told
from app.page.session import Session

CONCURRENT_QUESTIONS = 4  # at once, of all visitors: more than the cores only make all wait
PLACEHOLDER = "Ask about the articles…"
_BELOW = '<p id="said" role="status" aria-live="polite" class="unseen"></p><div id="chosen"></div>'

_Asked = Iterator[tuple[object, Session, str]]


class _Asking(Protocol):
    """Binds events that ask and stop those of `asking`; gives them."""

    def __call__(self, *, asking: Sequence[Any]) -> list[Any]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatParts:
    """The components of the chat that its events read and write."""

    conversation: gr.HTML
    follow_ups: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button


def lay_out() -> ChatParts:
    """The conversation, and below it the composer."""
    with gr.Column(elem_id="thread"):
        conversation = live(
            "conversation", "cite", "read", "suggest", "without", "choose_not", *TURN_EVENTS
        )
        follow_ups = live("follow-ups", "suggest", script="followUps")
    still(_BELOW)
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
    return ChatParts(
        conversation=conversation,
        follow_ups=follow_ups,
        question=question,
        send=send,
        stop=stop,
    )


def wire(
    parts: ChatParts, shared: Shared, actions: Actions, *, also: _Asking | None = None
) -> list[Any]:
    """Bind asking, stopping and beginning anew; gives the events that ask.

    `also` binds those of another view, which stop the chat's own.
    """
    asked = _wire_questions(parts, shared, actions)
    asked += also(asking=tuple(asked)) if also else []
    shown = [shared.session, parts.conversation]
    parts.stop.click(actions.stop, [shared.session], shown, cancels=asked, queue=False, **PRIVATELY)
    begun = [*shown, shared.shelf]
    shared.page.load(_begin(actions), outputs=begun, **PRIVATELY)
    shared.fresh.click(actions.begin, None, begun, cancels=asked, **PRIVATELY)
    _wire_choices(parts, shared, actions)
    # After the answer, and into a block of its own: nobody waits for it, nothing can overtake. Not
    # queued one after another: who comes while others are served is turned away at once.
    suggesting = {"outputs": [parts.follow_ups], "concurrency_limit": None, **PRIVATELY}
    for asking in asked:
        asking.then(actions.follow_ups, [shared.session], **suggesting)
    return asked


def _begin(actions: Actions) -> Callable[[gr.Request], tuple[Session, str, str]]:
    """The page as it opens: with the conversation that its address names, if any."""

    def begin(request: gr.Request) -> tuple[Session, str, str]:
        return actions.begin(request.query_params.get("conversation"))

    return begin


def _wire_questions(parts: ChatParts, shared: Shared, actions: Actions) -> list[Any]:
    """The events that ask; what stops them needs to know."""

    def ask(question: str, session: Session) -> _Asked:
        for now, conversation in actions.ask(question, session):
            yield "", now, conversation

    def suggest(session: Session, event: gr.EventData) -> _Asked:
        yield from ask(str(told(event, "question")), session)

    def ask_without(session: Session, event: gr.EventData) -> _Asked:
        for now, conversation in actions.ask_without(told(event, "wish"), session):
            yield gr.skip(), now, conversation

    def retry(session: Session, event: gr.EventData) -> _Asked:
        for now, conversation in actions.ask_as_it_was(told(event, "turn"), session):
            yield gr.skip(), now, conversation

    asking = {
        "outputs": [parts.question, shared.session, parts.conversation],
        "concurrency_limit": CONCURRENT_QUESTIONS,
        "concurrency_id": "ask",
        **PRIVATELY,
    }
    typed = [parts.question, shared.session]
    return [
        parts.question.submit(ask, typed, **asking),
        parts.send.click(ask, typed, **asking),
        *(
            block.suggest(suggest, [shared.session], **asking)
            for block in (parts.conversation, parts.follow_ups, shared.about)
        ),
        parts.conversation.without(ask_without, [shared.session], **asking),
        parts.conversation.retry_turn(retry, [shared.session], **asking),
    ]


def _wire_choices(parts: ChatParts, shared: Shared, actions: Actions) -> None:
    """Articles that the next question is limited to, chosen beside the chat."""

    def choose(session: Session, event: gr.EventData) -> tuple[Session, str]:
        return actions.choose(told(event, "article"), session)

    def choose_not(session: Session, event: gr.EventData) -> tuple[Session, str]:
        return actions.choose_not(told(event, "article"), session)

    shown = [shared.session, parts.conversation]
    shared.source.choose(choose, [shared.session], shown, queue=False, **PRIVATELY)
    parts.conversation.choose_not(choose_not, [shared.session], shown, queue=False, **PRIVATELY)
