"""Questions with their candidate sentences scored twice: as today, and by the evidence ranker."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.article import ArticleId
from evals.benchmarks import trec_qa
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.reading import find_file
from evals.command import EvalArguments
from evals.facts.evidence import GoldGroup, find_gold
from evals.facts.evidence import Span as Place
from evals.facts.fact import Expected, split_of
from evals.facts.files import load_facts
from evals.fitting.ranker.examples import (
    PASSAGES,
    fill,
    is_right,
)
from evals.fitting.ranker.sources import AskedQuestion, Source
from evals.homes import SAMPLE, home_of_articles
from index.evidence import READ_FROM_ARTICLE, feature_matrix, find_evidence
from index.home import Home
from index.query import Query
from index.question import read_question
from index.ranker.inputs import Reading, reading_as_one, reading_of
from index.ranker.reader import Ranker
from index.search import Searcher
from index.spans import Span

Vector = npt.NDArray[np.float64]
Answers = Callable[[ArticleId, Span], bool]  # whether a sentence of an article is right
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SentenceKey:
    """A sentence: its article, or whatever else it stands in, and its place there."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A question and what was found for it, before the ranker reads it.

    `sentences` are the keys of each reading's sentences, a sentence standing in several where
    passages overlap; `candidates` those that today's score ranks, a row of `features` and an entry
    of `present` each. `group` keeps questions together that may not stand on both sides of a fit.
    """

    group: str
    text: str
    readings: tuple[Reading, ...]
    sentences: tuple[tuple[SentenceKey, ...], ...]
    candidates: tuple[SentenceKey, ...]
    features: npt.NDArray[np.float32]
    present: Vector
    right: frozenset[SentenceKey]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A question's candidates: today's score and the ranker's for each, and which are right.

    `is_first` says whether the ranker's best sentence of *all* in the passages is right, `seconds`
    how long it read.
    """

    group: str
    present: Vector
    ranker: Vector
    right: npt.NDArray[np.bool_]
    is_first: bool
    seconds: float


def ranked(searched: Searched, ranker: Ranker) -> Ranked:
    """The candidates with the ranker's scores; a sentence has its best of all passages."""
    began = time.perf_counter()
    read = ranker.read(searched.text, searched.readings)
    seconds = time.perf_counter() - began
    scores: dict[SentenceKey, float] = {}
    for keys, passage in zip(searched.sentences, read, strict=True):
        for key, score in zip(keys, passage.sentences, strict=True):
            scores[key] = max(score, scores.get(key, score))
    return Ranked(
        group=searched.group,
        present=searched.present,
        ranker=np.array([scores[key] for key in searched.candidates]),
        right=np.array([key in searched.right for key in searched.candidates]),
        is_first=max(scores, key=lambda key: scores[key]) in searched.right,
        seconds=seconds,
    )


def searched_source(source: Source, *, say: Say) -> tuple[Searched, ...]:
    """A data set's questions that have an answer, put to a home of all its articles."""
    told = [question for question in source.questions if question.right]
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder)) as home:
        keys = {article_id: key for key, article_id in fill(home, source).items()}
        say(f"{source.name}: {len(told)} questions")
        return tuple(
            _searched(
                home,
                each.text,
                answers=partial(_is_right, each, keys),
                group=each.own[0].split("#")[0],
            )
            for each in told
        )


def searched_facts(*, say: Say) -> tuple[Searched, ...]:
    """The sample's dev facts of one turn that have an answer and evidence; frozen ones never."""
    facts = [
        fact
        for fact in load_facts(EvalArguments().facts_paths)
        if split_of(fact.fact_id) == "dev"
        and fact.expected is Expected.ANSWER
        and len(fact.turns) == 1
    ]
    with home_of_articles(SAMPLE, say=say) as measured:
        gold = find_gold(facts, measured.articles).groups
        return tuple(
            _searched(
                measured.home,
                fact.turns[0],
                answers=partial(_holds, gold[fact.fact_id]),
                group=fact.fact_id,
            )
            for fact in facts
            if gold.get(fact.fact_id)
        )


def searched_sentences(folder: Path) -> tuple[Searched, ...]:
    """TREC-QA's clean dev questions, each with its candidate sentences.

    Raises:
        BadRun: the file is missing, or a line is not as it has to be.
    """
    questions = trec_qa.read_questions(find_file(folder / trec_qa.NAME, "dev.csv"))
    with pool_home(trec_qa.sentence_drafts(questions), at=None, say=lambda _: None) as pool:
        return tuple(_sentences(pool, each) for each in questions if each.is_clean)


def _is_right(
    question: AskedQuestion, keys: dict[ArticleId, str], article_id: ArticleId, span: Span
) -> bool:
    return is_right(span, keys[article_id], question)


def _holds(groups: Sequence[GoldGroup], article_id: ArticleId, span: Span) -> bool:
    place = Place(article_id=article_id, start=span.start, end=span.end)
    return any(place.matches(each) for group in groups for each in group)


def _searched(home: Home, text: str, *, answers: Answers, group: str) -> Searched:
    query = Query(text=text)
    found = find_evidence(_unranked(home), query, read_question(query, home.lexical))
    hits = home.searcher.search(query, k=PASSAGES, from_article=READ_FROM_ARTICLE)
    right = {
        SentenceKey(article=hit.article.article_id, span=span)
        for hit in hits
        for span in hit.passage.sentences
        if answers(hit.article.article_id, span)
    }
    return Searched(
        group=group,
        text=text,
        readings=tuple(reading_of(hit.passage, hit.article) for hit in hits),
        sentences=tuple(
            tuple(SentenceKey(article=h.article.article_id, span=s) for s in h.passage.sentences)
            for h in hits
        ),
        candidates=tuple(
            SentenceKey(article=each.article.article_id, span=each.span) for each in found
        ),
        features=feature_matrix(found),
        present=np.array([each.score for each in found]),
        right=frozenset(right),
    )


def _sentences(pool: Pool, question: trec_qa.SentenceQuestion) -> Searched:
    query = Query(text=question.text, filters=pool.only(question.keys))
    found = find_evidence(_unranked(pool.home), query, read_question(query, pool.home.lexical))
    present = {each.article.article_id: each.score for each in reversed(found)}
    lowest = min(present.values()) - 1.0  # of a sentence that find_evidence leaves out
    candidates = sorted(question.candidates, key=lambda each: each.key)
    keys = [SentenceKey(article=c.key, span=Span(start=0, end=len(c.text))) for c in candidates]
    return Searched(
        group=question.text,
        text=question.text,
        readings=tuple(reading_as_one(each.text) for each in candidates),
        sentences=tuple((key,) for key in keys),
        candidates=tuple(keys),
        features=np.zeros((len(keys), 0), dtype=np.float32),
        present=np.array([present.get(pool.article_ids[c.key], lowest) for c in candidates]),
        right=frozenset(key for key, each in zip(keys, candidates, strict=True) if each.is_right),
    )


def _unranked(home: Home) -> Searcher:
    """The home's searcher without the ranker that it has, so that `present` knows nothing of it."""
    return replace(home.searcher, ranker=None)
