"""What a question was limited to, as chips that take a limit back, and what else was read of it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from html import escape

from app.page.pieces import capital
from app.page.session import Wish, wishes
from app.reply import Abstention, Answer
from corpus.dates import DateRange, in_words
from index.query import Query, Reading
from index.reading import in_our_words

_DECEMBER = 12


def limits(reply: Answer | Abstention, *, can_go: bool) -> str:
    """The limits of a reply as chips; where they `can_go`, each asks again without itself."""
    chips = "".join(
        f"<li>{_chip(wish, _name(wish, reply), can_go=can_go)}</li>" for wish in wishes(reply)
    )
    return f'<ul class="limits" aria-label="Limits of this question">{chips}</ul>' if chips else ""


def read_besides(query: Query) -> str:
    """What was read of a question besides its limits, in a line; empty when nothing was."""
    limiting = in_our_words(query.reading, query.text)
    words = "; ".join(line for line in query.read if line not in limiting)
    return f'<p class="read">{escape(capital(words))}</p>' if words else ""


def days_in_short(days: DateRange) -> str:
    """Days as a chip names them: `2024`, `April 2024`, `5 April 2024`, `until 5 April 2024`.

    >>> from datetime import date
    >>> days_in_short(DateRange(first=date(2024, 4, 1), last=date(2024, 4, 30)))
    'April 2024'
    """
    first, last = days.first, days.last
    if first is None or last is None:
        told = (
            f"since {in_words(first)}" if first else "",
            f"until {in_words(last)}" if last else "",
        )
        return "".join(told)
    if first == last:
        return in_words(first)
    is_from_first = first.day == 1 and first.year == last.year
    if is_from_first and last.day == calendar.monthrange(last.year, last.month)[1]:
        if first.month == last.month:
            return f"{first:%B %Y}"
        if (first.month, last.month) == (1, _DECEMBER):
            return str(first.year)
    return f"{in_words(first)} – {in_words(last)}"


def _chip(wish: Wish, name: str, *, can_go: bool) -> str:
    if not can_go:
        return f'<span class="limit">{escape(name)}</span>'
    return (
        f'<button type="button" class="limit without" data-wish="{wish}"'
        f' aria-label="Ask again without this limit: {escape(name)}">{escape(name)}'
        ' <span aria-hidden="true">×</span></button>'
    )


def _name(wish: Wish, reply: Answer | Abstention) -> str:
    match wish:
        case Wish.OUTLETS:
            return " and ".join(reply.query.reading.outlets)
        case Wish.DATES:
            return _dates(reply.query.reading)
        case Wish.ARTICLES:
            return "; ".join(_headlines(reply)) or "the articles chosen"


def _dates(reading: Reading) -> str:
    days = "" if reading.published.is_open else days_in_short(reading.published)
    return ", ".join(filter(None, (days, "newest first" if reading.now_spans else "")))


def _headlines(reply: Answer | Abstention) -> Iterator[str]:
    """The headlines of the articles chosen, as far as the reply holds them."""
    held = (
        (citation.quote.article for citation in reply.citations)
        if isinstance(reply, Answer)
        else reply.nearest
    )
    headlines = {article.article_id: article.headline for article in held}
    return (headlines[each] for each in reply.query.filters.articles if each in headlines)
