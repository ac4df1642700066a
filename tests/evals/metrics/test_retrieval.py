"""Retrieval metrics against ir-measures, which calls trec_eval."""

from __future__ import annotations

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.retrieval import (
    all_evidence_recall_at_k,
    average_precision_at_k,
    hit_at_k,
    ndcg_at_k,
    recall_at_k,
    reciprocal_rank,
)

METRICS = {
    "hit": hit_at_k,
    "recall": recall_at_k,
    "all evidence": all_evidence_recall_at_k,
    "reciprocal rank": reciprocal_rank,
    "nDCG": ndcg_at_k,
    "AP": average_precision_at_k,
}
passages = st.integers(0, 30).map("p{}".format)
rankings = st.lists(passages, unique=True, max_size=20)
judgments = st.frozensets(passages, min_size=1, max_size=8)


def oracle(name: str, ranking: list[str], relevant: frozenset[str], k: int) -> float:
    measure = {
        "hit": ir_measures.Success @ k,
        "recall": ir_measures.R @ k,
        "reciprocal rank": ir_measures.RR @ k,
        "nDCG": ir_measures.nDCG @ k,
        "AP": ir_measures.AP @ k,
    }[name]
    run = {"q": {each: float(-place) for place, each in enumerate(ranking)}}
    return float(measure.calc_aggregate({"q": dict.fromkeys(relevant, 1)}, run))


@pytest.mark.parametrize("name", ["hit", "recall", "reciprocal rank", "nDCG", "AP"])
@given(ranking=rankings.filter(bool), relevant=judgments, k=st.integers(1, 15))
def test_a_metric_equals_ir_measures_on_random_runs(
    name: str, ranking: list[str], relevant: frozenset[str], k: int
) -> None:
    assert METRICS[name](ranking, relevant, k) == pytest.approx(
        oracle(name, ranking, relevant, k), abs=1e-9
    )


@pytest.mark.parametrize("name", METRICS)
@given(ranking=rankings, relevant=judgments, k=st.integers(1, 15))
def test_a_metric_stays_between_0_and_1(
    name: str, ranking: list[str], relevant: frozenset[str], k: int
) -> None:
    value = METRICS[name](ranking, relevant, k)
    assert value is not None
    assert 0 <= value <= 1


@pytest.mark.parametrize("name", METRICS)
@given(relevant=judgments, others=rankings)
def test_a_perfect_run_scores_1(name: str, relevant: frozenset[str], others: list[str]) -> None:
    ranking = [*sorted(relevant), *(each for each in others if each not in relevant)]
    assert METRICS[name](ranking, relevant, 10) == pytest.approx(1)


@pytest.mark.parametrize("name", ["hit", "recall", "all evidence", "reciprocal rank", "AP"])
@given(ranking=rankings, relevant=judgments, k=st.integers(1, 15))
def test_more_k_never_lowers_a_metric(
    name: str, ranking: list[str], relevant: frozenset[str], k: int
) -> None:
    lower = METRICS[name](ranking, relevant, k)
    higher = METRICS[name](ranking, relevant, k + 1)
    assert lower is not None
    assert higher is not None
    assert lower <= higher + 1e-12


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_is_undefined_when_nothing_is_relevant(name: str) -> None:
    assert METRICS[name](["a"], frozenset(), 10) is None


def test_recall_ignores_hits_below_k() -> None:
    assert recall_at_k(["a", "b", "c"], {"a", "c"}, 2) == 0.5  # c stands third


def test_a_cutoff_below_1_is_refused() -> None:
    with pytest.raises(ValueError, match="a cutoff is at least 1, not 0"):
        hit_at_k(["a"], {"a"}, 0)
