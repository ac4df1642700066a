"""What the retriever is asked: a self-contained text and the limits put on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from corpus.article import Article, ArticleId, Imprint
from corpus.dates import DateRange
from index.spans import Span

_JOINING = frozenset(("", "and", "or", "but"))  # what may stand between dates that are one limit


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

    def admit(self, article: Article | Imprint) -> bool:
        """Whether the article passes every limit."""
        return (
            self._admit_outlet(article)
            and self._admit_date(article)
            and (not self.articles or article.article_id in self.articles)
        )

    def _admit_outlet(self, article: Article | Imprint) -> bool:
        wanted = {outlet.casefold() for outlet in self.outlets}
        own = {(article.outlet or "").casefold(), (article.reported_by or "").casefold()}
        return not wanted or bool(wanted & own)

    def _admit_date(self, article: Article | Imprint) -> bool:
        return self.published.holds(article.published_at) or self.published.holds(
            article.reported_at
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """A word as it was typed and another that it is read as: Ukraine for Ukraihe."""

    typed: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the question itself asks of outlets and dates; it weighs, and leaves nothing out.

    The spans say where in the query's text outlets and dates were read, and where it asks how
    things stand now; `contradiction` are words of it that ask for dates without a day, or empty.
    With one `published` is open.
    """

    outlets: tuple[str, ...] = ()
    published: DateRange = field(default_factory=DateRange)
    outlet_spans: tuple[Span, ...] = ()
    date_spans: tuple[Span, ...] = ()
    now_spans: tuple[Span, ...] = ()
    contradiction: str = ""

    @property
    def passed_over(self) -> tuple[Span, ...]:
        """Where dates were read that contradict each other: neither used nor searched.

        With what stands between them, where they stand together: "after 2020 and before 2015".
        """
        if not self.contradiction:
            return ()
        whole = Span(start=self.date_spans[0].start, end=self.date_spans[-1].end)
        between = (
            self.contradiction[one.end - whole.start : other.start - whole.start]
            for one, other in pairwise(self.date_spans)
        )
        is_together = all(each.strip(" ,").lower() in _JOINING for each in between)
        return (whole,) if is_together else self.date_spans

    def groups(self) -> tuple[Filters, ...]:
        """The articles asked for: those of each outlet named, and those of the dates."""
        outlets = tuple(Filters(outlets=(outlet,)) for outlet in self.outlets)
        dates = () if self.published.is_open else (Filters(published=self.published),)
        return (*outlets, *dates)

    def outlets_met(self, article: Article) -> tuple[Span, ...]:
        """Where the question names outlets of which this article's is one; none if it is not."""
        return self.outlet_spans if self.names_outlet_of(article) else ()

    def dates_met(self, article: Article) -> tuple[Span, ...]:
        """Where the question asks for days of which this article is; none if it is of others.

        None either where it asks for all since or until a day: "How has it changed since 2009?" is
        a question about 2009.
        """
        is_closed = self.published.first and self.published.last
        return self.date_spans if is_closed and self._is_of_days(article) else ()

    def agreement(self, article: Article) -> float:
        """Share in [0, 1] of outlet and date asked for that an article meets; 0 without any."""
        asked = bool(self.outlets) + (not self.published.is_open)
        return (self.names_outlet_of(article) + self._is_of_days(article)) / max(asked, 1)

    def names_outlet_of(self, article: Article) -> bool:
        """Whether an article is of one of the outlets named."""
        return bool(self.outlets) and Filters(outlets=self.outlets).admit(article)

    def _is_of_days(self, article: Article) -> bool:
        is_asked = not self.published.is_open
        return is_asked and Filters(published=self.published).admit(article)


NOTHING_READ = Reading()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question made self-contained.

    `text` is searched for; `carried` is the part of it that comes from the conversation and weighs
    less than what was asked. `read` says, in our words, what was carried over from the conversation
    or otherwise understood, so that the reply can show it. `also` are other spellings, in the
    library, of the names in `text`; `frame` is where `text` only says how it is to be answered.
    """

    text: str
    carried: str = ""
    also: tuple[Respelling, ...] = ()
    filters: Filters = field(default_factory=Filters)
    reading: Reading = NOTHING_READ
    read: tuple[str, ...] = ()
    frame: tuple[Span, ...] = ()

    @property
    def text_used(self) -> str:
        """The text, as long as it is, with spaces in the place of dates that hold no day."""
        return without(self.text, self.reading.passed_over)

    @property
    def matter(self) -> str:
        """The text used, as long as it is, with spaces in the place of its frame as well."""
        return without(self.text_used, self.frame)

    @property
    def topic(self) -> str:
        """The matter without the outlets that it asks; all of the text if nothing is left."""
        return without(self.matter, self.reading.outlet_spans).strip() or self.text

    @property
    def words_searched(self) -> str:
        """What is searched for by its words: the text and the other spellings of its names."""
        return " ".join((self.topic, *(other.read for other in self.also)))


def without(text: str, spans: tuple[Span, ...]) -> str:
    """A text with spaces in the place of the spans."""
    letters = list(text)
    for span in spans:
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)
