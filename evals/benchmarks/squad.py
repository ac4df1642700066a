"""Any data set in SQuAD's format, 1.1 or 2.0: is the right sentence quoted, at its very place?

The folder holds one `.json` file; its path will do too.

Source: Rajpurkar et al. 2016; for unanswerable questions, Rajpurkar et al. 2018.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.limits import Limits
from app.reply import Reply
from corpus.article import ArticleId
from evals.benchmarks.asking import (
    Asking,
    ReplyScores,
    Systems,
    means,
    refusal_scores,
    replies_to,
    reply_scores,
)
from evals.benchmarks.halves import half_of
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.reading import find_file
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score
from evals.benchmarks.sampling import sampled
from evals.benchmarks.squad_files import ContextQuestion, Squad, read_squad
from evals.errors import BadRun
from evals.facts.evidence import Span
from evals.metrics.judging import SHOWN_QUOTES, cited_spans
from evals.systems import SYSTEMS
from index.query import Filters

# Articles of SQuAD 2.0's development set that `evals/fitting/evidence.py` fits the weights on.
FITTED_ON = frozenset(
    {
        "Computational_complexity_theory", "Huguenot", "Steam_engine", "European_Union_law",
        "Packet_switching", "Harvard_University", "Immune_system", "Scottish_Parliament",
        "Islamism", "Warsaw", "French_and_Indian_War", "Force",
    }
)  # fmt: skip
ANSWERABLE = "that have an answer"


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """Clippings and the sentence baselines on one split.

    Raises:
        BadRun: there is no file, it is not in SQuAD's format, or no question is of the split.
    """
    return measure(asked, say, systems=SYSTEMS)


def measure(asked: BenchmarkRun, say: Say, *, systems: Systems) -> BenchmarkResult:
    """As `run`, with these systems."""
    is_file = asked.folder.is_file()
    path = asked.folder if is_file else find_file(asked.folder, "*.json")
    squad = read_squad(path)
    questions = _of_split(squad.questions, asked)
    if not questions:
        raise BadRun(
            f"{path} has no question of the split {asked.split} to report on.",
            remedy="Ask the other split, or name a file that the weights are not fitted on.",
        )
    scores: list[Score] = []
    with pool_home(squad.contexts, at=asked.home, say=say) as pool:
        for name, make in systems.items():
            system = make(pool.home)
            for kind, filters_of in _POOLS.items():
                askings = [_asking(each, filters_of(pool, each)) for each in questions]
                told = f"{name}, {kind}"
                replies = replies_to(askings, system, name=told, say=say)
                scores += _scores(told, questions, replies, pool.article_ids)
    return BenchmarkResult(
        benchmark="squad",
        split=asked.split,
        scores=tuple(scores),
        notes=_notes(asked, squad, len(questions)),
    )


def _of_split(
    questions: Sequence[ContextQuestion], asked: BenchmarkRun
) -> tuple[ContextQuestion, ...]:
    among = [
        question
        for question in questions
        if question.title not in FITTED_ON and half_of(question.question_id) == asked.split
    ]
    return sampled(among, asked.limit, key=lambda question: question.question_id)


def _asking(question: ContextQuestion, filters: Filters) -> Asking:
    return Asking(text=question.text, limits=Limits(filters=filters))


_POOLS: Mapping[str, Callable[[Pool, ContextQuestion], Filters]] = {
    "open pool": lambda _pool, _question: Filters(),
    "per-question pool": lambda pool, question: pool.only([question.source_key]),
}


def _scores(
    system: str,
    questions: Sequence[ContextQuestion],
    replies: Sequence[Reply],
    article_ids: Mapping[str, ArticleId],
) -> list[Score]:
    asked = list(zip(questions, replies, strict=True))
    answerable = [
        _answer_scores(question, reply, article_ids[question.source_key])
        for question, reply in asked
        if question.answers
    ]
    refusals = [refusal_scores(reply, is_answerable=bool(q.answers)) for q, reply in asked]
    return [*means(system, answerable, among=ANSWERABLE), *means(system, refusals)]


def _answer_scores(question: ContextQuestion, reply: Reply, context: ArticleId) -> ReplyScores:
    gold = [Span(article_id=context, start=a.start, end=a.end) for a in question.answers]
    right = [any(cited.holds(span) for span in gold) for cited in cited_spans(reply)]
    scores = reply_scores(reply, [answer.text for answer in question.answers])
    del scores["refused"]  # there it is the false refusal rate
    return {
        "right_sentence_first": float(any(right[:1])),
        "right_sentence_in_three": float(any(right[:SHOWN_QUOTES])),
        **scores,
    }


def _notes(asked: BenchmarkRun, squad: Squad, count: int) -> tuple[str, ...]:
    fitted = sum(question.title in FITTED_ON for question in squad.questions)
    half = "even" if asked.split == "dev" else "odd"
    drawn = f", at most {asked.limit:,} drawn from them" if asked.limit else ""
    held_back = (
        (f"{fitted:,} questions on the articles of SQuAD 2.0 that the weights of the evidence were"
        " fitted on are never asked; their contexts are in the open pool all the same. A few of"
        " the others were among the 60 questions that the confidence was fitted on as having no"
        " answer in another library."),
    )  # fmt: skip
    return (
        f"The split {asked.split} is the questions whose ids' sha256 is {half}{drawn}: {count:,}.",
        (f"The open pool is all {len(squad.contexts):,} contexts, the per-question pool the one"
        " that the question was written for."),
        ("A sentence is right when it holds an annotator's answer at the annotator's own place; in"
        " the open pool another context that tells the same counts as wrong."),
        "A system without short answers has 0 in their metrics.",
        *(held_back if fitted else ()),
    )  # fmt: skip
