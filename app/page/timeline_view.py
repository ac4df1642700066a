"""The timeline of the library page: Gradio's own bars, drawn only while someone looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from app.page.library_actions import LibraryActions
from app.page.library_state import LibraryPage
from app.page.parts import PRIVATELY, live, told
from app.page.timeline import LEAST_HEIGHT, colours, plotted, table

HEIGHT = 260  # pixels: as high as five rows of the list, which stands below it
UPRIGHT = -90  # degrees: dates side by side have no room to lie


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineParts:
    """The components of the timeline; `is_open` says whether anyone looks at it."""

    section: gr.Accordion
    is_open: gr.State
    plot: gr.BarPlot
    told: gr.HTML


def lay_out() -> TimelineParts:
    """A section that is closed at first: most who come here look for an article."""
    with gr.Accordion("Timeline", open=False, elem_id="library-timeline") as section:
        plot = gr.BarPlot(
            x="when",
            y="articles",
            color="outlet",
            y_title="Articles",
            colors_in_legend=[],
            x_label_angle=UPRIGHT,
            height=HEIGHT,
            visible=False,
            elem_id="timeline-plot",
        )
        said = live("timeline-told", "within", script="libraryTimeline")
    return TimelineParts(section=section, is_open=gr.State(value=False), plot=plot, told=said)


def wire(
    parts: TimelineParts,
    library: LibraryActions,
    *,
    page: gr.State,
    filters: gr.HTML,
    rows: gr.HTML,
) -> None:
    """Bind the timeline to the list: each follows the other."""

    def drawn(now: LibraryPage, is_open: bool) -> Iterator[tuple[Any, Any]]:
        if is_open:
            yield from _drawn(library, now)

    def opened(now: LibraryPage) -> Iterator[tuple[Any, Any, Any]]:
        for plot, said in _drawn(library, now):
            yield True, plot, said

    def shown(now: LibraryPage) -> tuple[LibraryPage, str, str]:
        return now, library.filters(now), library.rows(now)

    def within(now: LibraryPage, event: gr.EventData) -> tuple[LibraryPage, str, str]:
        period = told(event, "period")
        return shown(library.within(period, period, now))

    def brushed(now: LibraryPage, event: gr.SelectData) -> tuple[LibraryPage, str, str]:
        chosen = event.index
        bars = chosen if isinstance(chosen, list) and chosen else [""]
        return shown(library.within(bars[0], bars[-1], now))

    look = [parts.plot, parts.told]
    listed = [page, filters, rows]
    parts.section.expand(opened, [page], [parts.is_open, *look], **PRIVATELY)
    parts.section.collapse(
        lambda: (False, gr.BarPlot(visible=False)), None, [parts.is_open, parts.plot], **PRIVATELY
    )
    # After the list, which nobody should wait for.
    rows.change(drawn, [page, parts.is_open], look, trigger_mode="always_last", **PRIVATELY)
    parts.told.within(within, [page], listed, **PRIVATELY)
    parts.plot.select(brushed, [page], listed, **PRIVATELY)


def _drawn(library: LibraryActions, page: LibraryPage) -> Iterator[tuple[Any, Any]]:
    """The plot and its table as they are now, in two steps.

    Given at once, what the plot is to look like would draw the bars that it had before. And one
    that is in sight in between draws itself twice, of which either may end last: so it is out of
    sight at first, and again while the section is closed.
    """
    now = library.timeline(page)
    is_narrowed = bool(page.filled.since.strip() or page.filled.until.strip())
    said = table(now, is_narrowed=is_narrowed)
    yield gr.BarPlot(value=plotted(now)), said
    yield (
        gr.BarPlot(
            color_map=dict(colours(now)),
            x_title=now.unit,
            y_lim=[0, max(LEAST_HEIGHT, now.highest)],
            visible=bool(now.bars),
        ),
        gr.skip(),
    )
