"""The drawer's list of conversations, and what each turn offers, as escaped HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.conversations.kept import TITLE_CHARACTERS, Listed
from app.conversations.verdicts import REMARK_CHARACTERS, Judgment, Verdict
from corpus.dates import in_words

# Of the buttons and forms of a turn, by what they do.
TURN_EVENTS = (
    "retry_turn",
    "edit_turn",
    "keep_turns",
    "judge_turn",
    "remark_turn",
    "draft_turn",
)
LISTED_CONVERSATIONS = 100  # more make the drawer slow on a phone; a search finds the others
NONE_YET = "What you ask is kept here, to go on with."
NO_SUCH = "There is no such conversation; it may have been deleted."
NONE_FOUND = "No conversation has these words."
DRAFTED = (
    "Kept as a draft fact: <code>clippings fact add --home DIR --from-drafts</code> makes a fact"
    " of it."
)
EDITED = (
    '<p class="edited">Its question stands below: asking replaces it and all that follows. '
    '<button type="button" data-does="keep_turns">Leave it as it is</button></p>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnState:
    """How a turn stands: in the library, in people's judgment, in the visitor's hands."""

    is_kept: bool = False
    is_edited: bool = False  # its question stands in the composer, to be asked in another form
    judgment: Judgment | None = None
    is_drafted: bool = False


def conversation_list(
    listed: Sequence[Listed], *, current: str, words: str = "", said: str = ""
) -> str:
    """The conversations in the order given, at most 100, that of the id `current` marked.

    `words` are those searched for, and `said` (HTML) stands above the list.
    """
    rows = "".join(_row(each, current=current) for each in listed[:LISTED_CONVERSATIONS])
    beyond = len(listed) - LISTED_CONVERSATIONS
    more = f"<p>{beyond:,} older ones: search for their words.</p>" if beyond > 0 else ""
    empty = f"<p>{NONE_FOUND if words.strip() else NONE_YET}</p>" if not listed else ""
    return (
        f'<div class="kept" data-current="{escape(current)}">{said}{empty}'
        f"<ul>{rows}</ul>{more}</div>"
    )


def deleted(title: str) -> str:
    """That a conversation was deleted, and the way to have it back."""
    return (
        f'<p class="said" role="status">Deleted: {escape(title)}. '
        '<button type="button" data-does="undo_deletion">Undo</button></p>'
    )


def trouble(message: str) -> str:
    """Why something could not be done."""
    return f'<p class="trouble" role="status">{escape(message)}</p>'


def exported(name: str, written: str, *, kind: str) -> str:
    """A file of a media type for the page's script to hand to the visitor."""
    return f'<pre data-file="{escape(name)}" data-kind="{kind}">{escape(written)}</pre>'


def turn_tools(number: int, state: TurnState) -> str:
    """What can be done with the turn of this number, from 0.

    Every turn can be asked again or edited; one that is kept can be judged as well.
    """
    judgment = state.judgment
    buttons = (
        _tool(number, "edit_turn", "Edit", "Change the question and ask again from here"),
        _tool(number, "retry_turn", "Retry", "Ask again from here"),
        *(_thumbs(number, judgment) if state.is_kept else ()),
    )
    edited = EDITED if state.is_edited else ""
    is_wrong = judgment is not None and judgment.verdict is Verdict.BAD
    remark = _remark(number, judgment, is_drafted=state.is_drafted) if judgment and is_wrong else ""
    return f'{edited}<div class="tools">{"".join(buttons)}</div>{remark}'


def _row(listed: Listed, *, current: str) -> str:
    name, title = escape(listed.conversation), escape(listed.title)
    counted = "1 question" if listed.turns == 1 else f"{listed.turns} questions"
    is_open = ' aria-current="true"' if listed.conversation == current else ""
    return (
        f'<li data-conversation="{name}"><button type="button" class="open"'
        f' data-does="open_kept"{is_open}>{title}</button>'
        f'<span class="byline">{in_words(listed.asked_at.date())} · {counted}</span>'
        f'<details><summary aria-label="More on {title}">More</summary>'
        f'<form data-does="rename_kept"><label>Name <input name="name" value="{title}"'
        f' maxlength="{TITLE_CHARACTERS}" autocomplete="off"></label>'
        '<button type="submit">Rename</button></form>'
        '<button type="button" data-does="export_kept" data-form="md">Save as Markdown</button>'
        '<button type="button" data-does="export_kept" data-form="html">Save as HTML</button>'
        '<button type="button" data-does="delete_kept">Delete</button></details></li>'
    )


def _tool(number: int, does: str, label: str, title: str) -> str:
    return (
        f'<button type="button" data-does="{does}" data-turn="{number}" title="{title}">'
        f"{label}</button>"
    )


def _thumbs(number: int, judgment: Judgment | None) -> tuple[str, ...]:
    return tuple(
        f'<button type="button" data-does="judge_turn" data-turn="{number}"'
        f' data-verdict="{verdict}"'
        f' aria-pressed="{str(judgment is not None and judgment.verdict is verdict).lower()}">'
        f"{label}</button>"
        for verdict, label in ((Verdict.GOOD, "Good answer"), (Verdict.BAD, "This is wrong"))
    )


def _remark(number: int, judgment: Judgment, *, is_drafted: bool) -> str:
    drafted = f'<p class="said" role="status">{DRAFTED}</p>' if is_drafted else ""
    return (
        f'<form class="remark" data-does="remark_turn" data-turn="{number}">'
        "<label>What is wrong with it, if you like to say "
        f'<input name="remark" maxlength="{REMARK_CHARACTERS}" autocomplete="off"'
        f' value="{escape(judgment.remark)}"></label>'
        '<button type="submit">Keep</button>'
        '<button type="submit" value="draft_turn">Make it a draft fact</button>'
        f"{drafted}</form>"
    )
