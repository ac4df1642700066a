"""A kept conversation opened again: its replies as they were, and what became of their articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.conversations.kept import KeptTurn
from app.conversations.remnants import is_verbatim, remnants
from app.reading_replies import (
    Articles,
    Fields,
    UnreadableReply,
    article_ids_in,
    parts_with,
    read_reply,
    unreadable_told,
)
from app.reply import Notice, Reply
from corpus.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A turn whose reply this Clippings cannot show, and why in words."""

    question: str
    turn: int
    error: UnreadableReply


Reopened = Reply | Unreadable


def reopened(turns: Iterable[KeptTurn], library: Library) -> tuple[Reopened, ...]:
    """The replies of kept turns, in their order; each quote is the one that was kept.

    A quote of an article that was removed since is sliced out of a remnant, which holds nothing
    but what the reply quotes. Notes say which of its articles were removed or revised since.
    """
    return tuple(_reopened(turn, library) for turn in turns)


def _reopened(turn: KeptTurn, library: Library) -> Reopened:
    try:
        with unreadable_told():
            reply = _read(json.loads(turn.reply), library)
    except UnreadableReply as error:
        return Unreadable(question=turn.question, turn=turn.place, error=error)
    return replace(reply, turn=turn.place)


def _read(kept: Fields, library: Library) -> Reply:
    named = tuple(dict.fromkeys(article_ids_in(kept)))
    here = library.find(named)
    quoted = parts_with("quote", kept)
    changed = {each["article_id"] for each in quoted if not is_verbatim(each, here)}
    here = {name: article for name, article in here.items() if name not in changed}
    gone = remnants(kept, (name for name in named if name not in here))
    reply = read_reply(kept, here | gone)
    if isinstance(reply, Notice):
        return reply
    return replace(reply, notes=(*reply.notes, *_since(kept, here)))


def _since(kept: Fields, here: Articles) -> Sequence[str]:
    """What became of the articles of a reply, each named once."""
    removed: dict[str, str] = {}
    revised: dict[str, str] = {}
    for named in parts_with("headline", kept):
        headline, name = f"“{named['headline']}”", named["article_id"]
        article = here.get(name)
        if article is None:
            removed[name] = headline
        elif not article.is_current and not named.get("superseded_by"):
            revised[name] = headline
    return (
        *_told(tuple(removed.values()), "removed from the library"),
        *_told(tuple(revised.values()), "revised"),
    )


def _told(headlines: Sequence[str], what: str) -> Sequence[str]:
    if not headlines:
        return ()
    was = "This article was" if len(headlines) == 1 else "These articles were"
    return (f"{was} {what} since: {', '.join(headlines)}.",)
