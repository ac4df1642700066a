"""The accepted run that later ones are held to, and the gate that does it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from corpus.errors import shown
from evals.errors import BadBaseline
from evals.metrics.measures import LOWER_IS_BETTER, NEVER_GATED, OF_RETRIEVAL, Measures, Table
from evals.records import FactRecord
from evals.writing import write_atomically

BASELINE = Path(__file__).resolve().parent / "baseline.json"

# int8 and fp32 sums differ between processors, which turns a few facts in three hundred.
SHARE_TOLERANCE = 0.02
CHARACTERS_TOLERANCE = 25.0  # of quoted characters
INVARIANTS = ("citation_validity",)  # must be 1, with or without a baseline
_DECIMALS = 4  # a baseline is read by people, and nothing is held to more


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """Whether a run passes, and why not; `newly_broken` are facts that the baseline has right."""

    passed: bool
    reasons: tuple[str, ...] = ()
    newly_broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A metric's accepted value, and how much worse a run may be."""

    value: float
    tolerance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What an accepted run measured, on which facts and articles, and which facts it had right.

    `frozen` are the values on the facts that nothing is tuned on, `systems` those of the simple
    systems measured beside; both are shown, not gated on their own.
    """

    facts: int
    facts_checksum: str
    articles_checksum: str
    metrics: Mapping[str, Held]
    right: tuple[str, ...]
    frozen: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    systems: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))


def invariant_reasons(table: Table) -> tuple[str, ...]:
    """A sentence for every invariant that the run breaks."""
    measures = [(name, table.overall[name]) for name in INVARIANTS]
    return tuple(
        f"{name} is {measure.value:.4f} over {measure.n} citations and must be 1"
        for name, measure in measures
        if measure.value is not None and measure.value < 1
    )


def check(table: Table, records: Sequence[FactRecord], baseline: Baseline) -> GateResult:
    """Hold a run to the baseline: each metric within its tolerance, each invariant kept."""
    reasons = [*invariant_reasons(table), *_regressions(table, baseline.metrics)]
    was_right = frozenset(baseline.right)
    broken = [r.fact.fact_id for r in records if not r.right and r.fact.fact_id in was_right]
    return GateResult(passed=not reasons, reasons=tuple(reasons), newly_broken=tuple(broken))


def baseline_of(
    table: Table,
    records: Sequence[FactRecord],
    *,
    about: Mapping[str, object],
    systems: Mapping[str, Table],
    before: Baseline | None = None,
) -> Baseline:
    """The baseline that accepting a run makes; tolerances already agreed on are kept.

    `about` holds the checksums of facts and articles; `systems` the tables measured beside.
    """
    agreed = before.metrics if before else {}
    metrics = {
        name: Held(
            value=value, tolerance=agreed[name].tolerance if name in agreed else _tolerance(name)
        )
        for name, value in _values(table.overall).items()
    }
    return Baseline(
        facts=len(records),
        facts_checksum=str(about["facts_checksum"]),
        articles_checksum=str(about["articles_checksum"]),
        metrics=MappingProxyType(metrics),
        right=tuple(each.fact.fact_id for each in records if each.right),
        frozen=_values(table.splits["frozen"]),
        systems={
            name: {
                metric: value
                for metric, value in _values(beside.overall).items()
                if metric not in OF_RETRIEVAL
            }
            for name, beside in systems.items()
        },
    )


def changes(before: Baseline, after: Baseline) -> tuple[str, ...]:
    """`name old → new` for each metric that differs, in the table's order."""
    return tuple(
        f"{name} {before.metrics[name].value:g} → {held.value:g}"
        for name, held in after.metrics.items()
        if name in before.metrics and before.metrics[name].value != held.value
    )


def read_baseline(path: Path, *, facts_checksum: str) -> Baseline:
    """The baseline in a file, made from these very facts.

    Raises:
        BadBaseline: no such file, no baseline in it, or one made from other facts.
    """
    baseline = parse_baseline(path)
    if baseline.facts_checksum != facts_checksum:
        raise BadBaseline(
            f"{path} was made from other facts ({baseline.facts_checksum[:12]}, these are"
            f" {facts_checksum[:12]}).",
            remedy="Run with the facts it was made from, or accept a new one with --accept.",
        )
    return baseline


def parse_baseline(path: Path) -> Baseline:
    """The baseline in a file, whichever facts it was made from.

    Raises:
        BadBaseline: no such file, or no baseline in it.
    """
    remedy = "Make one with `clippings eval --accept`."
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(
            facts=int(stored["facts"]),
            facts_checksum=str(stored["facts_checksum"]),
            articles_checksum=str(stored["articles_checksum"]),
            metrics=MappingProxyType({n: Held(**h) for n, h in stored["metrics"].items()}),
            right=tuple(stored["right"]),
            frozen=MappingProxyType(dict(stored["frozen"])),
            systems=MappingProxyType({n: dict(each) for n, each in stored["systems"].items()}),
        )
    except OSError as error:
        raise BadBaseline(f"{path} cannot be read ({error.strerror}).", remedy=remedy) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBaseline(
            f"{path} is no baseline: {shown(error)}.",
            remedy="Name a file that `clippings eval --accept` wrote.",
        ) from error


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline, whole or not at all."""
    stored = {
        "facts": baseline.facts,
        "facts_checksum": baseline.facts_checksum,
        "articles_checksum": baseline.articles_checksum,
        "metrics": {
            name: {"value": held.value, "tolerance": held.tolerance}
            for name, held in baseline.metrics.items()
        },
        "right": list(baseline.right),
        "frozen": dict(baseline.frozen),
        "systems": {name: dict(each) for name, each in baseline.systems.items()},
    }
    write_atomically(path, json.dumps(stored, indent=1, ensure_ascii=False) + "\n")


def _regressions(table: Table, held: Mapping[str, Held]) -> list[str]:
    reasons: list[str] = []
    for name, accepted in held.items():
        measure = table.overall.get(name)
        value = measure.value if measure else None
        if value is None:
            reasons.append(f"{name} was {accepted.value:.4f} and is undefined now")
        elif _worse_by(name, value, accepted.value) > accepted.tolerance:
            reasons.append(
                f"{name} {accepted.value:.4f} → {value:.4f}, more than {accepted.tolerance:g} worse"
            )
    return reasons


def _worse_by(name: str, value: float, accepted: float) -> float:
    # Values are stored rounded, so that much is never a difference.
    rounded = round(value, _DECIMALS)
    return rounded - accepted if name in LOWER_IS_BETTER else accepted - rounded


def _values(measures: Measures) -> dict[str, float]:
    """The values worth holding later runs to, rounded."""
    return {
        name: round(measure.value, _DECIMALS)
        for name, measure in measures.items()
        if measure.value is not None and name not in NEVER_GATED
    }


def _tolerance(name: str) -> float:
    if name in INVARIANTS:
        return 0.0
    return CHARACTERS_TOLERANCE if name == "mean_quoted_characters" else SHARE_TOLERANCE
