"""Asking about articles, as HTML: the chips of those chosen, and what one of them can be asked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.page.pieces import name_of, suggestions
from app.reply import Reply
from corpus.article import Article

SUMMARY = "Summarise this article."


def chosen(articles: Sequence[Article]) -> str:
    """The articles that the next question is limited to, each as a chip that takes it away.

    It is hidden where it stands: the page's script shows it beside the question.
    """
    chips = "".join(_chip(article) for article in articles)
    listed = (
        '<ul class="limits" aria-label="The next question is about">'
        f'<li class="only">Only in</li>{chips}</ul>'
    )
    return f'<div class="chosen" hidden>{listed if chips else ""}</div>'


def asking_about(article: Article, gist: str, questions: Sequence[str] | None) -> str:
    """What an article says in short, in its own words, and questions it answers.

    The questions are None while they are looked for.
    """
    listed = suggestions((SUMMARY, *(questions or ())))
    if questions is None:
        listed += '<p class="progress">Looking for questions that it answers…</p>'
    return (
        f'<section class="about" data-article="{escape(article.article_id)}">'
        '<h3 tabindex="-1">Asking about this article</h3>'
        "<p>Your next questions are put to it alone, until you take it off the question.</p>"
        f'<blockquote class="quoted" lang="">{escape(gist)}</blockquote>'
        f"<h4>Questions it answers</h4>{listed}</section>"
    )


def follow_ups(questions: Sequence[str], reply: Reply) -> str:
    """Questions that go on from a reply; nothing when there are none."""
    if not questions:
        return ""
    return (
        f'<section class="next" data-reply="{escape(name_of(reply))}"'
        f' aria-label="Questions to go on with"><h3>You could go on with</h3>'
        f"{suggestions(questions)}</section>"
    )


def _chip(article: Article) -> str:
    headline = escape(article.headline)
    return (
        '<li><button type="button" class="limit drop"'
        f' data-article="{escape(article.article_id)}"'
        f' aria-label="Do not limit the question to: {headline}">'
        f'<span class="name">{headline}</span> <span aria-hidden="true">×</span></button></li>'
    )
