"""Who reported this? What was found, as HTML: pure functions to escaped markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from app.page.pieces import article_link, article_list
from app.page.tracing_pieces import Piece, side_by_side
from app.reply import Abstention, Answer, Notice, Reply, Trace
from index.tracing import MOST_MATCHES, Alteration, Match

SHOWN_APART = 10  # matches with other words each; more are named, not shown side by side
# Heard before a piece that differs, and after it, by those who do not see the marks.
_IN_YOURS = {
    Alteration.SPELLING: "spelt otherwise in the article",
    Alteration.CHANGED: "another word in the article",
    Alteration.ADDED: "not in the article",
}
_IN_THEIRS = {
    Alteration.SPELLING: "spelt otherwise in your text",
    Alteration.CHANGED: "another word in your text",
    Alteration.LEFT_OUT: "not in your text",
}


def traced(reply: Reply) -> str:
    """What a trace found: each source beside the excerpt, or a plain no, with what is nearest."""
    match reply:
        case Answer() if reply.trace:
            return _found(reply.trace)
        case Abstention():
            nearest = article_list(reply.nearest)
            heading = '<p class="nearest">The nearest articles:</p>' if nearest else ""
            return f'<p class="verdict" tabindex="-1">{escape(reply.message)}</p>{heading}{nearest}'
        case Notice():
            return f'<p class="verdict" tabindex="-1">{escape(reply.message)}</p>'
        case _:
            raise ValueError("a trace is answered with its matches")


def trouble(message: str) -> str:
    """Why nothing was looked for, and what to do."""
    return f'<p class="trouble" tabindex="-1">{escape(message)}</p>'


def groups(matches: Sequence[Match]) -> tuple[tuple[int, ...], ...]:
    """The places of the matches, those with the same differences together, in order."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for place, match in enumerate(matches):
        alike.setdefault(match.differences, []).append(place)
    return tuple(map(tuple, alike.values()))


def _found(trace: Trace) -> str:
    together = groups(trace.matches)
    shown = "".join(_group(trace, places) for places in together[:SHOWN_APART])
    rest = [trace.matches[place] for places in together[SHOWN_APART:] for place in places]
    more = f"<p>With yet other words also in {_named(rest)}.</p>" if rest else ""
    return f'<p class="verdict" tabindex="-1">{_verdict(trace.matches)}</p>{shown}{more}'


def _verdict(matches: Sequence[Match]) -> str:
    exact = sum(match.is_exact for match in matches)
    if not exact:
        return "Not word for word in your library. This is the nearest passage:"
    if exact == MOST_MATCHES:
        return f"Word for word in {exact} articles or more, the oldest first."
    if exact == 1:
        return "Word for word in one article of your library."
    return f"Word for word in {exact} articles of your library, the oldest first."


def _group(trace: Trace, places: Sequence[int]) -> str:
    """A source beside the excerpt, and the other articles that have the very same words."""
    lead = trace.matches[places[0]]
    both = side_by_side(trace.excerpt, lead)
    yours = "".join(_piece(piece, tag="ins", told=_IN_YOURS) for piece in both.excerpt)
    theirs = "".join(_piece(piece, tag="del", told=_IN_THEIRS) for piece in both.article)
    return (
        f'<article class="found" aria-labelledby="found-{places[0]}">'
        f'<h3 id="found-{places[0]}">{_way(lead, places[0])}</h3>'
        f'<p class="byline">{escape(lead.article.byline)}</p>{_sameness(lead)}'
        f'<div class="texts">{_text("Your text", yours)}'
        f"{_text('The article', _around(both.before) + theirs + _around(both.after))}</div>"
        f"{_also(trace.matches, places[1:])}</article>"
    )


def _way(match: Match, place: int) -> str:
    """A link that opens the article at the passage."""
    return f'<a class="source" dir="auto" href="#cite-{place}">{escape(match.article.headline)}</a>'


def _sameness(match: Match) -> str:
    if match.is_exact:
        return '<p class="same">Word for word; capitals, spaces and punctuation aside.</p>'
    count = len(match.differences)
    places = "in one place" if count == 1 else f"in {count} places"
    return (
        f'<p class="differs">Not word for word: it differs {places}. Underlined stands only in your'
        " text, struck out only in the article.</p>"
    )


def _text(name: str, html: str) -> str:
    # Long texts scroll; what scrolls has to be reached by keyboard, and so needs a name.
    return (
        f'<figure><figcaption>{name}</figcaption><blockquote dir="auto" tabindex="0" role="region"'
        f' aria-label="{name}">{html}</blockquote></figure>'
    )


def _piece(piece: Piece, *, tag: str, told: dict[Alteration, str]) -> str:
    if piece.alteration is None:
        return escape(piece.text)
    return (
        f'<{tag}><span class="unseen">[{told[piece.alteration]}: </span>{escape(piece.text)}'
        f'<span class="unseen">]</span></{tag}>'
    )


def _around(text: str) -> str:
    return f'<span class="around">{escape(text)}</span>' if text else ""


def _also(matches: Sequence[Match], places: Iterable[int]) -> str:
    ways = ", ".join(
        f"{_way(matches[place], place)} ({escape(matches[place].article.byline)})"
        for place in places
    )
    return f'<p class="also-in">The same words also in {ways}.</p>' if ways else ""


def _named(matches: Iterable[Match]) -> str:
    return ", ".join(
        f"{article_link(match.article)} ({escape(match.article.byline)})" for match in matches
    )
