"""Reciprocal-rank fusion of ranked lists (Cormack, Clarke & Büttcher 2009)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

RANK_CONSTANT = 60  # the paper's k


def reciprocal_rank_fusion(
    rankings: Mapping[str, Sequence[str]], *, weights: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Fused score of every id in any ranking, best first; ranks count from 1.

    The score is the sum over rankings of weight / (60 + rank), weights being 1 unless given. Ties
    keep the order of first appearance.

    >>> list(reciprocal_rank_fusion({"dense": ["a", "b"], "lexical": ["b"]}))
    ['b', 'a']
    """
    scores: dict[str, float] = {}
    for name, ranking in rankings.items():
        weight = (weights or {}).get(name, 1.0)
        for rank, passage_id in enumerate(ranking, start=1):
            scores[passage_id] = scores.get(passage_id, 0.0) + weight / (RANK_CONSTANT + rank)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))
