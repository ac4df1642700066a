"""The loopback routes through which other processes use a home that a server owns."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from app.cli_errors import error_fields
from app.desk import Desk
from app.owner import TOKEN_HEADER
from app.verbs import VERBS
from corpus.errors import ClippingsError

FORBIDDEN = 403
NOT_FOUND = 404
REFUSED = 422


def owner_routes(desk: Desk, *, token: str) -> APIRouter:
    """`POST /owner/VERB` for each verb of `app.verbs`, for those who know the token."""
    router = APIRouter()

    async def do(verb: str, request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(TOKEN_HEADER, ""), token):
            return Response(status_code=FORBIDDEN)
        if verb not in VERBS:
            return Response(status_code=NOT_FOUND)
        try:
            asked = await request.json()
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict):
            return Response("The body has to be a JSON object.", status_code=REFUSED)
        return await run_in_threadpool(_done, desk, verb, asked)

    router.add_api_route("/owner/{verb}", do, methods=["POST"], include_in_schema=False)
    return router


def _done(desk: Desk, verb: str, asked: Mapping[str, object]) -> Response:
    try:
        return JSONResponse(VERBS[verb](desk, asked))
    except ClippingsError as error:
        return JSONResponse(error_fields(error), status_code=REFUSED)
