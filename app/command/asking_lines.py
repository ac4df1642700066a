"""`ask -`: a question a line in, a JSON reply a line out, in order, models loaded once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TextIO

from app.beforehand import Beforehand
from app.command.session_on_home import SessionOnHome
from app.wire import Fields
from corpus.errors import ClippingsError, shown


def ask_lines(
    session: SessionOnHome, defaults: Mapping[str, object], lines: TextIO, replies: TextIO
) -> int:
    """Answer every line; returns how many were bad. Blank lines are passed over.

    A line is a question, or a JSON object with `question` and any field of a request; what it does
    not say is taken from `defaults`. A bad line gets `{"kind": "error", "id", "message"}`.
    """
    bad, beforehand = 0, Beforehand(session)
    for line in lines:
        if not line.strip():
            continue
        reply = _reply(session, defaults, line.strip(), beforehand=beforehand)
        bad += reply["kind"] == "error"
        print(json.dumps(reply, ensure_ascii=False), file=replies, flush=True)
    return bad


def _reply(
    session: SessionOnHome, defaults: Mapping[str, object], line: str, *, beforehand: Beforehand
) -> Fields:
    given: Mapping[str, object] = {}
    try:
        given = _request(line)
        request = {**defaults, **given}
        beforehand.tell(request.get("engine"))
        reply = session.do("ask", request)
    except ClippingsError as error:
        return {"kind": "error", "id": given.get("id"), "message": str(error)}
    except (ValueError, RecursionError) as error:  # the latter of a line nested too deep
        return {"kind": "error", "id": None, "message": f"{shown(line)} is not JSON: {error}"}
    return ({"id": given["id"]} if "id" in given else {}) | reply


def _request(line: str) -> Mapping[str, object]:
    if not line.startswith("{"):
        return {"question": line}
    named = {"from": "published_from", "until": "published_until"}
    return {named.get(key, key): value for key, value in json.loads(line).items()}
