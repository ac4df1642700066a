"""Any data set in BEIR's format: whether the documents that answer a query are found.

The folder holds `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv` and maybe `qrels/dev.tsv`.

Source: Thakur et al. 2021, "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from evals.benchmarks.asking import ReplyScores, means
from evals.benchmarks.beir_files import JudgedQuery, read_documents, read_queries
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score
from evals.metrics.retrieval import (
    average_precision_at_k,
    hit_at_k,
    recall_at_k,
    reciprocal_rank,
)
from index.home import Home
from index.query import Query

K = 10
PASSAGES = 100  # looked through for K documents, as many as the two rankings of a search can give

Ranker = Callable[[Home, str], Sequence[str]]  # ids of passages for a query, best first


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """Clippings' retrieval, and each of its two halves alone, on one split.

    Raises:
        BadRun: the folder lacks a file, a line is wrong, or no query is of the split.
    """
    queries, split_note = read_queries(asked)
    documents = read_documents(asked.folder)
    with pool_home(documents.drafts, at=asked.home, say=say) as pool:
        scores = [
            score
            for system, ranker in RANKERS.items()
            for score in _scores(system, ranker, queries, pool=pool, say=say)
        ]
    notes = (
        (f"{split_note} {len(queries):,} queries were put to {len(documents.drafts):,} documents,"
        f" {documents.left_out:,} without a word left out."),
        ("A document ranks where its first passage does. One with the query's own id is passed"
        " over, as BEIR does. nDCG takes a judgement as the gain; to the other metrics each above 0"
        " is relevant."),
    )  # fmt: skip
    return BenchmarkResult(benchmark="beir", split=asked.split, scores=tuple(scores), notes=notes)


def ranking_scores(ranking: Sequence[str], gains: Mapping[str, int]) -> ReplyScores:
    """The metrics of one ranking of documents, best first; None where nothing is relevant."""
    relevant = {key for key, gain in gains.items() if gain > 0}
    return {
        "ndcg_at_10": graded_ndcg_at_k(ranking, gains, K),
        "recall_at_10": recall_at_k(ranking, relevant, K),
        "mrr_at_10": reciprocal_rank(ranking, relevant, K),
        "map_at_10": average_precision_at_k(ranking, relevant, K),
        "hit_at_10": hit_at_k(ranking, relevant, K),
    }


def graded_ndcg_at_k(ranking: Sequence[str], gains: Mapping[str, int], k: int) -> float | None:
    """DCG / the DCG of the best possible ranking, both cut at k, of graded judgements.

    DCG = Σ gain / log2(rank + 1), gains below 0 counting 0. Range [0, 1]; None when no gain is
    above 0.

    Worked: gains 2 and 1, found in the wrong order: (1 + 2 / log2 3) / (2 + 1 / log2 3) = 0.8597.

    >>> round(graded_ndcg_at_k(["b", "a"], {"a": 2, "b": 1}, 10), 4)
    0.8597

    Source: Järvelin & Kekäläinen 2002, with trec_eval's linear gain and log2(rank + 1) discount.
    """
    ideal = _dcg(sorted((gain for gain in gains.values() if gain > 0), reverse=True)[:k])
    if ideal == 0:
        return None
    return _dcg([max(gains.get(key, 0), 0) for key in ranking[:k]]) / ideal


def _dcg(gains: Iterable[int]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _scores(
    system: str, ranker: Ranker, queries: Sequence[JudgedQuery], *, pool: Pool, say: Say
) -> tuple[Score, ...]:
    say(f"{system}: {len(queries):,} queries")
    keys: dict[str, list[str]] = {}
    for key, article_id in pool.article_ids.items():
        keys.setdefault(article_id, []).append(key)  # several where documents say the same
    rows = []
    for query in queries:
        articles = dict.fromkeys(name.split(":")[0] for name in ranker(pool.home, query.text))
        ranking = [key for each in articles for key in keys[each] if key != query.query_id]
        rows.append(ranking_scores(ranking[:K], query.gains))
    return means(system, rows)


def _fused(home: Home, text: str) -> list[str]:
    hits = home.searcher.search(Query(text=text), k=PASSAGES)
    return [hit.passage.passage_id for hit in hits]


def _lexical(home: Home, text: str) -> list[str]:
    return home.lexical.best(text, k=PASSAGES)


def _dense(home: Home, text: str) -> list[str]:
    return list(home.vectors.nearest(home.searcher.embed(Query(text=text)), k=PASSAGES))


RANKERS: Mapping[str, Ranker] = {
    "clippings": _fused,
    "bm25 alone": _lexical,
    "cosine alone": _dense,
}
