from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.central import LEAD_WEIGHT, covering, lead_worth
from index.embedding import Matrix, unit_rows

EAST, NORTH = (1.0, 0.0), (0.0, 1.0)


def rows_of(*directions: Sequence[float]) -> Matrix:
    return np.array(directions, dtype=np.float32)


def chosen_of(
    rows: Matrix,
    most: int,
    *,
    wanted: Sequence[float] | None = None,
    worth: Sequence[float] | None = None,
) -> tuple[int, ...]:
    return covering(
        rows,
        most=most,
        may_join=lambda _row, _chosen: True,
        wanted=np.array([1.0] * len(rows) if wanted is None else wanted, dtype=np.float32),
        worth=np.array([0.0] * len(rows) if worth is None else worth, dtype=np.float32),
    )


def test_the_row_most_are_like_comes_first_and_then_what_it_leaves_out() -> None:
    # Two point east, one north. East gains 2/3, north 1/3; a second east would gain nothing.
    rows = rows_of(EAST, EAST, NORTH)
    assert chosen_of(rows, 1) == (0,)
    assert chosen_of(rows, 2) == (0, 2)


def test_what_is_wanted_weighs_more_than_what_there_is_most_of() -> None:
    # East gains 2 * 0.1 of 1.2, north 1.0 of 1.2.
    rows = rows_of(EAST, EAST, NORTH)
    assert chosen_of(rows, 1, wanted=(0.1, 0.1, 1.0)) == (2,)


def test_worth_decides_between_rows_that_stand_for_as_much() -> None:
    assert chosen_of(rows_of(EAST, NORTH), 1, worth=(0.0, 0.1)) == (1,)


def test_a_row_that_may_not_join_is_asked_for_again_later() -> None:
    rows = rows_of(EAST, NORTH)
    # The second may only follow the first, though it is worth more.
    chosen = covering(
        rows,
        most=2,
        may_join=lambda row, before: row == 0 or 0 in before,
        wanted=np.ones(2, dtype=np.float32),
        worth=np.array([0.0, 0.5], dtype=np.float32),
    )
    assert chosen == (0, 1)


def test_nothing_is_chosen_where_nothing_may_join() -> None:
    assert (
        covering(
            rows_of(EAST),
            most=1,
            may_join=lambda _row, _chosen: False,
            wanted=np.ones(1, dtype=np.float32),
            worth=np.zeros(1, dtype=np.float32),
        )
        == ()
    )


def test_the_first_place_is_worth_four_times_the_second() -> None:
    assert lead_worth([1, 2]) == pytest.approx([LEAD_WEIGHT, LEAD_WEIGHT / 4])


@given(
    st.lists(st.tuples(*[st.floats(-1, 1)] * 3), min_size=1, max_size=12),
    st.integers(min_value=1, max_value=6),
)
def test_as_many_rows_as_there_are_at_most_each_once_and_in_order(
    directions: list[tuple[float, ...]], most: int
) -> None:
    chosen = chosen_of(unit_rows(rows_of(*directions)), most)
    assert len(chosen) == min(most, len(directions))
    assert list(chosen) == sorted(set(chosen))
