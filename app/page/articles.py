"""The article beside the chat, and the library, as HTML: pure functions to escaped markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from app.page.conversation import article_list
from app.page.session import Cited
from app.reply import Quote
from corpus.article import Article, Origin
from corpus.dates import in_words
from index.ingest import AddReport

LISTED_ARTICLES = 500  # more make the page slow on a phone; `clippings list` shows them all
_BLANK_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span of an article's text to be marked: half-open, in code points."""

    start: int
    end: int
    is_cited: bool


def cited_article(cited: Cited, *, now: Article | None) -> str:
    """The article that a citation quotes, the quote marked, the answer's other quotes too.

    `now` is the very version quoted, as the library holds it now: it may have been revised since.
    """
    quote = cited.citation.quote
    others = (c.quote for c in cited.answer.citations if c.mark != cited.citation.mark)
    return source(now or quote.article, marks=marks(quote, others))


def marks(quote: Quote, others: Iterable[Quote]) -> tuple[Mark, ...]:
    """The quote, and those others of the same article that do not overlap what is marked."""
    marked = [Mark(start=quote.start, end=quote.end, is_cited=True)]
    for other in others:
        is_here = other.article.article_id == quote.article.article_id
        if is_here and all(other.end <= m.start or m.end <= other.start for m in marked):
            marked.append(Mark(start=other.start, end=other.end, is_cited=False))
    return tuple(sorted(marked, key=lambda mark: mark.start))


def source(article: Article, *, marks: Sequence[Mark] = ()) -> str:
    """A whole article, its marks (in order, apart from each other) inside the text."""
    text = "".join(_marked(article.text, marks))
    return _panel(
        f'<h2 id="source-headline" tabindex="-1">{escape(article.headline)}</h2>'
        f'<p class="byline">{escape(_capital(article.byline))}</p>{_details(article)}',
        f'<div class="text" lang=""><p>{text}</p></div>',
    )


def not_found(message: str) -> str:
    """The panel when what was asked for is not there."""
    return _panel(
        '<h2 id="source-headline" tabindex="-1">Not found</h2>',
        f'<p class="trouble">{escape(message)}</p>',
    )


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
    return f"<p>{_capital(said)}.</p>" + (f"<ul>{failures}</ul>" if failures else "")


def problem(message: str) -> str:
    """What went wrong with an upload, and what to do."""
    return f'<p class="trouble">{escape(message)}</p>'


def _panel(heading: str, body: str) -> str:
    return (
        '<article class="reader" aria-labelledby="source-headline"><header>'
        '<button type="button" class="close" aria-label="Close the article">'
        '<span class="wide">Close</span><span class="narrow">Back</span></button>'
        f"{heading}</header>{body}</article>"
    )


def _details(article: Article) -> str:
    lines = []
    if article.author:
        lines.append(f"By {escape(article.author)}")
    if article.url and urlsplit(article.url).scheme in {"http", "https"}:
        lines.append(
            f'<a class="original" href="{escape(article.url)}" target="_blank"'
            ' rel="noopener noreferrer">Read the original</a>'
        )
    if article.origins.get("headline") is Origin.STAND_IN:
        lines.append("No headline was given: the first sentence stands in.")
    if not article.is_current:
        lines.append(_revised(article))
    if article.correction:
        lines.append(f"Correction: {escape(article.correction)}")
    return "".join(f'<p class="detail">{line}</p>' for line in lines)


def _revised(article: Article) -> str:
    day = article.modified_at or article.published_at
    version = f"the version of {in_words(day)}" if day else "an older version"
    newest = article.superseded_by
    link = f' <a class="article" href="#article-{newest}">Read the newest</a>' if newest else ""
    return f"This is {version}; it was revised since.{link}"


def _marked(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    written = 0
    for mark in marks:
        yield _plain(text[written : mark.start])
        focus = ' class="cited" tabindex="-1"' if mark.is_cited else ' class="also"'
        # No paragraph is begun inside a mark: its text must be the quote, to the letter.
        yield f"<mark{focus}>{escape(text[mark.start : mark.end])}</mark>"
        written = mark.end
    yield _plain(text[written:])


def _plain(text: str) -> str:
    return _BLANK_LINES.sub("</p><p>", escape(text))


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
