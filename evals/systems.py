"""What the answers are measured beside: two systems that quote the sentences nearest a question.

Both read the same passages of the same home as Clippings does, but choose sentences by one standard
score alone. They answer whenever anything is found, and know nothing of the conversation.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.assistant import Assistant
from app.limits import NO_LIMITS, Limits
from app.reply import (
    MAX_QUOTE_CHARACTERS,
    Abstention,
    Answer,
    Citation,
    Quote,
    Reply,
    Sentence,
    Timings,
)
from corpus.article import Article, ArticleId
from evals.harness import Asks
from index.home import Home
from index.query import Query
from index.spans import Span
from index.words import content_words, stem, stems

QUOTED = 3  # sentences, as many as the answers measured beside them have at most
PASSAGES = 10  # whose sentences are scored
K1, B = 1.2, 0.75  # BM25's usual constants (Robertson & Zaragoza 2009)

Scored = tuple[float, Article, Span]


class SentenceScorer(Protocol):
    """What finds the passages of a question and scores their sentences."""

    def scored(self, query: Query) -> list[Scored]:
        """The candidate sentences, each with its score in [0, 1], in no order."""
        ...


@dataclass(frozen=True, slots=True)
class TopSentences:
    """Answers with the sentences that score highest, word for word."""

    scorer: SentenceScorer

    def ask(
        self, question: str, conversation: str | None = None, *, limits: Limits = NO_LIMITS
    ) -> Reply:
        """An answer of three sentences, best first; an abstention when nothing is found."""
        started = time.perf_counter()
        query = Query(text=question, filters=limits.filters)
        scored = self.scorer.scored(query)
        # Ties fall to the words themselves, so that every computer gives the same order.
        best = sorted(scored, key=lambda each: (-round(each[0], 6), each[1].sha256, each[2]))
        elapsed = time.perf_counter() - started
        talk = conversation or ""
        if not best or best[0][0] <= 0.0:
            return _nothing(question, query, talk, elapsed)
        return _quoting(question, query, best[:QUOTED], talk=talk, elapsed=elapsed)


@dataclass(frozen=True, slots=True)
class Bm25Sentences:
    """BM25 of a question and each sentence of the ten passages with the highest BM25.

    The frequency of a word is counted over the library's passages. The score is the share of the
    highest sum that any sentence could reach.

    Source: Robertson & Zaragoza 2009.
    """

    home: Home

    def scored(self, query: Query) -> list[Scored]:
        """See `SentenceScorer`."""
        among = _among(self.home, query)
        if among is None:
            return []
        ids = self.home.lexical.best(query.text, k=PASSAGES, among=among)
        sentences = _sentences(self.home, ids)
        worths = {stem(word): self._rarity(word) for word in content_words(query.text)}
        highest = math.fsum(worths.values()) * (K1 + 1)
        held = [Counter(stems(span.of(article.text))) for article, span in sentences]
        mean_length = sum(words.total() for words in held) / max(len(held), 1)
        return [
            (_bm25(words, worths, mean_length) / highest if highest else 0.0, article, span)
            for words, (article, span) in zip(held, sentences, strict=True)
        ]

    def _rarity(self, word: str) -> float:
        holding, total = self.home.lexical.passages_with(word), self.home.lexical.count()
        return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


@dataclass(frozen=True, slots=True)
class CosineSentences:
    """Cosine of a question and each sentence of the ten passages with the highest cosine."""

    home: Home

    def scored(self, query: Query) -> list[Scored]:
        """See `SentenceScorer`; the cosine is halved and moved into [0, 1]."""
        searcher = self.home.searcher
        vector = searcher.embed(query)
        among = _among(self.home, query)
        if among is None:
            return []
        ids = self.home.lexical.ids_of(among)
        nearest = searcher.vectors.nearest(vector, k=PASSAGES, among=ids)
        sentences = _sentences(self.home, list(nearest))
        if not sentences:
            return []
        texts = [span.of(article.text) for article, span in sentences]
        cosines = searcher.sentences.embed_passages(texts) @ vector[0]
        return [
            ((1.0 + float(cosine)) / 2.0, article, span)
            for cosine, (article, span) in zip(cosines, sentences, strict=True)
        ]


def _among(home: Home, query: Query) -> tuple[ArticleId, ...] | None:
    """The articles to keep to, empty for no limit; None when the limits leave none."""
    if query.filters.is_empty:
        return ()
    return home.searcher.admitted(query.filters) or None


def _sentences(home: Home, passage_ids: Sequence[str]) -> list[tuple[Article, Span]]:
    """The sentences of these passages, each once."""
    articles = home.library.find({name.split(":")[0] for name in passage_ids})
    passages = home.lexical.load(passage_ids, articles)
    found = {(p.article_id, span): articles[p.article_id] for p in passages for span in p.sentences}
    return [(article, span) for (_, span), article in found.items()]


def _bm25(held: Counter[str], worths: Mapping[str, float], mean_length: float) -> float:
    length = 1 - B + B * held.total() / max(mean_length, 1.0)
    return math.fsum(
        worth * held[word] * (K1 + 1) / (held[word] + K1 * length)
        for word, worth in worths.items()
        if held[word]
    )


def _quoting(
    question: str, query: Query, best: Sequence[Scored], *, talk: str, elapsed: float
) -> Answer:
    quotes = [
        Quote(article=a, start=s.start, end=min(s.end, s.start + MAX_QUOTE_CHARACTERS))
        for _, a, s in best
    ]
    relevances = [min(max(score, 0.0), 1.0) for score, _, _ in best]
    numbered = list(enumerate(zip(quotes, relevances, strict=True), start=1))
    return Answer(
        question=question,
        query=query,
        sentences=tuple(
            Sentence(lead_in="", text=quote.text, citations=(mark,), support=1.0, relevance=share)
            for mark, (quote, share) in numbered
        ),
        citations=tuple(
            Citation(mark=mark, quote=quote, relevance=share) for mark, (quote, share) in numbered
        ),
        short=None,
        confidence=relevances[0],
        conversation=talk,
        timings=Timings(first_citation=elapsed, total=elapsed),
    )


def _nothing(question: str, query: Query, talk: str, elapsed: float) -> Abstention:
    return Abstention(
        question=question,
        query=query,
        reason="no_hits",
        message="Nothing was found.",
        nearest=(),
        confidence=0.0,
        conversation=talk,
        timings=Timings(first_citation=None, total=elapsed),
    )


CLIPPINGS = "clippings"
SYSTEMS: Mapping[str, Callable[[Home], Asks]] = {
    CLIPPINGS: Assistant,
    "bm25-sentence": lambda home: TopSentences(Bm25Sentences(home)),
    "cosine-sentence": lambda home: TopSentences(CosineSentences(home)),
}
