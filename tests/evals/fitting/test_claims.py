"""Claims: each is about a report of the newsroom, half are true, whole clusters are held back."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.errors import BadRun
from evals.fitting.claims import Claim, passed, read_claims
from evals.fitting.ranker.newsroom import read_newsroom
from tests.evals.benchmarks.files import lines

KINDS = {"who", "splice", "number", "when", "where", "not", "cause", "extra", "relation", "whole"}


@pytest.fixture(scope="module")
def ours() -> tuple[Claim, ...]:
    return read_claims()


def test_a_claim_has_the_sentences_of_its_report(tmp_path: Path) -> None:
    cluster = read_newsroom()[0]
    key = cluster.drafts[0].source_key
    told = {"report": key, "claim": "Nothing of the kind.", "fault": "extra"}
    true = {"report": key, "claim": "Something of the kind.", "fault": ""}
    first, second = read_claims(lines(tmp_path / "claims.jsonl", [told, true]), [cluster])
    assert (first.is_true, first.fault, second.is_true) == (False, "extra", True)
    assert first.report == second.report
    assert " ".join(first.report).split() == cluster.drafts[0].text.split()


def test_a_claim_about_no_report_is_named(tmp_path: Path) -> None:
    file = lines(tmp_path / "claims.jsonl", [{"report": "x-1 a1", "claim": "A.", "fault": ""}])
    with pytest.raises(BadRun, match=r"claims\.jsonl:1: there is no report 'x-1 a1'"):
        read_claims(file)


def test_half_of_ours_are_true_and_each_fault_is_of_a_known_kind(ours: tuple[Claim, ...]) -> None:
    assert sum(claim.is_true for claim in ours) * 2 == pytest.approx(len(ours), rel=0.01)
    assert len(ours) > 8000
    assert {claim.fault for claim in ours} == {"", *KINDS}


def test_no_report_has_claims_held_and_claims_learnt_from(ours: tuple[Claim, ...]) -> None:
    held = {claim.report for claim in ours if claim.is_held}
    assert held
    assert held.isdisjoint(claim.report for claim in ours if not claim.is_held)


def test_what_the_check_lets_pass_is_told_by_fault() -> None:
    report = ("Norrby hired 40 men in May.",)
    copied = Claim(text=report[0], cluster="x-1", report=report, fault="", is_held=True)
    changed = Claim(
        text="Norrby hired 30 men in May.",
        cluster="x-1",
        report=report,
        fault="number",
        is_held=True,
    )
    assert passed([copied, changed]) == {"true": [True], "false": [False], "number": [False]}
