"""An eval run as JUnit XML, the form in which CI systems show tests.

There is no one schema; this keeps to what Jenkins, GitLab and GitHub's viewers read alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.baseline import invariant_reasons
from evals.records import FactRecord
from evals.report.run import EvalRun, verdict
from evals.report.words import STAGES, expected_words, flat, legal, stage_name


def as_junit(run: EvalRun) -> str:
    """One suite: two test cases for the gate (invariants, metrics), then one for each fact.

    A fact fails when it is newly broken, that is, wrong where the accepted baseline is right; every
    other wrong fact counts as skipped. So a fact may fail in a run whose metrics stay within their
    tolerances. Seconds are those of the last reply. Frozen facts show no question.
    """
    suites = Element("testsuites")
    suite = SubElement(suites, "testsuite", name="clippings eval")
    properties = SubElement(suite, "properties")
    for name, text in flat(run.about).items():
        SubElement(properties, "property", name=legal(name), value=legal(text))
    invariants = invariant_reasons(run.table)
    others = [reason for reason in run.gate.reasons if reason not in invariants]
    _gate_case(suite, "invariants", invariants)
    _gate_case(suite, "metrics", others)
    broken = frozenset(run.gate.newly_broken)
    for record in run.records:
        _fact_case(suite, record, is_broken=record.fact.fact_id in broken)
    SubElement(suite, "system-out").text = legal(verdict(run))
    _count(suite, sum(record.total_seconds for record in run.records))
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _gate_case(suite: Element, name: str, reasons: Sequence[str]) -> None:
    case = SubElement(suite, "testcase", classname="gate", name=name, time="0.000")
    if reasons:
        message = legal("; ".join(reasons))
        SubElement(case, "failure", type=name, message=message).text = legal("\n".join(reasons))


def _fact_case(suite: Element, record: FactRecord, *, is_broken: bool) -> None:
    fact = record.fact
    case = SubElement(
        suite,
        "testcase",
        classname=f"facts.{fact.kind.value}",
        name=legal(fact.fact_id),
        time=f"{record.total_seconds:.3f}",
    )
    if record.lost_at is None:
        return
    lost = f"{stage_name(record.lost_at)}: {STAGES[record.lost_at]}"
    if is_broken:
        failure = SubElement(
            case, "failure", type=record.lost_at.value, message=f"newly broken; {lost}"
        )
        failure.text = legal(_told(record))
    else:
        SubElement(case, "skipped", message=f"wrong, but not among the newly broken; {lost}")


def _told(record: FactRecord) -> str:
    """What was asked, expected and replied, a line each."""
    fact, reply = record.fact, record.reply
    if fact.split == "frozen":
        return "A frozen fact: its question is not shown, for nothing is to be tuned on it."
    asked = "\n".join(f"asked: {turn}" for turn in fact.turns)
    replied = reply.get("message") or reply.get("text") or ""
    return f"{asked}\nexpected: {expected_words(fact)}\nreplied: {replied}"


def _count(suite: Element, seconds: float) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("time", f"{seconds:.3f}")
