"""What the HTTP interface tells, held against its own description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from app.web.api_docs import openapi

jsonschema = pytest.importorskip("jsonschema")  # without type information


def check(schema: str, told: object) -> None:
    """Hold what the server told against its own description."""
    described = {"$ref": f"#/components/schemas/{schema}", "components": openapi()["components"]}
    jsonschema.validate(told, described, cls=jsonschema.Draft202012Validator)


def error_of(answer: httpx.Response) -> Mapping[str, Any]:
    """The error that an answer holds and nothing else."""
    told = answer.json()
    check("Error", told)
    assert told["error"]["message"]
    assert told["error"]["remedy"]
    error: Mapping[str, Any] = told["error"]
    return error
