"""`ask -`: a question a line in, a JSON reply a line out, in order, models loaded once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import TextIOWrapper
from typing import TextIO

from app.beforehand import Beforehand
from app.command.session_on_home import SessionOnHome
from app.wire import Fields
from corpus.errors import ClippingsError, shown

BYTE_ORDER_MARK = "\ufeff"


def ask_lines(
    session: SessionOnHome, defaults: Mapping[str, object], lines: TextIO, replies: TextIO
) -> int:
    """Answer every line; returns how many were bad. Blank lines are passed over.

    A line is a question, or a JSON object with `question` and any field of a request; what it does
    not say is taken from `defaults`. A bad line gets `{"kind": "error", "id", "message"}`.
    """
    bad, beforehand = 0, Beforehand(session)
    if isinstance(lines, TextIOWrapper):  # a line in another encoding is bad, not the end
        lines.reconfigure(errors="surrogateescape")
    for line in (each.lstrip(BYTE_ORDER_MARK).strip() for each in lines):
        if not line:
            continue
        reply = _reply(session, defaults, line, beforehand=beforehand)
        bad += reply["kind"] == "error"
        print(json.dumps(reply, ensure_ascii=False), file=replies, flush=True)
    return bad


def _reply(
    session: SessionOnHome, defaults: Mapping[str, object], line: str, *, beforehand: Beforehand
) -> Fields:
    try:
        given = _request(line)
    except (ValueError, RecursionError) as error:  # the latter of a line nested too deep
        return {"kind": "error", "id": None, "message": f"{shown(line)} is not JSON: {error}"}
    try:
        request = {**defaults, **given}
        beforehand.tell(request.get("engine"))
        reply = session.do("ask", request)
    except ClippingsError as error:
        return {"kind": "error", "id": given.get("id"), "message": str(error)}
    return ({"id": given["id"]} if "id" in given else {}) | reply


def _request(line: str) -> Mapping[str, object]:
    if not line.startswith("{"):
        return {"question": line}
    named = {"from": "published_from", "until": "published_until"}
    return {named.get(key, key): value for key, value in json.loads(line).items()}
