"""The last eval report of a home, as its page shows it: what it holds, and its way in and out.

`clippings eval --home` writes it from above, in the words that it is shown in, so that the page
knows no metric. Frozen facts are only counted: who reads their questions tunes on them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import HomeError
from corpus.library import Library

REPORT = Path("reports") / "eval.json"  # in the home
FORMAT = 1  # one more whenever fields are added, dropped or change their meaning

_T = TypeVar("_T")


class UnreadableReport(HomeError):
    """A report that is damaged, or that another version of Clippings wrote."""

    code = "unreadable_report"


class Unit(StrEnum):
    """How a measure is put in words: a share in percent, a plain number, seconds or megabytes."""

    SHARE = "share"
    NUMBER = "number"
    SECONDS = "seconds"
    MEGABYTES = "megabytes"


class Better(StrEnum):
    """Which way a measure improves."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A 95 % interval, in the unit of its measure."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measure over `n` facts, by its name in plain words; `value` is None without facts.

    `beside` has the value of each simple system measured beside, by its name.
    """

    words: str
    unit: Unit
    better: Better
    value: float | None
    n: int
    interval: Interval | None = None
    beside: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RightShare:
    """The share, in [0, 1], of the facts of one kind or half that got the right reply."""

    name: str
    right: float
    facts: int
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Of all answers the most confident share, `answered`, and what share of those is wrong."""

    answered: float
    wrong: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedFact:
    """A dev fact that got the wrong reply: its conversation, and what went wrong, in words.

    The last of `turns` is the question that was judged.
    """

    fact_id: str
    kind: str
    turns: tuple[str, ...]
    wrong: str

    def __post_init__(self) -> None:
        if not self.turns:
            raise ValueError(f"fact {self.fact_id} asks nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalReport:
    """What an eval run over a home found.

    `made_at` is in UTC; `library` is the `state_of` the library that was measured; `today` is the
    day that words such as "yesterday" were read by, if there was one; `halves` are the
    facts that may be tuned on and those that may not; `curve` has the most confident answers
    first; `failed` are dev facts, in their order, and `frozen_failed` is the number of others.
    """

    made_at: datetime
    library: str
    engine: str
    today: date | None
    is_partial: bool
    measures: tuple[Measured, ...]
    kinds: tuple[RightShare, ...]
    halves: tuple[RightShare, ...]
    curve: tuple[CurvePoint, ...]
    failed: tuple[FailedFact, ...]
    frozen_failed: int


def state_of(library: Library) -> str:
    """Hex sha256 over the articles' texts, outlets and dates: another after each such change."""
    # An article's id changes with its text, so that no text has to be read.
    rows = sorted(repr(each) for each in library.imprints())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def as_text(report: EvalReport) -> str:
    """The report as JSON, one line of text."""
    fields = asdict(report) | {"format": FORMAT}
    return json.dumps(fields, ensure_ascii=False, default=_iso) + "\n"


def read_report(path: Path) -> EvalReport | None:
    """The report that a file holds; None where there is no file.

    Raises:
        UnreadableReport: it cannot be opened, is no report, or has another version's fields.
    """
    try:
        written = path.read_text(encoding="utf-8")
        fields = json.loads(written, parse_constant=_refuse)
        if fields["format"] != FORMAT:
            raise UnreadableReport(
                f"{path} was written by another version of Clippings.",
                remedy="Run `clippings eval` again.",
            )
        return _report(fields)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableReport(
            f"{path} is damaged, or no eval report.", remedy="Run `clippings eval` again."
        ) from error


def _iso(day: date) -> str:
    """Of a datetime its time as well."""
    return day.isoformat()


def _report(fields: Mapping[str, Any]) -> EvalReport:
    return EvalReport(
        made_at=datetime.fromisoformat(fields["made_at"]),
        library=_a(str, fields["library"]),
        engine=_a(str, fields["engine"]),
        today=date.fromisoformat(fields["today"]) if fields["today"] else None,
        is_partial=_a(bool, fields["is_partial"]),
        measures=_each(_measured, fields["measures"]),
        kinds=_each(_right_share, fields["kinds"]),
        halves=_each(_right_share, fields["halves"]),
        curve=_each(_curve_point, fields["curve"]),
        failed=_each(_failed_fact, fields["failed"]),
        frozen_failed=_a(int, fields["frozen_failed"]),
    )


def _measured(fields: Mapping[str, Any]) -> Measured:
    return Measured(
        words=_a(str, fields["words"]),
        unit=Unit(fields["unit"]),
        better=Better(fields["better"]),
        value=_maybe(fields["value"]),
        n=_a(int, fields["n"]),
        interval=_interval(fields["interval"]),
        beside={name: _maybe(value) for name, value in fields["beside"].items()},
    )


def _right_share(fields: Mapping[str, Any]) -> RightShare:
    return RightShare(
        name=_a(str, fields["name"]),
        right=_number(fields["right"]),
        facts=_a(int, fields["facts"]),
        interval=_interval(fields["interval"]),
    )


def _curve_point(fields: Mapping[str, Any]) -> CurvePoint:
    return CurvePoint(answered=_number(fields["answered"]), wrong=_number(fields["wrong"]))


def _failed_fact(fields: Mapping[str, Any]) -> FailedFact:
    return FailedFact(
        fact_id=_a(str, fields["fact_id"]),
        kind=_a(str, fields["kind"]),
        turns=_each(lambda turn: _a(str, turn), fields["turns"]),
        wrong=_a(str, fields["wrong"]),
    )


def _interval(fields: Mapping[str, Any] | None) -> Interval | None:
    if fields is None:
        return None
    return Interval(low=_number(fields["low"]), high=_number(fields["high"]))


def _each(read: Callable[[Any], _T], listed: object) -> tuple[_T, ...]:
    return tuple(read(each) for each in _a(list, listed))


def _maybe(value: object) -> float | None:
    return None if value is None else _number(value)


def _number(value: object) -> float:
    return float(value) if type(value) is int else _a(float, value)


def _a(kind: type[_T], value: object) -> _T:
    """The value, if it is of exactly that type: to Python a bool is an int."""
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not of type {kind.__name__}")
    return value


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON number")
