"""Reciprocal-rank fusion, on numbers worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import RANK_CONSTANT, reciprocal_rank_fusion

rankings = st.dictionaries(
    st.sampled_from(["dense", "lexical", "third"]),
    st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8),
)


def test_ranks_count_from_one() -> None:
    # First of one list: 1 / (60 + 1).
    assert reciprocal_rank_fusion({"dense": ["a"]}) == {"a": pytest.approx(1 / 61)}


def test_a_passage_in_two_lists_has_the_sum() -> None:
    fused = reciprocal_rank_fusion({"dense": ["a", "b"], "lexical": ["c", "b"]})
    # b: 2 / 62 = 0.0323; a and c: 1 / 61 = 0.0164.
    assert list(fused) == ["b", "a", "c"]
    assert fused["b"] == pytest.approx(2 / 62)


def test_second_in_both_lists_beats_first_in_one_alone() -> None:
    fused = reciprocal_rank_fusion({"x": ["a", "b"], "y": ["c", "b"]})
    assert fused["b"] > fused["a"]


def test_a_weight_scales_what_its_list_gives() -> None:
    fused = reciprocal_rank_fusion({"x": ["a"], "y": ["b"]}, weights={"y": 2.0})
    assert list(fused) == ["b", "a"]
    assert fused["b"] == pytest.approx(2 / (RANK_CONSTANT + 1))


def test_no_lists_give_nothing() -> None:
    assert reciprocal_rank_fusion({}) == {}
    assert reciprocal_rank_fusion({"dense": [], "lexical": []}) == {}


@given(rankings)
def test_scores_fall_and_hold_every_id_once(lists: dict[str, list[str]]) -> None:
    fused = reciprocal_rank_fusion(lists)
    scores = list(fused.values())
    assert set(fused) == {passage for ranking in lists.values() for passage in ranking}
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= len(lists) / 61 for score in scores)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8))
def test_one_list_keeps_its_order(ranking: list[str]) -> None:
    assert list(reciprocal_rank_fusion({"dense": ranking})) == ranking
