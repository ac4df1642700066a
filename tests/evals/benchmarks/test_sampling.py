from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.benchmarks.sampling import sampled

IDS = st.lists(st.text(), unique=True)


@given(IDS, st.integers(min_value=1, max_value=20))
def test_a_sample_keeps_the_order_and_is_part_of_every_larger_one(
    ids: list[str], limit: int
) -> None:
    drawn = sampled(ids, limit, key=str)
    assert len(drawn) == min(limit, len(ids))
    assert list(drawn) == [each for each in ids if each in drawn]
    assert set(drawn) <= set(sampled(ids, limit + 1, key=str))


@given(IDS)
def test_without_a_limit_everything_is_in_the_sample(ids: list[str]) -> None:
    assert sampled(ids, None, key=str) == tuple(ids)


@given(IDS)
def test_the_order_of_the_file_does_not_change_what_is_drawn(ids: list[str]) -> None:
    assert set(sampled(ids, 3, key=str)) == set(sampled(ids[::-1], 3, key=str))
