"""The search with parts switched off, over a home of two articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from evals.ablation import METRICS, ROWS, AblationRow, ablate
from evals.baseline import GateResult
from evals.command import EvalArguments
from evals.errors import BadRun
from evals.facts.evidence import check_evidence
from evals.facts.fact import Fact, Kind
from evals.homes import home_of_articles
from evals.metrics.measures import tabulate
from evals.report.html import as_html
from evals.report.run import EvalRun, ablation_table, as_json, as_markdown, as_text
from tests.evals.scripted import fact


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AblationRow, ...]]:
    """What is found of one fact with evidence and one without."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "paris.md").write_text(
        "---\nheadline: Chiefs meet\n---\nThirty chiefs met in Paris. It rained all day.\n"
    )
    (folder / "ferry.md").write_text("---\nheadline: Ferry\n---\nThe ferry sails on Monday.\n")
    facts = [
        sought(),
        replace(fact(), fact_id="f-2", kind=Kind.UNANSWERABLE, answers=(), evidence=()),
    ]
    with home_of_articles(folder, say=lambda _: None) as measured:
        yield ablate(measured, facts, check_evidence(facts, measured.articles))


def sought() -> Fact:
    return replace(fact(), turns=("How many chiefs met in Paris?",))


def test_each_row_has_its_own_parts_and_every_metric(rows: tuple[AblationRow, ...]) -> None:
    assert {row.name: row.parts for row in rows} == dict(ROWS)
    for row in rows:
        assert list(row.overall) == list(METRICS)
        # One passage of two holds the evidence, and both retrievers find it first.
        assert {measure.value for measure in row.overall.values()} == {1.0}
        assert {measure.n for measure in row.overall.values()} == {1}


def test_the_table_is_markdown_with_a_line_for_each_row(rows: tuple[AblationRow, ...]) -> None:
    lines = ablation_table(rows).splitlines()
    assert lines[0].startswith("| search (1 facts, 1 of them frozen) | hit@1 | hit@10 |")
    assert [line.split(" | ")[0] for line in lines[2:]] == [f"| {name}" for name in ROWS]
    assert ablation_table(()) == ""


def test_every_form_of_the_report_has_it(rows: tuple[AblationRow, ...]) -> None:
    run = EvalRun(
        records=(), table=tabulate(()), gate=GateResult(passed=True), about={}, ablation=rows
    )
    told = json.loads(as_json(run))["ablation"]
    assert [each["name"] for each in told] == list(ROWS)
    assert told[0]["parts"]["lexical"] is False
    assert told[0]["metrics"]["hit_at_1"]["value"] == 1.0
    assert ablation_table(rows) in as_text(run)
    assert ablation_table(rows) in as_markdown(run)
    assert "Parts of the search switched off" in as_html(run)
    assert "Parts of the search switched off" not in as_html(replace(run, ablation=()))


def test_it_is_for_the_facts_alone() -> None:
    with pytest.raises(BadRun, match="--ablation is for the facts as they stand"):
        EvalArguments(ablation=True, robustness=True)
