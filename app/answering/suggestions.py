"""Questions to ask next, made of what articles say, each tried before anybody sees it.

A question is made of one sentence by its form: who says it of what, whom it tells about, when it
was. It is suggested only where the search, put that question, answers with that very sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from app.answering.question_forms import FORMS
from app.reply import MAX_QUOTE_CHARACTERS, Answer, Quote
from corpus.article import Article
from index.sentences import sentence_spans
from index.words import stems

MOST = 3  # suggested at once: more would be a list to read
TRIED = 8  # at most, of a quarter of a second each on two cores
LEAD_SENTENCES = 2  # with which an article tells what it is about
NEIGHBOURS = 2  # sentences on either side of a quote that go on with its subject

Answering = Callable[[str], Answer | None]
"""Gives the answer that a question gets by itself, None where it gets a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A question, and the sentence that it was made of and that has to answer it."""

    question: str
    sentence: Quote


def follow_ups(answer: Answer, answering: Answering) -> Iterator[str]:
    """At most three questions that go on from an answer, each with an answer of its own.

    They are made of what stands near the quotes and was not shown.
    """
    shown = {(c.quote.article.article_id, c.quote.start) for c in answer.citations}
    told = (answer.question, *(c.quote.text for c in answer.citations))
    near = (q for q in _near(answer) if (q.article.article_id, q.start) not in shown)
    asked = frozenset(stems(answer.question))
    yield from _tried(candidates(near, told=" ".join(told), asked=asked), answering)


def questions_of(article: Article, answering: Answering) -> Iterator[str]:
    """At most three questions that an article answers, in the order of its text."""
    yield from _tried(candidates(sentences_of(article), told="", asked=frozenset()), answering)


def lead_of(article: Article) -> str:
    """How an article begins: its first two sentences, in its own words."""
    return " ".join(q.text for q in islice(sentences_of(article), LEAD_SENTENCES))


def sentences_of(article: Article) -> Iterator[Quote]:
    """Every sentence of an article short enough to be quoted, in order."""
    for span in sentence_spans(article.text):
        if span.end - span.start <= MAX_QUOTE_CHARACTERS:
            yield Quote(article=article, start=span.start, end=span.end)


def candidates(
    sentences: Iterable[Quote], *, told: str, asked: frozenset[str]
) -> Iterator[Candidate]:
    """Questions that sentences may answer, one kind in turn with the others.

    `told` is what was said already: nobody asks who was just introduced. `asked` are the stems of
    the question before, which is not asked again.
    """
    by_kind: list[list[Candidate]] = [[] for _ in FORMS]
    for sentence in sentences:
        for kind, made in enumerate(FORMS):
            question = made(sentence)
            if question and not _is_known(question, told=told, asked=asked):
                by_kind[kind].append(Candidate(question=question, sentence=sentence))
    in_turn = (each for each in chain.from_iterable(zip_longest(*by_kind)) if each)
    seen: set[str] = set()
    for each in in_turn:
        if each.question not in seen:
            seen.add(each.question)
            yield each


def _tried(candidates: Iterable[Candidate], answering: Answering) -> Iterator[str]:
    asked_of: set[str] = set()  # one question of a kind about one person
    for candidate in islice(candidates, TRIED):
        beginning = candidate.question.partition(" about ")[0]
        if len(asked_of) == MOST or beginning in asked_of:
            continue
        if _is_answered(candidate, answering(candidate.question)):
            asked_of.add(beginning)
            yield candidate.question


def _is_answered(candidate: Candidate, reply: Answer | None) -> bool:
    """Whether a reply quotes, first of all, the sentence that the question was made of."""
    if reply is None:
        return False
    first, wanted = reply.citations[0].quote, candidate.sentence
    is_there = first.article.article_id == wanted.article.article_id
    return is_there and first.start < wanted.end and wanted.start < first.end


def _near(answer: Answer) -> Iterator[Quote]:
    """What almost answered, then the sentences around each quote, then how its article begins."""
    yield from (citation.quote for citation in answer.further)
    articles = {c.quote.article.article_id: c.quote.article for c in answer.citations}
    for citation in answer.citations:
        around = list(sentences_of(citation.quote.article))
        at = next((n for n, q in enumerate(around) if q.end > citation.quote.start), 0)
        yield from around[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS + 1]
    for article in articles.values():
        yield from sentences_of(article)


def _is_known(question: str, *, told: str, asked: frozenset[str]) -> bool:
    wanted = frozenset(stems(question))
    introduced = question.startswith("Who is ") and wanted <= frozenset(stems(told))
    return introduced or wanted <= asked
