"""The conversation as HTML: pure functions from what was said to escaped markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import assert_never

from app.page.answers import answer
from app.page.constraints import limits, read_besides
from app.page.pieces import article_link, article_list, name_of, notes, paragraphs, suggestions
from app.page.session import AskedAgain, Pending, Trouble, Turn, Wish, reply_of
from app.reply import Abstention, Answer, Notice, Quote
from corpus.article import Article

PROVISIONAL_AFTER_SECONDS = 0.5  # before that, a line of progress would only flicker
WITHOUT = {
    Wish.OUTLETS: "outlets",
    Wish.DATES: "dates",
    Wish.ARTICLES: "the articles chosen",
}

EMPTY_LIBRARY = (
    '<section class="start"><h2>Nothing to read yet</h2>'
    "<p>Clippings answers from articles that you give it, and shows the exact passage behind "
    "every sentence.</p>"
    "<p>Add a few: choose files under <b>Library</b>, or run "
    "<code>clippings add FOLDER</code> in a terminal and load this page again.</p></section>"
)
SAMPLE_NOTICE = (
    '<p class="sample">These are sample articles: short summaries, in our own words, of real '
    "reports. To ask about your own, choose files under <b>Library</b> or run "
    "<code>clippings add FOLDER</code>.</p>"
)


def conversation(
    turns: Sequence[Turn], *, start: str, tools: Callable[[int], str] = lambda _: ""
) -> str:
    """Every turn, oldest first, or `start` (HTML) before the first; the last reply is `#answer`.

    `tools` gives what can be done with the turn of a number, from 0, as HTML.
    """
    if not turns:
        return start
    last = len(turns) - 1
    return "".join(
        _turn(turn, number, is_last=number == last, tools=tools(number))
        for number, turn in enumerate(turns)
    )


def start(*, articles: int, is_sample: bool, examples: Sequence[str], notice: str = "") -> str:
    """What stands there before the first question: how to begin, and questions to try.

    `notice` is who else receives what is asked.
    """
    if not articles:
        return EMPTY_LIBRARY
    held = "one article" if articles == 1 else f"{articles:,} articles"
    return (
        f'<section class="start"><h2>Ask the news</h2><p>Answers come from the {held} here and '
        "from nowhere else. Each sentence is quoted; its number opens the article at the passage."
        f"</p>{notes([notice] if notice else [])}{suggestions(examples)}"
        f"{SAMPLE_NOTICE if is_sample else ''}</section>"
    )


def _turn(turn: Turn, number: int, *, is_last: bool, tools: str) -> str:
    name = ' id="answer"' if is_last else ""
    busy = "true" if isinstance(turn, Pending) else "false"
    return (
        f'<article class="turn" aria-labelledby="asked-{number}"'
        f' data-reply="{escape(name_of(reply_of(turn)))}">'
        f'<h2 class="asked" id="asked-{number}" tabindex="-1">{escape(turn.question)}</h2>'
        f'<div class="reply"{name} aria-busy="{busy}">'
        f"{_limits(turn, is_last=is_last)}{_reply(turn, number)}</div>{tools}</article>"
    )


def _limits(turn: Turn, *, is_last: bool) -> str:
    reply = reply_of(turn)
    if isinstance(reply, Notice | None):
        return ""
    return limits(reply, can_go=is_last)


def _reply(turn: Turn, number: int) -> str:
    match turn:
        case Answer():
            return read_besides(turn.query) + answer(turn, number)
        case Abstention():
            return read_besides(turn.query) + _abstention(turn, number)
        case Notice():
            listed = article_list(turn.articles) + suggestions(turn.suggestions)
            return f"{paragraphs(turn.message)}{listed}"
        case AskedAgain():
            left_out = " and ".join(WITHOUT[wish] for wish in Wish if wish in turn.without)
            said = f'<p class="read">Asked again without {left_out}</p>'
            return said + _reply(turn.reply, number)
        case Pending():
            shown = answer(turn.shown, number) if turn.shown else ""
            return _progress(turn) + shown
        case Trouble():
            return f'<p class="trouble">{escape(turn.message)} {escape(turn.remedy)}</p>'
        case _:
            assert_never(turn)


def _abstention(abstention: Abstention, number: int) -> str:
    quoted = {
        quote.article.article_id: (mark, quote)
        for mark, quote in enumerate(abstention.nearest_quotes, start=1)
    }
    rows = "".join(
        _nearest(article, number, quoted.get(article.article_id)) for article in abstention.nearest
    )
    listed = f'<ul class="articles">{rows}</ul>' if rows else ""
    heading = '<p class="nearest">The nearest that the articles say, which is no answer:</p>'
    return (
        f'<p class="refusal">{escape(abstention.message)}</p>'
        f"{heading if rows else ''}{listed}{notes(abstention.notes)}"
    )


def _nearest(article: Article, number: int, quoted: tuple[int, Quote] | None) -> str:
    """An article near the question, with its nearest sentence, which opens it there."""
    byline = f'<span class="byline">{escape(article.byline)}</span>'
    if quoted is None:
        return f"<li>{article_link(article)} {byline}</li>"
    mark, quote = quoted
    return (
        f"<li>{article_link(article)} {byline}"
        f'<a class="near" href="#cite-{number}-{mark}">{escape(quote.text)}</a></li>'
    )


def _progress(pending: Pending) -> str:
    wait = max(0, round(1000 * (PROVISIONAL_AFTER_SECONDS - pending.elapsed_seconds)))
    words = escape(pending.message or "Looking through the articles…")
    return f'<p class="progress" style="animation-delay:{wait}ms">{words}</p>'
