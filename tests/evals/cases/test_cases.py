from __future__ import annotations

import json

import pytest

from evals.cases import dated_words, disagreement
from evals.cases.reports import FOLDER, cases, statement_of
from evals.cases.scores import Score


def test_dates_shown_beside_quotes_are_right_on_the_frozen_half() -> None:
    score = dated_words.score("frozen")
    assert score.precision is not None
    assert score.precision >= 0.98
    assert score.found >= 30  # or the precision would mean little


def test_no_frozen_pair_is_falsely_called_a_disagreement() -> None:
    score = disagreement.scores("frozen")[disagreement.ANY]
    assert score.precision == 1.0
    assert score.right >= 14  # of 17


def test_kinds_of_disagreement_are_scored_apart() -> None:
    scores = disagreement.scores("dev")
    assert scores["any"].expected == sum(
        scores[kind].expected for kind in ("update", "different measure", "contradiction")
    )


@pytest.mark.parametrize("name", [dated_words.FILE, disagreement.FILE])
def test_half_of_the_cases_are_set_aside(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    halves = [len(list(cases(name, split))) for split in ("dev", "frozen")]
    assert len(set(ids)) == len(ids) == sum(halves)
    assert abs(halves[0] - halves[1]) <= 2


def test_a_report_is_looked_at_where_its_quote_stands() -> None:
    statement = statement_of({"text": "One. Two.", "quote": "Two.", "published_at": None})
    assert statement.text == "Two."
    assert statement.span.start == 5


def test_shares_of_nothing_are_unknown() -> None:
    score = Score(right=0, found=0, expected=2)
    assert score.precision is None
    assert score.told("x") == "x: precision - (0/0), recall 0.000 (0/2)"
