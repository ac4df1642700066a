"""The verbs that one process does for another: by name, from JSON to JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from app.command.desk import Desk
from app.command.requests import Adding, Asking, BackingUp, Removing, TracingText
from app.wire import Fields
from index.watching import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A verb to be done at a desk: what is asked of it, and who looks on meanwhile."""

    desk: Desk
    asked: Mapping[str, object]
    watch: Watch = field(default_factory=Watch)


def _add(errand: Errand) -> Fields:
    return errand.desk.library.add(Adding.from_fields(errand.asked), watch=errand.watch)


def _ask(errand: Errand) -> Fields:
    return errand.desk.ask(Asking.from_fields(errand.asked))


def _search(errand: Errand) -> Fields:
    asked = {name: value for name, value in errand.asked.items() if name != "k"}
    return errand.desk.search(Asking.from_fields(asked), k=int(cast(int, errand.asked["k"])))


def _trace(errand: Errand) -> Fields:
    return errand.desk.trace(TracingText.from_fields(errand.asked))


def _set(errand: Errand) -> Fields:
    values = cast(Mapping[str, str], errand.asked["values"])
    return errand.desk.library.set_metadata(str(errand.asked["article_id"]), values)


def _remove(errand: Errand) -> Fields:
    return errand.desk.library.remove(Removing.from_fields(errand.asked))


def _info(errand: Errand) -> Fields:
    return errand.desk.home.info()


def _doctor(errand: Errand) -> Fields:
    return errand.desk.home.doctor()


def _backup(errand: Errand) -> Fields:
    return errand.desk.home.back_up(BackingUp.from_fields(errand.asked))


VERBS: Mapping[str, Callable[[Errand], Fields]] = {
    "add": _add,
    "ask": _ask,
    "search": _search,
    "trace": _trace,
    "set": _set,
    "remove": _remove,
    "info": _info,
    "doctor": _doctor,
    "backup": _backup,
}
