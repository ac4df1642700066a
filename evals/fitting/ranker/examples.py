"""What the evidence ranker is shown for a question: passages, and which of their sentences answer.

The wrong sentences are those that retrieval really brings up, from a home made of the data set's
own articles, so that training meets what answering meets.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, ArticleId
from evals.benchmarks.trec_qa import SentenceQuestion
from evals.fitting.ranker.sources import AskedQuestion, Source
from index.evidence import READ_FROM_ARTICLE
from index.home import Home
from index.ingest import add_drafts
from index.passages import Passage
from index.query import Query
from index.ranker.inputs import Reading, reading_as_one, reading_of
from index.spans import Span

PASSAGES = 10  # found for a question, as many as `index.evidence` reads
WRONG_TOGETHER = 16  # wrong sentences that stand alone, shown at once; a question has about 50

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A passage as the network reads it, and what is known of it.

    `right` says of each sentence whether it answers; None where that is not known, as for the
    answer's words in another passage. `short_answers` are offsets into the passage.
    """

    reading: Reading
    right: tuple[bool | None, ...]
    short_answers: tuple[Span, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether a sentence of it answers."""
        return any(self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question and the passages to find its answer in: its own first, then found ones, by rank.

    Without a right sentence in any of them it has no answer there.
    """

    question_id: str
    question: str
    lessons: tuple[Lesson, ...]
    own: int  # how many of the lessons, from the first, are of the question's own articles


def source_examples(source: Source, *, say: Say) -> tuple[Example, ...]:
    """The examples of a data set, in the order of its questions."""
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder)) as home:
        ids = fill(home, source)
        say(f"{source.name}: {len(ids)} articles, {len(source.questions)} questions")
        return tuple(_example(home, question, ids) for question in source.questions)


def fill(home: Home, source: Source) -> dict[str, ArticleId]:
    """Put a data set's articles into an empty home; their ids by source key."""
    add_drafts(home, source.drafts)
    return {article.source_key: article.article_id for article in home.library.articles()}


def lone_sentence_examples(questions: Iterable[SentenceQuestion]) -> tuple[Example, ...]:
    """Several examples a question: its right sentences, with some of the wrong ones in each."""
    return tuple(example for question in questions for example in _lone_examples(question))


def _lone_examples(question: SentenceQuestion) -> Iterator[Example]:
    sentences = [lone_lesson(each.text, right=each.is_right) for each in question.candidates]
    right = [lesson for lesson in sentences if lesson.is_right]
    wrong = [lesson for lesson in sentences if not lesson.is_right]
    for start in range(0, len(wrong) or 1, WRONG_TOGETHER):
        yield Example(
            question_id=f"trec-qa {question.text}",
            question=question.text,
            lessons=(*right, *wrong[start : start + WRONG_TOGETHER]),
            own=len(right),
        )


def is_right(span: Span, source_key: str, question: AskedQuestion) -> bool:
    """Whether a sentence answers: a right place begins in it, or it begins in a right place."""
    return any(
        place.source_key == source_key
        and (span.start <= place.start < span.end or place.start <= span.start < place.end)
        for place in question.right
    )


def lone_lesson(text: str, *, right: bool | None) -> Lesson:
    """A sentence that stands alone, and whether it answers."""
    return Lesson(reading=reading_as_one(text), right=(right,))


def _example(home: Home, question: AskedQuestion, ids: dict[str, ArticleId]) -> Example:
    own_ids = [ids[key] for key in question.own if key in ids]
    own_articles = home.library.find(set(own_ids))
    own = home.lexical.load(home.lexical.ids_of(own_ids), own_articles) if own_ids else []
    hits = home.searcher.search(
        Query(text=question.text), k=PASSAGES, from_article=READ_FROM_ARTICLE
    )
    own_lessons = [_lesson(each, own_articles[each.article_id], question) for each in own]
    found = [
        _lesson(hit.passage, hit.article, question)
        for hit in hits
        if hit.article.article_id not in own_articles
    ]
    return Example(
        question_id=question.question_id,
        question=question.text,
        lessons=(*own_lessons, *found),
        own=len(own_lessons),
    )


def _lesson(passage: Passage, article: Article, question: AskedQuestion) -> Lesson:
    return Lesson(
        reading=reading_of(passage, article),
        right=tuple(_label(each, article, question) for each in passage.sentences),
        short_answers=_short_answers(passage, article, question),
    )


def _label(span: Span, article: Article, question: AskedQuestion) -> bool | None:
    if is_right(span, article.source_key, question):
        return True
    sentence = span.of(article.text).casefold()
    tells = any(told.casefold() in sentence for told in question.told)
    return None if tells and article.source_key not in question.own else False


def _short_answers(passage: Passage, article: Article, question: AskedQuestion) -> tuple[Span, ...]:
    return tuple(
        Span(start=place.start - passage.start, end=place.end - passage.start)
        for place in question.short_answers
        if place.source_key == article.source_key
        and passage.start <= place.start
        and place.end <= passage.end
    )
