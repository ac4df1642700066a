from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from evals.benchmarks.halves import asked_half, half_of
from tests.evals.benchmarks.invented import run_over

CASES = [f"case {number}" for number in range(40)]


def halved(split: str, *, limit: int | None = None) -> tuple[str, ...]:
    asked = run_over(Path(), split="dev" if split == "dev" else "final", limit=limit)
    return asked_half(asked, CASES, split_by=str, named=str)


@given(st.text())
def test_a_key_is_dev_when_its_sha256_is_an_even_number(key: str) -> None:
    is_even = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0
    assert (half_of(key) == "dev") == is_even


def test_every_case_is_in_one_half_and_keeps_its_order() -> None:
    dev, final = halved("dev"), halved("final")
    assert sorted({*dev, *final}) == sorted(CASES)
    assert not set(dev) & set(final)
    assert list(dev) == [case for case in CASES if case in dev]


def test_cases_split_by_the_same_key_stay_together() -> None:
    kept = asked_half(run_over(Path()), CASES, split_by=lambda _: "c", named=str)
    assert kept == tuple(CASES)  # "c" is dev


def test_a_limit_keeps_so_many_and_a_higher_one_keeps_them_too() -> None:
    assert len(halved("dev", limit=3)) == 3
    assert set(halved("dev", limit=3)) < set(halved("dev", limit=5)) < set(halved("dev"))
