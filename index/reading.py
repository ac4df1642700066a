"""The outlets and dates that a question asks for, read against what the library has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.article import Imprint
from corpus.dates import DateRange, in_words
from corpus.library import Library
from index.dates.now_words import now_words
from index.dates.time_words import dates_read
from index.home import Home
from index.lexical import LexicalIndex
from index.outlets import outlets_named
from index.query import NOTHING_READ, Filters, Reading, without
from index.spans import Span

MOST_OUTLETS = 6  # each is searched by itself, in about 5 ms for vectors among 10,000 passages


def read_constraints(
    text: str, home: Home, *, today: date, outlets: bool = True, dates: bool = True
) -> Reading:
    """The outlets of the home's library that a text names, and the dates that it asks for.

    `today` is what "last week" counts from; `outlets` and `dates` say what to look for. Words such
    as "latest" are one of the dates, unless the text asks for days that are gone by.
    """
    imprints = home.library.imprints()
    reading = _outlets_read(text, imprints, home.lexical) if outlets else NOTHING_READ
    if not dates:
        return reading
    days = [day for each in imprints if (day := each.reported_at)]
    now = now_words(text)
    # "As of today" is no day of publication.
    read = dates_read(without(text, now), today=today, newest=max(days, default=None))
    is_past = read.published.last is not None and read.published.last < today
    return replace(
        reading,
        published=read.published,
        date_spans=read.spans,
        now_spans=() if is_past else now,
        contradiction=read.contradiction,
    )


def _outlets_read(text: str, imprints: Sequence[Imprint], lexical: LexicalIndex) -> Reading:
    known = {name for each in imprints for name in (each.outlet, each.reported_by) if name}
    mentions = outlets_named(text, sorted(known), is_word=lexical.holds)
    named = dict.fromkeys(name for mention in mentions for name in mention.outlets)
    kept = tuple(named)[:MOST_OUTLETS]
    spans = tuple(each.span for each in mentions if set(each.outlets) & set(kept))
    return Reading(outlets=kept, outlet_spans=spans)


def in_our_words(reading: Reading, text: str) -> tuple[str, ...]:
    """What was read of a text and from which of its words: outlets, dates and now, a line each."""
    dates = () if reading.published.is_open else reading.date_spans
    read = (
        (f"outlet: {' and '.join(reading.outlets)}", reading.outlet_spans),
        (f"date: {days_in_words(reading.published)}", dates),
        ("newest first", reading.now_spans),
    )
    return tuple(f"{what} (from {_quoted(spans, text)})" for what, spans in read if spans)


def notes_on(reading: Reading, library: Library) -> tuple[str, ...]:
    """What a reader has to be told of the dates read: that they hold no day, or no article."""
    if reading.contradiction:
        return (f"“{reading.contradiction}” holds no day, so these dates were not used.",)
    if reading.published.is_open:
        return ()
    of_these_days, imprints = Filters(published=reading.published), library.imprints()
    if not imprints or any(of_these_days.admit(each) for each in imprints):
        return ()
    days = days_in_words(reading.published)
    return (f"No article is dated {days}; those of other days were searched.",)


def _quoted(spans: Sequence[Span], text: str) -> str:
    return ", ".join(dict.fromkeys(f"“{span.of(text)}”" for span in spans))


def days_in_words(days: DateRange) -> str:
    """`18 February 2025`, or `from 1 March 2025 until 31 March 2025`; empty for an open range."""
    if days.first == days.last and days.first:
        return in_words(days.first)
    first = f"from {in_words(days.first)}" if days.first else ""
    last = f"until {in_words(days.last)}" if days.last else ""
    return f"{first} {last}".strip()
