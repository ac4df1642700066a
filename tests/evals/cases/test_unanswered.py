"""The questions that a library leaves open."""

from __future__ import annotations

import pytest

from evals.cases.unanswered import FACTS, unanswered
from evals.facts.files import load_facts


@pytest.mark.parametrize("split", ["dev", "frozen"])
def test_half_of_those_over_the_five_articles_are_near_misses(split: str) -> None:
    near, absent = (len(unanswered("five", split, kind)) for kind in ("near miss", "absent topic"))
    assert near == absent > 10
    assert len(unanswered("five", split)) == near + absent


def test_no_question_over_the_sample_is_frozen_as_the_confidence_is_fitted_on_them() -> None:
    assert unanswered("sample", "dev")
    assert unanswered("sample", "frozen") == ()


def test_no_open_question_is_a_fact() -> None:
    asked = {turn for fact in load_facts(FACTS) for turn in fact.turns}
    assert asked.isdisjoint((*unanswered("five", "dev"), *unanswered("five", "frozen")))
