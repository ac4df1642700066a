"""Facts files: one JSON object a line, read with every fault named by file and line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import shown
from evals.errors import BadFact
from evals.facts import Evidence, Fact, Kind

_KEYS = (
    "id", "question", "turns", "answers", "points", "must_not_say", "evidence", "kind", "tags",
    "today",
)  # fmt: skip


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


def parse_fact(line: str, *, where: str) -> Fact:
    """The fact that a line of JSON spells out.

    Raises:
        BadFact: not JSON, an unknown key or kind, a wrong type, or no fact at all.
    """
    fields = _Fields(where=where, values=_object(line, where))
    fields.refuse_unknown()
    return Fact(
        fact_id=fields.text("id"),
        turns=fields.turns(),
        kind=fields.kind(),
        answers=fields.texts("answers"),
        points=fields.groups("points"),
        must_not_say=fields.texts("must_not_say"),
        evidence=fields.evidence(),
        tags=fields.texts("tags"),
        today=fields.day("today"),
        where=where,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """The keys of one line, read with the type that each must have."""

    where: str
    values: Mapping[str, object]

    def refuse_unknown(self) -> None:
        for key in self.values:
            if key not in _KEYS:
                raise self.bad(f"unknown key {shown(key)}", f"The keys are {', '.join(_KEYS)}.")

    def bad(self, message: str, remedy: str) -> BadFact:
        return BadFact(self.where, f"{message}.", remedy=remedy)

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(f"no {key!r}", f"Give {key!r} as a text that is not empty.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        return self._texts(self.values.get(key, []), key)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        return tuple(self._texts(group, key) for group in self._list(self.values.get(key, []), key))

    def turns(self) -> tuple[str, ...]:
        if ("question" in self.values) == ("turns" in self.values):
            raise self.bad(
                "needs either 'question' or 'turns'", "Give one of them; the last turn is judged."
            )
        return self.texts("turns") if "turns" in self.values else (self.text("question"),)

    def kind(self) -> Kind:
        value = self.text("kind")
        if value not in list(Kind):
            raise self.bad(f"unknown kind {shown(value)}", f"The kinds are {', '.join(Kind)}.")
        return Kind(value)

    def evidence(self) -> tuple[tuple[Evidence, ...], ...]:
        groups = self._list(self.values.get("evidence", []), "evidence")
        return tuple(
            tuple(self._alternative(each) for each in self._list(group, "evidence"))
            for group in groups
        )

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(self.text(key))
        except ValueError as error:
            raise self.bad(
                f"{key} {shown(value)} is not a date that exists", "Write it as YYYY-MM-DD."
            ) from error

    def _alternative(self, value: object) -> Evidence:
        if not isinstance(value, dict) or set(value) != {"article", "quote"}:
            raise self.bad(
                f"evidence {shown(value)} is not an article and a quote",
                'Write [[{"article": "file name", "quote": "…"}]]: groups of alternatives.',
            )
        inner = _Fields(where=self.where, values=value)
        return Evidence(article=inner.text("article"), quote=inner.text("quote"))

    def _list(self, value: object, key: str) -> list[object]:
        if not isinstance(value, list):
            raise self.bad(f"{key!r} is {shown(value)}", f"Give {key!r} as a list.")
        return value

    def _texts(self, value: object, key: str) -> tuple[str, ...]:
        texts = self._list(value, key)
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise self.bad(f"{key!r} holds something that is no text", "List texts, none empty.")
        return tuple(str(text) for text in texts)


def _object(line: str, where: str) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadFact(
            where, f"not JSON ({error.msg} at column {error.colno}).", remedy="Mend the line."
        ) from error
    if not isinstance(value, dict):
        raise BadFact(where, f"{shown(value)} is not an object.", remedy='Write {"id": …}.')
    return value


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
