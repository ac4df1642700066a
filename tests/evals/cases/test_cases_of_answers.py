from __future__ import annotations

import json

import pytest

from evals.cases import positions, shapes, speakers
from evals.cases.reports import FOLDER, cases


def test_no_speaker_is_named_wrongly_on_the_frozen_half() -> None:
    score = speakers.score("frozen")
    assert score.precision == 1.0
    assert score.right >= 10  # of 11


@pytest.mark.parametrize("split", ["dev", "frozen"])
def test_no_answer_to_an_evaluative_question_is_a_bare_verdict(split: str) -> None:
    assert positions.bare_verdicts(split) == ()


def test_positions_go_to_those_who_hold_them_on_the_frozen_half() -> None:
    score = positions.holders("frozen")
    assert score.precision is not None
    assert score.precision >= 0.95
    assert score.right >= 28  # of 29


def test_shapes_are_read_off_questions_rightly_on_the_frozen_half() -> None:
    for score in shapes.scores("frozen").values():
        assert (score.precision, score.recall) == (1.0, 1.0)


@pytest.mark.parametrize("name", [positions.FILE, shapes.FILE, speakers.FILE])
def test_half_of_the_cases_of_answers_are_set_aside(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    halves = [len(list(cases(name, split))) for split in ("dev", "frozen")]
    assert len(set(ids)) == len(ids) == sum(halves)
    assert abs(halves[0] - halves[1]) <= 2
