from __future__ import annotations

from evals.facts.fact import Fact
from evals.records import FactRecord, record_of
from evals.robustness.results import (
    METRICS,
    RobustnessReport,
    compared,
    shown_numbers,
)
from evals.robustness.tables import robustness_fields, robustness_markdown, robustness_text
from tests.evals.scripted import abstention, answer, fact, outcome, unanswerable

RIGHT = answer("Thirty chiefs met in Paris.")
WRONG = answer("It rained.")
FIRST, SECOND, NOBODY = fact(), fact(fact_id="f-2"), unanswerable(fact_id="f-3")


def record(asked: Fact, reply: object) -> FactRecord:
    return record_of(outcome(asked, reply))  # type: ignore[arg-type]


BEFORE = [record(FIRST, RIGHT), record(SECOND, WRONG), record(NOBODY, abstention())]
AFTER = [record(FIRST, abstention()), record(SECOND, RIGHT)]
RESULT = compared("one typo", AFTER, BEFORE)


def test_changes_are_paired_over_the_facts_that_the_condition_fits() -> None:
    # Right before: the first; right now: the second. 0.5 each, so the change is 0.
    assert RESULT.facts == 2
    assert RESULT.measures["right"].value == 0.5
    assert RESULT.changes["right"].value == 0.0
    # Refused now: the first. Truthfulness from +1 and -1 to 0 and +1: changes of -1 and +2.
    assert RESULT.changes["false_refusal_rate"].value == 0.5
    assert RESULT.changes["truthfulness"].value == 0.5


def test_broken_and_fixed_facts_are_named() -> None:
    (broken,) = RESULT.broken
    assert (broken.fact_id, broken.asked) == ("f-1", FIRST.question)
    assert broken.lost_at == "not_retrieved"  # no passages were found in this scripted run
    assert RESULT.fixed == ("f-2",)


def test_a_run_does_not_differ_from_itself() -> None:
    same = compared("unchanged", BEFORE, BEFORE)
    assert all(same.changes[metric].value == 0 for metric in METRICS)
    assert (same.broken, same.fixed) == ((), ())


def test_a_condition_that_fits_no_fact_is_undefined() -> None:
    empty = compared("phrase first", [], BEFORE)
    assert empty.measures["right"].value is None
    assert empty.changes["right"].n == 0


def test_each_fact_shows_one_of_four_things() -> None:
    false = dict.fromkeys(("f-1", "f-2", "f-4", "f-5"), ("twelve",))
    records = [
        record(FIRST, RIGHT),
        record(SECOND, answer("Twelve stayed.", "Thirty chiefs met in Paris.")),
        record(fact(fact_id="f-4"), answer("Twelve stayed.")),
        record(fact(fact_id="f-5"), abstention()),
    ]
    shown = shown_numbers(records, false)
    assert {name: measure.value for name, measure in shown.items()} == {
        "only the true number": 0.25,
        "both numbers": 0.25,
        "only the false number": 0.25,
        "neither number": 0.25,
    }


REPORT = RobustnessReport(
    split="dev",
    articles=1,
    unchanged=compared("unchanged", BEFORE, BEFORE),
    conditions=(RESULT, compared("phrase first", [], BEFORE)),
    shown=shown_numbers([record(FIRST, RIGHT)], {"f-1": ("twelve",)}),
    notes=("Invented.",),
    seconds=1.0,
)


def test_the_text_shows_every_condition_with_its_interval() -> None:
    lines = robustness_text(REPORT).splitlines()
    assert lines[0] == "Robustness: dev facts over 1 articles"
    # Two of three right; one typo: 1 of 2, from a resample of none to one of both.
    assert any(line.split()[:3] == ["unchanged", "3", "0.667"] for line in lines)
    assert any(line.startswith("one typo      2      0.500 (0.00 to 1.00)") for line in lines)
    assert any(line.startswith("one typo      +0.000 (-1.00 to +1.00)") for line in lines)
    assert any(line.split() == ["phrase", "first", "0", *"–" * 5] for line in lines)
    assert lines[-1] == "Invented."


def test_markdown_has_a_table_for_values_changes_and_shown_numbers() -> None:
    text = robustness_markdown(REPORT)
    assert sum(line.startswith("| --- |") for line in text.splitlines()) == 3
    assert "| only the true number | 1 | 1.000 (1.00 to 1.00) |" in text


def test_fields_name_the_broken_facts_as_they_were_asked() -> None:
    conditions = robustness_fields(REPORT)["conditions"]
    assert isinstance(conditions, list)
    assert conditions[0]["broken"] == [
        {"fact_id": "f-1", "asked": "How many chiefs met?", "lost_at": "not_retrieved"}
    ]
    assert conditions[0]["changes"]["right"]["interval"] == {"low": -1.0, "high": 1.0}
