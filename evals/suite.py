"""An eval run from flags to exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.command.requests import check_engine
from app.eval_report import state_of
from evals.acceptance import accept, accept_benchmark
from evals.baseline import BASELINE, read_baseline
from evals.benchmarks.accepted import result_fields, result_markdown, result_text
from evals.benchmarks.registry import find_benchmark
from evals.benchmarks.results import BenchmarkRun
from evals.command import EvalArguments
from evals.compare import compare, comparison_fields, comparison_text, read_run
from evals.errors import BadRun
from evals.facts.evidence import check_evidence
from evals.facts.fact import Fact, Kind, facts_checksum
from evals.facts.files import load_facts
from evals.facts.lint import lint, lint_fields, lint_text
from evals.facts_run import run_on
from evals.harness import run_fact
from evals.homes import SAMPLE, MeasuredHome, check_home, home_at, home_of_articles, subject_of
from evals.report.coverage import coverage_charts
from evals.report.explanation import explain, explanation_fields
from evals.report.explanation_text import explanation_text
from evals.report.files import write_report
from evals.report.page import Circumstances, leave_for_page
from evals.report.run import EvalRun, as_json, as_text
from evals.robustness.run import run_robustness
from evals.robustness.tables import robustness_fields, robustness_markdown, robustness_text
from evals.writing import write_atomically

GATE_FAILED = 4
BAD_INPUT = 1


def run_eval(arguments: EvalArguments) -> int:
    """Do what the flags ask for and print, write and gate what came of it; returns the exit code.

    Raises:
        ClippingsError: facts, articles, baseline or settings are wrong, or the engine is `llm`
            and no model is configured; nothing has been overwritten then.
    """
    check_engine(arguments.engine, is_configured=True)  # whether it is, the settings know
    if arguments.lint:
        return _lint(arguments)
    if arguments.benchmark:
        return _benchmark(arguments)
    everything = load_facts(arguments.facts_paths)
    chosen = _chosen(everything, arguments)
    if arguments.robustness:
        return _robustness(chosen, arguments)
    if arguments.explain:
        return _explain(chosen[0], arguments)
    return _facts(everything, chosen, arguments)


def run_compare(before: Path, after: Path, *, as_json: bool) -> int:
    """Print how two reports differ; returns 0.

    Raises:
        BadRun: one of them is no report, or they share no fact.
    """
    comparison = compare(read_run(before), read_run(after))
    if as_json:
        _out(_json(comparison_fields(comparison)))
    else:
        _out(comparison_text(comparison))
    return 0


def _facts(everything: Sequence[Fact], chosen: Sequence[Fact], arguments: EvalArguments) -> int:
    """Put the chosen facts, and report, accept and gate what came of it."""
    if arguments.check:  # before the minutes that the run takes
        read_baseline(arguments.baseline or BASELINE, facts_checksum=facts_checksum(everything))
    page = check_home(arguments.page) if arguments.page else arguments.home
    with _home(arguments) as home:
        finished = _interruptible(home, chosen, arguments)
        around = Circumstances(
            library=state_of(home.home.library),
            made_at=datetime.now(UTC),
            is_partial=arguments.is_partial,
        )
    if page:
        _say(f"wrote {leave_for_page(finished, around, home=page)}")
    if arguments.report:
        for path in write_report(arguments.report, finished):
            _say(f"wrote {path}")
    if arguments.accept and finished.gate.passed:
        accept(finished, arguments.baseline or BASELINE, say=_say)
    _out(as_json(finished) if arguments.json else as_text(finished))
    return 0 if finished.gate.passed else GATE_FAILED


def _interruptible(home: MeasuredHome, facts: Sequence[Fact], arguments: EvalArguments) -> EvalRun:
    try:
        return run_on(home, facts, arguments, say=_say)
    except KeyboardInterrupt as stop:
        remedy = (
            "The same command goes on from there."
            if arguments.report
            else "With --report DIR, the same command would go on from there."
        )
        raise BadRun("The run was interrupted.", remedy=remedy) from stop


def _lint(arguments: EvalArguments) -> int:
    """Name every fault of the facts files and their evidence; 0 when there is none, else 1."""
    linted = lint(arguments, say=_say)
    if arguments.json:
        _out(_json(lint_fields(linted)))
    else:
        _out(lint_text(linted))
    return BAD_INPUT if linted.faults else 0


def _benchmark(arguments: EvalArguments) -> int:
    """Run a public benchmark; with --accept its result is what README shows."""
    run = find_benchmark(arguments.benchmark or "")
    asked = BenchmarkRun(
        folder=arguments.data or Path(),
        split="final" if arguments.final else "dev",
        home=arguments.home,
        limit=arguments.limit,
    )
    outcome = run(asked, _say)
    if arguments.report:
        name = f"{outcome.benchmark}-{outcome.split}"
        write_atomically(arguments.report / f"{name}.json", _json(result_fields(outcome)))
        write_atomically(arguments.report / f"{name}.md", result_markdown(outcome))
        for chart_name, chart in coverage_charts(outcome).items():
            write_atomically(arguments.report / f"{name}-{chart_name}.svg", chart)
    if arguments.accept:
        accept_benchmark(outcome, say=_say)
    _out(_json(result_fields(outcome)) if arguments.json else result_text(outcome))
    return 0


def _explain(fact: Fact, arguments: EvalArguments) -> int:
    """Take one fact apart, stage by stage."""
    if fact.split == "frozen":
        _say(f"{fact.fact_id} is frozen: look, but change nothing to please it.")
    with _home(arguments) as measured:
        gold = check_evidence([fact], measured.articles)[fact.fact_id]
        outcome = run_fact(subject_of(measured.home, measured.assistant), fact, gold)
        explained = explain(
            measured.home,
            outcome,
            assistant=measured.assistant,
            threshold=measured.settings.number("threshold"),
        )
    _out(_json(explanation_fields(explained)) if arguments.json else explanation_text(explained))
    return 0


def _robustness(facts: Sequence[Fact], arguments: EvalArguments) -> int:
    """Put the facts again in other words, among noise, and against false copies."""
    report = run_robustness(
        facts, arguments.articles or SAMPLE, say=_say, final=arguments.final, limit=arguments.limit
    )
    fields = _json(robustness_fields(report))
    if arguments.report:
        write_atomically(arguments.report / "robustness.json", fields)
        write_atomically(arguments.report / "robustness.md", robustness_markdown(report))
    _out(fields if arguments.json else robustness_text(report))
    return 0


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
        and arguments.split in {None, fact.split}
    )
    if not chosen:
        raise BadRun(
            f"None of {len(facts)} facts is chosen.",
            remedy="Check --kind, --tag, --split and --fact.",
        )
    return chosen


@contextmanager
def _home(arguments: EvalArguments) -> Iterator[MeasuredHome]:
    if arguments.home:
        with home_at(arguments.home, engine=arguments.engine) as home:
            yield home
    else:
        articles = arguments.articles or SAMPLE
        with home_of_articles(articles, say=_say, engine=arguments.engine) as home:
            yield home


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _out(text: str) -> None:
    sys.stdout.write(text)


def _json(fields: dict[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"
