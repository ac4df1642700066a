"""Summaries: the sentences that stand for the rest of an article or of several, each cited.

A summary is an answer as others are, and says that it is a selection: nothing is put in other
words.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from app.answering.conversation import Turn
from app.answering.copies import with_copies
from app.answering.summary_sources import NoSources, Sources, sources_for
from app.answering.summary_wishes import Wish
from app.limits import Limits, undated_note
from app.reply import Abstention, Answer, Citation, Quote, Sentence, Timings
from index.central import covering, lead_worth
from index.copies import near_identical
from index.embedding import Matrix
from index.home import Home
from index.query import Query
from index.stories import Stories
from index.telling_sentences import TellingSentence, telling_sentences
from index.words import stems

FEWEST, MOST = 3, 6  # sentences of a summary where none are counted and there are as many
SENTENCES_FOR_ONE = 3  # of an article, of which one is shown; 4 of the 12 of a sample's brief
MOST_READ = 96  # sentences that are embedded; of new ones 32 take 0.2 s (index.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summing:
    """A message that wants a summary, and the conversation it is part of."""

    message: str
    wish: Wish
    past: tuple[Turn, ...]
    conversation: str
    limits: Limits
    threshold: float
    started: float = field(default_factory=time.perf_counter)

    def timings(self, *, cited: bool) -> Timings:
        """The seconds since the question, `cited` or without a citation."""
        elapsed = time.perf_counter() - self.started
        return Timings(first_citation=elapsed if cited else None, total=elapsed)


class Summarising:
    """Replies to messages that want a summary."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._stories = Stories(home.database)

    def reply_to(self, summing: Summing) -> Answer | Abstention | None:
        """The summary, or a plain no; None where the message is a question after all.

        Raises:
            UnknownArticle: the limits name an article that is not in the library.
        """
        found = sources_for(
            summing.wish,
            summing.past,
            self._home,
            limits=summing.limits,
            threshold=summing.threshold,
        )
        if found is None:
            return None
        if isinstance(found, NoSources):
            return _abstention(summing, found)
        chosen = self._chosen(found, summing.wish.sentences)
        return self._answer(summing, found, chosen) if chosen else None

    def _chosen(self, sources: Sources, most: int | None) -> list[TellingSentence]:
        """The sentences shown, at most `most` if given, in the order of dates, then of the text."""
        read = [each for each in map(telling_sentences, sources.articles) if each]
        is_digest = not sources.topic and len(read) >= FEWEST
        is_wide = bool(sources.topic) and len(read) > 1
        pool = [each[0] for each in read] if is_digest else _pool(read, sources)
        if not pool:
            return []
        rows = self._home.searcher.sentences.embed_passages([each.text for each in pool])
        wanted = self._wanted(rows, sources.topic)
        chosen = covering(
            rows,
            most=most or (MOST if is_digest or is_wide else _share_of(len(pool))),
            may_join=lambda row, before: _may_join(pool[row], [pool[n] for n in before]),
            wanted=wanted,
            worth=lead_worth([each.position for each in pool]) * wanted,
        )
        return sorted((pool[n] for n in chosen), key=_order)

    def _wanted(self, rows: Matrix, topic: str) -> Matrix:
        """How like the topic each sentence is, in [0, 1]; without one all are wanted alike."""
        if not topic:
            return np.ones(len(rows), dtype=np.float32)
        likeness: Matrix = np.maximum(rows @ self._home.embedder.embed_queries([topic])[0], 0.0)
        return likeness

    def _answer(
        self, summing: Summing, sources: Sources, chosen: Sequence[TellingSentence]
    ) -> Answer:
        citations = tuple(
            Citation(
                mark=mark,
                quote=Quote(article=each.article, start=each.span.start, end=each.span.end),
                relevance=sources.confidence,
            )
            for mark, each in enumerate(chosen, start=1)
        )
        query = sources.query
        return Answer(
            question=summing.message,
            query=query,
            sentences=tuple(map(_sentence, citations)),
            citations=with_copies(citations, self._stories, filters=query.filters),
            short=None,
            confidence=sources.confidence,
            conversation=summing.conversation,
            timings=summing.timings(cited=True),
            notes=(*_notes(sources, chosen), *self._undated(query)),
        )

    def _undated(self, query: Query) -> tuple[str, ...]:
        days = query.reading.published
        limits = query.filters if days.is_open else replace(query.filters, published=days)
        undated = self._home.searcher.left_out_undated(limits)
        return (undated_note(undated),) if undated else ()


def _pool(read: Sequence[Sequence[TellingSentence]], sources: Sources) -> list[TellingSentence]:
    """The sentences of few articles to choose among, first ones first.

    They are all; of an article without the topic in its headline those with a name that it is, or
    with most of its words, or all where these are too few; and of long articles as many as are
    read.
    """
    wanted, most = set(stems(sources.topic)), MOST_READ // max(len(read), 1)
    pool: list[TellingSentence] = []
    for sentences in read:
        held = [len(wanted & set(stems(each.text))) for each in sentences]
        is_throughout = sentences[0].article.article_id in sources.throughout
        most_held = 1 if sources.is_name else max(held)
        least = 0 if is_throughout or not wanted else most_held
        telling = [each for each, count in zip(sentences, held, strict=True) if count >= least]
        pool += telling[:most]
    if len(pool) < FEWEST:
        pool = [each for sentences in read for each in sentences[:most]]
    return sorted(pool, key=lambda each: each.position)


def _share_of(sentences: int) -> int:
    """How many of so many sentences a summary shows."""
    return max(FEWEST, min(MOST, round(sentences / SENTENCES_FOR_ONE)))


def _may_join(sentence: TellingSentence, chosen: Sequence[TellingSentence]) -> bool:
    """Whether a sentence says something else than those chosen, and what it leans on is there."""
    before = {each.span.start for each in chosen if each.article == sentence.article}
    is_clear = sentence.leans_on is None or sentence.leans_on in before
    return is_clear and not any(near_identical(sentence.text, each.text) for each in chosen)


def _order(sentence: TellingSentence) -> tuple[date, str, int]:
    article = sentence.article
    return article.reported_at or date.max, article.sha256, sentence.span.start


def _sentence(citation: Citation) -> Sentence:
    return Sentence(
        lead_in=f"{citation.quote.article.byline}:",
        text=citation.quote.text,
        citations=(citation.mark,),
        support=1.0,
        relevance=citation.relevance,
    )


def _notes(sources: Sources, chosen: Sequence[TellingSentence]) -> tuple[str, ...]:
    """That this is a selection, of how much; and what else may have been meant."""
    shown = len({each.article.article_id for each in chosen})
    of_all = f"{shown} of {sources.fitting}" if shown < sources.fitting else f"{shown}"
    articles = "article" if sources.fitting == 1 else "articles"
    order = "" if shown == 1 else ", in the order of their dates"
    counted = f"{len(chosen)} sentence{'' if len(chosen) == 1 else 's'}"
    others = (
        f"Another article may be meant: “{each.headline}” ({each.byline})."
        for each in sources.others
    )
    return (f"A selection of {counted} from {of_all} {articles}{order}.", *others)


def _abstention(summing: Summing, found: NoSources) -> Abstention:
    return Abstention(
        question=summing.message,
        query=found.query,
        reason=found.refusal.reason,
        message=found.refusal.message,
        nearest=found.nearest,
        confidence=found.refusal.confidence,
        conversation=summing.conversation,
        timings=summing.timings(cited=False),
    )
