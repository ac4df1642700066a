"""Two runs side by side, fact by fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import shown
from evals.errors import BadRun
from evals.metrics.intervals import Interval, bootstrap_mean, mcnemar_exact, mean

Scores = Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFact:
    """What a report says of one fact: whether it was right, and its value in each metric."""

    right: bool
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a metric moved over the `n` facts that it is defined for in both runs.

    `difference` is the mean of the second run's value minus the first's, with a 95 % bootstrap
    interval over facts.
    """

    metric: str
    n: int
    difference: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Facts that both runs hold: how many each has right, which changed, and by how much.

    `p` is McNemar's exact two-sided p for right and wrong; `changes` stand in the first report's
    order of metrics, those that moved no fact left out.
    """

    facts: int
    right_before: int
    right_after: int
    p: float
    newly_broken: tuple[str, ...]
    newly_fixed: tuple[str, ...]
    changes: tuple[Change, ...]
    in_one_only: tuple[str, ...]


def compare(before: Mapping[str, ComparedFact], after: Mapping[str, ComparedFact]) -> Comparison:
    """Compare two runs, each a map from fact id to what became of the fact.

    Raises:
        BadRun: they have no fact in common.
    """
    common = [fact_id for fact_id in before if fact_id in after]
    if not common:
        raise BadRun("The two runs have no fact in common.", remedy="Compare runs of the same.")
    broken = tuple(each for each in common if before[each].right and not after[each].right)
    fixed = tuple(each for each in common if after[each].right and not before[each].right)
    metrics = dict.fromkeys(name for each in common for name in before[each].scores)
    moved = (
        _change(name, [(before[each].scores, after[each].scores) for each in common])
        for name in metrics
    )
    return Comparison(
        facts=len(common),
        right_before=sum(before[each].right for each in common),
        right_after=sum(after[each].right for each in common),
        p=mcnemar_exact(len(broken), len(fixed)),
        newly_broken=broken,
        newly_fixed=fixed,
        changes=tuple(change for change in moved if change),
        in_one_only=tuple(sorted(before.keys() ^ after.keys())),
    )


def read_run(path: Path) -> dict[str, ComparedFact]:
    """Fact id to what became of it, from a report.json, or from the folder that holds one.

    Raises:
        BadRun: no such file, or no report in it.
    """
    path = path / "report.json" if path.is_dir() else path
    remedy = "Name a report.json that `clippings eval --report DIR` wrote."
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {str(fields["id"]): _compared(fields) for fields in stored["facts"]}
    except OSError as error:
        raise BadRun(f"{path} cannot be read ({error.strerror}).", remedy=remedy) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRun(f"{path} is no report: {shown(error)}.", remedy=remedy) from error


def comparison_fields(comparison: Comparison) -> dict[str, object]:
    """The comparison's JSON."""
    return {
        "facts": comparison.facts,
        "right_before": comparison.right_before,
        "right_after": comparison.right_after,
        "mcnemar_p": comparison.p,
        "newly_broken": list(comparison.newly_broken),
        "newly_fixed": list(comparison.newly_fixed),
        "changes": {
            change.metric: {
                "difference": change.difference,
                "low": change.interval.low,
                "high": change.interval.high,
                "n": change.n,
            }
            for change in comparison.changes
        },
        "in_one_only": list(comparison.in_one_only),
    }


def comparison_text(comparison: Comparison) -> str:
    """The comparison in a few lines."""
    right = f"{comparison.right_before} before, {comparison.right_after} after"
    lines = [
        f"{comparison.facts} facts in both; right: {right} (McNemar exact p = {comparison.p:.3g})",
        f"newly broken: {', '.join(comparison.newly_broken) or 'none'}",
        f"newly fixed: {', '.join(comparison.newly_fixed) or 'none'}",
        *(_change_line(change) for change in comparison.changes),
    ]
    if comparison.in_one_only:
        lines.append(f"in one run only: {', '.join(comparison.in_one_only)}")
    return "\n".join(lines) + "\n"


def _compared(fields: Mapping[str, Any]) -> ComparedFact:
    return ComparedFact(right=bool(fields["right"]), scores=dict(fields["scores"]))


def _change(metric: str, pairs: list[tuple[Scores, Scores]]) -> Change | None:
    both = [(one.get(metric), other.get(metric)) for one, other in pairs]
    differences = [b - a for a, b in both if a is not None and b is not None]
    difference, interval = mean(differences), bootstrap_mean(differences)
    if difference is None or interval is None or not any(differences):
        return None
    return Change(metric=metric, n=len(differences), difference=difference, interval=interval)


def _change_line(change: Change) -> str:
    limits = f"95 % {change.interval.low:+.3f} to {change.interval.high:+.3f}"
    return f"{change.metric} {change.difference:+.3f} ({limits}, n = {change.n})"
