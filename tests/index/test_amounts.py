from __future__ import annotations

from decimal import Decimal

import pytest

from index.amounts import Amount, Bound, amounts
from index.fates import Fate, fate_of


def only(text: str) -> Amount:
    (amount,) = amounts(text)
    return amount


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It makes 1.5 million shells.", 1_500_000, "shell"),
        ("It cost €1.5bn.", 1_500_000_000, "EUR"),
        ("It cost 90 million euros.", 90_000_000, "EUR"),
        ("Prices rose by 4 per cent.", 4, "%"),
        ("Rates rose by two percentage points.", 2, "points"),
        ("The bridge is 340 metres long.", 340, "metre"),
        ("Twenty-two people were killed.", 22, "dead"),
        ("The toll has risen to 31.", 31, "dead"),
        ("Doctors saw 120 confirmed cases.", 120, "case"),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, value: int, unit: str) -> None:
    amount = only(text)
    assert amount.value == Decimal(value)
    assert amount.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "The war ended in 1945.",
        "It opens on 12 April.",
        "It was his 75th match.",
        "She is aged 12.",
        "The score was 2–1.",
        "Another 200 people were rescued.",
        "Twelve of them died.",
        "The train left at 6.30 a.m. sharp.",
    ],
)
def test_dates_ages_scores_and_parts_of_a_count_are_no_amounts(text: str) -> None:
    assert [each for each in amounts(text) if each.unit] == []


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("about 800 houses", "797 houses", True),
        ("800 houses", "797 houses", True),  # two noughts: rounded to hundreds
        ("80 houses", "79 houses", False),
        ("more than 20,000 people", "23,000 people", True),
        ("at least 14 people", "9 people", False),
        ("up to €4 billion", "€3.4 billion", True),
        ("5 percent", "5.2 percent", True),
        ("5.1 percent", "5.4 percent", False),
        ("1.5 million shells", "1,500,000 shells", True),
    ],
)
def test_amounts_agree_within_rounding_and_their_bounds(one: str, other: str, agree: bool) -> None:
    assert only(f"Now {one} stand.").agrees_with(only(f"Now {other} stand.")) is agree
    assert only(f"Now {other} stand.").agrees_with(only(f"Now {one} stand.")) is agree


def test_the_bound_before_a_number_is_read() -> None:
    assert only("Nearly 1,200 passengers came.").bound is Bound.ABOUT
    assert only("At least 14 sailors came.").bound is Bound.AT_LEAST


def test_a_fate_is_told_before_or_after_its_number() -> None:
    assert fate_of("The blast killed at least ", " sailors.") == Fate(name="dead", people="sailor")
    assert fate_of("At least ", " people were injured.") == Fate(name="hurt", people="")
    assert fate_of("The town has ", " teachers.") is None
