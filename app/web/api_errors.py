"""What the HTTP interface refuses, and the status that each error of ours has there.

ClippingsError
├── NotUnderstood      400   a body that is not the JSON or the form that the route takes
├── LoginWanted        401   no login, or a wrong one
├── TokenWanted        403   a change without this server's token
├── ForeignOrigin      403   a request that another site's page sent
├── NoSuchRoute        404   nothing is at this path
├── WrongMethod        405   the path takes another method
├── TooLarge           413   a body or a file over its limit
├── WrongType          415   a body of a type that the route does not take
├── ForeignHost        421   asked for under a name that is not this server's
├── Busy               503   as many requests as can be waited for are being done
└── TookTooLong        504   not done within the time of the route
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import JSONResponse

from app.command.cli_errors import error_fields
from corpus.errors import (
    ClippingsError,
    EmptyLibrary,
    HomeBusy,
    HomeFull,
    InputError,
    UnknownArticle,
)

RETRY_SECONDS = 5  # what a program is told to wait for: a few questions' time
DOCS = "/api/docs"


class NotUnderstood(ClippingsError):
    """A body that is not the JSON or the form that the route takes."""

    code = "not_understood"


class LoginWanted(ClippingsError):
    """No login was sent, or a wrong one."""

    code = "login_wanted"


class TokenWanted(ClippingsError):
    """A change was asked for without this server's token."""

    code = "token_wanted"


class ForeignOrigin(ClippingsError):
    """The request was sent by another site's page."""

    code = "foreign_origin"


class NoSuchRoute(ClippingsError):
    """Nothing is at this path."""

    code = "no_such_route"


class WrongMethod(ClippingsError):
    """The path takes another method."""

    code = "wrong_method"


class TooLarge(ClippingsError):
    """A body or a file over its limit."""

    code = "too_large"


class WrongType(ClippingsError):
    """A body of a type that the route does not take."""

    code = "wrong_type"


class ForeignHost(ClippingsError):
    """The server was asked for under a name that is not its own."""

    code = "foreign_host"


class Busy(ClippingsError):
    """As many requests as can be waited for are being done."""

    code = "busy"


class TookTooLong(ClippingsError):
    """The work was not done within the time of its route."""

    code = "took_too_long"


_STATUSES: Mapping[type[ClippingsError], int] = {
    NotUnderstood: 400,
    LoginWanted: 401,
    TokenWanted: 403,
    ForeignOrigin: 403,
    NoSuchRoute: 404,
    UnknownArticle: 404,
    WrongMethod: 405,
    EmptyLibrary: 409,
    TooLarge: 413,
    WrongType: 415,
    ForeignHost: 421,
    InputError: 422,
    ClippingsError: 500,
    Busy: 503,
    HomeBusy: 503,
    TookTooLong: 504,
    HomeFull: 507,
}
_FAULT: Mapping[str, object] = {
    "error": {
        "code": "fault",
        "message": "Something went wrong on our side; the details are in the server's log.",
        "remedy": "Try again, and report it if it stays.",
    }
}
_LOGIN_ASKED = {"WWW-Authenticate": 'Basic realm="Clippings", charset="UTF-8"'}


def status_of(error: ClippingsError) -> int:
    """The HTTP status of an error: that of the nearest of its types that has one."""
    return next(_STATUSES[kind] for kind in type(error).__mro__ if kind in _STATUSES)


def error_response(error: ClippingsError) -> JSONResponse:
    """An error as the JSON of the contract, with its status and the headers that belong to it."""
    status = status_of(error)
    headers = {}
    if isinstance(error, LoginWanted):
        headers = _LOGIN_ASKED
    elif isinstance(error, Busy | HomeBusy):
        headers = {"Retry-After": str(RETRY_SECONDS)}
    return JSONResponse(error_fields(error), status, headers=headers)


async def form_refused(_: Request, __: Exception) -> JSONResponse:
    """A handler for FastAPI's own errors of status 400: only a form that cannot be read is one."""
    return error_response(
        NotUnderstood(
            "The form cannot be read.",
            remedy="Send multipart/form-data of at most 100 files, as `curl -F` does.",
        )
    )


async def told(_: Request, error: Exception) -> JSONResponse:
    """An exception handler for FastAPI: errors of ours with their words, others calmly.

    Those others go on to the web server, which logs them.
    """
    return error_response(error) if isinstance(error, ClippingsError) else JSONResponse(_FAULT, 500)
