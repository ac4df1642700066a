from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.eval_report import REPORT, Better, FailedFact, Unit, as_text, read_report
from evals.baseline import GateResult
from evals.metrics.judging import LostAt
from evals.metrics.measures import tabulate
from evals.records import FactRecord
from evals.report.page import PLAIN_WORDS, WRONG, Circumstances, leave_for_page, page_report
from evals.report.run import EvalRun
from tests.evals.scripted import abstention, answer, fact, hits, record

AROUND = Circumstances(library="abc", made_at=datetime(2025, 3, 11, tzinfo=UTC), is_partial=False)
RIGHT = record(fact(), answer("Thirty chiefs", short="Thirty"), found=hits("Thirty chiefs met"))
# "f-2" falls into the dev half and "f-3" into the frozen one, by the hash of the id.
REFUSED = record(
    fact(fact_id="f-2", turns=("Who met?", "How many?")),
    abstention(),
    found=hits("Thirty chiefs met"),
)
HIDDEN = record(fact(fact_id="f-3", turns=("Secret?",)), abstention())


def run(*records: FactRecord) -> EvalRun:
    return EvalRun(
        records=records,
        table=tabulate(records, peak_memory_mb=544.0),
        gate=GateResult(passed=True),
        about={"engine": "extractive", "today": "2025-03-11"},
    )


def test_dev_facts_that_failed_are_told_with_all_their_turns() -> None:
    assert page_report(run(RIGHT, REFUSED), AROUND).failed == (
        FailedFact(
            fact_id="f-2",
            kind="number",
            turns=("Who met?", "How many?"),
            wrong="It was refused, though there was something to say.",
        ),
    )


def test_frozen_facts_are_counted_and_nothing_of_them_is_written() -> None:
    report = page_report(run(RIGHT, REFUSED, HIDDEN), AROUND)
    assert report.frozen_failed == 1
    assert "Secret" not in as_text(report)
    assert "f-3" not in as_text(report)


def test_measures_come_in_plain_words_with_their_unit_and_what_is_better() -> None:
    told = {each.words: each for each in page_report(run(RIGHT, REFUSED), AROUND).measures}
    right = told["Right replies"]
    assert (right.value, right.n, right.unit, right.better) == (0.5, 2, Unit.SHARE, Better.HIGHER)
    assert right.interval is not None
    memory = told["Memory at most"]
    assert (memory.value, memory.unit, memory.better) == (544.0, Unit.MEGABYTES, Better.LOWER)
    refused = told["Refused, though an article tells"]
    assert (refused.value, refused.better) == (0.5, Better.LOWER)


def test_the_day_that_was_taken_for_today_is_kept() -> None:
    assert page_report(run(RIGHT), AROUND).today == date(2025, 3, 11)
    assert page_report(replace(run(RIGHT), about={"today": None}), AROUND).today is None


def test_what_no_fact_measures_is_left_out() -> None:
    # Both facts ask for a number, so that no date was there to be right.
    told = [each.words for each in page_report(run(RIGHT, REFUSED), AROUND).measures]
    assert "Dates right" not in told


def test_every_measure_named_is_one_of_the_table() -> None:
    assert set(PLAIN_WORDS) <= set(run(RIGHT).table.overall)


def test_every_way_to_fail_has_its_words() -> None:
    assert set(WRONG) == set(LostAt)


def test_systems_stand_beside_but_not_in_the_search() -> None:
    beside = replace(run(RIGHT), systems={"plain": tabulate((REFUSED,))})
    told = {each.words: each.beside for each in page_report(beside, AROUND).measures}
    assert told["Right replies"] == {"plain": 0.0}
    assert told["One of the first ten does"] == {"plain": None}


def test_the_curve_goes_over_the_answers_alone() -> None:
    # One answer, and it is right: all answers kept, none of them wrong.
    points = page_report(run(RIGHT, REFUSED), AROUND).curve
    assert [(each.answered, each.wrong) for each in points] == [(1.0, 0.0)]


@pytest.mark.parametrize("times", [1, 2])
def test_the_newest_report_is_the_one_that_stays(tmp_path: Path, times: int) -> None:
    for _ in range(times):
        path = leave_for_page(run(RIGHT, REFUSED), AROUND, home=tmp_path)
    assert path == tmp_path / REPORT
    assert read_report(path) == page_report(run(RIGHT, REFUSED), AROUND)
    assert [each.name for each in path.parent.iterdir()] == ["eval.json"]
