"""Shows what each way of fusing dense and lexical candidates finds: RealTimeQA's questions of 2022.

    python -m evals.fitting.fusion FOLDER [--home DIR] [--questions 200]    (FOLDER: realtimeqa)

A passage counts as right when it is of an article that the search engine gave for the question and
holds the answer's words: told by code, not by people, and the same for every way. Compared are the
rankings alone, reciprocal-rank fusion (Cormack et al. 2009) with several constants and weights, and
the convex combination of min-max normalised scores (Bruch et al. 2023); then the most passages that
an article may have before all others, and the weight of a ranking by day, for which each of these
questions, which were asked within days of the news, counts as one about now. A person chooses, for
`index/search.py` and `index/fusion.py`; the numbers there are of a run that was stopped at 14,544
passages of the default sample, 99 of its questions having a right one, embedded with the headline
alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.article import ArticleId
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.reading import find_file
from evals.benchmarks.realtimeqa_files import NewsQuestion, read_articles, read_questions
from evals.benchmarks.sampling import sampled
from evals.matching.words import canonical_tokens
from evals.metrics.intervals import mean
from evals.metrics.retrieval import hit_at_k, reciprocal_rank
from evals.report.text_tables import columns
from index.fusion import at_most_of_each, reciprocal_rank_fusion, with_newest_higher
from index.query import Query
from index.search import CANDIDATES, FROM_ARTICLE, LEXICAL_WEIGHT

YEAR = 2022  # later quizzes are the benchmark's own
QUESTIONS = (
    200  # their articles make some 19,000 passages, and embedding these takes nearly all time
)
CONSTANTS = (5, 10, 20, 60, 100)
WEIGHTS = (0.5, 0.7, 1.0, 1.1, 1.2, 1.4, 2.0)  # of the lexical ranking, the dense one's being 1
SHARES = (0.2, 0.4, 0.5, 0.6, 0.8)  # of the dense scores, the lexical ones' being the rest
FROM_ARTICLES = (1, 2, 3, 4, CANDIDATES)
NEWEST_WEIGHTS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question's candidates with their scores, best first, and the ids of the right passages.

    `days` are those of the candidates' articles until the day of the question, by passage id.
    """

    dense: Mapping[str, float]
    lexical: Mapping[str, float]
    right: frozenset[str]
    days: Mapping[str, date]


Ranker = Callable[[Case], Sequence[str]]


def main() -> None:
    """Print a line for each way of ranking."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, help="keep the articles' index there")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="at most")
    arguments = parser.parse_args()
    cases = read_cases(arguments.folder, arguments.home, limit=arguments.questions)
    head = (f"{len(cases)} questions", "hit@1", "hit@10", "hit@20", "MRR@10")
    lines = (_line(name, rank, cases) for name, rank in rankers().items())
    sys.stdout.write(columns([head, *lines]) + "\n")


def read_cases(folder: Path, home: Path | None, *, limit: int | None) -> list[Case]:
    """The questions that have a right passage, with their candidates in a pool of all articles.

    Raises:
        BadRun: a file is missing or a line is wrong, or the home holds other articles.
    """
    everything = read_questions(find_file(folder, "questions*.jsonl"))
    of_year = [question for question in everything if question.asked_on.year == YEAR]
    chosen = sampled(of_year, limit, key=lambda question: question.question_id)
    wanted = {url for question in chosen for url in question.urls}
    articles = read_articles(find_file(folder, "articles*.jsonl"), wanted)
    drafts = (article.draft() for article in articles.values())
    with pool_home(drafts, at=home, say=_say) as pool:
        cases = [_case(pool, question) for question in chosen]
    return [case for case in cases if case.right]


def rankers() -> dict[str, Ranker]:
    """The ways that are compared, by what they are called."""
    return {
        "dense": lambda case: list(case.dense),
        "lexical": lambda case: list(case.lexical),
        **{
            f"RRF, constant {constant}, lexical {weight:g}": _fusion(constant, weight)
            for constant in CONSTANTS
            for weight in WEIGHTS
        },
        **{f"convex, dense {share:g}": _convex(share) for share in SHARES},
        **{f"as shipped, at most {most} of an article": _capped(most) for most in FROM_ARTICLES},
        **{f"as shipped, by day {weight:g}": _by_day(weight) for weight in NEWEST_WEIGHTS},
    }


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _case(pool: Pool, question: NewsQuestion) -> Case:
    searcher, query = pool.home.searcher, Query(text=question.text)
    dense = searcher.vectors.nearest(searcher.embed(query), k=CANDIDATES)
    lexical = searcher.lexical.scored(query.words_searched, k=CANDIDATES)
    articles = searcher.library.find({_article_of(name) for name in (*dense, *lexical)})
    days = {name: articles[_article_of(name)].reported_at for name in (*dense, *lexical)}
    return Case(
        dense=dense,
        lexical=lexical,
        right=_right(pool, question),
        days={name: day for name, day in days.items() if day and day <= question.asked_on},
    )


def _right(pool: Pool, question: NewsQuestion) -> frozenset[str]:
    home = pool.home
    own = {pool.article_ids[url] for url in question.urls if url in pool.article_ids}
    passages = home.lexical.load(home.lexical.ids_of(own), home.library.find(own))
    sought = _tokens(question.answer)
    return frozenset(each.passage_id for each in passages if sought in _tokens(each.text))


def _tokens(text: str) -> str:
    return f" {' '.join(canonical_tokens(text))} "


def _fusion(constant: int, weight: float) -> Ranker:
    def rank(case: Case) -> list[str]:
        rankings = {"dense": list(case.dense), "lexical": list(case.lexical)}
        return list(
            reciprocal_rank_fusion(rankings, weights={"lexical": weight}, constant=constant)
        )

    return rank


def _convex(share: float) -> Ranker:
    def rank(case: Case) -> list[str]:
        dense, lexical = _normalised(case.dense), _normalised(case.lexical)
        scores = {
            name: share * dense.get(name, 0.0) + (1 - share) * lexical.get(name, 0.0)
            for name in (*dense, *lexical)
        }
        return sorted(scores, key=lambda name: -scores[name])

    return rank


def _normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """The scores moved into [0, 1], their least being 0 and their highest 1."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {name: (score - low) / ((high - low) or 1.0) for name, score in scores.items()}


def _shipped(case: Case) -> dict[str, float]:
    rankings = {"dense": list(case.dense), "lexical": list(case.lexical)}
    return reciprocal_rank_fusion(rankings, weights={"lexical": LEXICAL_WEIGHT})


def _capped(most: int) -> Ranker:
    return lambda case: at_most_of_each(_shipped(case), most=most, group=_article_of)


def _by_day(weight: float) -> Ranker:
    def rank(case: Case) -> list[str]:
        scores = with_newest_higher(_shipped(case), case.days, weight=weight)
        return at_most_of_each(scores, most=FROM_ARTICLE, group=_article_of)

    return rank


def _article_of(passage_id: str) -> ArticleId:
    return ArticleId(passage_id.partition(":")[0])


def _line(name: str, rank: Ranker, cases: Sequence[Case]) -> tuple[str, ...]:
    rankings = [(rank(case), case.right) for case in cases]
    hits = [
        _mean([hit_at_k(ranking, right, k) for ranking, right in rankings]) for k in (1, 10, 20)
    ]
    return (name, *hits, _mean([reciprocal_rank(ranking, right) for ranking, right in rankings]))


def _mean(values: Sequence[float | None]) -> str:
    value = mean([each for each in values if each is not None])
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
