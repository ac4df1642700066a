from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.baseline import GateResult
from evals.metrics.measures import tabulate
from evals.report.junit import as_junit
from evals.report.run import EvalRun
from tests.evals.report.reported import id_in, misquoted, refused, right, run_of

BROKEN, OLD = id_in("dev"), id_in("dev", "old")
FAILED = GateResult(passed=False, reasons=("right 1 → 0.5",), newly_broken=(BROKEN,))
RECORDS = (right(), refused(BROKEN), misquoted(OLD))


def suite_of(run: EvalRun) -> ET.Element:
    suite = ET.fromstring(as_junit(run).encode()).find("testsuite")
    assert suite is not None
    return suite


def case(suite: ET.Element, name: str) -> ET.Element:
    return next(each for each in suite.findall("testcase") if each.get("name") == name)


def test_newly_broken_facts_fail_and_others_that_are_wrong_are_skipped() -> None:
    suite = suite_of(run_of(*RECORDS, gate=FAILED))
    assert [child.tag for child in case(suite, "right")] == []
    failure = case(suite, BROKEN).find("failure")
    assert failure is not None
    assert failure.get("message") == (
        "newly broken; wrongly refused: no answer, though the evidence was found or a notice was"
        " due"
    )
    assert failure.text == "asked: How many chiefs met?\nexpected: 30\nreplied: No."
    skipped = case(suite, OLD).find("skipped")
    assert skipped is not None
    assert "wrong, but not among the newly broken; not retrieved" in str(skipped.get("message"))


def test_the_suite_counts_its_cases() -> None:
    # 3 facts and 2 cases of the gate; the gate's metrics and one fact fail; 3 replies of 0.05 s.
    counted = dict(suite_of(run_of(*RECORDS, gate=FAILED)).attrib)
    assert counted == {
        "name": "clippings eval",
        "tests": "5",
        "failures": "2",
        "errors": "0",
        "skipped": "1",
        "time": "0.150",
    }


def test_a_fact_is_classed_by_its_kind_and_timed() -> None:
    found = case(suite_of(run_of(*RECORDS)), "right")
    assert (found.get("classname"), found.get("time")) == ("facts.number", "0.050")


def test_a_broken_invariant_fails_a_case_of_its_own() -> None:
    records = (right(), replace(right(), validity=(False,)))
    reason = "citation_validity is 0.5000 over 2 citations and must be 1"
    gate = GateResult(passed=False, reasons=(reason, "right 1 → 0.5"))
    suite = suite_of(run_of(*records, gate=gate, table=tabulate(records)))
    told = {
        name: [each.get("message") for each in case(suite, name)]
        for name in ("invariants", "metrics")
    }
    assert told == {"invariants": [reason], "metrics": ["right 1 → 0.5"]}


def test_the_gate_that_passes_has_cases_without_failures() -> None:
    suite = suite_of(run_of(right()))
    assert [each.get("classname") for each in suite.findall("testcase")[:2]] == ["gate", "gate"]
    assert suite.get("failures") == "0"


def test_what_was_run_stands_in_the_properties() -> None:
    found = suite_of(run_of(right())).findall("properties/property")
    assert [(each.get("name"), each.get("value")) for each in found] == [
        ("commit", "abc"),
        ("versions.python", "3.11"),
    ]


def test_a_frozen_fact_that_broke_shows_no_question() -> None:
    fact_id = id_in("frozen")
    gate = GateResult(passed=False, reasons=("r",), newly_broken=(fact_id,))
    text = as_junit(run_of(refused(fact_id), gate=gate))
    assert "How many chiefs met?" not in text
    assert "A frozen fact" in text


@settings(max_examples=25, deadline=None)  # each example scores a fact and tabulates a run
@given(st.text(st.characters(codec=None), min_size=1))
def test_any_question_gives_xml_that_parses(question: str) -> None:
    suite = suite_of(run_of(refused(BROKEN, turns=(question,)), gate=FAILED))
    assert suite.get("tests") == "3"
