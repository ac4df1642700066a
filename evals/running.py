"""Put every fact to a system, showing how far the run is, and going on from what was kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from tqdm import tqdm

from evals.facts.evidence import GoldGroup
from evals.facts.fact import Fact
from evals.harness import Subject, run_fact
from evals.records import FactRecord, record_of
from evals.unfinished import Unfinished

Gold = Mapping[str, tuple[GoldGroup, ...]]  # by fact id
LINE_EVERY = 50  # facts, where no terminal redraws a bar: a few lines in CI's log


def run_facts(
    subject: Subject,
    facts: Sequence[Fact],
    gold: Gold,
    *,
    label: str = "facts",
    unfinished: Unfinished | None = None,
) -> tuple[FactRecord, ...]:
    """The record of each fact, in their order; every fact is a conversation of its own.

    Facts that `unfinished` has kept are not put again, and each one put is kept in it.
    """
    kept = unfinished.kept if unfinished else MappingProxyType({})
    records: list[FactRecord] = []
    for fact in _watched(facts, label):
        record = kept.get(fact.fact_id)
        if record is None:
            record = record_of(run_fact(subject, fact, gold.get(fact.fact_id, ())))
            if unfinished:
                unfinished.keep(record)
        records.append(record)
    return tuple(records)


def _watched(facts: Sequence[Fact], label: str) -> Iterator[Fact]:
    """The facts; a bar on a terminal's standard error, else a line now and then."""
    bar = tqdm(facts, desc=label, unit="fact", file=sys.stderr, disable=None, leave=False)
    for done, fact in enumerate(bar, start=1):
        yield fact
        if bar.disable and (done % LINE_EVERY == 0 or done == len(facts)):
            sys.stderr.write(f"{done}/{len(facts)} {label}\n")
