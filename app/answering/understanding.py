"""What a question of a conversation is searched as: respelt, self-contained, its limits read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.conversation import Turn, self_contained
from app.answering.courtesies import without_courtesies
from app.answering.follow_ups import carried_part, refers
from app.answering.framing import frame_of
from app.limits import Limits
from index.home import Home
from index.query import Query
from index.reading import in_our_words, read_constraints
from index.spelling import told
from index.words import content_words, stems

_IN_FULL = {"bn": "billion", "mn": "million", "tn": "trillion"}
_SHORT_AMOUNT = re.compile(r"\b(\d[\d.,]*) ?(bn|mn|tn)\b", re.IGNORECASE)


def understood(question: str, past: Sequence[Turn], home: Home, *, limits: Limits) -> Query:
    """The query of a question: what was mistyped set right, what it leans on carried over."""
    speller = home.spelling.current()
    respelt = speller.respell(_written_out(without_courtesies(question)))
    is_known = refers(respelt.text) or _is_known(respelt.text, home)
    known = tuple(past) if is_known else ()
    text = self_contained(
        respelt.text, known, is_at_hand=lambda plain: _is_at_hand(plain, known, home)
    )
    read = (f"understood as: {text}",) if text != respelt.text else ()
    also = speller.variants(text)
    reading = read_constraints(
        text, home, today=limits.now, outlets=limits.read_outlets, dates=limits.read_dates
    )
    carried = text.removeprefix(respelt.text)
    return Query(
        text=text,
        carried=carried,
        also=also,
        filters=limits.filters,
        reading=reading,
        read=(*read, *told((*respelt.changed, *also)), *in_our_words(reading, text)),
        frame=frame_of(text.removesuffix(carried), reading),
    )


def asked_again(turn: Turn, home: Home, *, limits: Limits) -> Query:
    """The query of a turn once more: "more" wants further evidence for it."""
    text = turn.query
    reading = read_constraints(
        text, home, today=limits.now, outlets=limits.read_outlets, dates=limits.read_dates
    )
    carried = carried_part(text)
    return Query(
        text=text,
        carried=carried,
        also=home.spelling.current().variants(text),
        filters=limits.filters,
        reading=reading,
        read=(f"understood as: more on “{text}”", *in_our_words(reading, text)),
        frame=frame_of(text.removesuffix(carried), reading),
    )


def _written_out(question: str) -> str:
    """The question with "800bn" as newspapers write it, "800 billion"."""
    return _SHORT_AMOUNT.sub(lambda each: f"{each[1]} {_IN_FULL[each[2].lower()]}", question)


def _is_known(question: str, home: Home) -> bool:
    """Whether any telling word of a question stands in the library, or it has none.

    Gibberish and strange topics lean on nothing: the conversation would answer in their place.
    """
    telling = content_words(question)
    return not telling or any(home.lexical.passages_with(word) for word in telling)


def _is_at_hand(question: str, past: Sequence[Turn], home: Home) -> bool:
    """Whether one of the articles quoted last holds every telling word of a question."""
    wanted = set(stems(question))
    quoted = home.library.find({article_id for article_id, _ in past[-1].quoted})
    held = (set(stems(f"{each.headline} {each.text}")) for each in quoted.values())
    return any(wanted <= words for words in held)
