from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from evals.baseline import (
    Baseline,
    Held,
    baseline_of,
    changes,
    check,
    invariant_reasons,
    read_baseline,
    write_baseline,
)
from evals.errors import BadBaseline
from evals.metrics.measures import NEVER_GATED, tabulate
from evals.records import FactRecord
from tests.evals.scripted import abstention, answer, fact, record, unanswerable

REFUSED = record(unanswerable(fact_id="u-1"), abstention())
GOOD = [REFUSED, *(record(fact(fact_id=f"f-{n}"), answer("Thirty chiefs")) for n in range(3))]
WORSE = [*GOOD[:3], record(fact(fact_id="f-2"), abstention())]


def accepted(records: list[FactRecord], before: Baseline | None = None) -> Baseline:
    return baseline_of(
        tabulate(records, peak_memory_mb=100.0),
        records,
        about={"facts_checksum": "f" * 64, "articles_checksum": "a" * 64},
        systems={"bm25-sentence": tabulate(records)},
        before=before,
    )


def test_a_run_passes_its_own_baseline() -> None:
    assert check(tabulate(GOOD), GOOD, accepted(GOOD)).passed


def test_a_better_run_passes() -> None:
    assert check(tabulate(GOOD), GOOD, accepted(WORSE)).passed


def test_a_regression_fails_and_names_metric_and_facts() -> None:
    gate = check(tabulate(WORSE), WORSE, accepted(GOOD))
    assert not gate.passed
    assert "right 1.0000 → 0.7500, more than 0.02 worse" in gate.reasons
    assert "false_refusal_rate 0.0000 → 0.3333, more than 0.02 worse" in gate.reasons
    assert gate.newly_broken == ("f-2",)


def test_a_regression_within_its_tolerance_passes_and_names_the_facts() -> None:
    baseline = accepted(GOOD)
    loose = {name: replace(held, tolerance=1.0) for name, held in baseline.metrics.items()}
    gate = check(tabulate(WORSE), WORSE, replace(baseline, metrics=MappingProxyType(loose)))
    assert (gate.passed, gate.newly_broken) == (True, ("f-2",))


def test_a_metric_that_became_undefined_fails() -> None:
    held = MappingProxyType({"point_recall": Held(value=1.0, tolerance=0.02)})
    gate = check(tabulate(GOOD), GOOD, replace(accepted(GOOD), metrics=held))
    assert gate.reasons == ("point_recall was 1.0000 and is undefined now",)


def test_an_invalid_citation_breaks_an_invariant() -> None:
    broken = record(fact(), answer("Thirty chiefs"), text="Somebody else altogether met.")
    assert invariant_reasons(tabulate([broken])) == (
        "citation_validity is 0.0000 over 1 citations and must be 1",
    )


def test_time_and_memory_are_never_gated() -> None:
    assert not NEVER_GATED & set(accepted(GOOD).metrics)


def test_accepting_keeps_the_tolerances_agreed_on() -> None:
    before = replace(
        accepted(GOOD), metrics=MappingProxyType({"right": Held(value=0.5, tolerance=0.1)})
    )
    after = accepted(WORSE, before)
    assert after.metrics["right"] == Held(value=0.75, tolerance=0.1)
    assert changes(before, after) == ("right 0.5 → 0.75",)


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, accepted(WORSE))
    assert read_baseline(path, facts_checksum="f" * 64) == accepted(WORSE)
    assert [each.name for each in tmp_path.iterdir()] == ["baseline.json"]


def test_the_systems_beside_are_kept_without_what_they_have_no_part_in() -> None:
    beside = accepted(GOOD).systems["bm25-sentence"]
    assert beside["right"] == 1.0
    assert "hit_at_10" not in beside


def test_a_baseline_from_other_facts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, accepted(GOOD))
    with pytest.raises(BadBaseline, match=r"was made from other facts \(f{12}, these are 0{12}\)"):
        read_baseline(path, facts_checksum="0" * 64)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"facts_checksum": "x", "metrics": 1}'])
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadBaseline, match=r"baseline\.json is no baseline"):
        read_baseline(path, facts_checksum="x")


def test_a_missing_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadBaseline, match=r"cannot be read \(No such file.*eval --accept"):
        read_baseline(tmp_path / "gone.json", facts_checksum="x")
