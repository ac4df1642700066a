"""The verbs that one process does for another: by name, from JSON to JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from app.desk import Desk
from app.requests import Adding, Asking
from app.wire import Fields

Request = Mapping[str, object]


def _add(desk: Desk, request: Request) -> Fields:
    return desk.add(Adding.from_fields(request))


def _ask(desk: Desk, request: Request) -> Fields:
    return desk.ask(Asking.from_fields(request))


def _search(desk: Desk, request: Request) -> Fields:
    asked = {name: value for name, value in request.items() if name != "k"}
    return desk.search(Asking.from_fields(asked), k=int(cast(int, request["k"])))


def _set(desk: Desk, request: Request) -> Fields:
    values = cast(Mapping[str, str], request["values"])
    return desk.set_metadata(str(request["article_id"]), values)


def _remove(desk: Desk, request: Request) -> Fields:
    return desk.remove([str(name) for name in cast(list[str], request["article_ids"])])


def _info(desk: Desk, request: Request) -> Fields:
    del request
    return desk.info()


VERBS: Mapping[str, Callable[[Desk, Request], Fields]] = {
    "add": _add,
    "ask": _ask,
    "search": _search,
    "set": _set,
    "remove": _remove,
    "info": _info,
}
