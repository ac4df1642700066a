"""MultiHop-RAG: news questions that take several articles, their evidence and their answers.

Source: Tang & Yang 2024. Here the evidence facts alone are the corpus, each an article of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from corpus.article import Draft
from evals.benchmarks.asking import Asking, ReplyScores, means, replies_to
from evals.benchmarks.halves import asked_half, half_of
from evals.benchmarks.multihop_answers import (
    Said,
    constant,
    frequent_answers,
    in_quotes,
    official_score,
    said,
    short_match,
    strictly_right,
)
from evals.benchmarks.multihop_files import (
    NULL,
    QUESTION_TYPES,
    HopQuestion,
    read_facts,
    read_questions,
)
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.reading import find_file
from evals.benchmarks.refusals import refusal_scores
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score, mean_score
from evals.metrics import retrieval as retrieval_metrics
from evals.metrics.abstention import Refusal
from evals.systems import CLIPPINGS, SYSTEMS
from index.query import Query
from index.reading import read_constraints

NAME = "multihop-rag"
FACTS = "facts.jsonl"
QUESTIONS = ("questions-even.jsonl", "questions.jsonl")
RETRIEVED = 10
_AFTER_THE_ARTICLES = date(2024, 1, 1)  # the newest is of December 2023
PASSAGES = 30  # looked at for ten articles: a fact of over 160 tokens is two passages
NOTES = (
    (
        "The file is the even half of the questions of a public sample, split here by sha256 of"
        " the id: dev is the even half, final the odd one."
    ),
    (
        "Retrieval is over the sample's evidence facts, not over the benchmark's 609 articles, so"
        " that these numbers are not comparable with the published ones: voyage-02 with"
        " bge-reranker-large has hit_at_4 0.6625, hit_at_10 0.7467 and MRR@10 0.5860 there. Null"
        " questions are left out of it, as in the official script, whose MAP is not the standard"
        " one given here."
    ),
    (
        "strict_accuracy: the short answer is the accepted one, or the first three quotes hold it"
        " where it is a name that the question doesn't give; a null question has to be refused."
        " A judgment such as yes or no has to be the short answer."
    ),
    (
        "official scorer, flawed: one shared word makes an answer right, so that all frequent"
        " answers said at once are right for most questions. It is given the short answer, or else"
        " the first three quotes. Official accuracies rest on it: don't compare with them."
    ),
    (
        "outlets_read_exactly: the outlets that Clippings reads from a question are those of its"
        " gold evidence, no more and no fewer; some questions leave one of them unnamed."
        " outlets_read: how many it reads, which for null questions should be those they name."
    ),
    "Constant answers are the most frequent ones of the even half.",
)


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """Evidence found and questions answered, by Clippings, simple systems and constant answers.

    Raises:
        BadRun: a file is missing or a line is not as it has to be.
    """
    drafts = read_facts(_file(asked, FACTS))
    facts = frozenset(draft.source_key for draft in drafts)
    questions = read_questions(_file(asked, *QUESTIONS), facts=facts)
    put = asked_half(asked, questions, split_by=_question_id, named=_question_id)
    say(f"{len(put)} questions, {sum(each.is_answerable for each in put)} of them answerable")
    constants = frequent_answers([each for each in questions if half_of(each.question_id) == "dev"])
    with pool_home(drafts, at=asked.home, say=say) as pool:
        scores = [*_reading(pool, put, drafts), *_retrieval(pool, put), *_answers(pool, put, say)]
    scores += _constant_answers(put, constants)
    return BenchmarkResult(benchmark=NAME, split=asked.split, scores=tuple(scores), notes=NOTES)


def answer_scores(
    system: str, questions: Sequence[HopQuestion], answers: Sequence[Said]
) -> list[Score]:
    """Accuracy of answers, one a question: strict, by type, its two parts, and the official one."""
    pairs = list(zip(questions, answers, strict=True))
    rows: list[ReplyScores] = [
        {
            "strict_accuracy": strictly_right(question, answer),
            "short_answer_exact_match": short_match(question, answer),
            "answer_in_first_three_quotes": in_quotes(question, answer),
            "official scorer, flawed": official_score(question.answer, answer.prediction),
        }
        for question, answer in pairs
    ]
    by_type = [
        mean_score(
            system,
            "strict_accuracy",
            [strictly_right(*pair) for pair in pairs if pair[0].kind == kind],
            among=kind,
        )
        for kind in QUESTION_TYPES
    ]
    return [*means(system, rows), *by_type]


def outlets_read(pool: Pool, question: HopQuestion) -> frozenset[str]:
    """The outlets that Clippings reads from a question."""
    return frozenset(_query(pool, question.text).reading.outlets)


def _reading(
    pool: Pool, questions: Sequence[HopQuestion], drafts: Sequence[Draft]
) -> tuple[Score, ...]:
    outlet_of = {draft.source_key: draft.outlet for draft in drafts}
    exactly = [
        float(outlets_read(pool, each) == {outlet_of[key] for key in each.evidence})
        for each in questions
        if each.is_answerable
    ]
    of_null = [float(len(outlets_read(pool, q))) for q in questions if not q.is_answerable]
    return (
        mean_score(CLIPPINGS, "outlets_read_exactly", exactly),
        mean_score(CLIPPINGS, "outlets_read", of_null, among=NULL),
    )


def _query(pool: Pool, text: str) -> Query:
    # No question of the benchmark counts from today: the day makes no difference.
    reading = read_constraints(text, pool.home, today=_AFTER_THE_ARTICLES)
    return Query(text=text, reading=reading)


def _retrieval(pool: Pool, questions: Sequence[HopQuestion]) -> list[Score]:
    answerable = [question for question in questions if question.is_answerable]
    return [
        score
        for system, rank in RANKERS.items()
        for score in means(system, [_found(pool, each, rank) for each in answerable])
    ]


Ranker = Callable[[Pool, str], Iterable[str]]


def _found(pool: Pool, question: HopQuestion, rank: Ranker) -> ReplyScores:
    """What the first ten articles of a ranking are worth."""
    gold = frozenset(pool.article_ids[key] for key in question.evidence)
    articles = tuple(dict.fromkeys(rank(pool, question.text)))[:RETRIEVED]
    return {name: metric(articles, gold) for name, metric in RETRIEVAL_METRICS.items()}


def _by_searcher(pool: Pool, text: str) -> list[str]:
    hits = pool.home.searcher.search(_query(pool, text), k=PASSAGES)
    return [hit.article.article_id for hit in hits]


def _by_bm25(pool: Pool, text: str) -> list[str]:
    return [found.split(":")[0] for found in pool.home.lexical.best(text, k=PASSAGES)]


def _by_cosine(pool: Pool, text: str) -> list[str]:
    searcher = pool.home.searcher
    nearest = searcher.vectors.nearest(searcher.embed(Query(text=text)), k=PASSAGES)
    return [found.split(":")[0] for found in nearest]


RANKERS: Mapping[str, Ranker] = {CLIPPINGS: _by_searcher, "bm25": _by_bm25, "cosine": _by_cosine}
RETRIEVAL_METRICS: Mapping[str, Callable[[Sequence[str], frozenset[str]], float | None]] = {
    "hit_at_4": partial(retrieval_metrics.hit_at_k, k=4),
    "hit_at_10": partial(retrieval_metrics.hit_at_k, k=RETRIEVED),
    "mrr_at_10": partial(retrieval_metrics.reciprocal_rank, k=RETRIEVED),
    "map_at_10": partial(retrieval_metrics.average_precision_at_k, k=RETRIEVED),
    "all_evidence_recall_at_10": partial(retrieval_metrics.all_evidence_recall_at_k, k=RETRIEVED),
}


def _answers(pool: Pool, questions: Sequence[HopQuestion], say: Say) -> list[Score]:
    askings = [Asking(text=question.text) for question in questions]
    scores: list[Score] = []
    for system, over in SYSTEMS.items():
        answers = [said(r) for r in replies_to(askings, over(pool.home), name=system, say=say)]
        scores += answer_scores(system, questions, answers)
        refusals = [
            Refusal(is_answerable=question.is_answerable, is_refused=answer.is_refused)
            for question, answer in zip(questions, answers, strict=True)
        ]
        scores += refusal_scores(system, refusals)
    return scores


def _constant_answers(questions: Sequence[HopQuestion], constants: Sequence[str]) -> list[Score]:
    return [
        score
        for answer in (*constants, " ".join(constants))
        for score in answer_scores(
            f"constant: {answer}", questions, [constant(answer)] * len(questions)
        )
        if not score.among
    ]


def _file(asked: BenchmarkRun, *names: str) -> Path:
    return find_file(asked.folder, *names, *(f"{NAME}/{name}" for name in names))


def _question_id(question: HopQuestion) -> str:
    return question.question_id
