"""Retrieval metrics over one ranking, with binary relevance; TREC names and definitions.

`ranking` is a run for one question, best first, without repeats; `relevant` are its qrels. A mean
over questions leaves out those for which a metric is None.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet


def hit_at_k(ranking: Sequence[str], relevant: AbstractSet[str], k: int) -> float | None:
    """1 when something relevant is among the first k, else 0. Also called success@k.

    Range {0, 1}; None when nothing is relevant.

    >>> hit_at_k(["a", "b"], {"b"}, 1), hit_at_k(["a", "b"], {"b"}, 2)
    (0.0, 1.0)
    """
    if not relevant:
        return None
    return float(any(each in relevant for each in _first(ranking, k)))


def recall_at_k(ranking: Sequence[str], relevant: AbstractSet[str], k: int) -> float | None:
    """|relevant among the first k| / |relevant|.

    Range [0, 1], never falling as k grows; None when nothing is relevant.

    >>> recall_at_k(["a", "b", "c"], {"a", "c"}, 2)
    0.5
    """
    if not relevant:
        return None
    return sum(each in relevant for each in _first(ranking, k)) / len(relevant)


def all_evidence_recall_at_k(
    ranking: Sequence[str], relevant: AbstractSet[str], k: int
) -> float | None:
    """1 when everything relevant is among the first k, else 0.

    Range {0, 1}; None when nothing is relevant.

    >>> all_evidence_recall_at_k(["a", "b", "c"], {"a", "c"}, 3)
    1.0
    """
    recall = recall_at_k(ranking, relevant, k)
    return None if recall is None else float(recall == 1)


def reciprocal_rank(
    ranking: Sequence[str], relevant: AbstractSet[str], k: int = 10
) -> float | None:
    """1 / rank of the first relevant one, ranks from 1; 0 when it is not among the first k.

    Range [0, 1]; None when nothing is relevant.

    >>> reciprocal_rank(["a", "b"], {"b"})
    0.5

    Source: Voorhees 1999, cut at k.
    """
    if not relevant:
        return None
    ranked = enumerate(_first(ranking, k), start=1)
    return next((1 / rank for rank, each in ranked if each in relevant), 0.0)


def ndcg_at_k(ranking: Sequence[str], relevant: AbstractSet[str], k: int = 10) -> float | None:
    """DCG / the DCG of the best possible ranking, both cut at k.

    DCG = Σ 1 / log2(rank + 1) over the relevant ranks. Range [0, 1]; None when nothing is relevant.

    Worked: relevant at rank 2 only, one relevant: (1 / log2 3) / (1 / log2 2) = 0.6309.

    >>> round(ndcg_at_k(["a", "b"], {"b"}), 4)
    0.6309

    Source: Järvelin & Kekäläinen 2002, with the log2(rank + 1) discount of trec_eval.
    """
    if not relevant:
        return None
    ranked = enumerate(_first(ranking, k), start=1)
    gain = sum(_discount(rank) for rank, each in ranked if each in relevant)
    ideal = sum(_discount(rank) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / ideal


def average_precision_at_k(
    ranking: Sequence[str], relevant: AbstractSet[str], k: int = 10
) -> float | None:
    """Σ precision at each relevant rank up to k / |relevant|. Its mean is MAP@k.

    Range [0, 1]; None when nothing is relevant.

    Worked: relevant at ranks 1 and 3 of two relevant: (1/1 + 2/3) / 2 = 0.8333.

    >>> round(average_precision_at_k(["a", "b", "c"], {"a", "c"}), 4)
    0.8333

    Source: trec_eval's map_cut: the divisor is |relevant|, not min(k, |relevant|).
    """
    if not relevant:
        return None
    found = 0
    total = 0.0
    for rank, each in enumerate(_first(ranking, k), start=1):
        if each in relevant:
            found += 1
            total += found / rank
    return total / len(relevant)


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def _first(ranking: Sequence[str], k: int) -> Sequence[str]:
    if k < 1:
        raise ValueError(f"a cutoff is at least 1, not {k}")
    return ranking[:k]
