"""What a request to the HTTP interface brings: a JSON object, or a form with files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Mapping
from typing import TypeVar

from fastapi import Request
from fastapi.datastructures import FormData

from app.web.api_errors import NotUnderstood, TookTooLong, WrongType

JSON_TYPE = "application/json"
FORM_TYPE = "multipart/form-data"
JSON_SECONDS = 30.0  # for a megabyte: far slower than any line that is worth having
FORM_SECONDS = 600.0  # for 200 MB: 3 Mbit/s
MOST_FILES = 100  # of one request
MOST_FIELDS = 100

Read = TypeVar("Read")


def type_of(request: Request) -> str:
    """The type that a body says it is of, in lower case and without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def json_of(request: Request) -> Mapping[str, object]:
    """The JSON object in a body.

    Raises:
        WrongType: the body does not say that it is JSON.
        NotUnderstood: it is none, or not an object.
        TooLarge: it is over its limit.
        TookTooLong: it did not arrive in 30 seconds.
    """
    if type_of(request) != JSON_TYPE:
        raise WrongType(
            "The body does not say that it is JSON.",
            remedy=f"Send it with the header Content-Type: {JSON_TYPE}, as `curl --json` does.",
        )
    body = await _arrived(request.body(), seconds=JSON_SECONDS)
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("The body is not JSON.", remedy="Send one JSON object.") from error
    if not isinstance(fields, dict):
        raise NotUnderstood("The body is not a JSON object.", remedy='Write it as {"…": …}.')
    return fields


async def form_of(request: Request) -> FormData:
    """The form in a body, its files spooled to disk; to be closed.

    What is no form, or one of too many parts, ends in FastAPI's own error of status 400.

    Raises:
        TooLarge: it is over its limit.
        TookTooLong: it did not arrive in ten minutes.
    """
    return await _arrived(_form(request), seconds=FORM_SECONDS)


async def _form(request: Request) -> FormData:
    return await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)


async def _arrived(reading: Coroutine[object, object, Read], *, seconds: float) -> Read:
    try:
        return await asyncio.wait_for(reading, seconds)
    except TimeoutError as error:
        raise TookTooLong(
            f"The body did not arrive in {seconds:.0f} seconds.", remedy="Send it again."
        ) from error
