"""One fact read from its line of JSON; `facts/schema.json` says the same for editors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from corpus.errors import shown
from evals.errors import BadFact
from evals.facts.answers import Accepted, DateAnswer, ListAnswer, NumberAnswer
from evals.facts.fact import Evidence, Fact, Kind, Point

KEYS = (
    "id", "question", "turns", "answers", "points", "must_not_say", "evidence", "kind", "tags",
    "today",
)  # fmt: skip
_SHAPES = (
    'Write "a text", {"number": 30, "unit": "countries"}, {"date": "2025-02-17"} or'
    ' {"list": [["France"], ["Britain", "UK"]]}.'
)
_DATE_PARTS = 3  # year, month, day; the last ones may be missing


def parse_fact(line: str, *, where: str) -> Fact:
    """The fact that a line of JSON spells out.

    Raises:
        BadFact: not JSON, an unknown key or kind, a wrong type or shape, or no fact at all.
    """
    fields = _Fields(where=where, values=_object(line, where))
    fields.refuse_unknown(KEYS)
    return Fact(
        fact_id=fields.text("id"),
        turns=_turns(fields),
        kind=_kind(fields),
        answers=tuple(_accepted(each, fields) for each in fields.list("answers")),
        points=tuple(_point(each, fields) for each in fields.list("points")),
        must_not_say=fields.texts("must_not_say"),
        evidence=tuple(_alternatives(each, fields) for each in fields.list("evidence")),
        tags=fields.texts("tags"),
        today=_today(fields),
        where=where,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """The keys of one object, read with the type that each must have."""

    where: str
    values: Mapping[str, object]

    def refuse_unknown(self, keys: Sequence[str]) -> None:
        for key in self.values:
            if key not in keys:
                raise self.bad(f"unknown key {shown(key)}", f"The keys are {', '.join(keys)}.")

    def bad(self, message: str, remedy: str) -> BadFact:
        return BadFact(self.where, f"{message}.", remedy=remedy)

    def inner(self, value: Mapping[str, object]) -> _Fields:
        return _Fields(where=self.where, values=value)

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(f"no {key!r}", f"Give {key!r} as a text that is not empty.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        return self.texts_of(self.values.get(key, []), key)

    def list(self, key: str) -> Sequence[object]:
        return self.list_of(self.values.get(key, []), key)

    def list_of(self, value: object, key: str) -> Sequence[object]:
        if not isinstance(value, list):
            raise self.bad(f"{key!r} is {shown(value)}", f"Give {key!r} as a list.")
        return value

    def texts_of(self, value: object, key: str) -> tuple[str, ...]:
        texts = self.list_of(value, key)
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise self.bad(f"{key!r} holds something that is no text", "List texts, none empty.")
        return tuple(str(text) for text in texts)

    def number(self, key: str, default: int = 0) -> Decimal:
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.bad(f"{key!r} is {shown(value)}", "Give a number in figures, unquoted.")
        return Decimal(value).normalize()


def _turns(fields: _Fields) -> tuple[str, ...]:
    if ("question" in fields.values) == ("turns" in fields.values):
        raise fields.bad(
            "needs either 'question' or 'turns'", "Give one of them; the last turn is judged."
        )
    return fields.texts("turns") if "turns" in fields.values else (fields.text("question"),)


def _kind(fields: _Fields) -> Kind:
    value = fields.text("kind")
    if value not in list(Kind):
        raise fields.bad(f"unknown kind {shown(value)}", f"The kinds are {', '.join(Kind)}.")
    return Kind(value)


def _today(fields: _Fields) -> date | None:
    value = fields.values.get("today")
    if value is None:
        return None
    try:
        return date.fromisoformat(fields.text("today"))
    except ValueError as error:
        raise fields.bad(
            f"today {shown(value)} is not a date that exists", "Write it as YYYY-MM-DD."
        ) from error


def _alternatives(value: object, fields: _Fields) -> tuple[Evidence, ...]:
    return tuple(_evidence(each, fields) for each in fields.list_of(value, "evidence"))


def _evidence(value: object, fields: _Fields) -> Evidence:
    if not isinstance(value, dict) or set(value) != {"article", "quote"}:
        raise fields.bad(
            f"evidence {shown(value)} is not an article and a quote",
            'Write [[{"article": "file name", "quote": "…"}]]: groups of alternatives.',
        )
    inner = fields.inner(value)
    return Evidence(article=inner.text("article"), quote=inner.text("quote"))


def _point(value: object, fields: _Fields) -> Point:
    if isinstance(value, list):
        return Point(aliases=tuple(_accepted(each, fields) for each in value))
    if not isinstance(value, dict):
        raise fields.bad(
            f"point {shown(value)} is no list of aliases",
            'Write ["France", "Paris"] or {"aliases": ["France"], "outlets": ["RFI"]}.',
        )
    inner = fields.inner(value)
    inner.refuse_unknown(("aliases", "outlets"))
    return Point(
        aliases=tuple(_accepted(each, inner) for each in inner.list("aliases")),
        outlets=inner.texts("outlets"),
    )


def _accepted(value: object, fields: _Fields) -> Accepted:
    """A text, or an object told apart by the key that only its shape has."""
    if isinstance(value, str) and value.strip():
        return value
    shape = next((key for key in _READERS if isinstance(value, dict) and key in value), None)
    if not isinstance(value, dict) or shape is None:
        raise fields.bad(f"{shown(value)} is no answer", _SHAPES)
    try:
        return _READERS[shape](fields.inner(value))
    except ValueError as error:
        raise fields.bad(f"answer {shown(value)}: {error}", _SHAPES) from error


def _number_answer(fields: _Fields) -> NumberAnswer:
    fields.refuse_unknown(("number", "unit", "tolerance"))
    unit = fields.values.get("unit", [])
    return NumberAnswer(
        number=fields.number("number"),
        units=fields.texts_of([unit] if isinstance(unit, str) else unit, "unit"),
        tolerance=fields.number("tolerance"),
    )


def _date_answer(fields: _Fields) -> DateAnswer:
    fields.refuse_unknown(("date",))
    parts = fields.text("date").split("-")
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not "".join(parts).isdigit():
        raise ValueError("not written as YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = [int(part) for part in parts] + [None] * (_DATE_PARTS - len(parts))
    return DateAnswer(year=year or 0, month=month, day=day)


def _list_answer(fields: _Fields) -> ListAnswer:
    fields.refuse_unknown(("list", "ordered"))
    ordered = fields.values.get("ordered", False)
    if not isinstance(ordered, bool):
        raise fields.bad(f"'ordered' is {shown(ordered)}", "Give true or false.")
    members = fields.list("list")
    return ListAnswer(
        members=tuple(fields.texts_of(names, "list") for names in members), ordered=ordered
    )


_READERS: Mapping[str, Callable[[_Fields], Accepted]] = {
    "number": _number_answer,
    "date": _date_answer,
    "list": _list_answer,
}


def _object(line: str, where: str) -> Mapping[str, object]:
    try:
        # Exact, so that 0.1 stays one tenth.
        value = json.loads(line, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise BadFact(
            where, f"not JSON ({error.msg} at column {error.colno}).", remedy="Mend the line."
        ) from error
    if not isinstance(value, dict):
        raise BadFact(where, f"{shown(value)} is not an object.", remedy='Write {"id": …}.')
    return value
