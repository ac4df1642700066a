"""Runs for the reports to show, made of a few scripted facts."""

from __future__ import annotations

from evals.baseline import GateResult
from evals.facts.fact import Split, split_of
from evals.metrics.measures import tabulate
from evals.records import FactRecord, record_of
from evals.report.run import EvalRun
from tests.evals.scripted import abstention, answer, fact, hits, outcome

ABOUT = {"commit": "abc", "versions": {"python": "3.11"}}


def id_in(split: Split, start: str = "f") -> str:
    """The first of `start-0`, `start-1` … that belongs to this half."""
    return next(name for name in (f"{start}-{n}" for n in range(99)) if split_of(name) == split)


def right(fact_id: str = "right") -> FactRecord:
    """Thirty chiefs, quoted first."""
    return record_of(outcome(fact(fact_id=fact_id), answer("Thirty chiefs", short="Thirty")))


def refused(fact_id: str, **changes: object) -> FactRecord:
    """A fact whose evidence was found first, and which was refused."""
    asked = fact(fact_id=fact_id, **changes)
    return record_of(outcome(asked, abstention(), found=hits("Thirty chiefs met", "It rained")))


def misquoted(fact_id: str, **changes: object) -> FactRecord:
    """A fact answered with another sentence, its evidence not found."""
    return record_of(outcome(fact(fact_id=fact_id, **changes), answer("Twelve stayed", short="12")))


def run_of(*records: FactRecord, gate: GateResult | None = None, **changes: object) -> EvalRun:
    """A finished run of these records, with changes."""
    fields: dict[str, object] = {
        "records": records,
        "table": tabulate(records, peak_memory_mb=1.0),
        "gate": gate or GateResult(passed=True),
        "about": ABOUT,
    }
    return EvalRun(**(fields | changes))  # type: ignore[arg-type]
