"""Make a run the baseline, and say in the change log and in README what that changes."""

from __future__ import annotations

from pathlib import Path

from evals.baseline import BASELINE, Baseline, baseline_of, changes, parse_baseline, write_baseline
from evals.benchmarks.accepted import ACCEPTED, keep
from evals.benchmarks.results import BenchmarkResult
from evals.homes import Say
from evals.machine import commit
from evals.readme import README, write_readme
from evals.report.run import EvalRun
from evals.writing import write_atomically

CHANGELOG = README.parent / "CHANGELOG.md"
HEADING = "### Eval"  # of the section of the change log that the lines stand in
UNRELEASED = "## [Unreleased]"
_NAMED = ("right", "answer_in_first_quote", "abstention_recall", "false_refusal_rate")


def accept(run: EvalRun, path: Path, *, say: Say) -> None:
    """Write the baseline; with the project's own, its change log and README too.

    Raises:
        BadBaseline: what is there now is no baseline.
        BadRun: a file cannot be written.
    """
    before = parse_baseline(path) if path.exists() else None
    after = baseline_of(run.table, run.records, about=run.about, systems=run.systems, before=before)
    write_baseline(path, after)
    say(f"accepted {path}")
    if before and changes(before, after):
        say(f"changed: {', '.join(changes(before, after))}")
    if path == BASELINE and README.exists() and CHANGELOG.exists():
        _tell_the_project(before, after, say)


def accept_benchmark(outcome: BenchmarkResult, *, say: Say) -> None:
    """Keep the result of a benchmark with the project, and show it in README.

    Raises:
        BadBaseline: what is kept there now is something else.
        BadRun: a file cannot be written.
    """
    keep(outcome, commit=commit() or "outside git")
    write_readme()
    say(f"accepted {ACCEPTED}, wrote the table in {README}")


def with_line(changelog: str, line: str) -> str:
    """The change log with a line at the end of the eval section of what is not yet released.

    The section is made where there is none; ValueError when nothing unreleased is told.
    """
    start = changelog.index(UNRELEASED)
    end = changelog.find("\n## ", start + 1)
    end = len(changelog) if end < 0 else end
    unreleased, rest = changelog[start:end].rstrip("\n"), changelog[end:]
    if HEADING not in unreleased:
        unreleased += f"\n\n{HEADING}"
    section = unreleased.index(HEADING)
    after = unreleased.find("\n### ", section + 1)
    after = len(unreleased) if after < 0 else after
    told = f"{unreleased[:after].rstrip()}\n- {line}\n{unreleased[after:]}"
    return f"{changelog[:start]}{told.rstrip()}\n{rest}"


def change_line(before: Baseline, after: Baseline) -> str:
    """Old → new of the numbers people ask for first, frozen facts in brackets; empty if equal."""
    told = [
        f"{name.replace('_', ' ')} {_both(before, name)} → {_both(after, name)}"
        for name in _NAMED
        if name in before.metrics and name in after.metrics
        if _both(before, name) != _both(after, name)
    ]
    if not told:
        return ""
    return f"Eval over {after.facts} facts, all (frozen): {', '.join(told)}."


def _tell_the_project(before: Baseline | None, after: Baseline, say: Say) -> None:
    write_readme()
    say(f"wrote the table in {README}")
    line = change_line(before, after) if before else ""
    if line:
        write_atomically(CHANGELOG, with_line(CHANGELOG.read_text(encoding="utf-8"), line))
        say(f"{CHANGELOG}: {line}")


def _both(baseline: Baseline, name: str) -> str:
    frozen = baseline.frozen.get(name)
    inside = f" ({frozen:.2f})" if frozen is not None else ""
    return f"{baseline.metrics[name].value:.2f}{inside}"
