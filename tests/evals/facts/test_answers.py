from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.facts.answers import Accepted, DateAnswer, ListAnswer, NumberAnswer, wordings
from evals.matching.values import accepted_in, list_recall


def number(value: str, *units: str, tolerance: str = "0") -> NumberAnswer:
    return NumberAnswer(number=Decimal(value), units=units, tolerance=Decimal(tolerance))


SHELLS = number("1500000", "rounds", "artillery shells")
FUND = number("800000000000", "EUR")
DAY = DateAnswer(year=2025, month=2, day=17)
MONTH = DateAnswer(year=2025, month=2)
POWERS = ListAnswer(members=(("France",), ("Britain", "UK"), ("Italy",)), ordered=False)
RANKED = ListAnswer(members=POWERS.members, ordered=True)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("a minimum of 1.5 million rounds", SHELLS),
        ("1,500,000 artillery shells", SHELLS),
        ("a round figure; artillery shells: 1.5 million", SHELLS),
        ("chiefs of 30 European and NATO countries", number("30", "country")),
        ("a country of thirty", number("30", "countries")),
        ("12 tanks, 30 guns", number("30", "guns")),
        ("up to €800 billion", FUND),
        ("800bn euros", FUND),
        ("EUR 800 billion", FUND),
        ("$60 billion (€55.8 billion)", number("55800000000", "EUR")),
        ("0.32 per cent of GDP", number("0.32", "%")),
        ("fell by 25%", number("25", "percent")),
        ("about 103 boats", number("100", "boats", tolerance="0.03")),
        ("30 or so", number("30")),
        ("on Monday, 17 February 2025", DAY),
        ("on Feb. 17", DAY),
        ("on the 17th of February", DAY),
        ("on 17/02/2025", DAY),
        ("on 2025-02-17", DAY),
        ("in February", MONTH),
        ("on February 3, 2025", MONTH),
        ("dates from 1990", DateAnswer(year=1990)),
        ("Italy, the UK and France", POWERS),
        ("France, then Britain, Italy and France again", RANKED),
        ("at all costs", "at all costs"),
    ],
)
def test_an_answer_is_found_by_its_value(text: str, accepted: Accepted) -> None:
    assert accepted_in([text], accepted)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("1.5 million euros", SHELLS),
        ("1.5 billion rounds", SHELLS),
        ("12 tanks, 30 guns", number("30", "tanks")),
        ("30 people who left their own country", number("30", "countries")),
        ("up to $800 billion", FUND),
        ("€800 billion", number("800000000000")),
        ("$60 billion (€55.8 billion)", number("55800000000", "USD")),
        ("800 billion", FUND),
        ("30% of them", number("30")),
        ("the 30th of them", number("30")),
        ("on 30 May", number("30")),
        ("in May 2025", number("2025")),
        ("about 104 boats", number("100", "boats", tolerance="0.03")),
        ("on 17 February 2024", DAY),
        ("on 18 February 2025", DAY),
        ("in February 2025", DAY),
        ("17 may attend", DateAnswer(year=2025, month=5, day=17)),
        ("in February of 2024", MONTH),
        ("1,990 people", DateAnswer(year=1990)),
        ("France and Italy", POWERS),
        ("Britain, France and Italy", RANKED),
    ],
)
def test_a_likeness_of_a_value_is_no_answer(text: str, accepted: Accepted) -> None:
    assert not accepted_in([text], accepted)


def test_only_a_list_may_stand_in_several_texts() -> None:
    assert accepted_in(["France and the UK", "Italy"], RANKED)
    assert not accepted_in(["Italy", "France and the UK"], RANKED)
    assert not accepted_in(["1.5 million", "rounds"], SHELLS)


def test_the_recall_of_a_list_is_the_share_of_its_members() -> None:
    # Italy stands in one text, the UK in the other, France in neither: two of three.
    assert list_recall(["Italy", "the UK"], RANKED) == pytest.approx(2 / 3)
    assert list_recall([], POWERS) == 0


def test_the_usual_spellings_begin_with_the_plainest() -> None:
    assert wordings("thirty") == ("thirty",)
    assert str(FUND) == "€800 billion"
    assert wordings(number("2", "a month"))[:2] == ("2 a month", "two a month")
    assert wordings(number("0.5", "%"))[0] == "0.5%"
    assert str(DAY) == "17 February 2025"
    assert str(MONTH) == "February 2025"
    assert str(POWERS) == "France, Britain and Italy"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: number("-1"), "number -1 is not zero or more"),
        (lambda: number("NaN"), "number NaN is not zero or more"),
        (lambda: number("1", tolerance="1"), r"tolerance 1 is not in \[0, 1\)"),
        (lambda: number("1", "…"), "a unit without a word"),
        (lambda: DateAnswer(year=2025, day=1), "a day without its month"),
        (lambda: DateAnswer(year=2025, month=2, day=30), "day is out of range for month"),
        (lambda: ListAnswer(members=(), ordered=True), "a list without members"),
        (lambda: ListAnswer(members=(("…",),), ordered=True), "a member without a word"),
    ],
)
def test_an_answer_that_nothing_can_match_is_refused(
    make: Callable[[], Accepted], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        make()


numbers = st.builds(
    number,
    st.decimals(0, 10**13, places=2).map(str),
    st.sampled_from(["EUR", "USD", "%", "rounds", "security staff"]),
)
days = st.dates(min_value=date(1000, 1, 1)).map(
    lambda day: DateAnswer(year=day.year, month=day.month, day=day.day)
)


@given(numbers)
def test_a_number_stands_in_its_own_plainest_spelling(accepted: NumberAnswer) -> None:
    assert accepted_in([f"It was {accepted} ; so they said"], accepted)


@given(days)
def test_a_day_stands_in_all_its_spellings(accepted: DateAnswer) -> None:
    assert all(accepted_in([f"It was {each}."], accepted) for each in wordings(accepted))
