"""The drawer of conversations: what was asked before, to go on with; and each turn's own tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from app.conversations.kept import Deleted
from app.page import conversation_list_html as list_html
from app.page.actions import Actions
from app.page.conversation_list_actions import Wanted, turn_number
from app.page.parts import PRIVATELY, Shared, live, still, told
from app.page.session import Session

LIST_EVENTS = (
    "list_kept",
    "open_kept",
    "rename_kept",
    "export_kept",
    "delete_kept",
    "undo_deletion",
)
_SEARCH = (
    '<h2>Conversations</h2><label class="unseen" for="kept-words">Search the conversations</label>'
    '<input type="search" id="kept-words" placeholder="Search" autocomplete="off">'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationListParts:
    """The components of the drawer: the list, the last one deleted, and a file to hand out."""

    listing: gr.HTML
    deleted: gr.State
    exported: gr.HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wiring:
    """What the drawer's events read, write and call; `asking` are the events that they stop."""

    parts: ConversationListParts
    shared: Shared
    actions: Actions
    asking: Sequence[Any]

    def shown(self, session: Session, event: gr.EventData, *, said: str = "") -> tuple[Any, ...]:
        """A session with its turns and the list, for the outputs of the same names."""
        listing = self.listed(session, event, said=said)
        return session, self.actions.conversation(session), listing

    def listed(self, session: Session, event: gr.EventData, *, said: str = "") -> str:
        """The list as this browser may see it."""
        wanted = Wanted.said(told(event, "words"), told(event, "known"))
        return self.actions.kept.listed(session, wanted, said=said)


def lay_out() -> ConversationListParts:
    """The view's components, inside the pane that the page gives it."""
    still(_SEARCH, elem_id="kept-search")
    listing = live("kept", *LIST_EVENTS)
    return ConversationListParts(
        listing=listing, deleted=gr.State(None), exported=live("exported", script="handOut")
    )


def wire(
    parts: ConversationListParts, shared: Shared, actions: Actions, *, asking: Sequence[Any]
) -> None:
    """Bind the view's events to actions; `asking` are the events that opening another one stops."""
    wiring = _Wiring(parts=parts, shared=shared, actions=actions, asking=asking)
    _wire_list(wiring)
    _wire_opening(wiring)
    _wire_deletion(wiring)
    _wire_turns(shared, actions)


def _wire_list(wiring: _Wiring) -> None:
    """Bind listing, searching, renaming and exporting."""
    parts, kept = wiring.parts, wiring.actions.kept

    def rename(session: Session, event: gr.EventData) -> str:
        said = kept.rename(told(event, "conversation"), told(event, "name"))
        return wiring.listed(session, event, said=said)

    def export(event: gr.EventData) -> str:
        return kept.export(told(event, "conversation"), told(event, "form"))

    def list_kept(session: Session, deleted: Deleted | None, event: gr.EventData) -> str:
        return wiring.listed(session, event, said=_undoing(deleted))

    seen = [wiring.shared.session]
    # Always the last: with Gradio's "once" a wish is dropped while another is on its way, and the
    # list and the page's address would not learn of a conversation that has just begun.
    parts.listing.list_kept(
        list_kept,
        [*seen, parts.deleted],
        [parts.listing],
        queue=False,
        trigger_mode="always_last",
        **PRIVATELY,
    )
    parts.listing.rename_kept(rename, seen, [parts.listing], queue=False, **PRIVATELY)
    parts.listing.export_kept(export, None, [parts.exported], queue=False, **PRIVATELY)


def _wire_opening(wiring: _Wiring) -> None:
    def open_kept(event: gr.EventData) -> tuple[Any, ...]:
        return wiring.shown(wiring.actions.kept.open(told(event, "conversation")), event)

    outputs = [wiring.shared.session, wiring.shared.conversation, wiring.parts.listing]
    wiring.parts.listing.open_kept(
        open_kept, None, outputs, cancels=list(wiring.asking), queue=False, **PRIVATELY
    )


def _wire_deletion(wiring: _Wiring) -> None:
    """Bind deleting, and having back what was deleted last, for as long as the page is open."""
    parts, shared, kept = wiring.parts, wiring.shared, wiring.actions.kept

    def delete(session: Session, event: gr.EventData) -> tuple[Any, ...]:
        deleted = kept.delete(told(event, "conversation"))
        if deleted is None:
            said = list_html.trouble(list_html.NO_SUCH)
            return gr.skip(), gr.skip(), gr.skip(), wiring.listed(session, event, said=said)
        is_open = deleted.conversation == session.conversation
        now = Session() if is_open else session
        return deleted, *wiring.shown(now, event, said=_undoing(deleted))

    def undo(deleted: Deleted | None, session: Session, event: gr.EventData) -> tuple[Any, ...]:
        if deleted is None:
            return gr.skip(), gr.skip(), gr.skip(), wiring.listed(session, event)
        kept.restore(deleted)
        now = session if session.turns else kept.open(deleted.conversation)
        return None, *wiring.shown(now, event)

    outputs = [parts.deleted, shared.session, shared.conversation, parts.listing]
    parts.listing.delete_kept(delete, [shared.session], outputs, **PRIVATELY)
    parts.listing.undo_deletion(undo, [parts.deleted, shared.session], outputs, **PRIVATELY)


def _undoing(deleted: Deleted | None) -> str:
    return list_html.deleted(deleted.title) if deleted else ""


def _wire_turns(shared: Shared, actions: Actions) -> None:
    """Bind editing and judging turns; asking one again is bound with the other questions."""
    kept = actions.kept

    def edit(session: Session, event: gr.EventData) -> tuple[Any, ...]:
        at = turn_number(session, told(event, "turn"))
        now = kept.edit(session, at)
        typed = gr.skip() if at is None else session.turns[at].question
        return typed, now, actions.conversation(now)

    def keep(session: Session) -> tuple[Any, ...]:
        now = kept.edit(session, None)
        return "", now, actions.conversation(now)

    seen, turns = [shared.session], shared.conversation
    shown = [shared.session, shared.conversation]
    turns.edit_turn(edit, seen, [shared.question, *shown], queue=False, **PRIVATELY)
    turns.keep_turns(keep, seen, [shared.question, *shown], queue=False, **PRIVATELY)
    for judged, judge, key in (
        (turns.judge_turn, kept.judge, "verdict"),
        (turns.remark_turn, kept.remark, "remark"),
        (turns.draft_turn, kept.draft, "remark"),
    ):
        judged(_judging(judge, key, actions), seen, shown, queue=False, **PRIVATELY)


def _judging(
    judge: Callable[[Session, object, object], Session], key: str, actions: Actions
) -> Callable[[Session, gr.EventData], tuple[Session, str]]:
    """What an event does that judges its turn by what the browser said under `key`."""

    def judged(session: Session, event: gr.EventData) -> tuple[Session, str]:
        now = judge(session, told(event, "turn"), told(event, key))
        return now, actions.conversation(now)

    return judged
