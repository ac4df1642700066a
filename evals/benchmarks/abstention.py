"""Risk against coverage in libraries of 5, 30, 500 and all articles, over RealTimeQA's questions.

Each question is put to its own articles (those that a search engine gave for it) among others drawn
by sha256, and nothing is refused. Told is how often what is shown is wrong, by how sure the answer
is: that is what a threshold is chosen on. The folder is that of the benchmark `realtimeqa`; the
whole library takes hours to index, so keep it with --home.

Source: El-Yaniv & Wiener 2010.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

from app.answering.refusal import DEFAULT_THRESHOLD
from app.assistant import Assistant
from app.limits import Limits
from app.reply import Answer, Reply
from evals.benchmarks.asking import Asking, replies_to
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.reading import find_file
from evals.benchmarks.realtimeqa import of_split
from evals.benchmarks.realtimeqa_files import NewsQuestion, read_articles, read_questions
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score, mean_score
from evals.benchmarks.sampling import sampled
from evals.errors import BadRun
from evals.matching.words import answer_in
from evals.metrics.abstention import Judged, risk_coverage_auc, risk_coverage_curve
from evals.metrics.judging import first_quotes
from index.query import Filters

NAME = "abstention"
SIZES = (5, 30, 500, 10_000)
COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
RISK_AT = "risk_at_coverage_"  # and the coverage in percent
NOTES = (
    (
        "A reply is right when the answer's words stand in its first three quotes. In many of the"
        " questions they stand in none of the articles, and a right answer told in other words"
        " counts as wrong: how much of the risk is which was not looked into."
    ),
    (
        "This does not show how refusals bear a larger library. Every library holds the question's"
        " own articles, which mostly give the leading sentence at any size, and it is a part of the"
        " whole one, searched through a filter: how rare a word is, is counted in the whole."
    ),
)


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """The curves of Clippings at every size that the articles suffice for, and all of them.

    Raises:
        BadRun: a file is missing, a line is wrong, or no question is of the split.
    """
    articles = read_articles(find_file(asked.folder, "articles*.jsonl"))
    among = of_split(read_questions(find_file(asked.folder, "questions*.jsonl")), asked.split)
    known = [each for each in among if any(url in articles for url in each.urls)]
    questions = sampled(known, asked.limit, key=lambda question: question.question_id)
    if not questions:
        raise BadRun(
            f"{asked.folder} has no question of the split {asked.split} with its articles.",
            remedy="Name a folder with RealTimeQA's questions of 2023.",
        )
    scores: list[Score] = []
    with pool_home((each.draft() for each in articles.values()), at=asked.home, say=say) as pool:
        assistant, others = Assistant(pool.home, threshold=0.0), _drawn(pool)
        for size in _sizes(len(articles)):
            askings = [_asking(pool, question, others, size=size) for question in questions]
            replies = replies_to(askings, assistant, name=f"{size:,} articles", say=say)
            pairs = list(zip(questions, replies, strict=True))
            scores += curve_scores(f"{size:,} articles", [_judged(*pair) for pair in pairs])
    return BenchmarkResult(benchmark=NAME, split=asked.split, scores=tuple(scores), notes=NOTES)


def curve_scores(system: str, judged: Sequence[Judged]) -> list[Score]:
    """The curve at tenths, the area under it, and where the default threshold lies on it."""
    curve = risk_coverage_curve(judged)
    shown = [each for each in judged if each.confidence >= DEFAULT_THRESHOLD]
    points = [(share, curve[math.ceil(share * len(curve)) - 1].risk) for share in COVERAGES]
    return [
        *(
            Score(system=system, metric=f"{RISK_AT}{share:.0%}", value=risk, n=len(judged))
            for share, risk in points
        ),
        Score(
            system=system,
            metric="risk_coverage_auc",
            value=risk_coverage_auc(judged),
            n=len(judged),
        ),
        mean_score(
            system,
            "coverage_at_threshold",
            [float(each.confidence >= DEFAULT_THRESHOLD) for each in judged],
        ),
        mean_score(system, "risk_at_threshold", [float(not each.is_right) for each in shown]),
    ]


def _sizes(articles: int) -> list[int]:
    return [*(size for size in SIZES if size < articles), articles]


def _drawn(pool: Pool) -> tuple[str, ...]:
    """The order in which other articles join a question's own."""
    return tuple(sorted(pool.article_ids, key=lambda url: hashlib.sha256(url.encode()).digest()))


def _asking(pool: Pool, question: NewsQuestion, others: Sequence[str], *, size: int) -> Asking:
    filters = Filters()
    if size < len(others):
        own = [url for url in question.urls if url in pool.article_ids]
        few = pool.only((*own, *others[:size]))
        filters = Filters(articles=few.articles[:size])
    return Asking(text=question.text, limits=Limits(filters=filters, today=question.asked_on))


def _judged(question: NewsQuestion, reply: Reply) -> Judged:
    """A reply that is no answer, a notice or nothing found, is the least sure of all, and wrong."""
    if not isinstance(reply, Answer):
        return Judged(confidence=0.0, is_right=False)
    is_right = answer_in(first_quotes(reply), [question.answer])
    return Judged(confidence=reply.confidence, is_right=bool(is_right))
