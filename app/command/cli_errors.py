"""Errors and exit codes as the contract has them."""

from __future__ import annotations

from app.command.owner import ToldByOwner
from corpus.errors import ClippingsError, InputError

DONE = 0
WRONG_INPUT = 1
WRONG_USAGE = 2
SOME_FAILED = 3
GATE_FAILED = 4
OUR_BUG = 70


class MissingExtra(InputError):
    """A verb needs a package that is installed only on request."""

    code = "missing_extra"


def error_fields(error: ClippingsError) -> dict[str, object]:
    """An error as JSON: `{"error": {"code", "message", "remedy"}}`."""
    code = error.told_code if isinstance(error, ToldByOwner) else error.code
    return {"error": {"code": code, "message": error.message, "remedy": error.remedy}}
