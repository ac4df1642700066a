from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.robustness.chance import between, pick, shuffled

SEEDS = st.text(max_size=20)


@given(st.lists(st.integers(), min_size=1, max_size=20), SEEDS)
def test_a_choice_is_one_of_the_options_and_never_changes(options: list[int], seed: str) -> None:
    assert pick(options, seed) in options
    assert pick(options, seed) == pick(options, seed)


@given(st.lists(st.integers(), max_size=20), SEEDS)
def test_shuffling_keeps_every_option_once(options: list[int], seed: str) -> None:
    assert sorted(shuffled(options, seed)) == sorted(options)


@given(st.integers(-5, 5), st.integers(0, 9), SEEDS)
def test_a_number_between_two_is_between_them(low: int, width: int, seed: str) -> None:
    assert low <= between(low, low + width, seed) <= low + width


def test_seeds_of_other_words_choose_otherwise() -> None:
    # Were the seed ignored, all hundred would be the same; by chance, one in 10^100 sets is.
    assert len({pick(range(10), seed) for seed in range(100)}) > 1


def test_a_seed_is_not_the_same_in_other_pieces() -> None:
    assert pick(range(10**9), "ab", "c") != pick(range(10**9), "a", "bc")


def test_nothing_is_chosen_from_nothing() -> None:
    with pytest.raises(ValueError, match=r"^there is nothing to choose from$"):
        pick([], "seed")
