"""The library page: every article, to find, read, correct, add and remove."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import gradio as gr

from app.page import timeline_view
from app.page.actions import Actions
from app.page.library_actions import LibraryActions
from app.page.library_adding import Said, WebAdding, while_adding
from app.page.library_state import Correction, Filled, LibraryPage
from app.page.parts import PRIVATELY, Shared, live, still, told
from corpus.formats.registry import SUFFIXES
from index.watching import Watch

DROP_HEIGHT = 132  # pixels: a place to drop files on, and no more of a phone's first screen
_HEADING = (
    '<h2 class="view-heading">Library</h2>'
    '<p id="library-said" role="status" aria-live="polite" class="unseen"></p>'
    '<p id="library-added-said" role="status" aria-live="polite" class="unseen"></p>'
)
_ADDRESSES = "Web addresses, one on each line: only these pages are fetched, and only now"

_Shown = tuple[LibraryPage, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryParts:
    """The components of this view that its events read and write."""

    page: gr.State
    dropped: gr.File
    addresses: gr.Textbox
    fetch: gr.Button
    added: gr.HTML
    filters: gr.HTML
    timeline: timeline_view.TimelineParts
    rows: gr.HTML


def lay_out() -> LibraryParts:
    """The view's components, inside the pane that the page gives it."""
    still(_HEADING)
    with gr.Row(elem_id="library-add"):
        dropped = gr.File(
            label="Add files",
            show_label=False,
            file_count="multiple",
            file_types=list(SUFFIXES),
            height=DROP_HEIGHT,
            elem_id="library-drop",
        )
        with gr.Column(elem_id="library-web"):
            addresses = gr.Textbox(
                label=_ADDRESSES,
                placeholder="https://…",
                lines=1,
                max_lines=6,
                elem_id="library-addresses",
            )
            fetch = gr.Button("Fetch", elem_id="library-fetch", elem_classes="plain")
    return LibraryParts(
        page=gr.State(LibraryPage()),
        dropped=dropped,
        addresses=addresses,
        fetch=fetch,
        added=live("library-added", script="libraryAdded"),
        filters=live("library-filters", "filter", script="libraryFilters"),
        timeline=timeline_view.lay_out(),
        rows=live(
            "library-rows",
            "read",
            "correct",
            "cancel",
            "remove",
            "undo",
            "turn",
            script="libraryRows",
        ),
    )


def wire(parts: LibraryParts, shared: Shared, actions: Actions) -> None:
    """Bind the view's events to actions."""
    library = LibraryActions(home=actions.home, reading=actions.reading)
    _wire_list(parts, shared, library)
    _wire_changes(parts, shared, actions, library)
    _wire_adding(parts, shared, actions, library)
    timeline_view.wire(
        parts.timeline, library, page=parts.page, filters=parts.filters, rows=parts.rows
    )

    def read(event: gr.EventData) -> str:
        return actions.read(told(event, "reference"))

    parts.rows.read(read, None, [shared.source], queue=False, **PRIVATELY)


def _wire_list(parts: LibraryParts, shared: Shared, library: LibraryActions) -> None:
    def opened(page: LibraryPage) -> tuple[str, str]:
        return library.filters(page), library.rows(page)

    def filtered(page: LibraryPage, event: gr.EventData) -> _Shown:
        now = library.filtered(_told(event, Filled), page)
        return now, library.rows(now)

    def turned(page: LibraryPage, event: gr.EventData) -> _Shown:
        now = library.turned(told(event, "reference"), page)
        return now, library.rows(now)

    def dropped(page: LibraryPage) -> _Shown:
        now = library.dropped(page)
        return now, library.rows(now)

    listed = [parts.page, parts.rows]
    shared.navigation.library_opened(opened, [parts.page], [parts.filters, parts.rows], **PRIVATELY)
    # Of what is typed quickly only the last is of use: an earlier answer must not overtake it.
    parts.filters.filter(filtered, [parts.page], listed, trigger_mode="always_last", **PRIVATELY)
    parts.rows.cancel(dropped, [parts.page], listed, **PRIVATELY)
    parts.rows.turn(turned, [parts.page], listed, **PRIVATELY)


def _wire_changes(
    parts: LibraryParts, shared: Shared, actions: Actions, library: LibraryActions
) -> None:
    def shown(now: LibraryPage) -> tuple[LibraryPage, str, str, str]:
        return now, library.rows(now), library.filters(now), actions.library()

    def correct(page: LibraryPage, event: gr.EventData) -> tuple[LibraryPage, str, str, str]:
        return shown(library.corrected(_told(event, Correction), page))

    def remove(page: LibraryPage, event: gr.EventData) -> tuple[LibraryPage, str, str, str]:
        return shown(library.removed(told(event, "reference"), page))

    def undo(page: LibraryPage) -> tuple[LibraryPage, str, str, str]:
        return shown(library.undone(page))

    changed = [parts.page, parts.rows, parts.filters, shared.shelf]
    for event, act in ((parts.rows.correct, correct), (parts.rows.remove, remove)):
        event(act, [parts.page], changed, **PRIVATELY)
    parts.rows.undo(undo, [parts.page], changed, **PRIVATELY)


def _wire_adding(
    parts: LibraryParts, shared: Shared, actions: Actions, library: LibraryActions
) -> None:
    def adding(work: Callable[[Watch], Said], begun: str, page: LibraryPage) -> Iterator[Any]:
        for said in while_adding(actions.home, work, begun=begun):
            is_done = said.left is not None
            left = (said.left or None) if is_done else gr.skip()
            yield said.html, left, gr.skip(), gr.skip(), gr.skip()
        yield gr.skip(), gr.skip(), library.rows(page), library.filters(page), actions.library()

    def add_files(uploaded: list[str] | None, page: LibraryPage) -> Iterator[Any]:
        paths = uploaded or []
        begun = "Reading one file" if len(paths) == 1 else f"Reading {len(paths)} files"

        def read(watch: Watch) -> Said:
            return Said(html=actions.add(paths, watch=watch), left="")

        yield from adding(read, begun, page)

    def add_addresses(typed: str, page: LibraryPage) -> Iterator[Any]:
        web = WebAdding(home=actions.home, reading=actions.reading)
        yield from adding(partial(web.add, typed), "Fetching", page)

    after = [parts.rows, parts.filters, shared.shelf]
    at_work: Mapping[str, Any] = {"concurrency_limit": 1, "concurrency_id": "add", **PRIVATELY}
    parts.dropped.upload(
        add_files,
        [parts.dropped, parts.page],
        [parts.added, parts.dropped, *after],
        **at_work,
    )
    parts.fetch.click(
        add_addresses,
        [parts.addresses, parts.page],
        [parts.added, parts.addresses, *after],
        **at_work,
    )


def _told(event: gr.EventData, kind: type) -> Mapping[str, object]:
    """What the browser said of each field that a record has."""
    return {each.name: told(event, each.name) for each in fields(kind)}
