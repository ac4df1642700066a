"""The loopback routes through which other processes use a home that a server owns."""

from __future__ import annotations

import contextlib
import json
import queue
import threading
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from app.command.cli_errors import error_fields
from app.command.desk import Desk
from app.command.owner import PROGRESS, TOKEN_HEADER
from app.command.verbs import VERBS, Errand
from app.web.login import is_same_secret
from app.wire import Fields
from corpus.errors import ClippingsError
from index.errors import IngestStopped
from index.watching import IngestProgress, Watch

OK = 200
FORBIDDEN = 403
NOT_FOUND = 404
REFUSED = 422
STILL_SECONDS = 2.0  # after which a verb that says nothing is said to be at work still
_STILL_AT_WORK: Fields = {PROGRESS: None}


def owner_routes(desk: Desk, *, token: str) -> APIRouter:
    """`POST /owner/VERB` for each verb of `app.command.verbs`, for those who know the token.

    The answer is one line of JSON, what the verb gives or its error; before it, for as long as the
    verb is at work, come lines that hold only its progress. When the asker goes away, what is being
    added is stopped as Ctrl-C stops it: the batch in hand is finished.
    """
    router = APIRouter()

    async def do(verb: str, request: Request) -> Response:
        if not is_same_secret(request.headers.get(TOKEN_HEADER, ""), token):
            return Response(status_code=FORBIDDEN)
        if verb not in VERBS:
            return Response(status_code=NOT_FOUND)
        try:
            asked = await request.json()
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict):
            return Response("The body has to be a JSON object.", status_code=REFUSED)
        work = _Work(desk, verb, asked)
        first = await run_in_threadpool(work.next_line)
        status = REFUSED if first and "error" in first else OK
        return StreamingResponse(_lines(first, work), status, media_type="application/json")

    router.add_api_route("/owner/{verb}", do, methods=["POST"], include_in_schema=False)
    return router


class _Work:
    """A verb being done in a thread of its own, and the lines that tell of it."""

    def __init__(self, desk: Desk, verb: str, asked: Mapping[str, object]) -> None:
        self._lines: queue.SimpleQueue[Fields | None] = queue.SimpleQueue()
        self.watch = Watch(progress=self._tell)
        self._errand = Errand(desk=desk, asked=asked, watch=self.watch)
        # A daemon: a server that is told to end does not wait for a long add to be done. What is
        # not done by then is finished by the next write.
        threading.Thread(target=self._do, args=(verb,), daemon=True, name=verb).start()

    def next_line(self) -> Fields | None:
        """The next thing to be told, after at most STILL_SECONDS; None when all is told."""
        try:
            return self._lines.get(timeout=STILL_SECONDS)
        except queue.Empty:
            return _STILL_AT_WORK

    def _do(self, verb: str) -> None:
        try:
            with contextlib.suppress(IngestStopped):  # only when nobody listens any more
                self._lines.put(VERBS[verb](self._errand))
        except ClippingsError as error:
            self._lines.put(error_fields(error))
        finally:
            self._lines.put(None)

    def _tell(self, progress: IngestProgress) -> None:
        self._lines.put({PROGRESS: asdict(progress)})


async def _lines(first: Fields | None, work: _Work) -> AsyncIterator[str]:
    line = first
    try:
        while line is not None:
            yield json.dumps(line) + "\n"
            line = await run_in_threadpool(work.next_line)
    finally:
        work.watch.stop.set()
