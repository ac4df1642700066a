from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.baseline import GateResult
from evals.errors import BadRun
from evals.measures import tabulate
from evals.report import EvalRun, as_markdown, as_text, explanation, verdict, write_report
from tests.evals.scripted import abstention, answer, fact, hits, outcome

OUTCOMES = (
    outcome(
        fact(),
        answer("Thirty chiefs", short="Thirty"),
        found=hits("It rained", "Thirty chiefs met"),
    ),
    outcome(fact(fact_id="f-2", turns=("A | B?",)), abstention(), found=hits("Thirty chiefs met")),
)


def run(gate: GateResult | None = None) -> EvalRun:
    return EvalRun(
        outcomes=OUTCOMES,
        table=tabulate(OUTCOMES, peak_memory_mb=1.0),
        gate=gate or GateResult(passed=True),
        about={"commit": "abc", "versions": {"python": "3.11"}},
    )


def test_the_json_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    write_report(tmp_path, run())
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert set(written) >= {"metrics", "facts", "gate", "run"}
    assert set(written["metrics"]["right"]) >= {"value", "n", "low", "high"}
    assert written["metrics"]["right"]["value"] == 0.5
    assert written["gate"] == {"passed": True, "reasons": [], "newly_broken": []}
    first, second = written["facts"]
    assert (first["id"], first["right"], first["kind"], first["lost_at"]) == (
        "f-1", True, "number", None,
    )  # fmt: skip
    assert (second["lost_at"], second["reply"]["kind"]) == ("wrongly_refused", "abstention")


def test_a_pass_is_one_plain_sentence() -> None:
    assert verdict(run()) == "PASS: 1 of 2 facts right."


def test_a_fail_says_what_broke() -> None:
    gate = GateResult(passed=False, reasons=("right 1 → 0.5",), newly_broken=("f-2",))
    assert verdict(run(gate)) == "FAIL: right 1 → 0.5; 1 of 2 facts right; newly broken: f-2."


def test_the_text_ends_with_the_verdict() -> None:
    assert as_text(run()).rstrip().splitlines()[-1] == "PASS: 1 of 2 facts right."


def test_the_markdown_escapes_bars_and_names_what_went_wrong() -> None:
    assert r"| f-2 | number | wrongly_refused | A \| B? |" in as_markdown(run())


def test_an_explanation_marks_the_hits_that_hold_gold() -> None:
    told = explanation(OUTCOMES[0])
    assert "  1 1.0000 (dense 1, lexical –) Chiefs meet: It rained" in told
    assert " * 2 0.5000 (dense 2, lexical –) Chiefs meet: Thirty chiefs met" in told
    assert told.endswith("replied answer: Thirty\nright\n")


def test_a_report_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadRun, match=r"file/report\.json cannot be written .*another folder"):
        write_report(tmp_path / "file", run())
