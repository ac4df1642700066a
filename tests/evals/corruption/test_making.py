from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.corruption.making import Change, corruptions_of

ARTICLE = (
    "On Monday, 3 March 2024, Anna Lind of Norrby said that exports rose by 12 percent. The union"
    " of Lund met Berg, who has not answered."
)


def made(sentence: str, change: Change) -> list[str]:
    found = corruptions_of(sentence, ARTICLE, seed="test")
    return [each.sentence for each in found if each.change is change]


@pytest.mark.parametrize(
    ("sentence", "change", "possible"),
    [
        # 12 and 1, 2 or 5 more; ten times as many; or another number of the article, 3.
        ("It rose by 12 points.", Change.NUMBER, {f"It rose by {n} points." for n in
                                                  (13, 14, 17, 120, 3)}),
        ("They met Lind there.", Change.NAME, {f"They met {n} there." for n in
                                               ("Lund", "Berg", "Norrby")}),
        ("It sank in 2020.", Change.DATE, {f"It sank in {n}." for n in (2018, 2019, 2021, 2023)}),
        ("It sank last week.", Change.DATE, {"It sank next week.", "It sank this week."}),
        ("She has answered.", Change.NEGATION, {"She has not answered."}),
        ("She has not answered.", Change.NEGATION, {"She has answered."}),
        ("She won’t answer.", Change.NEGATION, {"She will answer."}),
        ("Prices fell.", Change.DIRECTION, {"Prices rose."}),
    ],
)  # fmt: skip
def test_each_kind_changes_what_it_says(sentence: str, change: Change, possible: set[str]) -> None:
    (told,) = made(sentence, change)
    assert told in possible


def test_a_sentence_without_room_for_a_change_is_left_alone() -> None:
    assert corruptions_of("Nobody knows.", ARTICLE, seed="test") == ()


def test_a_day_of_a_month_is_a_date_and_no_number() -> None:
    assert made("It sank on 3 March.", Change.NUMBER) == []
    (told,) = made("It sank on 28 May.", Change.DATE)
    assert told == "It sank on 1 May."  # after the 28th comes the 1st


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=80))
def test_a_corruption_is_never_the_sentence_itself_and_always_the_same(sentence: str) -> None:
    found = corruptions_of(sentence, ARTICLE, seed="test")
    assert all(each.sentence != sentence for each in found)
    assert found == corruptions_of(sentence, ARTICLE, seed="test")
