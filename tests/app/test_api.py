"""The HTTP interface over a real server: what it answers, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.command.owner import find_owner
from app.command.requests import Asking
from app.web.api_docs import openapi
from tests.app.cli_runs import PARIS, TORUN, Serving, serving, tiny_home

# Both without type information.
jsonschema = pytest.importorskip("jsonschema")
gradio_client = pytest.importorskip("gradio_client")

QUESTION = "How much did the new bridge in Torun cost?"
QUOTE = "It cost €77 million."
FOREIGN = {"Origin": "https://evil.example"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A running server over two tiny articles."""
    home = tiny_home(tmp_path_factory.mktemp("api"), paris=PARIS, torun=TORUN)
    with serving(home) as running:
        yield running


@pytest.fixture
def api(served: Serving) -> Iterator[httpx.Client]:
    """A program that asks the server."""
    with httpx.Client(base_url=served.url, timeout=60) as client:
        yield client


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


def test_ask_gives_the_reply_of_the_contract(api: httpx.Client) -> None:
    reply = api.post("/api/ask", json={"question": QUESTION}).json()
    check("Reply", reply)
    assert reply["kind"] == "answer"
    cited = reply["citations"][0]
    assert cited["quote"] == QUOTE
    article = api.get(f"/api/article/{cited['article_id']}").json()
    check("Article", article)
    assert article["text"][cited["start"] : cited["end"]] == QUOTE
    assert article["path"] == "torun.md"


def test_what_the_articles_do_not_say_is_no_error(api: httpx.Client) -> None:
    reply = api.post("/api/ask", json={"question": "Who won the chess title in Oslo?"})
    assert (reply.status_code, reply.json()["kind"]) == (httpx.codes.OK, "abstention")
    check("Reply", reply.json())
    notice = api.post("/api/ask", json={"question": "Which articles do you have?"}).json()
    assert notice["kind"] == "notice"
    check("Reply", notice)


def test_a_conversation_goes_on(api: httpx.Client) -> None:
    first = api.post("/api/ask", json={"question": QUESTION}).json()
    asked = {"question": "And who opened it?", "conversation": first["conversation"]}
    second = api.post("/api/ask", json=asked).json()
    assert second["conversation"] == first["conversation"]
    assert "Jan Zawadzki" in second["text"]


def test_search_gives_as_many_passages_as_wanted(api: httpx.Client) -> None:
    found = api.post("/api/search", json={"question": "bridge", "k": 1}).json()
    check("Hits", found)
    assert [hit["headline"] for hit in found["hits"]] == ["Bridge opens in Torun"]
    limited = {"question": "bridge", "outlets": ["RFI"], "from": "2025", "until": "2025-03"}
    hits = api.post("/api/search", json=limited).json()["hits"]
    assert [hit["outlet"] for hit in hits] == ["RFI"]


def test_the_articles_are_listed_newest_first(api: httpx.Client) -> None:
    told = api.get("/api/articles").json()
    check("Articles", told)
    assert [article["outlet"] for article in told["articles"]] == ["RFI", "Torun Gazette"]
    assert not [each["path"] for each in told["articles"] if "/" in each["path"]]


def test_health_says_that_questions_can_be_asked(api: httpx.Client) -> None:
    told = api.get("/api/health").json()
    check("Health", told)
    assert (told["status"], told["articles"]) == ("ok", 2)


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


def test_the_page_answers_under_each_name_of_this_computer(served: Serving) -> None:
    port = served.url.rpartition(":")[2]
    for name in ("localhost", "127.0.0.1", "[::1]"):
        answer = httpx.get(served.url, headers={"Host": f"{name}:{port}"})
        assert answer.status_code == httpx.codes.OK


def test_the_description_is_openapi_and_true_of_the_requests(api: httpx.Client) -> None:
    described = api.get("/api/openapi.json").json()
    assert described == openapi()
    assert described["openapi"].startswith("3.1")
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    names = {"published_from": "from", "published_until": "until"}
    accepted = {names.get(field.name, field.name) for field in fields(Asking)}
    assert set(described["components"]["schemas"]["Question"]["properties"]) == accepted
    unsearched = {"id", "conversation", "threshold", "engine"}
    searched = set(described["components"]["schemas"]["Search"]["properties"])
    assert searched == accepted - unsearched | {"k"}


def test_every_path_described_is_there(api: httpx.Client) -> None:
    for path, methods in openapi()["paths"].items():
        for method in methods:
            answer = api.request(method, path.replace("{article_id}", "a000000000000"))
            assert error_of(answer)["code"] != "no_such_route" if answer.is_error else True


def test_the_docs_are_one_page_that_fetches_nothing(api: httpx.Client) -> None:
    page = api.get("/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    for path in openapi()["paths"]:
        assert path in page.text
    assert "<script" not in page.text
    assert "src=" not in page.text


def test_a_crowd_is_answered_or_told_to_come_back(served: Serving) -> None:
    def ask(_: int) -> httpx.Response:
        return httpx.post(f"{served.url}/api/ask", json={"question": QUESTION}, timeout=120)

    with ThreadPoolExecutor(40) as crowd:
        answers = list(crowd.map(ask, range(40)))
    kinds = {answer.status_code for answer in answers}
    assert kinds <= {httpx.codes.OK, httpx.codes.SERVICE_UNAVAILABLE}
    assert httpx.codes.OK in kinds
    for answer in answers:
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            assert error_of(answer)["code"] == "busy"
            assert answer.headers["Retry-After"] == "5"


def test_gradios_own_client_can_ask_and_search(served: Serving) -> None:
    client = gradio_client.Client(served.url, verbose=False)
    reply = client.predict(QUESTION, api_name="/ask")
    check("Reply", reply)
    assert reply["citations"][0]["quote"] == QUOTE
    found = client.predict(question="bridge", k=1, api_name="/search")
    check("Hits", found)
    with pytest.raises(
        gradio_client.exceptions.AppError,
        match=r"The question is empty\. Type what you want to know\.",
    ):
        client.predict("", api_name="/ask")


def test_the_pages_own_events_are_no_public_interface(api: httpx.Client) -> None:
    told = api.get("/gradio_api/info").json()
    assert set(told["named_endpoints"]) == {"/ask", "/search"}
    assert told["unnamed_endpoints"] == {}
    events = api.get("/config").json()["dependencies"]
    private = {each["api_name"] for each in events if each["api_visibility"] == "private"}
    assert private == {each["api_name"] for each in events} - {"ask", "search"}
    client = gradio_client.Client(str(api.base_url), verbose=False)
    for name in private:
        with pytest.raises(ValueError, match=r"Cannot find a function"):
            client.predict(api_name=f"/{name}")


@pytest.mark.parametrize("where", ["elsewhere.md", "home/owner.json"])
def test_the_page_reads_what_was_uploaded_and_no_other_file(
    api: httpx.Client, served: Serving, where: str
) -> None:
    path = served.home.parent / where
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


def test_the_owners_file_gives_programs_a_token_of_their_own(served: Serving) -> None:
    told = json.loads((Path(served.home) / "owner.json").read_text(encoding="utf-8"))
    owner = find_owner(served.home)
    assert owner is not None
    assert told["api_token"] == owner.api_token
    refused = httpx.post(
        f"{served.url}/owner/info", json={}, headers={"X-Clippings-Token": told["api_token"]}
    )
    assert refused.status_code == httpx.codes.FORBIDDEN
