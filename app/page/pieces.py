"""Small pieces of the page's HTML that several of its parts are made of, all of it escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from app.reply import Reply
from corpus.article import Article


def suggestions(questions: Sequence[str]) -> str:
    """Questions as buttons that ask them; nothing when there are none."""
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" class="suggestion">{escape(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="suggestions">{buttons}</ul>'


def article_link(article: Article) -> str:
    """A link that opens the article beside the chat."""
    return (
        f'<a class="article" href="#article-{escape(article.article_id)}">'
        f"{escape(article.headline)}</a>"
    )


def article_list(articles: Iterable[Article]) -> str:
    """Articles as a list of links, each with its byline."""
    rows = "".join(
        f'<li>{article_link(article)} <span class="byline">{escape(article.byline)}</span></li>'
        for article in articles
    )
    return f'<ul class="articles">{rows}</ul>' if rows else ""


def notes(lines: Sequence[str]) -> str:
    """Each line of notes as a paragraph of its own."""
    return "".join(f'<p class="note">{escape(note)}</p>' for note in lines)


def paragraphs(text: str) -> str:
    """A text of our own, its blank lines as paragraphs."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def capital(text: str) -> str:
    """A text that begins with a capital, as a line of its own does."""
    return text[:1].upper() + text[1:]


def name_of(reply: Reply | None) -> str:
    """What tells a reply from all others on a page; empty while there is none."""
    return f"{reply.conversation}-{reply.turn}" if reply else ""
