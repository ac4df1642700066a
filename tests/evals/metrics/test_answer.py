"""Exact match and F1 on the cases of SQuAD 1.1's evaluation script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.answer import exact_match, squad_normal, token_f1, truthfulness

words = st.text(alphabet="abcde .,'-", max_size=30)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The Cat.", "cat"),
        ("an  apple, a pear", "apple pear"),
        ("Saint Bernadette Soubirous", "saint bernadette soubirous"),
        ("theory of a theme", "theory of theme"),  # only whole words are articles
        ("U.S.", "us"),
        ("1.5", "15"),  # the script drops every ASCII punctuation mark
        ("“quoted”", "“quoted”"),  # and no other
    ],
)
def test_the_normal_form_is_squads(text: str, normal: str) -> None:
    assert squad_normal(text) == normal


def test_the_best_of_several_answers_counts() -> None:
    # SQuAD dev: "Denver Broncos" is given three times, one of them with "The".
    assert exact_match("the Denver Broncos", ["Carolina Panthers", "Denver Broncos"]) == 1


def test_f1_counts_a_repeated_token_as_often_as_it_occurs() -> None:
    # Bags: "b b" and "b" share one b; P = 1/2, R = 1, F1 = 2/3. As sets it would be 1.
    assert token_f1("b b", ["b"]) == pytest.approx(2 / 3)


def test_f1_of_a_worked_example() -> None:
    # "golden statue of virgin mary" / "statue of virgin": 3 shared, P = 3/5, R = 3/3, F1 = 0.75
    assert token_f1("a golden statue of the Virgin Mary", ["statue of Virgin"]) == 0.75


def test_f1_without_a_shared_token_is_0() -> None:
    assert token_f1("x", ["y"]) == 0


def test_metrics_are_undefined_without_accepted_answers() -> None:
    assert exact_match("x", []) is None
    assert token_f1("x", []) is None


@given(words, st.lists(words, min_size=1, max_size=3))
def test_f1_is_between_exact_match_and_1(prediction: str, answers: list[str]) -> None:
    f1, em = token_f1(prediction, answers), exact_match(prediction, answers)
    assert f1 is not None
    assert em is not None
    assert 0 <= f1 <= 1
    if squad_normal(prediction):  # two empty bags match exactly, and have no token to share
        assert em <= f1


@given(words.filter(squad_normal))
def test_an_answer_scores_1_against_itself(answer: str) -> None:
    assert token_f1(answer, [answer]) == exact_match(answer, [answer]) == 1


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ({"is_right": True, "is_refused": True}, 1),
        ({"is_right": True, "is_refused": False}, 1),
        ({"is_right": False, "is_refused": True}, 0),
        ({"is_right": False, "is_refused": False}, -1),
    ],
)
def test_a_refusal_costs_nothing_and_a_wrong_answer_does(
    reply: dict[str, bool], value: int
) -> None:
    assert truthfulness(**reply) == value
