"""Which articles of a library ids, outlets and dates choose: those to remove or to export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.command.requests import Selecting
from corpus.article import Article, ArticleId, Imprint
from corpus.dates import DateRange
from corpus.errors import EmptyLibrary, InputError
from corpus.library import Library
from index.query import Filters


class NothingFits(InputError):
    """No article is of the outlets and dates that were named."""

    code = "nothing_fits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The articles that every limit admits, at least one.

    `undated` counts those that a date limit leaves out only because they have no date.
    """

    articles: tuple[ArticleId, ...]
    undated: int


def choose(library: Library, asked: Selecting) -> Chosen:
    """The current articles that every limit admits, or of the ids named, old versions' too.

    Raises:
        EmptyLibrary: there is nothing to choose from.
        UnknownArticle: one of the ids is not in the library.
        NothingFits: no article is of the outlets and dates.
        BadDate: a date that does not exist, or a range that holds no day.
    """
    # Ids are looked up by themselves: old versions have one too.
    limits = replace(asked.filters(), articles=())
    candidates = [library.get(name) for name in asked.articles] or library.imprints()
    if not candidates:
        raise EmptyLibrary(
            "The library holds no articles.",
            remedy="Add some with `clippings add FOLDER`, or name another --home.",
        )
    chosen = tuple(each.article_id for each in candidates if limits.admit(each))
    undated = _undated(candidates, limits)
    if not chosen:
        left = f" {left_out(undated)}" if undated else ""
        raise NothingFits(
            f"No article fits.{left}", remedy="`clippings list` shows the ids, outlets and dates."
        )
    return Chosen(articles=chosen, undated=undated)


def _undated(candidates: Sequence[Article | Imprint], limits: Filters) -> int:
    """How many articles only want a date to pass the limits."""
    if limits.published.is_open:
        return 0
    anytime = replace(limits, published=DateRange())
    return sum(each.reported_at is None and anytime.admit(each) for each in candidates)


def left_out(undated: int) -> str:
    """The sentence that says how many articles a date limit leaves out."""
    return (
        "1 article has no date and is left out."
        if undated == 1
        else f"{undated} articles have no date and are left out."
    )
