"""An article to read, its cited quotes marked, as HTML: pure functions to escaped markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from app.page.pieces import capital
from app.page.session import Cited
from corpus.article import Article, Origin
from corpus.dates import in_words
from corpus.web_urls import is_web_link

GONE = '<p class="detail">This article was removed from the library since.</p>'
_BLANK_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span of an article's text to be marked: half-open, in code points.

    `reference` leads to another quote of the reply; the one that was opened has none.
    """

    start: int
    end: int
    reference: str = ""


def cited_article(cited: Cited, *, now: Article | None) -> str:
    """The article that a citation quotes, the quote marked, the reply's other quotes too.

    `now` is the very version quoted, as the library holds it now: it may have been revised since,
    and where it was removed it is None.
    """
    reference = cited.reference(cited.mark)
    article = now or cited.quote.article
    return _reader(
        article, marks(cited), steps=_steps(cited), reference=reference, is_gone=now is None
    )


def marks(cited: Cited) -> tuple[Mark, ...]:
    """The quote, and those others of the same article that do not overlap what is marked."""
    quote = cited.quote
    marked = [Mark(start=quote.start, end=quote.end)]
    for number, other in enumerate(cited.quotes, start=1):
        is_here = other.article.article_id == quote.article.article_id
        if is_here and all(other.end <= m.start or m.end <= other.start for m in marked):
            reference = cited.reference(number)
            marked.append(Mark(start=other.start, end=other.end, reference=reference))
    return tuple(sorted(marked, key=lambda mark: mark.start))


def source(article: Article, *, marks: Sequence[Mark] = ()) -> str:
    """A whole article, its marks (in order, apart from each other) inside the text."""
    return _reader(article, marks)


def not_found(message: str) -> str:
    """The panel when what was asked for is not there."""
    return _panel(
        '<h2 id="source-headline" tabindex="-1">Not found</h2>',
        f'<p class="trouble">{escape(message)}</p>',
    )


def _panel(heading: str, body: str, *, about: str = "", steps: str = "") -> str:
    return (
        f'<article class="reader" aria-labelledby="source-headline"{about}><div class="bar">{steps}'
        '<button type="button" class="close" aria-label="Close the article">'
        '<span class="wide">Close</span><span class="narrow">Back</span></button></div>'
        f'<header>{heading}</header><div class="aside"></div>{body}</article>'
    )


def _reader(
    article: Article,
    marks: Sequence[Mark],
    *,
    steps: str = "",
    reference: str = "",
    is_gone: bool = False,
) -> str:
    text = "".join(_marked(article.text, marks))
    article_id = escape(article.article_id)
    asking = (
        f'<button type="button" class="plain ask-about" data-article="{article_id}">'
        "Ask about this article</button>"
    )
    return _panel(
        f'<h2 id="source-headline" tabindex="-1">{escape(article.headline)}</h2>'
        f'<p class="byline">{escape(capital(article.byline))}</p>{_details(article)}'
        f"{GONE if is_gone else asking}",
        f'<div class="text" lang=""><p>{text}</p></div>',
        about=f' data-article="{article_id}" data-reference="{reference}"',
        steps=steps,
    )


def _steps(cited: Cited) -> str:
    """The way to the quotes before and after, in the order of their marks."""
    count = len(cited.quotes)
    if count < 2:  # noqa: PLR2004 - one alone has no neighbours
        return ""
    before = _step(cited, cited.mark - 1, "‹", "Previous")
    after = _step(cited, cited.mark + 1, "›", "Next")
    told = f"{cited.mark} of {count}"
    return (
        f'<nav class="steps" aria-label="Citations of this answer">{before}'
        f'<span class="at" aria-label="Citation {told}">{told}</span>{after}</nav>'
    )


def _step(cited: Cited, mark: int, arrow: str, name: str) -> str:
    if not 1 <= mark <= len(cited.quotes):
        return f'<span class="step" aria-hidden="true">{arrow}</span>'
    headline = escape(cited.quotes[mark - 1].article.headline)
    return (
        f'<a class="step" href="#cite-{cited.reference(mark)}" data-step="{name}"'
        f' aria-label="{name} citation: {headline}">'
        f"{arrow}</a>"
    )


def _details(article: Article) -> str:
    lines = []
    if article.author:
        lines.append(f"By {escape(article.author)}")
    if article.url and is_web_link(article.url):
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
        # No paragraph is begun inside a mark: its text must be the quote, to the letter.
        words = escape(text[mark.start : mark.end])
        if mark.reference:
            href = f"#cite-{mark.reference}"
            yield f'<a class="other" href="{href}"><mark class="also">{words}</mark></a>'
        else:
            yield f'<mark class="cited" tabindex="-1">{words}</mark>'
        written = mark.end
    yield _plain(text[written:])


def _plain(text: str) -> str:
    return _BLANK_LINES.sub("</p><p>", escape(text))
