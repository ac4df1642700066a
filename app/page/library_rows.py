"""The library page as HTML: filters, rows with their corrections, pages. Pure functions, escaped.

A list of rows and native form fields, rather than Gradio's table: at 390 pixels that one is twice
as wide as the screen, it opens a cell at a double click only, and it has no place beside a row to
say what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from app.page.library_state import ANY_OUTLET, NAMED, Correction, Filled, LibraryPage
from corpus.article import Article
from corpus.dates import in_words
from index.listing import Listed, Listing, Order, Which

_DATE_HINT = "YYYY-MM-DD"
_WHICH = {
    Which.CURRENT: "All articles",
    Which.COPIED: "Copies of each other",
    Which.OLDER: "Older versions",
}
_ORDERS = {
    Order.NEWEST: "Newest first",
    Order.OLDEST: "Oldest first",
    Order.OUTLET: "By outlet",
    Order.HEADLINE: "By headline",
}


def filters(filled: Filled, outlets: Sequence[str]) -> str:
    """The form that says which articles are listed, filled in."""
    named = [(ANY_OUTLET, "Any outlet"), *((f"{NAMED}{name}", name) for name in outlets)]
    return (
        '<form class="filters" role="search" aria-label="Articles">'
        f"{_text('words', 'Words', filled.words, kind='search')}"
        f"{_choice('outlet', 'Outlet', filled.outlet, [*named, (NAMED, 'Outlet unknown')])}"
        f"{_choice('order', 'Sort', filled.order, _ORDERS.items())}"
        f"{_text('since', 'From', filled.since, hint=_DATE_HINT)}"
        f"{_text('until', 'Until', filled.until, hint=_DATE_HINT)}"
        f"{_choice('which', 'Show', filled.which, _WHICH.items())}</form>"
    )


def rows(listing: Listing, page: LibraryPage, *, problem: str = "") -> str:
    """What happened last, how many articles there are, a page of them, and the way to the others.

    `problem` is what is wrong with the filters.
    """
    wrong = f'<p class="trouble">{escape(problem)}</p>' if problem else ""
    listed = "".join(_row(each, page) for each in listing.rows)
    return (
        f'{_happened(listing, page)}{wrong}<p class="count" tabindex="-1">{_count(listing)}</p>'
        f'<ul class="rows">{listed}</ul>{_pager(listing)}'
    )


def _happened(listing: Listing, page: LibraryPage) -> str:
    """What was just done, unless its row says so, and the latest removal with the way back."""
    is_beside = any(each.article.article_id == page.touched for each in listing.rows)
    said = ""
    if page.said and not is_beside:
        said = f'<p class="said" tabindex="-1" data-focus>{escape(page.said)}</p>'
    return f'<div class="happened">{said}{_undo(page)}</div>' if said or page.removed else ""


def _undo(page: LibraryPage) -> str:
    if not page.removed:
        return ""
    gone = page.removed[-1].article
    headline = escape(gone.headline)
    focus = " data-focus" if page.touched == gone.article_id else ""
    return (
        f'<p class="gone">Removed “<bdi>{headline}</bdi>”. <button type="button" class="plain"'
        f' data-does="undo"{focus} aria-label="Undo: put back {headline}">Undo</button></p>'
    )


def _count(listing: Listing) -> str:
    if not listing.total:
        return "No articles here."
    total = "1 article" if listing.total == 1 else f"{listing.total:,} articles"
    page = f", page {listing.page + 1} of {listing.pages}" if listing.pages > 1 else ""
    return total + page


def _row(listed: Listed, page: LibraryPage) -> str:
    article = listed.article
    day = in_words(article.reported_at) if article.reported_at else "Date unknown"
    passages = "1 passage" if listed.passages == 1 else f"{listed.passages:,} passages"
    return (
        f'<li class="entry"><div class="what">{_link(article)}{_state(listed)}</div>'
        f'<div class="who">{_outlet(article)}</div><div class="when">{day}</div>'
        f'<div class="size">{passages if article.is_current else "not searched"}</div>'
        f"{_tools(article, page) if article.is_current else ''}</li>"
    )


def _link(article: Article) -> str:
    return (
        f'<a class="article" dir="auto" href="#article-{escape(article.article_id)}">'
        f"{escape(article.headline)}</a>"
    )


def _outlet(article: Article) -> str:
    outlet = f'<span dir="auto">{escape(article.reported_by or "Outlet unknown")}</span>'
    if article.based_on:
        return f'{outlet} <span class="by">summed up by {escape(article.outlet or "us")}</span>'
    return outlet


def _state(listed: Listed) -> str:
    article = listed.article
    if article.superseded_by:
        newest = f'<a class="article" href="#article-{article.superseded_by}">read the newest</a>'
        return f'<span class="state">Older version, revised since: {newest}</span>'
    if listed.copy_of:
        other = listed.copy_of
        byline = escape(other.byline)
        return f'<span class="state">Mostly a copy of {_link(other)} ({byline})</span>'
    if listed.copies:
        count = "one other outlet" if listed.copies == 1 else f"{listed.copies} others"
        return f'<span class="state">Also carried by {count}</span>'
    return ""


def _tools(article: Article, page: LibraryPage) -> str:
    """The buttons of a row, and the form that Edit opens; open where a correction failed."""
    failed = page.correction
    is_failed = failed is not None and failed.article_id == article.article_id
    typed = failed if failed and is_failed else Correction.of(article)
    is_touched = page.touched == article.article_id
    name, form = escape(article.headline), f"edit-{article.article_id}"
    focus = " data-focus" if is_touched and not is_failed else ""
    said = f'<span class="saved">{escape(page.said)}</span>' if is_touched and page.said else ""
    return (
        f'<div class="does">{said}<button type="button" class="plain" data-does="edit"{focus}'
        f' aria-expanded="{str(is_failed).lower()}" aria-controls="{form}"'
        f' aria-label="Edit {name}">Edit</button>'
        f'<button type="button" class="plain" data-does="remove" data-reference='
        f'"{article.article_id}" aria-label="Remove {name}">Remove</button></div>'
        f"{_form(typed, article, is_open=is_failed)}"
    )


def _form(typed: Correction, article: Article, *, is_open: bool) -> str:
    name = f"edit-{typed.article_id}"
    problem = (
        f'<p class="trouble" tabindex="-1" data-focus>{escape(typed.problem)}</p>'
        if typed.problem
        else ""
    )
    own = (
        '<p class="hint">This is a summary: outlet and date here are its own, not those of the'
        " report that it sums up.</p>"
        if article.based_on
        else ""
    )
    return (
        f'<form class="edit" id="{name}" data-reference="{typed.article_id}"'
        f' aria-label="Correct {escape(article.headline)}"{"" if is_open else " hidden"}>'
        f"{problem}{own}{_text('headline', 'Headline', typed.headline)}"
        f"{_text('outlet', 'Outlet', typed.outlet, hint='unknown')}"
        f"{_text('published_at', 'Date', typed.published_at, hint='YYYY-MM-DD, or unknown')}"
        '<div class="buttons"><button type="submit" class="plain save">Save</button>'
        '<button type="button" class="plain" data-does="cancel">Cancel</button></div></form>'
    )


def _pager(listing: Listing) -> str:
    if listing.pages == 1:
        return ""
    steps = (("Previous page", listing.page - 1), ("Next page", listing.page + 1))
    buttons = "".join(
        f'<button type="button" class="plain" data-does="turn" data-reference="{number}"'
        f"{'' if 0 <= number < listing.pages else ' disabled'}>{label}</button>"
        for label, number in steps
    )
    return f'<nav class="pager" aria-label="Pages of the list">{buttons}</nav>'


def _text(name: str, label: str, value: str, *, hint: str = "", kind: str = "text") -> str:
    shown = f' placeholder="{escape(hint)}"' if hint else ""
    return (
        f'<label class="{name}"><span>{label}</span><input type="{kind}" name="{name}" dir="auto"'
        f' autocomplete="off" value="{escape(value)}"{shown}></label>'
    )


def _choice(name: str, label: str, chosen: str, choices: Iterable[tuple[str, str]]) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(said)}</option>"
        for value, said in choices
    )
    return (
        f'<label class="{name}"><span>{label}</span>'
        f'<select name="{name}">{options}</select></label>'
    )
