from __future__ import annotations

import pytest

from app.reply import Topic
from evals.facts.fact import Kind
from evals.harness import FactOutcome
from evals.metrics.intervals import Interval
from evals.metrics.measures import LOWER_IS_BETTER, NEVER_GATED, Measure, tabulate
from evals.metrics.scorers import SCORERS, score
from evals.records import FactRecord, record_of
from tests.evals.scripted import (
    abstention,
    answer,
    fact,
    hits,
    notice,
    outcome,
    span,
    unanswerable,
)

RIGHT = outcome(fact(), answer("Thirty chiefs", short="thirty"), found=hits("Thirty chiefs met"))
REFUSED = outcome(fact(fact_id="f-2"), abstention())
GREETED = outcome(
    fact(fact_id="f-3", kind=Kind.NOTICE, answers=(), evidence=(), tags=("help",)),
    notice(Topic.HELP),
)


def records(*outcomes: FactOutcome) -> list[FactRecord]:
    return [record_of(each) for each in outcomes]


def test_a_perfect_reply_scores_1_in_whatever_is_defined() -> None:
    scores = score(RIGHT)
    assert scores.pop("mean_quoted_characters") == len("Thirty chiefs")
    assert scores.pop("short_answer_exact_match") == 0  # SQuAD's form knows no numbers
    assert scores.pop("short_answer_token_f1") == 0
    assert scores.pop("false_refusal_rate") == 0
    assert {name for name, value in scores.items() if value is None} == {
        "point_recall",
        "number_match",
        "date_match",
        "list_recall",
        "must_not_say_violations",
        "abstention_precision",
        "abstention_recall",
    }
    assert {value for value in scores.values() if value is not None} == {1}


def test_undefined_is_left_out_and_counted() -> None:
    # Right, refused, and a notice that has no gold: one hit of two, one undefined.
    measure = tabulate(records(RIGHT, REFUSED, GREETED)).overall["hit_at_10"]
    assert (measure.value, measure.n, measure.undefined) == (0.5, 2, 1)


def test_without_facts_there_is_no_value() -> None:
    assert tabulate([]).overall["right"] == Measure(value=None, n=0)


def test_a_share_has_an_interval() -> None:
    assert tabulate(records(RIGHT)).overall["right"].interval == Interval(low=1.0, high=1.0)


def test_validity_is_counted_over_citations() -> None:
    broken = outcome(fact(), answer("Thirty chiefs", "It rained"), text="Thirty chiefs. Dry day.")
    validity = tabulate(records(RIGHT, broken)).overall["citation_validity"]
    assert validity.n == 3
    assert validity.value == pytest.approx(2 / 3)


def test_gold_citations_count_alternatives_once() -> None:
    gold = ((span("Thirty chiefs"), span("Twelve stayed")), (span("€150 billion"),))
    # Two of three citations are gold; of two groups one is cited, by both its alternatives.
    reply = answer("Thirty chiefs met", "Twelve", "It rained")
    scores = score(outcome(fact(), reply, gold=gold))
    assert scores["gold_citation_precision"] == pytest.approx(2 / 3)
    assert scores["gold_citation_recall"] == 0.5


def test_a_refusal_is_counted_where_it_belongs() -> None:
    refused = outcome(unanswerable(fact_id="f-4"), abstention())
    answered = outcome(unanswerable(fact_id="f-5"), answer("It rained"))
    overall = tabulate(records(RIGHT, REFUSED, refused, answered, GREETED)).overall
    assert overall["abstention_precision"].value == 0.5  # two refused, one rightly
    assert overall["abstention_recall"].value == 0.5  # two unanswerable, one refused
    assert overall["false_refusal_rate"].value == 0.5  # two answerable, one refused
    assert overall["truthfulness"].value == 0.25  # (1 + 0 + 1 - 1) / 4, the notice left out


def test_splits_and_kinds_divide_the_facts() -> None:
    outcomes = [RIGHT, REFUSED, GREETED]
    table = tabulate(records(*outcomes))
    assert sum(each["right"].n for each in table.splits.values()) == len(outcomes)
    assert {kind: each["right"].n for kind, each in table.kinds.items()} == {
        "number": 2,
        "notice": 1,
    }


def test_the_table_has_every_metric_of_the_contract() -> None:
    table = tabulate(records(RIGHT), peak_memory_mb=100.0)
    assert set(SCORERS) | NEVER_GATED | LOWER_IS_BETTER < set(table.overall)
    assert table.overall["seconds_total_p50"].value == 0.05
    assert table.overall["seconds_first_citation_p95"].value == 0.02
    assert table.overall["risk_coverage_auc"].value == 0
    assert table.overall["expected_calibration_error"].value == pytest.approx(0.2)  # 1 - 0.8
