"""Ranked lists made one: reciprocal-rank fusion (Cormack, Clarke & Büttcher 2009), and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

# The paper has 60. Of RealTimeQA's questions of 2022 (evals/fitting/fusion.py) 0.85 have the answer
# among the first ten at 10, 0.84 at 60; of MultiHop-RAG's dev half 0.80 have all evidence there at
# 10, 0.75 at 60; of 85 dev facts all are there at both, and one is no longer first.
RANK_CONSTANT = 10


def reciprocal_rank_fusion(
    rankings: Mapping[str, Sequence[str]],
    *,
    weights: Mapping[str, float] | None = None,
    constant: int = RANK_CONSTANT,
) -> dict[str, float]:
    """Fused score of every id in any ranking, best first; ranks count from 1.

    The score is the sum over rankings of weight / (constant + rank), weights being 1 unless given.
    Ties keep the order of first appearance.

    >>> list(reciprocal_rank_fusion({"dense": ["a", "b"], "lexical": ["b"]}))
    ['b', 'a']
    """
    scores: dict[str, float] = {}
    for name, ranking in rankings.items():
        weight = (weights or {}).get(name, 1.0)
        for rank, passage_id in enumerate(ranking, start=1):
            scores[passage_id] = scores.get(passage_id, 0.0) + weight / (constant + rank)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def with_newest_higher(
    scores: Mapping[str, float],
    days: Mapping[str, date],
    *,
    weight: float,
    constant: int = RANK_CONSTANT,
) -> dict[str, float]:
    """Fused scores with one more ranking in them: by day, newest first; best first.

    All of a day share its rank; what has no day in `days` gains nothing.

    >>> days = {"a": date(2024, 5, 1), "b": date(2024, 5, 2)}
    >>> list(with_newest_higher({"a": 0.01, "b": 0.01, "c": 0.01}, days, weight=1.0))
    ['b', 'a', 'c']
    """
    newest_first = sorted({days[name] for name in scores if name in days}, reverse=True)
    ranks = {day: rank for rank, day in enumerate(newest_first, start=1)}
    gained = {
        name: score + (weight / (constant + ranks[days[name]]) if name in days else 0.0)
        for name, score in scores.items()
    }
    return dict(sorted(gained.items(), key=lambda pair: -pair[1]))


def at_most_of_each(ranking: Iterable[str], *, most: int, group: Callable[[str], str]) -> list[str]:
    """The ranking with what is beyond the first `most` of its group moved to the end.

    >>> at_most_of_each(["a1", "a2", "a3", "b1"], most=2, group=lambda name: name[0])
    ['a1', 'a2', 'b1', 'a3']
    """
    counted: Counter[str] = Counter()
    kept: list[str] = []
    beyond: list[str] = []
    for name in ranking:
        counted[group(name)] += 1
        (kept if counted[group(name)] <= most else beyond).append(name)
    return kept + beyond
