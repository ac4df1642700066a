"""What the retriever is asked: a self-contained text and the limits put on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.article import Article, ArticleId
from corpus.dates import DateRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Hard limits set by the user; empty means no limit.

    `outlets` match an article's outlet or the outlet it is based on, whatever the case; `published`
    likewise matches either date. Undated articles are left out by any date limit.
    """

    outlets: tuple[str, ...] = ()
    published: DateRange = field(default_factory=DateRange)
    articles: tuple[ArticleId, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is limited."""
        return not self.outlets and not self.articles and self.published.is_open

    def admit(self, article: Article) -> bool:
        """Whether the article passes every limit."""
        return (
            self._admit_outlet(article)
            and self._admit_date(article)
            and (not self.articles or article.article_id in self.articles)
        )

    def _admit_outlet(self, article: Article) -> bool:
        wanted = {outlet.casefold() for outlet in self.outlets}
        own = {(article.outlet or "").casefold(), (article.reported_by or "").casefold()}
        return not wanted or bool(wanted & own)

    def _admit_date(self, article: Article) -> bool:
        return self.published.holds(article.published_at) or self.published.holds(
            article.reported_at
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question made self-contained.

    `text` is searched for; `carried` is the part of it that comes from the conversation and weighs
    less than what was asked. `read` says, in our words, what was carried over from the conversation
    or otherwise understood, so that the reply can show it.
    """

    text: str
    carried: str = ""
    filters: Filters = field(default_factory=Filters)
    read: tuple[str, ...] = ()
