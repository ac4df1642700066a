"""RealTimeQA: questions of a weekly news quiz, asked of the articles a search engine gave for them.

The folder holds a file `questions*.jsonl`, one `articles*.jsonl` and, for published systems to
stand beside ours, `*predictions*.jsonl`.

Source: Kasai et al. 2023, "RealTime QA: What's the Answer Right Now?".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.assistant import Assistant
from app.limits import Limits
from evals.benchmarks.asking import Asking, Systems, replies_to
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.published import Prediction, published_rows, read_predictions
from evals.benchmarks.reading import find_file, find_files
from evals.benchmarks.realtimeqa_files import (
    NewsArticle,
    NewsQuestion,
    holding,
    read_articles,
    read_questions,
)
from evals.benchmarks.realtimeqa_scores import (
    Parts,
    scores_beside_published,
    scores_of_replies,
)
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, BenchmarkSplit, Say, Score
from evals.benchmarks.sampling import sampled
from evals.errors import BadRun
from evals.systems import CLIPPINGS, SYSTEMS
from index.query import Filters

# First and last month of the quizzes, by question id. Those of 2022 are for fitting.
MONTHS: Mapping[BenchmarkSplit, tuple[str, str]] = {
    "dev": ("202301", "202306"),
    "final": ("202307", "202312"),
}
_NO_LIMIT = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quiz:
    """The questions of a split, and all that is known of them; articles by URL."""

    questions: tuple[NewsQuestion, ...]
    articles: Mapping[str, NewsArticle]
    predictions: tuple[Prediction, ...]
    left_out: int  # questions none of whose articles is in the file


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """Clippings, as shipped and never refusing, the sentence baselines and published systems.

    Raises:
        BadRun: the folder lacks a file, a line is wrong, or no question is of the split.
    """
    always = {f"{CLIPPINGS}, always answering": lambda home: Assistant(home, threshold=0.0)}
    return measure(asked, say, systems={CLIPPINGS: SYSTEMS[CLIPPINGS], **always, **SYSTEMS})


def measure(asked: BenchmarkRun, say: Say, *, systems: Systems) -> BenchmarkResult:
    """As `run`, with these systems."""
    quiz = _read(asked, say)
    rows = published_rows(quiz.predictions, {q.question_id: q.answer for q in quiz.questions})
    parts = Parts(
        held=holding(quiz.questions, quiz.articles),
        predicted=frozenset.intersection(*map(frozenset, rows.values())) if rows else frozenset(),
    )
    drafts = (article.draft() for article in quiz.articles.values())
    with pool_home(drafts, at=asked.home, say=say) as pool:
        ours = _ask_all(quiz, pool, parts, systems=systems, say=say)
    published = [s for name in rows for s in scores_beside_published(name, rows[name], parts)]
    return BenchmarkResult(
        benchmark="realtimeqa",
        split=asked.split,
        scores=(*ours, *published),
        notes=_notes(asked, quiz, parts),
    )


def of_split(questions: Sequence[NewsQuestion], split: BenchmarkSplit) -> list[NewsQuestion]:
    """The questions whose quiz was in the months of the split."""
    first, last = MONTHS[split]
    return [each for each in questions if first <= each.question_id[: len(first)] <= last]


def _read(asked: BenchmarkRun, say: Say) -> _Quiz:
    path = find_file(asked.folder, "questions*.jsonl")
    among = of_split(read_questions(path), asked.split)
    if not among:
        raise BadRun(
            f"{path} has no question with an id from {' to '.join(MONTHS[asked.split])}.",
            remedy="Name a folder with RealTimeQA's questions of 2023.",
        )
    chosen = sampled(among, asked.limit, key=lambda question: question.question_id)
    wanted = {url for question in chosen for url in question.urls}
    say(f"reading {len(wanted):,} articles given for {len(chosen):,} questions")
    articles = read_articles(find_file(asked.folder, "articles*.jsonl"), wanted)
    questions = tuple(q for q in chosen if any(url in articles for url in q.urls))
    return _Quiz(
        questions=questions,
        articles=articles,
        predictions=_predictions(asked.folder),
        left_out=len(chosen) - len(questions),
    )


def _predictions(folder: Path) -> tuple[Prediction, ...]:
    paths = find_files(folder, "*predictions*.jsonl")
    return tuple(each for path in paths for each in read_predictions(path))


def _ask_all(quiz: _Quiz, pool: Pool, parts: Parts, *, systems: Systems, say: Say) -> list[Score]:
    scores: list[Score] = []
    for name, make in systems.items():
        system = make(pool.home)
        for kind, filters_of in _POOLS.items():
            askings = [_asking(question, filters_of(pool, question)) for question in quiz.questions]
            told = f"{name}, {kind}"
            replies = replies_to(askings, system, name=told, say=say)
            scores += scores_of_replies(told, quiz.questions, replies, parts)
    return scores


def _asking(question: NewsQuestion, filters: Filters) -> Asking:
    return Asking(text=question.text, limits=Limits(filters=filters, today=question.asked_on))


def _own_articles(pool: Pool, question: NewsQuestion) -> Filters:
    return pool.only(url for url in question.urls if url in pool.article_ids)


_POOLS: Mapping[str, Callable[[Pool, NewsQuestion], Filters]] = {
    "open pool": lambda _pool, _question: _NO_LIMIT,
    "per-question pool": _own_articles,
}


def _notes(asked: BenchmarkRun, quiz: _Quiz, parts: Parts) -> tuple[str, ...]:
    first, last = MONTHS[asked.split]
    count = len(quiz.questions)
    nota = sum(bool(question.wrong_choices) for question in quiz.questions)
    drawn = f"at most {asked.limit:,} drawn from it" if asked.limit else "all of it"
    notes = (
        (f"The split {asked.split} is the questions with ids from {first} to {last}, {drawn}:"
        f" {count:,} asked, {quiz.left_out:,} left out for want of articles in the data."),
        (f"The open pool is the {len(quiz.articles):,} articles that a search engine gave for these"
        " questions, the per-question pool those it gave for the one question. The data cuts their"
        " text at 20,000 characters."),
        (f"For {len(parts.held):,} of {count:,} questions the answer's words stand in an article"
        " given for it, by code: an answer may be told in other words, and a short one may stand"
        " there by chance. A refusal counts as right where they don't."),
        (f"For {nota:,} questions the data's 'none of the above' setting takes the right choice"
        " away. No choices are shown here: what is measured is whether the first three quotes leave"
        " the choices left unsaid, which they do where everything is refused."),
        "A system without short answers has 0 in their metrics.",
    )  # fmt: skip
    return (*notes, _published_note(parts)) if quiz.predictions else notes


def _published_note(parts: Parts) -> str:
    return (
        f"All published systems answered {len(parts.predicted):,} of these questions. Their"
        " predictions come with the data and are scored by the code that scores ours; they read"
        " the articles of the same search engine, or none."
    )
