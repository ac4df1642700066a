"""Two runs side by side, fact by fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import shown
from evals.errors import BadRun
from evals.intervals import Interval, bootstrap_mean, mcnemar_exact, mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Facts that both runs hold: how many each has right, and which changed.

    `difference` is the second run's share of right facts minus the first's, with a 95 % bootstrap
    interval over facts; `p` is McNemar's exact two-sided p.
    """

    facts: int
    right_before: int
    right_after: int
    difference: float
    interval: Interval
    p: float
    newly_broken: tuple[str, ...]
    newly_fixed: tuple[str, ...]
    in_one_only: tuple[str, ...]


def compare(before: Mapping[str, bool], after: Mapping[str, bool]) -> Comparison:
    """Compare two runs, each a map from fact id to whether it was right.

    Raises:
        BadRun: they have no fact in common.
    """
    common = [fact_id for fact_id in before if fact_id in after]
    differences = [float(after[each]) - float(before[each]) for each in common]
    difference, interval = mean(differences), bootstrap_mean(differences)
    if difference is None or interval is None:
        raise BadRun("The two runs have no fact in common.", remedy="Compare runs of the same.")
    broken = tuple(each for each in common if before[each] and not after[each])
    fixed = tuple(each for each in common if after[each] and not before[each])
    return Comparison(
        facts=len(common),
        right_before=sum(before[each] for each in common),
        right_after=sum(after[each] for each in common),
        difference=difference,
        interval=interval,
        p=mcnemar_exact(len(broken), len(fixed)),
        newly_broken=broken,
        newly_fixed=fixed,
        in_one_only=tuple(sorted(before.keys() ^ after.keys())),
    )


def read_rights(path: Path) -> dict[str, bool]:
    """Fact id to whether it was right, from a report.json, or from the folder that holds one.

    Raises:
        BadRun: no such file, or no report in it.
    """
    path = path / "report.json" if path.is_dir() else path
    remedy = "Name a report.json that `clippings eval --report DIR` wrote."
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {str(fact["id"]): bool(fact["right"]) for fact in stored["facts"]}
    except OSError as error:
        raise BadRun(f"{path} cannot be read ({error.strerror}).", remedy=remedy) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadRun(f"{path} is no report: {shown(error)}.", remedy=remedy) from error


def comparison_fields(comparison: Comparison) -> dict[str, object]:
    """The comparison's JSON."""
    return {
        "facts": comparison.facts,
        "right_before": comparison.right_before,
        "right_after": comparison.right_after,
        "difference": comparison.difference,
        "low": comparison.interval.low,
        "high": comparison.interval.high,
        "mcnemar_p": comparison.p,
        "newly_broken": list(comparison.newly_broken),
        "newly_fixed": list(comparison.newly_fixed),
        "in_one_only": list(comparison.in_one_only),
    }


def comparison_text(comparison: Comparison) -> str:
    """The comparison in a few lines."""
    limits = f"95 % {comparison.interval.low:+.3f} to {comparison.interval.high:+.3f}"
    lines = [
        f"{comparison.facts} facts in both; right before: {comparison.right_before}",
        f"right after: {comparison.right_after}",
        f"difference {comparison.difference:+.3f} ({limits}), McNemar exact p = {comparison.p:.3g}",
        f"newly broken: {', '.join(comparison.newly_broken) or 'none'}",
        f"newly fixed: {', '.join(comparison.newly_fixed) or 'none'}",
    ]
    if comparison.in_one_only:
        lines.append(f"in one run only: {', '.join(comparison.in_one_only)}")
    return "\n".join(lines) + "\n"
