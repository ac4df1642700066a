"""What Clippings says: an Answer, an Abstention or a Notice, every quote a verbatim slice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.article import Article
from index.dates.dated_words import DatedWords, dated_words
from index.query import Query
from index.spans import Span
from index.tracing import Match

MAX_QUOTE_CHARACTERS = 400  # a quote is one sentence; longer ones are cut at a clause end


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A verbatim span of an article: `article.text[start:end] == text`, checked when built."""

    article: Article
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"no span {self.start}:{self.end} in {self.article.article_id}")
        if self.end - self.start > MAX_QUOTE_CHARACTERS:
            raise ValueError(f"a quote of {self.end - self.start} characters is too long")

    @property
    def text(self) -> str:
        """The article's own words."""
        return self.article.text[self.start : self.end]

    @property
    def dated_words(self) -> tuple[DatedWords, ...]:
        """Its words that mean days ("Wednesday"), with those days, counted from the report's."""
        return dated_words(self.article, Span(start=self.start, end=self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A numbered quote. `also_in` are other articles that carry the same sentence.

    `story` names, within one answer, the articles that are mostly one text, as copies of a wire
    report are; it is None for an article without such copies.
    """

    mark: int
    quote: Quote
    relevance: float
    also_in: tuple[Article, ...] = ()
    story: str | None = None

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who reports it: the outlet quoted, then those of `also_in`, as far as they are known."""
        articles = (self.quote.article, *self.also_in)
        return tuple(a.reported_by for a in articles if a.reported_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer.

    `lead_in` is in our words, `text` is quoted (trimmed with "[…]" at most); `citations` are marks.
    `support` in [0, 1] is 1.0 for verbatim text; `relevance` in [0, 1] is how well it answers.
    """

    lead_in: str
    text: str
    citations: tuple[int, ...]
    support: float
    relevance: float

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("every sentence of an answer has a citation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Seconds since the question: until the first citation was known, and in all."""

    first_citation: float | None
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a question, and the places from 0 of the sentences that answer it; maybe none."""

    question: str
    sentences: tuple[int, ...]


class Differing(StrEnum):
    """How two reports differ; an update is a later report of what moves or was changed."""

    UPDATE = "update"
    MEASURE = "different measure"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one report says: its sentence, and in the article the place of the words that differ."""

    quote: Quote
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.quote.start <= self.start < self.end <= self.quote.end:
            raise ValueError(f"{self.start}:{self.end} is not within the quote")

    @property
    def words(self) -> str:
        """The words that differ, verbatim."""
        return self.quote.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two reports that differ, the earlier one first."""

    kind: Differing
    about: str  # number | date | polarity
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where an excerpt was looked for, and the articles that carry it, in the order of `Traced`."""

    excerpt: str
    matches: tuple[Match, ...] = ()

    @property
    def found(self) -> str:
        """`exact` where an article has all its words, `near` where some differ, else `none`."""
        if not self.matches:
            return "none"
        return "exact" if self.matches[0].is_exact else "near"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer: sentences, each with citations; marks run 1…n in order of first appearance.

    `short` are the few words of the first sentence's quote that answer, where there are such;
    `verdict` is "Yes" or "No" where the quotes plainly say so.
    `turn` is the reply's place in its conversation, from 1; 0 until it is kept there.
    """

    question: str
    query: Query
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    short: Quote | None
    confidence: float
    conversation: str
    timings: Timings
    engine: str = "extractive"
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()  # of a question of several; empty for a question of one
    disagreements: tuple[Disagreement, ...] = ()
    trace: Trace | None = None  # of an excerpt whose source was wanted
    further: tuple[
        Citation, ...
    ] = ()  # the next best sentences, not shown; their marks mean nothing
    withdrawn: int = 0  # sentences that a language model wrote and its quotes do not bear out
    verdict: str | None = None
    turn: int = 0

    def __post_init__(self) -> None:
        marks = [citation.mark for citation in self.citations]
        if not self.sentences or marks != list(range(1, len(marks) + 1)):
            raise ValueError(f"an answer has sentences and marks 1…n, not {marks}")
        used = {mark for sentence in self.sentences for mark in sentence.citations}
        if used != set(marks):
            raise ValueError(f"marks {sorted(used)} are used, {marks} are given")

    def mark_of(self, quote: Quote) -> int | None:
        """The mark of the citation that quotes a sentence from where `quote` does, if any."""
        place = (quote.article.article_id, quote.start)
        marks = {(c.quote.article.article_id, c.quote.start): c.mark for c in self.citations}
        return marks.get(place)

    @property
    def short_answer(self) -> str | None:
        """The verdict, or the short answer's words, verbatim; None when there is neither."""
        return self.verdict or (self.short.text if self.short else None)

    @property
    def as_of(self) -> tuple[date, date] | None:
        """First and last day of the reports quoted; None when no date is known."""
        days = [c.quote.article.reported_at for c in self.citations]
        known = sorted(day for day in days if day is not None)
        return (known[0], known[-1]) if known else None

    @property
    def text(self) -> str:
        """The whole answer as plain text with its marks."""
        return " ".join(
            f"{s.lead_in} {s.text} " + "".join(f"[{mark}]" for mark in s.citations)
            for s in self.sentences
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """A plain no: why, what was looked for, and the nearest articles, best first.

    `nearest_quotes`, as many at most, are what those articles do say nearest to the question: one
    sentence of each, in their order. They are no answer.
    """

    question: str
    query: Query
    reason: str  # stable: weak_evidence | names_missing | kind_missing | no_hits | not_in_library
    message: str
    nearest: tuple[Article, ...]
    confidence: float
    conversation: str
    timings: Timings
    notes: tuple[str, ...] = ()
    trace: Trace | None = None  # of an excerpt whose source was wanted
    turn: int = 0  # as in an answer
    nearest_quotes: tuple[Quote, ...] = ()


class Topic(StrEnum):
    """What a notice is about."""

    GREETING = "greeting"
    HELP = "help"
    LIBRARY = "library"
    UNCLEAR = "unclear"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something said about Clippings or the library, decided before retrieval; never a quote."""

    question: str
    topic: Topic
    message: str
    articles: tuple[Article, ...] = ()
    suggestions: tuple[str, ...] = ()
    conversation: str = ""
    timings: Timings = field(default_factory=lambda: Timings(first_citation=None, total=0.0))
    turn: int = 0  # as in an answer


Reply = Answer | Abstention | Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What the assistant is doing right now, in words; never to be taken for a citation.

    `shown` is an answer that can be read meanwhile: each of its sentences has been checked.
    """

    message: str
    shown: Answer | None = None


def independent_sources(citations: Iterable[Citation]) -> tuple[tuple[str, ...], ...]:
    """The outlets quoted, in groups of which each is one source, as they come.

    One source are outlets that carry the same sentence or articles of the same story, and one
    outlet however it is capitalised. What is quoted of an unknown outlet alone is left out.
    """
    groups: list[dict[_Sign, str]] = []
    for citation in (each for each in citations if each.outlets):
        source = _signs(citation)
        for met in [group for group in reversed(groups) if group.keys() & source.keys()]:
            groups.remove(met)
            source = met | source
        groups.append(source)
    return tuple(tuple(name for name in group.values() if name) for group in groups)


_Sign = tuple[str, str]  # what makes two citations one source: an outlet or a story, and its name


def _signs(citation: Citation) -> dict[_Sign, str]:
    """The signs of a citation, and the outlet's name for each that is one."""
    outlets = {("outlet", name.casefold()): name for name in citation.outlets}
    return outlets | ({("story", citation.story): ""} if citation.story else {})
