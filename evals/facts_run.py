"""A run of the facts: the assistant and the systems beside it, measured, gated and described."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.settings import Engine, Settings
from evals.ablation import ablate
from evals.baseline import BASELINE, GateResult, check, invariant_reasons, read_baseline
from evals.command import EvalArguments
from evals.facts.evidence import check_evidence
from evals.facts.fact import Fact, facts_checksum
from evals.harness import Subject
from evals.homes import MeasuredHome, Say, articles_checksum, subject_of
from evals.machine import code_checksum, commit, machine, peak_memory_mb, versions
from evals.metrics.measures import Table, tabulate
from evals.records import FactRecord, differing
from evals.report.run import EvalRun
from evals.running import Gold, run_facts
from evals.systems import CLIPPINGS, SYSTEMS
from evals.unfinished import Unfinished, open_unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The facts to put, and where their evidence stands."""

    facts: tuple[Fact, ...]
    gold: Gold


def run_on(
    measured: MeasuredHome, facts: Sequence[Fact], arguments: EvalArguments, *, say: Say
) -> EvalRun:
    """Put the facts, and say what came of it.

    With a report folder, records are kept there as they come, and an interrupted run of the same
    code over the same facts and articles goes on from them.

    Raises:
        BadFact: evidence that names no article or does not occur in it exactly once.
        BadBaseline: a baseline to check against that is missing or made from other facts.
        BadRun: the report folder cannot be written, or an unfinished run in it is damaged.
        KeyboardInterrupt: someone stopped the run; what was kept stays.
    """
    asked = Asked(facts=tuple(facts), gold=check_evidence(facts, measured.articles))
    made_of = _made_of(measured, asked, arguments)
    subject = subject_of(measured.home, measured.assistant)
    started = time.perf_counter()
    unfinished = _unfinished(asked, arguments, made_of, say)
    records = run_facts(subject, asked.facts, asked.gold, unfinished=unfinished)
    peak = peak_memory_mb()  # of Clippings alone, before anything is measured beside it
    unstable = _unstable(subject, asked, records, times=arguments.repeat - 1)
    table = tabulate(records, peak_memory_mb=peak)
    run = EvalRun(
        records=records,
        table=table,
        gate=_gate(table, records, arguments, unstable=unstable),
        systems=_systems(measured, asked) if arguments.systems or arguments.accept else {},
        ablation=ablate(measured, asked.facts, asked.gold) if arguments.ablation else (),
        about={
            "commit": commit(),
            **made_of,
            "articles": measured.home.library.count(),
            "today": str(subject.today) if subject.today else None,
            "versions": versions(),
            "machine": machine(),
            "seconds": round(time.perf_counter() - started, 1),
            "repeated": arguments.repeat,
        },
    )
    if unfinished:
        unfinished.finish()
    return run


def _made_of(measured: MeasuredHome, asked: Asked, arguments: EvalArguments) -> dict[str, object]:
    """What decides the replies: with all of it equal, records of an earlier run still hold."""
    return {
        "code_checksum": code_checksum(),
        "facts_checksum": facts_checksum(asked.facts),
        "articles_checksum": articles_checksum(measured.home.library.articles()),
        "engine": arguments.engine or Engine.EXTRACTIVE,
        "model": _model(measured.settings),
        "settings": asdict(measured.settings.index_settings())
        | {"threshold": measured.settings.number("threshold")},
        "made_with": measured.home.made_with(),
    }


def _model(settings: Settings) -> str:
    """The language model that writes: its name at the server, or its file's; empty for none."""
    if settings.text("engine") != Engine.LLM:
        return ""
    return settings.text("llm_model") or Path(settings.text("llm_gguf")).name


def _unfinished(
    asked: Asked, arguments: EvalArguments, made_of: dict[str, object], say: Say
) -> Unfinished | None:
    if arguments.report is None:
        return None
    unfinished = open_unfinished(arguments.report, asked.facts, made_of=made_of)
    if unfinished.kept:
        say(f"{len(unfinished.kept)} of {len(asked.facts)} facts were put before: going on")
    return unfinished


def _unstable(
    subject: Subject, asked: Asked, records: Sequence[FactRecord], *, times: int
) -> tuple[str, ...]:
    """Ids of facts whose reply differs from the first run's in one of as many more."""
    unstable: set[str] = set()
    for _ in range(times):
        again = run_facts(subject, asked.facts, asked.gold, label="facts again")
        unstable.update(differing(records, again))
    return tuple(sorted(unstable))


def _systems(measured: MeasuredHome, asked: Asked) -> dict[str, Table]:
    beside = {
        name: subject_of(measured.home, answering(measured.home))
        for name, answering in SYSTEMS.items()
        if name != CLIPPINGS
    }
    return {
        name: tabulate(run_facts(subject, asked.facts, asked.gold, label=name))
        for name, subject in beside.items()
    }


def _gate(
    table: Table,
    records: Sequence[FactRecord],
    arguments: EvalArguments,
    *,
    unstable: Sequence[str],
) -> GateResult:
    reasons = invariant_reasons(table)
    broken: tuple[str, ...] = ()
    if arguments.check:
        checksum = facts_checksum([record.fact for record in records])
        baseline = read_baseline(arguments.baseline or BASELINE, facts_checksum=checksum)
        checked = check(table, records, baseline)
        reasons, broken = checked.reasons, checked.newly_broken
    if unstable:
        reasons += (f"replies to {', '.join(unstable)} differ between repeats",)
    return GateResult(passed=not reasons, reasons=reasons, newly_broken=broken)
