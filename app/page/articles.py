"""The list of articles and what became of uploads, as HTML: pure functions to escaped markup."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.page.pieces import article_list, capital
from corpus.article import Article
from index.ingest import AddReport

LISTED_ARTICLES = 500  # more make the page slow on a phone; `clippings list` shows them all


def library(articles: Sequence[Article]) -> str:
    """Every article as a link with its byline, in the order given, at most 500."""
    if not articles:
        return '<p class="none">No articles yet.</p>'
    listed = article_list(articles[:LISTED_ARTICLES])
    beyond = len(articles) - LISTED_ARTICLES
    more = f"<p>{beyond:,} more: <code>clippings list</code>.</p>" if beyond > 0 else ""
    return f"{listed}{more}"


def report(added: AddReport) -> str:
    """What became of an upload: counts, and each failure with its reason."""
    counts = (
        (added.added, "added"),
        (added.updated, "updated"),
        (added.unchanged, "unchanged"),
        (added.duplicates, "already here under another name"),
        (len(added.failed), "failed"),
    )
    said = ", ".join(f"{count} {state}" for count, state in counts if count) or "nothing to add"
    failures = "".join(
        f"<li><b>{escape(_name(failure.path))}</b>: {escape(failure.reason)}</li>"
        for failure in added.failed
    )
    return f"<p>{capital(said)}.</p>" + (f"<ul>{failures}</ul>" if failures else "")


def problem(message: str) -> str:
    """What went wrong with an upload, and what to do."""
    return f'<p class="trouble">{escape(message)}</p>'


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
