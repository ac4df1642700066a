"""Where evidence for a new fact is looked for: articles by name, sentences by question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from app.answering.composer import near_identical
from app.answering.conversation import Turn, self_contained
from app.conversations.verdicts import DraftFact, Verdicts
from corpus.article import Article, Draft
from corpus.dates import in_words
from corpus.errors import shown
from evals.errors import BadRun
from evals.facts.evidence import NamedArticle
from evals.facts.fact import Evidence
from evals.homes import SAMPLE, Say, home_at, home_of_articles, read_drafts
from evals.matching.folding import fold, places
from index.evidence import find_evidence
from index.home import Home
from index.query import Query
from index.question import read_question
from index.sentences import sentence_spans
from index.spans import Span

SHOWN_SENTENCES = 8  # candidates at once: they fit on a screen of 24 lines with their sources
# Measured on two cores: the 36 articles of the sample in 6.4 s, loading the model included.
SECONDS_TO_INDEX = "about seven seconds for the sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may vouch for an answer, in the article of that file name."""

    name: str
    article: Article | Draft
    span: Span

    @property
    def text(self) -> str:
        """The sentence."""
        return self.span.of(self.article.text)

    @property
    def day(self) -> date | None:
        """The day of the reporting."""
        based = self.article.based_on
        return (based and based.published_at) or self.article.published_at

    @property
    def source(self) -> str:
        """Outlet, day, headline and file name, in one line."""
        based = self.article.based_on
        outlet = (based.outlet if based else self.article.outlet) or "outlet unknown"
        day = in_words(self.day) if self.day else "date unknown"
        return f"{outlet}, {day}: {self.article.headline} ({self.name})"


class FactSources:
    """Articles to quote from. The index is made when a question first needs it."""

    def __init__(self, home: Path | None, articles: Path, *, say: Say) -> None:
        self._folder, self._say = articles, say
        self._stack = ExitStack()
        self._home: Home | None = None
        self._verdicts: Verdicts | None = None
        if home is None:
            self.articles = read_drafts(articles, say=say)
        else:
            measured = self._stack.enter_context(home_at(home))
            self._home, self.articles = measured.home, measured.articles
            self._verdicts = Verdicts(measured.home.database)

    def close(self) -> None:
        """Throw the index away, or let go of the home."""
        self._stack.close()

    @property
    def verdicts(self) -> Verdicts | None:
        """What people thought of the replies in the home; None without a home of its own."""
        return self._verdicts

    def shown_in(self, draft: DraftFact) -> tuple[Candidate, ...]:
        """The sentences that the reply of a draft quoted, of articles that are still there."""
        named = {each.article.article_id: each for each in self.articles}
        return tuple(
            Candidate(
                name=named[quote.article_id].name,
                article=named[quote.article_id].article,
                span=Span(start=quote.start, end=quote.end),
            )
            for quote in draft.shown
            if quote.article_id in named
        )

    def named(self, name: str) -> NamedArticle | None:
        """The article of a file name, with or without its ending; None unless there is just one."""
        found = [a for a in self.articles if name in {a.name, PurePosixPath(a.name).stem}]
        return found[0] if len(found) == 1 else None

    def sentences_of(self, named: NamedArticle) -> tuple[Candidate, ...]:
        """Every sentence of an article, in reading order."""
        return tuple(
            Candidate(name=named.name, article=named.article, span=span)
            for span in sentence_spans(named.article.text)
        )

    def quoted(self, quote: str, name: str) -> Candidate:
        """The words of an article that a quote stands for; its span is the quote's.

        Raises:
            BadRun: no article goes by that name, or the quote is not in it just once.
        """
        named = self.named(name)
        if named is None:
            raise BadRun(
                f"{shown(name)} is none of the {len(self.articles)} articles, or several.",
                remedy="Name one by its file name.",
            )
        found = places(quote, fold(named.article.text))
        if len(found) != 1:
            times = "does not occur" if not found else f"occurs {len(found)} times"
            raise BadRun(
                f"The quote {shown(quote)} {times} in {named.name}.",
                remedy="Quote words that stand there once.",
            )
        span = Span(start=found[0].start, end=found[0].end)
        return Candidate(name=named.name, article=named.article, span=span)

    def search(self, turns: Sequence[str]) -> tuple[Candidate, ...]:
        """The sentences most likely to answer the last turn, the same words once.

        By article, that of the best sentence first; best first within each.
        """
        home = self._indexed()
        query = _query(turns)
        evidence = find_evidence(home.searcher, query, read_question(query, home.lexical))
        names = {each.article.article_id: each.name for each in self.articles}
        found: dict[str, Candidate] = {}
        for piece in evidence:
            article_id = piece.article.article_id
            if article_id in names:
                name = names[article_id]
                new = Candidate(name=name, article=piece.article, span=piece.span)
                found.setdefault(new.text, new)
        best = tuple(found.values())[:SHOWN_SENTENCES]
        order = list(dict.fromkeys(each.name for each in best))
        return tuple(sorted(best, key=lambda each: order.index(each.name)))

    def copies(self, evidence: Evidence) -> tuple[Evidence, ...]:
        """The same words in the same sentence of other articles: wire copy vouches as well."""
        own = self.named(evidence.article)
        sentence = self._sentence_around(own, evidence.quote) if own else None
        if own is None or sentence is None:
            return ()
        others = [
            each
            for each in self.articles
            if each.article.article_id != own.article.article_id
            and evidence.quote in each.article.text  # cheap, before anything is folded
        ]
        return tuple(
            Evidence(article=each.name, quote=evidence.quote)
            for each in others
            if self._is_copied(each, evidence.quote, sentence)
        )

    def _is_copied(self, other: NamedArticle, quote: str, sentence: str) -> bool:
        around = self._sentence_around(other, quote)
        return around is not None and near_identical(sentence, around)

    def _sentence_around(self, named: NamedArticle, quote: str) -> str | None:
        """The sentence that holds a quote; None when the quote is not there just once."""
        found = places(quote, fold(named.article.text))
        if len(found) != 1:
            return None
        start = found[0].start
        spans = sentence_spans(named.article.text)
        around = (s.of(named.article.text) for s in spans if s.start <= start < s.end)
        return next(around, None)

    def _indexed(self) -> Home:
        if self._home is None:
            self._say(f"Indexing the articles, once: {SECONDS_TO_INDEX}.")
            measured = self._stack.enter_context(home_of_articles(self._folder, say=_nothing))
            # Ids hold the path, so the articles are from now on those that the home gives out.
            self._home, self.articles = measured.home, measured.articles
        return self._home


@contextmanager
def open_sources(home: Path | None, articles: Path | None, *, say: Say) -> Iterator[FactSources]:
    """The articles of a home, of a folder, or of the sample.

    Raises:
        InputError: there is no article.
    """
    sources = FactSources(home, articles or SAMPLE, say=say)
    try:
        yield sources
    finally:
        sources.close()


def _query(turns: Sequence[str]) -> Query:
    """The last turn made self-contained, as the assistant would."""
    past: tuple[Turn, ...] = ()
    for turn in turns[:-1]:
        past = (*past, Turn(question=turn, query=self_contained(turn, past)))
    text = self_contained(turns[-1], past)
    return Query(text=text, carried=text.removeprefix(turns[-1]))


def _nothing(line: str) -> None:
    del line
