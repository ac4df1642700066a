"""Facts files: one JSON object a line, read with every fault named by file and line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import shown
from evals.errors import BadFact
from evals.facts.fact import Fact
from evals.facts.lines import parse_fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What facts files hold: the facts in file order, and a fault for each line that is none."""

    facts: tuple[Fact, ...]
    faults: tuple[BadFact, ...]


def load_facts(paths: Sequence[Path]) -> tuple[Fact, ...]:
    """The facts in these files (of a folder: its `*.jsonl`, by name), in order.

    Raises:
        BadFact: a line is not a fact; the first one is named, and how many more there are.
    """
    reading = read_facts(paths)
    raise_first(reading.faults)
    return reading.facts


def raise_first(faults: Sequence[BadFact]) -> None:
    """Nothing when there is no fault.

    Raises:
        BadFact: the first fault, saying how many more there are.
    """
    if not faults:
        return
    first = faults[0]
    more = f" `clippings eval --lint` lists {len(faults) - 1} more." if len(faults) > 1 else ""
    message = first.message.removeprefix(f"{first.where}: ")
    raise BadFact(first.where, message, remedy=first.remedy + more)


def read_facts(paths: Sequence[Path]) -> Reading:
    """Every fact and every fault in these files, in order."""
    facts: list[Fact] = []
    faults: list[BadFact] = []
    seen: dict[str, str] = {}
    for path in _files(paths, faults):
        for where, line in _lines(path, faults):
            try:
                facts.append(_once(parse_fact(line, where=where), seen))
            except BadFact as fault:
                faults.append(fault)
    return Reading(facts=tuple(facts), faults=tuple(faults))


def _once(fact: Fact, seen: dict[str, str]) -> Fact:
    if fact.fact_id in seen:
        raise BadFact(
            fact.where,
            f"id {shown(fact.fact_id)} was used at {seen[fact.fact_id]}.",
            remedy="Give each fact an id of its own.",
        )
    seen[fact.fact_id] = fact.where
    return fact


def _files(paths: Sequence[Path], faults: list[BadFact]) -> tuple[Path, ...]:
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not inside:
            faults.append(BadFact(str(path), "no facts files.", remedy="Name a .jsonl file."))
        files += inside
    return tuple(files)


def _lines(path: Path, faults: list[BadFact]) -> tuple[tuple[str, str], ...]:
    """`(file:line, text)` of each line that is not blank."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        faults.append(
            BadFact(str(path), f"cannot be read ({reason}).", remedy="Name a UTF-8 .jsonl file.")
        )
        return ()
    numbered = enumerate(text.split("\n"), start=1)
    lines = tuple((f"{path}:{number}", line) for number, line in numbered if line.strip())
    if not lines:
        faults.append(BadFact(str(path), "an empty file.", remedy="Write one fact a line."))
    return lines
