from __future__ import annotations

import json
from dataclasses import replace

from evals.baseline import GateResult
from evals.metrics.measures import tabulate
from evals.report.run import EvalRun, as_json, as_markdown, as_text, verdict
from tests.evals.scripted import abstention, answer, fact, hits, record

RECORDS = (
    record(
        fact(),
        answer("Thirty chiefs", short="Thirty"),
        found=hits("It rained", "Thirty chiefs met"),
    ),
    record(fact(fact_id="f-2", turns=("A | B?",)), abstention(), found=hits("Thirty chiefs met")),
)


def run(gate: GateResult | None = None) -> EvalRun:
    return EvalRun(
        records=RECORDS,
        table=tabulate(RECORDS, peak_memory_mb=1.0),
        gate=gate or GateResult(passed=True),
        about={"commit": "abc", "versions": {"python": "3.11"}},
    )


def test_the_json_has_the_shape_of_the_contract() -> None:
    written = json.loads(as_json(run()))
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


def test_frozen_failures_are_counted_and_not_shown() -> None:
    # "f-2" falls into the dev half and "f-3" into the frozen one, by the hash of the id.
    hidden = record(fact(fact_id="f-3", turns=("Secret?",)), abstention())
    assert (RECORDS[1].fact.split, hidden.fact.split) == ("dev", "frozen")
    told = as_text(replace(run(), records=(*RECORDS, hidden)))
    assert "Secret?" not in told
    assert "Of the frozen facts 1 more went wrong (1 not_retrieved)" in told


def test_systems_stand_beside_in_the_same_table() -> None:
    beside = replace(run(), systems={"bm25-sentence": tabulate(RECORDS[1:])})
    lines = {line.split()[0]: line.split() for line in as_text(beside).splitlines() if line}
    assert lines["metric"][-1] == "bm25-sentence"
    assert lines["right"][-1] == "0.000"
    assert lines["hit_at_10"][-1] != "0.000"  # retrieval is not theirs: the cell stays empty
