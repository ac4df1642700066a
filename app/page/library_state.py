"""What a visitor's library page holds: what it shows, what is typed, what may come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from corpus.article import Article
from corpus.dates import DateRange, first_day, last_day
from index.listing import Order, Wanted, Which
from index.restoring import Removed

MOST_REMOVED = 10  # that can be put back: each is kept whole, in memory, for as long as the page
LONGEST_TYPED = 1_000  # characters of one field: longer than any headline
ANY_OUTLET = ""
NAMED = "="  # before an outlet's name as a choice; alone it is those whose outlet is unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The filters as they are filled in: text and choices of a browser, not yet checked."""

    words: str = ""
    outlet: str = ANY_OUTLET
    since: str = ""
    until: str = ""
    which: str = Which.CURRENT
    order: str = Order.NEWEST

    def wanted(self) -> Wanted:
        """The list that they ask for; a choice that is none of ours counts as not made.

        Raises:
            BadDate: a date that does not exist, or a range that holds no day.
        """
        return Wanted(
            words=self.words,
            outlet=self.outlet.removeprefix(NAMED) if self.outlet else None,
            published=DateRange(
                first=first_day(self.since) if self.since.strip() else None,
                last=last_day(self.until) if self.until.strip() else None,
            ),
            which=next((each for each in Which if each == self.which), Which.CURRENT),
            order=next((each for each in Order if each == self.order), Order.NEWEST),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was typed over an article's metadata, and why it could not be kept, if it could not."""

    article_id: str = ""
    headline: str = ""
    outlet: str = ""
    published_at: str = ""
    problem: str = ""

    @classmethod
    def of(cls, article: Article) -> Correction:
        """The metadata as it stands, to be typed over."""
        day = article.published_at
        return cls(
            article_id=article.article_id,
            headline=article.headline,
            outlet=article.outlet or "",
            published_at=day.isoformat() if day else "",
        )

    def changes(self, article: Article) -> dict[str, str]:
        """Only what is other than it was: what is left alone keeps where it came from."""
        now = Correction.of(article)
        return {
            key: getattr(self, key).strip()
            for key in ("headline", "outlet", "published_at")
            if getattr(self, key).strip() != getattr(now, key)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPage:
    """The page as one visitor sees it.

    `number` counts its pages from 0. `removed` are articles that can be put back, the latest last;
    `correction` is one that could not be kept. `said` is what just happened, `touched` the article
    that it happened to.
    """

    filled: Filled = Filled()
    number: int = 0
    removed: tuple[Removed, ...] = ()
    correction: Correction | None = None
    said: str = ""
    touched: str = ""


def filled_in(told: Mapping[str, object]) -> Filled:
    """The filters that a browser tells of; what is no text counts as empty."""
    return Filled(**_texts(told, Filled))


def correction_in(told: Mapping[str, object]) -> Correction:
    """The correction that a browser tells of; what is no text counts as empty."""
    return Correction(**_texts(told, Correction) | {"problem": ""})


def _texts(told: Mapping[str, object], kind: type) -> dict[str, str]:
    named = {each.name: told.get(each.name) for each in fields(kind)}
    return {key: _plain(value) for key, value in named.items() if isinstance(value, str)}


def _plain(value: str) -> str:
    """Without halves of characters, which JSON allows and nothing can store."""
    return value[:LONGEST_TYPED].encode(errors="ignore").decode()
