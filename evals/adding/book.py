"""A facts file to add to: the next free id, a new fact as a line, the check, and the adding."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import shown
from evals.command import DEFAULT_FACTS
from evals.errors import BadFact, BadRun
from evals.facts.evidence import NamedArticle, check_evidence
from evals.facts.fact import Evidence, Fact, Kind
from evals.facts.files import raise_first, read_facts
from evals.facts.lines import parse_fact
from evals.writing import write_atomically

DIGITS = 3  # of the number in an id: `mine-001`
_NUMBERED = re.compile(r"(?P<prefix>.*?)(?P<number>\d+)")
_OURS = "sample-"  # what the files over the sample begin with; it says nothing in an id

WrittenAnswer = str | Mapping[str, object]  # a text, or a value: {"number": 30, …}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """A fact in the making: everything but its id. Fields are those of `evals.facts.fact.Fact`."""

    turns: tuple[str, ...]
    kind: Kind
    answers: tuple[WrittenAnswer, ...] = ()
    points: tuple[tuple[str, ...], ...] = ()
    must_not_say: tuple[str, ...] = ()
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsBook:
    """A facts file to be added to. `facts` are its own, `others` those that come with Clippings."""

    path: Path
    facts: tuple[Fact, ...]
    others: tuple[Fact, ...]

    @property
    def taken(self) -> frozenset[str]:
        """Ids that a new fact cannot have."""
        return frozenset(fact.fact_id for fact in (*self.facts, *self.others))

    def asked_before(self, turns: Sequence[str]) -> Fact | None:
        """The fact that asks the same in the same words, if any; case doesn't count."""
        sought = [turn.casefold() for turn in turns]
        known = (*self.facts, *self.others)
        return next((f for f in known if [t.casefold() for t in f.turns] == sought), None)


def open_book(path: Path) -> FactsBook:
    """The facts in a file, which may not exist yet, and those that come with Clippings.

    Raises:
        BadFact: the file cannot be read, or holds a line that is no fact.
    """
    is_empty = not path.exists() or (path.is_file() and not path.stat().st_size)
    reading = read_facts([] if is_empty else [path])
    raise_first(reading.faults)
    ours = [each for each in DEFAULT_FACTS.glob("*.jsonl") if each.resolve() != path.resolve()]
    return FactsBook(path=path, facts=reading.facts, others=read_facts(sorted(ours)).facts)


def next_id(book: FactsBook) -> str:
    """The next free id: the file's most frequent prefix, or its name, and a number.

    >>> next_id(FactsBook(path=Path("mine.jsonl"), facts=(), others=()))
    'mine-001'
    """
    numbered = [match for f in book.facts if (match := _NUMBERED.fullmatch(f.fact_id))]
    prefixes = Counter(match["prefix"] for match in numbered)
    named = f"{book.path.stem.removeprefix(_OURS)}-"
    prefix = prefixes.most_common(1)[0][0] if prefixes else named
    numbers = [match["number"] for match in numbered if match["prefix"] == prefix]
    digits = max(map(len, numbers), default=DIGITS)
    number = max(map(int, numbers), default=0) + 1
    while f"{prefix}{number:0{digits}}" in book.taken:
        number += 1
    return f"{prefix}{number:0{digits}}"


def fact_line(fact_id: str, new: NewFact) -> str:
    """The fact as one line of JSON, without a line break, in the order of the facts files."""
    asked = {"question": new.turns[0]} if len(new.turns) == 1 else {"turns": list(new.turns)}
    forbidden = {"must_not_say": list(new.must_not_say)} if new.must_not_say else {}
    fields = {
        "id": fact_id,
        **asked,
        "answers": list(new.answers),
        "points": [list(group) for group in new.points],
        **forbidden,
        "evidence": [
            [{"article": each.article, "quote": each.quote} for each in group]
            for group in new.evidence
        ],
        "kind": new.kind.value,
        "tags": list(new.tags),
    }
    return json.dumps(fields, ensure_ascii=False)


def checked(line: str, book: FactsBook, articles: Sequence[NamedArticle]) -> Fact:
    """The fact that a line spells out, its evidence looked up.

    Raises:
        BadFact: it is none, its id is taken, or its evidence is not once in its article.
    """
    fact = parse_fact(line, where=f"{book.path}: the new fact")
    if fact.fact_id in book.taken:
        raise BadFact(
            fact.where, f"id {shown(fact.fact_id)} is taken.", remedy="Give another --id, or none."
        )
    check_evidence([fact], articles)
    return fact


def append_line(path: Path, line: str) -> int:
    """Add a line to a file, whose other lines stay byte for byte; returns its number, from 1.

    Raises:
        BadRun: the file cannot be read or written; it is as it was then.
    """
    try:
        before = path.read_bytes().decode() if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadRun(
            f"{path} cannot be read: {shown(error)}.", remedy="Name another file with --facts."
        ) from error
    if before and not before.endswith("\n"):
        before += "\n"
    write_atomically(path.resolve(), f"{before}{line}\n")
    return before.count("\n") + 1
