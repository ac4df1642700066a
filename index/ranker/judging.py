"""The ranker's judgement of every sentence of the passages found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.article import ArticleId
from index.ranker.inputs import reading_of
from index.ranker.reader import Ranker
from index.ranker.short_answers import ShortAnswer
from index.search import Hit
from index.spans import Span

SentenceKey = tuple[ArticleId, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the ranker says of a sentence.

    `odds` are log odds that it answers, or a mere order if not `is_calibrated`. `short_answer` are
    the words of it that most likely are the answer: offsets into the article, and their log odds.
    """

    odds: float
    is_calibrated: bool
    short_answer: ShortAnswer | None


def judge(
    ranker: Ranker | None, question: str, hits: Sequence[Hit]
) -> Mapping[SentenceKey, Judgement]:
    """The judgement of each sentence of the hits: of several passages' the most favourable.

    Without a ranker there is none.
    """
    if ranker is None or not hits:
        return {}
    read = ranker.read(question, [reading_of(hit.passage, hit.article) for hit in hits])
    judged: dict[SentenceKey, Judgement] = {}
    for hit, passage in zip(hits, read, strict=True):
        told = zip(hit.passage.sentences, passage.sentences, passage.short_answers, strict=True)
        for span, odds, short in told:
            key = (hit.article.article_id, span)
            if key not in judged or judged[key].odds < odds:
                judged[key] = Judgement(
                    odds=odds,
                    is_calibrated=ranker.is_calibrated,
                    short_answer=_in_article(short, hit.passage.start),
                )
    return judged


def _in_article(short: ShortAnswer | None, passage_start: int) -> ShortAnswer | None:
    if short is None:
        return None
    start, end = short.span.start + passage_start, short.span.end + passage_start
    return ShortAnswer(span=Span(start=start, end=end), odds=short.odds)
