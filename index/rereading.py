"""The best sentences read a second time, each with its neighbours alone, by the support reader.

It has learnt to tell what words say from what they only seem to: where the ranker is led on by
likeness, it often is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.article import Article
from index.ranker.inputs import header_of, reading_as_one
from index.spans import Span
from index.support.reader import SupportReader

MOST_WORDS = 60  # of a sentence and its neighbours


def around(sentences: Sequence[Span], at: int, text: str) -> Span:
    """A sentence with those before and after it, in turn, as far as there is room.

    >>> text = "It rained. The dam held. Nobody was hurt."
    >>> spans = [Span(start=0, end=10), Span(start=11, end=24), Span(start=25, end=41)]
    >>> around(spans, 1, text).of(text)
    'It rained. The dam held. Nobody was hurt.'
    """
    lengths = [len(span.of(text).split()) for span in sentences]
    first = last = at
    room = MOST_WORDS - lengths[at]
    while True:
        has_grown = False
        if first > 0 and lengths[first - 1] <= room:
            first, room, has_grown = first - 1, room - lengths[first - 1], True
        if last + 1 < len(sentences) and lengths[last + 1] <= room:
            last, room, has_grown = last + 1, room - lengths[last + 1], True
        if not has_grown:
            return Span(start=sentences[first].start, end=sentences[last].end)


def read_again(reader: SupportReader, question: str, article: Article, place: Span) -> float:
    """The reader's log odds that a place of an article answers a question."""
    reading = reading_as_one(place.of(article.text), header=header_of(article))
    return reader.odds(question, reading)
