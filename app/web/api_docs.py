"""The HTTP interface described: as OpenAPI for programs, and as one plain page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.metadata import version
from importlib.resources import files
from typing import Any

_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;"
    "margin:2rem auto;padding:0 1rem}pre{overflow-x:auto;padding:.75rem;border:1px solid;"
    "border-radius:.4rem}code,pre{font:14px/1.5 ui-monospace,monospace}dt{font-weight:600}"
)
_HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>Clippings for programs</title>'
    f"<style>{_STYLE}</style><main><h1>Clippings for programs</h1>"
)
_EXAMPLES: Mapping[str, str] = {
    "ask": 'curl --json \'{"question": "Who opened the bridge?"}\' http://127.0.0.1:7860/api/ask',
    "search": 'curl --json \'{"question": "bridge", "k": 3}\' http://127.0.0.1:7860/api/search',
    "add": "curl -H \"X-Clippings-Token: $TOKEN\" -F files=@story.html -F outlet='The Gazette' "
    "http://127.0.0.1:7860/api/add",
    "articles": "curl http://127.0.0.1:7860/api/articles",
    "article": "curl http://127.0.0.1:7860/api/article/ARTICLE_ID",
    "health": "curl http://127.0.0.1:7860/api/health",
}


@cache
def openapi() -> Mapping[str, Any]:
    """The description as OpenAPI 3.1; the version is that of Clippings."""
    text = files("app.web").joinpath("openapi.json").read_text(encoding="utf-8")
    described: dict[str, Any] = json.loads(text)
    described["info"]["version"] = version("clippings")
    return described


@cache
def docs_page() -> str:
    """The same as HTML that fetches nothing."""
    described = openapi()
    about, schemes = described["info"], described["components"]["securitySchemes"].values()
    errors = described["components"]["responses"]["Error"]["description"]
    routes = (part for path, each in described["paths"].items() for part in _routes(path, each))
    parts = [
        _HEAD,
        f"<p>{escape(about['description'])}</p>",
        '<p>The whole description: <a href="/api/openapi.json">openapi.json</a></p>',
        *routes,
        "<h2>Errors</h2>",
        '<p>Each is <code>{"error": {"code", "message", "remedy"}}</code>, with the status:',
        f"{escape(errors)}.</p>",
        "<h2>Token and login</h2>",
        *(f"<p>{escape(scheme['description'])}</p>" for scheme in schemes),
        "</main></html>",
    ]
    return "\n".join(parts)


def _routes(path: str, methods: Mapping[str, Any]) -> Iterator[str]:
    for method, route in methods.items():
        yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
        yield f"<p>{escape(route['summary'])}. {escape(route.get('description', ''))}</p>"
        yield from _fields(route)
        yield f"<pre>{escape(_EXAMPLES[route['operationId']])}</pre>"


def _fields(route: Mapping[str, Any]) -> Iterator[str]:
    bodies = route.get("requestBody", {}).get("content", {})
    for kind, body in bodies.items():
        name = body["schema"]["$ref"].rpartition("/")[2]
        schema = openapi()["components"]["schemas"][name]
        yield f"<p>As <code>{escape(kind)}</code>:</p><dl>"
        for field, told in schema["properties"].items():
            needed = " (needed)" if field in schema["required"] else ""
            yield f"<dt>{escape(field)}{needed}</dt><dd>{escape(told.get('description', ''))}</dd>"
        yield "</dl>"
