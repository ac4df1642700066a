"""An eval run from flags to exit code."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from evals.baseline import (
    BASELINE,
    GateResult,
    baseline_of,
    changes,
    check,
    invariant_reasons,
    parse_baseline,
    read_baseline,
    write_baseline,
)
from evals.command import EvalArguments
from evals.compare import compare, comparison_fields, comparison_text, read_rights
from evals.errors import BadFact, BadRun
from evals.evidence import NamedArticle, check_evidence, find_gold
from evals.fact_files import load_facts, read_facts
from evals.facts import Fact, Kind, facts_checksum
from evals.harness import FactOutcome, differing, run_facts
from evals.homes import (
    SAMPLE,
    MeasuredHome,
    articles_checksum,
    home_at,
    home_of_articles,
    read_drafts,
    subject_of,
)
from evals.machine import commit, machine, peak_memory_mb, versions
from evals.measures import Table, tabulate
from evals.report import EvalRun, as_json, as_text, explanation, write_report

GATE_FAILED = 4
BAD_INPUT = 1
PROGRESS_FACTS = 10  # a line of progress for each so many, where no terminal redraws it


def run_eval(arguments: EvalArguments) -> int:
    """Lint, or run the facts and print, write and gate what came of it; returns the exit code.

    Raises:
        ClippingsError: facts, articles or baseline are wrong; nothing has been overwritten then.
    """
    if arguments.lint:
        return _lint(arguments)
    everything = load_facts(arguments.facts_paths)
    chosen = _chosen(everything, arguments)
    if arguments.check:  # before the minutes that the run takes
        read_baseline(_baseline_path(arguments), facts_checksum=facts_checksum(everything))
    with _home(arguments) as home:
        finished = _measured(home, chosen, arguments)
    if arguments.report:
        for path in write_report(arguments.report, finished):
            _say(f"wrote {path}")
    if arguments.accept and finished.gate.passed:
        _accept(finished, arguments)
    _print(finished, arguments)
    return 0 if finished.gate.passed else GATE_FAILED


def run_compare(before: Path, after: Path, *, as_json: bool) -> int:
    """Print how two reports differ; returns 0.

    Raises:
        BadRun: one of them is no report, or they share no fact.
    """
    comparison = compare(read_rights(before), read_rights(after))
    if as_json:
        _out(json.dumps(comparison_fields(comparison), ensure_ascii=False) + "\n")
    else:
        _out(comparison_text(comparison))
    return 0


def _measured(measured: MeasuredHome, facts: Sequence[Fact], arguments: EvalArguments) -> EvalRun:
    home = measured.home
    gold = check_evidence(facts, measured.articles)
    subject = subject_of(home)
    started = time.perf_counter()
    outcomes = run_facts(subject, facts, gold, progress=_progress)
    unstable: set[str] = set()
    for _ in range(arguments.repeat - 1):
        again = run_facts(subject, facts, gold, progress=_progress)
        unstable.update(differing(outcomes, again))
    table = tabulate(outcomes, peak_memory_mb=peak_memory_mb())
    about: dict[str, object] = {
        "commit": commit(),
        "facts_checksum": facts_checksum(facts),
        "articles_checksum": articles_checksum(home.library.articles()),
        "articles": home.library.count(),
        "settings": asdict(home.settings),
        "made_with": home.made_with(),
        "versions": versions(),
        "machine": machine(),
        "seconds": round(time.perf_counter() - started, 1),
        "repeated": arguments.repeat,
    }
    gate = _gate(table, outcomes, arguments, unstable=sorted(unstable))
    return EvalRun(outcomes=outcomes, table=table, gate=gate, about=about)


def _gate(
    table: Table,
    outcomes: Sequence[FactOutcome],
    arguments: EvalArguments,
    *,
    unstable: Sequence[str],
) -> GateResult:
    reasons = invariant_reasons(table)
    broken: tuple[str, ...] = ()
    if arguments.check:
        checksum = facts_checksum([outcome.fact for outcome in outcomes])
        baseline = read_baseline(_baseline_path(arguments), facts_checksum=checksum)
        checked = check(table, outcomes, baseline)
        reasons, broken = checked.reasons, checked.newly_broken
    if unstable:
        reasons += (f"replies to {', '.join(unstable)} differ between repeats",)
    return GateResult(passed=not reasons, reasons=reasons, newly_broken=broken)


def _accept(finished: EvalRun, arguments: EvalArguments) -> None:
    path = _baseline_path(arguments)
    before = parse_baseline(path) if path.exists() else None
    after = baseline_of(
        finished.table,
        finished.outcomes,
        facts_checksum=str(finished.about["facts_checksum"]),
        articles_checksum=str(finished.about["articles_checksum"]),
        before=before,
    )
    write_baseline(path, after)
    _say(f"accepted {path}")
    if before and changes(before, after):
        _say(f"for the change log: {', '.join(changes(before, after))}")


def _lint(arguments: EvalArguments) -> int:
    """Name every fault of the facts files and their evidence; 0 when there is none, else 1."""
    reading = read_facts(arguments.facts_paths)
    gold = find_gold(reading.facts, _readable(arguments))
    faults = (*reading.faults, *gold.faults)
    if arguments.json:
        _out(json.dumps(_lint_fields(reading.facts, faults), ensure_ascii=False) + "\n")
    else:
        _out("".join(f"{fault}\n" for fault in faults))
        _out(f"{len(reading.facts)} facts, {len(faults)} faults.\n")
    return BAD_INPUT if faults else 0


def _lint_fields(facts: Sequence[Fact], faults: Sequence[BadFact]) -> dict[str, object]:
    return {
        "facts": len(facts),
        "faults": [
            {"where": fault.where, "message": fault.message, "remedy": fault.remedy}
            for fault in faults
        ],
    }


def _readable(arguments: EvalArguments) -> tuple[NamedArticle, ...]:
    """Articles to look evidence up in, without indexing any."""
    if arguments.home:
        with home_at(arguments.home) as home:
            return home.articles
    return read_drafts(arguments.articles or SAMPLE, say=_say)


def _chosen(facts: Sequence[Fact], arguments: EvalArguments) -> tuple[Fact, ...]:
    for kind in arguments.kinds:
        if kind not in list(Kind):
            raise BadRun(f"No kind {kind!r}.", remedy=f"The kinds are {', '.join(Kind)}.")
    chosen = tuple(
        fact
        for fact in facts
        if (not arguments.kinds or fact.kind in arguments.kinds)
        and (not arguments.tags or set(arguments.tags) & set(fact.tags))
        and (not arguments.fact_ids or fact.fact_id in arguments.fact_ids)
    )
    if not chosen:
        raise BadRun(
            f"None of {len(facts)} facts is chosen.", remedy="Check --kind, --tag and --fact."
        )
    return chosen


@contextmanager
def _home(arguments: EvalArguments) -> Iterator[MeasuredHome]:
    if arguments.home:
        with home_at(arguments.home) as home:
            yield home
    else:
        with home_of_articles(arguments.articles or SAMPLE, say=_say) as home:
            yield home


def _baseline_path(arguments: EvalArguments) -> Path:
    return arguments.baseline or BASELINE


def _print(finished: EvalRun, arguments: EvalArguments) -> None:
    if arguments.json:
        _out(as_json(finished))
        return
    if arguments.explain:
        _out(explanation(finished.outcomes[0]) + "\n")
    _out(as_text(finished))


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} facts", end="" if done < total else "\n", file=sys.stderr)
    elif done % PROGRESS_FACTS == 0 or done == total:
        _say(f"{done}/{total} facts")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _out(text: str) -> None:
    sys.stdout.write(text)
