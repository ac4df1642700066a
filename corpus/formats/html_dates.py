"""When a page says that it was published and changed; no time zone is added or converted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from itertools import islice

import htmldate

from corpus.dates import Moment, moment_of
from corpus.formats.html_page import Page, words_of
from corpus.formats.html_tree import Element, tag_of
from corpus.header import day_of_line
from corpus.markup import one_line

# A longer paragraph is reporting: a day in it is a day in the news, not that of the page.
LINE_WORDS = 15
# The first newspaper, Relation, was printed in 1605; an earlier year, and the first day of Unix
# time, are a missing date in a content system.
FIRST_YEAR = 1605
_NO_DAY = date(1970, 1, 1)

_UNSEARCHED = frozenset({"script", "style", "svg", "template", "noscript", "iframe"})
_PARTS = ("article", "main", "header")
_WHOLE = frozenset({"body", "html"})
_HALF_DAY = re.compile(r"\b[ap]\.?m\b", re.IGNORECASE)  # `email` takes 6:00 PM for 6:00
_UPDATED = re.compile(r"updat|modif|aktualis|mis à jour|actuali", re.IGNORECASE)
# What code like htmldate's raises on input that its authors did not think of.
_BREAKS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time",
    "dcterms.modified", "dc.date.modified", "last-modified",
)  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article.published",
    "og:published_time", "parsely-pub-date", "sailthru.date", "publishdate", "publish_date",
    "publish-date", "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip


def published_on(page: Page) -> Moment | None:
    """When the page says that its article was published.

    JSON-LD counts first, then meta tags and microdata, then a time marked below the headline, then
    the day that htmldate finds above the reporting.
    """
    stated = (
        page.facts.text("datePublished", "dateCreated"),
        *page.tagged(_PUBLISHED),
        *_marked_times(page, "datePublished"),
    )
    return _first_moment((*stated, *_times_above(page.tree))) or _searched_day(page.tree)


def modified_on(page: Page) -> Moment | None:
    """When JSON-LD, meta tags or microdata say that the article was last changed."""
    stated = (
        page.facts.text("dateModified"),
        *page.tagged(_MODIFIED),
        *_marked_times(page, "dateModified"),
    )
    return _first_moment(stated)


def _first_moment(stated: Iterable[str | None]) -> Moment | None:
    moments = (moment_stated(text) for text in stated if text)
    return next(filter(None, moments), None)


def moment_stated(text: str) -> Moment | None:
    """The moment a page states: ISO 8601, as in e-mail, or a day in English words; else None."""
    text = one_line(text).partition("[")[0].strip()
    moment = moment_of(text) or _compact(text) or _mailed(text)
    day = day_of_line(text) if moment is None else None
    moment = Moment(day=day) if day else moment
    if moment is None or moment.day.year < FIRST_YEAR or moment.day == _NO_DAY:
        return None
    return moment


def _compact(text: str) -> Moment | None:
    """`20240503T060000Z` and `20240503`, which are ISO 8601 as well."""
    if not re.fullmatch(r"\d{8}(?:T\S+)?", text):
        return None
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Moment(day=written.date(), time=written.timetz() if "T" in text else None)


def _mailed(text: str) -> Moment | None:
    """`Fri, 03 May 2024 06:00:00 GMT`."""
    try:
        written = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return Moment(day=written.date(), time=None if _HALF_DAY.search(text) else written.timetz())


def _marked_times(page: Page, name: str) -> Iterator[str]:
    for element in page.marked(name):
        yield element.get("datetime") or element.get("content") or words_of(element)


def _times_above(tree: Element) -> Iterator[str]:
    """The times marked between the headline and the first paragraph, but those of an update.

    Last comes the one that stands right above the headline, where some pages put it.
    """
    below_headline = next(tree.iter("h1"), None) is None
    above: str | None = None
    masthead = set(_masthead(tree))
    for element in tree.iter("h1", "p", "time"):
        tag = tag_of(element)
        below_headline = below_headline or tag == "h1"
        if tag == "p" and below_headline and _is_reporting(element):
            break
        if tag == "time" and not _is_update(element):
            stated = element.get("datetime") or words_of(element)
            if below_headline:
                yield stated
            elif masthead.isdisjoint((element, *element.iterancestors())):
                above = stated
    if above:
        yield above


def _is_reporting(paragraph: Element) -> bool:
    return len("".join(paragraph.itertext()).split()) > LINE_WORDS


def _is_update(element: Element) -> bool:
    before, parent = element.getprevious(), element.getparent()
    said = before.tail if before is not None else (parent is not None and parent.text)
    return bool(_UPDATED.search(f"{element.get('class')} {said or ''}"))


def _searched_day(tree: Element) -> Moment | None:
    """The day that htmldate finds above the reporting; below it begin other articles' days."""
    searched = deepcopy(tree)
    for element in _masthead(searched):
        element.clear(keep_tail=True)
    is_below = False
    for element in list(searched.iter()):
        is_below = is_below or (tag_of(element) == "p" and _is_reporting(element))
        if is_below or tag_of(element) in _UNSEARCHED:
            element.clear(keep_tail=not is_below)
    today = datetime.now(UTC).date().isoformat()
    try:
        found = htmldate.find_date(
            searched, extensive_search=False, original_date=True, max_date=today
        )
    except _BREAKS:
        return None
    return moment_of(found) if found else None


def _masthead(tree: Element) -> list[Element]:
    """What a page has above the part that its headline is in: there stands the day of the visit."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return []
    beside = (one for one in headline.iterancestors() if tag_of(one) not in _WHOLE)
    part = [headline, *islice(beside, 1), *headline.iterancestors(*_PARTS)][-1]
    around = (part, *part.iterancestors())
    inside = (element for element in around if tag_of(element) not in _WHOLE)
    return [before for element in inside for before in element.itersiblings(preceding=True)]
