"""TREC-QA: which of a question's candidate sentences answer it, ranked.

Source: Wang, Smith & Mitamura 2007, newswire sentences pooled in the QA tracks of TREC 8-13.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Draft
from corpus.errors import shown
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.reading import find_file, text_lines
from evals.benchmarks.results import (
    BenchmarkResult,
    BenchmarkRun,
    BenchmarkSplit,
    Say,
    Score,
    mean_score,
)
from evals.benchmarks.sampling import sampled
from evals.errors import BadRun
from evals.metrics.retrieval import average_precision_at_k, reciprocal_rank
from evals.systems import CLIPPINGS
from index.evidence import Depth, find_evidence
from index.query import Query
from index.question import read_question

NAME = "trec-qa"
FILES: Mapping[BenchmarkSplit, str] = {"dev": "dev.csv", "final": "test.csv"}
COLUMNS = ("qtext", "label", "atext")
LABELS = {"0": False, "1": True}
HEADLINE = "Newswire"  # every article needs one; the same for all tells nothing apart
CLEAN = "clean questions"
ALL = "all questions"
NOTES = (
    (
        "dev is the development file, final the test file. Clean questions have both right and"
        " wrong candidates; of all questions, those without a right candidate count 0, as in"
        " ir-measures, and those with only right ones 1."
    ),
    (
        f"{CLIPPINGS} ranks by the evidence it would answer from, then the candidates it leaves"
        " out by its retrieval, then the rest; bm25 puts candidates without any of the question's"
        " words last. The rest stand in the order of the sha256 of their words."
    ),
    (
        "Each sentence is an article of its own in a home that holds all sentences of the file, so"
        f" that neighbours and headlines say nothing; every headline is {HEADLINE!r}. Words are"
        " counted over that home. Nothing is fitted on TREC-QA."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may answer."""

    text: str
    is_right: bool

    @property
    def key(self) -> str:
        """Hex sha256 of the words: its source key, and an order that gives nothing away."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceQuestion:
    """A question and its candidates, each once, in file order; there is at least one."""

    text: str
    candidates: tuple[Candidate, ...]

    @property
    def is_clean(self) -> bool:
        """Whether it has both right and wrong candidates."""
        return len({candidate.is_right for candidate in self.candidates}) > 1

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its candidates, in file order."""
        return tuple(candidate.key for candidate in self.candidates)

    @property
    def right_keys(self) -> frozenset[str]:
        """The keys of its right candidates."""
        return frozenset(candidate.key for candidate in self.candidates if candidate.is_right)


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """MAP and MRR of our evidence ranking, of BM25 and of cosine, over the candidates.

    Raises:
        BadRun: the file is missing or a line is not as it has to be.
    """
    name = FILES[asked.split]
    questions = read_questions(find_file(asked.folder, name, f"{NAME}/{name}"))
    put = sampled(questions, asked.limit, key=lambda each: each.text)
    say(f"{len(put)} questions, {sum(each.is_clean for each in put)} of them clean")
    scores: list[Score] = []
    with pool_home(sentence_drafts(questions), at=asked.home, say=say) as pool:
        for system, rank in RANKERS.items():
            rankings = [whole_ranking(rank(pool, each), each) for each in put]
            scores += ranking_scores(system, put, rankings)
            say(f"{system}: ranked")
    return BenchmarkResult(benchmark=NAME, split=asked.split, scores=tuple(scores), notes=NOTES)


def read_questions(path: Path) -> tuple[SentenceQuestion, ...]:
    """The questions of a file with columns qtext, label and atext, in order of first appearance.

    A candidate that stands twice counts once, and is right if either line says so.

    Raises:
        BadRun: a column is missing, or a line has too few fields or another label.
    """
    found: dict[str, dict[str, bool]] = {}
    for question, label, sentence in _rows(path):
        labels = found.setdefault(question, {})
        labels[sentence] = labels.get(sentence, False) or LABELS[label]
    return tuple(
        SentenceQuestion(
            text=question,
            candidates=tuple(
                Candidate(text=text, is_right=right) for text, right in labels.items()
            ),
        )
        for question, labels in found.items()
    )


def sentence_drafts(questions: Iterable[SentenceQuestion]) -> tuple[Draft, ...]:
    """Every candidate sentence once, as an article under its key."""
    texts = {each.key: each.text for question in questions for each in question.candidates}
    return tuple(Draft(source_key=key, text=text, headline=HEADLINE) for key, text in texts.items())


def whole_ranking(best: Iterable[str], question: SentenceQuestion) -> tuple[str, ...]:
    """The candidates' keys, each once: those given first, in their order, then the rest by key."""
    return tuple(dict.fromkeys([*best, *sorted(question.keys)]))


def ranking_scores(
    system: str, questions: Sequence[SentenceQuestion], rankings: Sequence[Sequence[str]]
) -> list[Score]:
    """MAP and MRR, uncut, over the clean questions and over all; one ranking a question."""
    pairs = list(zip(questions, rankings, strict=True))
    clean = [pair for pair in pairs if pair[0].is_clean]
    return [
        mean_score(system, metric, [worth(*pair) for pair in chosen], among=among)
        for among, chosen in ((CLEAN, clean), (ALL, pairs))
        for metric, worth in (("map", _average_precision), ("mrr", _reciprocal_rank))
    ]


def _average_precision(question: SentenceQuestion, ranking: Sequence[str]) -> float:
    return average_precision_at_k(ranking, question.right_keys, len(ranking)) or 0.0


def _reciprocal_rank(question: SentenceQuestion, ranking: Sequence[str]) -> float:
    return reciprocal_rank(ranking, question.right_keys, len(ranking)) or 0.0


def _by_evidence(pool: Pool, question: SentenceQuestion) -> list[str]:
    query = Query(text=question.text, filters=pool.only(question.keys))
    searcher = pool.home.searcher
    # All of them: what answering would not look at has a place in the ranking too.
    everything = Depth(passages=len(question.keys), sentences=len(question.keys))
    asked = read_question(query, pool.home.lexical)
    evidence = find_evidence(searcher, query, asked, depth=everything)
    hits = searcher.search(query, k=len(question.keys))
    ids = [each.article.article_id for each in evidence] + [h.article.article_id for h in hits]
    return _keys_of(pool, question, ids)


def _by_bm25(pool: Pool, question: SentenceQuestion) -> list[str]:
    among = pool.only(question.keys).articles
    best = pool.home.lexical.best(question.text, k=len(pool.article_ids), among=among)
    return _keys_of(pool, question, [passage_id.split(":")[0] for passage_id in best])


def _by_cosine(pool: Pool, question: SentenceQuestion) -> list[str]:
    searcher = pool.home.searcher
    sentences = searcher.sentences.embed_passages([each.text for each in question.candidates])
    cosines = sentences @ searcher.embed(Query(text=question.text))[0]
    distances = [round(-float(cosine), 6) for cosine in cosines]
    return [key for _, key in sorted(zip(distances, question.keys, strict=True))]


Ranker = Callable[[Pool, SentenceQuestion], list[str]]
RANKERS: Mapping[str, Ranker] = {CLIPPINGS: _by_evidence, "bm25": _by_bm25, "cosine": _by_cosine}


def _keys_of(pool: Pool, question: SentenceQuestion, ids: Iterable[str]) -> list[str]:
    """The candidates' keys in the order of these articles; an article may stand for two keys."""
    places = {article_id: place for place, article_id in reversed(list(enumerate(ids)))}
    found = [(places.get(pool.article_ids[key]), key) for key in question.keys]
    return [key for _, key in sorted((place, key) for place, key in found if place is not None)]


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """Question, label and sentence of each row after the names of the columns."""
    rows = csv.reader((line for _, line in text_lines(path)), strict=True)
    try:
        if tuple(next(rows, ())) != COLUMNS:
            raise BadRun(
                f"{path}:1: the columns are not {', '.join(COLUMNS)}.",
                remedy="Fetch the file anew.",
            )
        for row in rows:
            yield _fields(row, where=f"{path}:{rows.line_num}")
    except csv.Error as error:
        raise BadRun(
            f"{path}:{rows.line_num}: not CSV: {error}.", remedy="Fetch the file anew."
        ) from error


def _fields(row: Sequence[str], *, where: str) -> tuple[str, str, str]:
    if len(row) != len(COLUMNS) or row[1] not in LABELS or not (row[0].strip() and row[2].strip()):
        raise BadRun(
            f"{where}: {shown(row)} is not a question, a label 0 or 1, and a sentence.",
            remedy="Correct the line, or fetch the file anew.",
        )
    question, label, sentence = row
    return question, label, sentence
