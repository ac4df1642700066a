"""An eval run, and its report as JSON, as plain text and as Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from types import MappingProxyType

from evals.ablation import METRICS, AblationRow
from evals.baseline import GateResult
from evals.metrics.measures import OF_RETRIEVAL, Measure, Measures, Table
from evals.records import FactRecord, record_fields
from evals.report.text_tables import Rows, columns, figure, pipes

HEADLINE_METRICS = (
    "right",
    "answer_in_first_quote",
    "answer_in_first_three_quotes",
    "mean_quoted_characters",
    "false_refusal_rate",
)  # what the breakdown by kind shows; the JSON holds all
NAMED_FACTS = 12  # facts named in a sentence before it says "and more"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalRun:
    """A finished run: records in the order of the facts, and the table made of them.

    `systems` are the tables of the simple systems measured beside, by name; `ablation` is what was
    found with parts of the search switched off, empty unless asked for; `about` says what was run
    on what: commit, settings, versions, checksums.
    """

    records: tuple[FactRecord, ...]
    table: Table
    gate: GateResult
    about: Mapping[str, object]
    systems: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    ablation: tuple[AblationRow, ...] = ()


def run_fields(run: EvalRun) -> dict[str, object]:
    """The run's JSON: `metrics`, `facts` and `gate` as the contract has them, and more beside."""
    return {
        "metrics": _measures_fields(run.table.overall),
        "splits": {name: _measures_fields(each) for name, each in run.table.splits.items()},
        "kinds": {name: _measures_fields(each) for name, each in run.table.kinds.items()},
        "systems": {name: _measures_fields(each.overall) for name, each in run.systems.items()},
        "ablation": [_ablation_fields(row) for row in run.ablation],
        "facts": [record_fields(record) for record in run.records],
        "gate": {
            "passed": run.gate.passed,
            "reasons": list(run.gate.reasons),
            "newly_broken": list(run.gate.newly_broken),
        },
        "run": dict(run.about),
    }


def as_json(run: EvalRun) -> str:
    """One JSON text, ending with a line break."""
    return json.dumps(run_fields(run), indent=1, ensure_ascii=False) + "\n"


def as_text(run: EvalRun) -> str:
    """The tables in columns, the facts that went wrong, and last the verdict in one sentence."""
    parts = [
        columns(_metric_rows(run)),
        columns(_kind_rows(run.table)),
        ablation_table(run.ablation),
        _gap(run.table),
        columns(_failure_rows(run.records)),
        _frozen_failures(run.records),
        verdict(run),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_markdown(run: EvalRun) -> str:
    """The same as Markdown tables."""
    failures = _failure_rows(run.records)
    parts = [
        "# Eval report",
        verdict(run),
        pipes(_metric_rows(run)),
        _gap(run.table),
        "## By kind",
        pipes(_kind_rows(run.table)),
        "## Parts of the search switched off" if run.ablation else "",
        ablation_table(run.ablation),
        "## Facts that went wrong",
        pipes([("fact", "kind", "lost at", "question"), *failures]) if failures else "",
        _frozen_failures(run.records),
        "## Run",
        pipes([("what", "value"), *((k, _plain(v)) for k, v in run.about.items())]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def ablation_table(rows: Sequence[AblationRow]) -> str:
    """What was found with which parts of the search, as a Markdown table; empty without rows.

    Each number is over all facts with evidence, and in brackets over their frozen half.
    """
    if not rows:
        return ""
    count, frozen = (each["hit_at_1"].n for each in (rows[0].overall, rows[0].splits["frozen"]))
    head = (f"search ({count} facts, {frozen} of them frozen)", *METRICS.values())
    return pipes([head, *(_ablation_row(row) for row in rows)])


def verdict(run: EvalRun) -> str:
    """Pass or fail and what broke, in one plain sentence."""
    right = sum(record.right for record in run.records)
    score = f"{right} of {len(run.records)} facts right"
    if run.gate.passed:
        return f"PASS: {score}{_broken(run.gate)}."
    return f"FAIL: {'; '.join(run.gate.reasons)}; {score}{_broken(run.gate)}."


def _measures_fields(measures: Measures) -> dict[str, object]:
    return {name: _measure_fields(measure) for name, measure in measures.items()}


def _measure_fields(measure: Measure) -> dict[str, object]:
    return {
        "value": measure.value,
        "n": measure.n,
        "low": measure.interval.low if measure.interval else None,
        "high": measure.interval.high if measure.interval else None,
        "undefined": measure.undefined,
    }


def _ablation_fields(row: AblationRow) -> dict[str, object]:
    return {
        "name": row.name,
        "parts": asdict(row.parts),
        "metrics": _measures_fields(row.overall),
        "splits": {name: _measures_fields(each) for name, each in row.splits.items()},
    }


def _ablation_row(row: AblationRow) -> tuple[str, ...]:
    frozen = row.splits["frozen"]
    return (row.name, *(f"{_value(row.overall[m])} ({_value(frozen[m])})" for m in METRICS))


def _metric_rows(run: EvalRun) -> Rows:
    head = ("metric", "all", "95 % interval", "n", *run.table.splits, *run.systems)
    return [head, *(_metric_row(name, run) for name in run.table.overall)]


def _metric_row(name: str, run: EvalRun) -> tuple[str, ...]:
    measure = run.table.overall[name]
    interval = measure.interval
    limits = f"{figure(interval.low)}–{figure(interval.high)}" if interval else ""
    splits = (_value(split.get(name)) for split in run.table.splits.values())
    # They quote from passages of their own finding, which the retrieval metrics don't look at.
    hidden = name in OF_RETRIEVAL
    beside = ("" if hidden else _value(t.overall.get(name)) for t in run.systems.values())
    return (name, _value(measure), limits, str(measure.n), *splits, *beside)


def _kind_rows(table: Table) -> Rows:
    head = ("kind", "facts", *HEADLINE_METRICS)
    return [head, *(_kind_row(kind, measures) for kind, measures in table.kinds.items())]


def _kind_row(kind: str, measures: Measures) -> tuple[str, ...]:
    values = (_value(measures[name]) for name in HEADLINE_METRICS)
    return (kind, str(measures["right"].n), *values)


def _value(measure: Measure | None) -> str:
    return figure(measure.value if measure else None)


def _gap(table: Table) -> str:
    dev, frozen = (table.splits[name]["right"].value for name in ("dev", "frozen"))
    if dev is None or frozen is None:
        return ""
    return f"Right on dev {dev:.3f}, on frozen {frozen:.3f}: a gap of {dev - frozen:+.3f}."


def _failure_rows(records: Sequence[FactRecord]) -> Rows:
    """The facts that went wrong, but for those of the frozen half."""
    return [_failure_row(each) for each in records if not each.right and each.fact.split == "dev"]


def _failure_row(record: FactRecord) -> tuple[str, ...]:
    lost_at = record.lost_at.value if record.lost_at else ""
    return (record.fact.fact_id, record.fact.kind.value, lost_at, record.fact.question)


def _frozen_failures(records: Sequence[FactRecord]) -> str:
    """How the frozen half went wrong, in numbers: who reads its questions tunes on them."""
    lost = Counter(
        each.lost_at.value for each in records if each.lost_at and each.fact.split == "frozen"
    )
    if not lost:
        return ""
    stages = ", ".join(f"{count} {stage}" for stage, count in lost.most_common())
    return f"Of the frozen facts {lost.total()} more went wrong ({stages}); report.json names them."


def _broken(gate: GateResult) -> str:
    if not gate.newly_broken:
        return ""
    named = ", ".join(gate.newly_broken[:NAMED_FACTS])
    more = len(gate.newly_broken) - NAMED_FACTS
    return f"; newly broken: {named}" + (f" and {more} more" if more > 0 else "")


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(each)}" for key, each in value.items())
    return str(value)
