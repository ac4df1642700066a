"""The HTTP interface over a real server: what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from app.command.owner import find_owner
from tests.app.api_answers import error_of
from tests.app.cli_runs import Serving

FOREIGN = {"Origin": "https://evil.example"}


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        ("/api/ask", "{", (400, "not_understood")),
        ("/api/ask", "", (400, "not_understood")),
        ("/api/ask", "[" * 100_000, (400, "not_understood")),
        ("/api/ask", "9" * 10_000, (400, "not_understood")),
        ("/api/ask", b"\xff{}", (400, "not_understood")),
        ("/api/ask", "[]", (400, "not_understood")),
        ("/api/ask", "{}", (422, "bad_request")),
        ("/api/ask", '{"question": 5}', (422, "bad_request")),
        ("/api/ask", '{"question": "\\ud800"}', (422, "bad_request")),
        ("/api/ask", '{"question": ""}', (422, "bad_question")),
        ("/api/ask", json.dumps({"question": "x" * 2_001}), (422, "bad_question")),
        ("/api/ask", '{"question": "x", "paths": ["/etc"]}', (422, "bad_request")),
        ("/api/ask", '{"question": "x", "outlets": "RFI"}', (422, "bad_request")),
        ("/api/ask", '{"question": "x", "from": "2025-02-30"}', (422, "bad_date")),
        ("/api/ask", '{"question": "x", "threshold": NaN}', (422, "bad_question")),
        ("/api/ask", '{"question": "x", "engine": "llm"}', (422, "no_engine")),
        ("/api/ask", '{"question": "x", "articles": ["a000000000000"]}', (404, "unknown_article")),
        ("/api/search", '{"question": "x", "k": 0}', (422, "bad_request")),
        ("/api/search", '{"question": "x", "k": true}', (422, "bad_request")),
        ("/api/search", '{"question": "x", "k": 101}', (422, "bad_request")),
        ("/api/search", '{"question": "x", "k": "5"}', (422, "bad_request")),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_body_that_is_wrong_is_told_so(
    api: httpx.Client, path: str, body: str | bytes, refusal: tuple[int, str]
) -> None:
    answer = api.post(path, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, error_of(answer)["code"]) == refusal


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_has_to_say_that_it_is_json(api: httpx.Client, kind: str) -> None:
    answer = api.post("/api/ask", content='{"question": "x"}', headers={"Content-Type": kind})
    assert (answer.status_code, error_of(answer)["code"]) == (415, "wrong_type")
    assert "curl --json" in error_of(answer)["remedy"]


def test_json_of_over_a_megabyte_is_refused_whether_or_not_it_says_so(api: httpx.Client) -> None:
    body = json.dumps({"question": "x" * 1_100_000}).encode()
    headers = {"Content-Type": "application/json"}
    stated = api.post("/api/ask", content=body, headers=headers)
    chunked = api.post("/api/ask", content=iter([body]), headers=headers)
    for answer in (stated, chunked):
        assert (answer.status_code, error_of(answer)["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("method", "path", "refusal"),
    [
        ("GET", "/api/article/a000000000000", (404, "unknown_article")),
        ("GET", "/api/article/..%2F..%2Fetc%2Fpasswd", (404, "no_such_route")),
        ("GET", "/api/article/%00", (404, "unknown_article")),
        ("GET", "/api/nothing", (404, "no_such_route")),
        ("GET", "/api", (404, "no_such_route")),
        ("GET", "/api/ask", (405, "wrong_method")),
        ("DELETE", "/api/article/a000000000000", (405, "wrong_method")),
        ("POST", "/api/health", (405, "wrong_method")),
    ],
)
def test_what_is_not_there_is_told_in_json(
    api: httpx.Client, method: str, path: str, refusal: tuple[int, str]
) -> None:
    answer = api.request(method, path)
    assert (answer.status_code, error_of(answer)["code"]) == refusal


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/config"),
        ("GET", "/api/articles"),
        ("POST", "/api/ask"),
        ("POST", "/api/add"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/gradio_api/queue/data?session_hash=x"),
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/call/ask"),
        ("OPTIONS", "/gradio_api/queue/join"),
        ("POST", "/owner/info"),
    ],
)
def test_neither_a_foreign_page_nor_a_rebound_name_reaches_any_route(
    api: httpx.Client, method: str, path: str
) -> None:
    foreign = api.request(method, path, headers=FOREIGN)
    assert (foreign.status_code, error_of(foreign)["code"]) == (403, "foreign_origin")
    assert "access-control-allow-origin" not in foreign.headers
    rebound = api.request(method, path, headers={"Host": "evil.example:7860"})
    assert (rebound.status_code, error_of(rebound)["code"]) == (421, "foreign_host")


def test_the_page_answers_under_each_name_of_this_computer(api_server: Serving) -> None:
    port = api_server.url.rpartition(":")[2]
    for name in ("localhost", "127.0.0.1", "[::1]"):
        answer = httpx.get(api_server.url, headers={"Host": f"{name}:{port}"})
        assert answer.status_code == httpx.codes.OK


@pytest.mark.parametrize("where", ["elsewhere.md", "home/owner.json"])
def test_the_page_reads_what_was_uploaded_and_no_other_file(
    api: httpx.Client, api_server: Serving, where: str
) -> None:
    path = api_server.home.parent / where
    if not path.exists():
        path.write_text("The password of the desk is Zorblax.\n", encoding="utf-8")
    events = api.get("/config").json()["dependencies"]
    upload = next(each for each in events if each["targets"][0][1] == "upload")
    named = {"path": str(path), "meta": {"_type": "gradio.FileData"}}
    asked = {"data": [[named], None], "fn_index": upload["id"], "session_hash": "x"}
    assert api.post("/gradio_api/queue/join", json=asked).is_success
    said = api.get("/gradio_api/queue/data", params={"session_hash": "x"}).text
    assert '"success":false' in said
    assert api.get("/api/health").json()["articles"] == 2
    assert api.get(f"/gradio_api/file={path}").status_code == httpx.codes.FORBIDDEN


def test_the_owners_file_gives_programs_a_token_of_their_own(api_server: Serving) -> None:
    told = json.loads((Path(api_server.home) / "owner.json").read_text(encoding="utf-8"))
    owner = find_owner(api_server.home)
    assert owner is not None
    assert told["api_token"] == owner.api_token
    refused = httpx.post(
        f"{api_server.url}/owner/info", json={}, headers={"X-Clippings-Token": told["api_token"]}
    )
    assert refused.status_code == httpx.codes.FORBIDDEN
