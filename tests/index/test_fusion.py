"""Rankings fused and reordered, on numbers worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import (
    RANK_CONSTANT,
    at_most_of_each,
    reciprocal_rank_fusion,
    with_newest_higher,
)

rankings = st.dictionaries(
    st.sampled_from(["dense", "lexical", "third"]),
    st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8),
)


def test_ranks_count_from_one() -> None:
    # First of one list: 1 / (60 + 1).
    assert reciprocal_rank_fusion({"dense": ["a"]}, constant=60) == {"a": pytest.approx(1 / 61)}


def test_a_passage_in_two_lists_has_the_sum() -> None:
    fused = reciprocal_rank_fusion({"dense": ["a", "b"], "lexical": ["c", "b"]}, constant=60)
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
    assert all(0 < score <= len(lists) / (RANK_CONSTANT + 1) for score in scores)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8))
def test_one_list_keeps_its_order(ranking: list[str]) -> None:
    assert list(reciprocal_rank_fusion({"dense": ranking})) == ranking


def test_the_newest_day_gains_most_and_all_of_a_day_alike() -> None:
    days = {"a": date(2024, 5, 1), "b": date(2024, 5, 2), "c": date(2024, 5, 2)}
    scores = with_newest_higher(
        dict.fromkeys(("a", "b", "c", "d"), 0.5), days, weight=2.0, constant=10
    )
    # 2 May is rank 1: 0.5 + 2 / 11; 1 May is rank 2: 0.5 + 2 / 12; "d" has no day.
    assert list(scores) == ["b", "c", "a", "d"]
    assert scores == pytest.approx(
        {"b": 0.5 + 2 / 11, "c": 0.5 + 2 / 11, "a": 0.5 + 2 / 12, "d": 0.5}
    )


@given(st.lists(st.text("abc", min_size=1, max_size=2), unique=True), st.integers(1, 4))
def test_a_cap_moves_and_never_drops(ranking: list[str], most: int) -> None:
    capped = at_most_of_each(ranking, most=most, group=lambda name: name[0])
    assert sorted(capped) == sorted(ranking)
    groups = len({name[0] for name in ranking})
    first = capped[:most]
    assert groups == 0 or [name for name in ranking if name in first] == first
