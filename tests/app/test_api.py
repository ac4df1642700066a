"""The HTTP interface over a real server: what it answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.command.desk import Desk
from app.command.requests import Asking
from app.settings import resolve
from app.web.api import api_routes
from app.web.api_docs import openapi
from corpus.article import Draft
from index import ingest
from index.home import Home
from tests.app.api_answers import check, error_of, jsonschema
from tests.app.cli_runs import Serving

gradio_client = pytest.importorskip("gradio_client")  # without type information

QUESTION = "How much did the new bridge in Torun cost?"
QUOTE = "It cost €77 million."


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


def test_an_article_without_a_file_has_no_path(tmp_path: Path) -> None:
    web = FastAPI()
    with Home.open(tmp_path / "home") as home:
        ingest.add_drafts(home, [Draft(source_key="1", text="It rained.", headline="Rain")])
        web.include_router(api_routes(home, Desk(home, resolve(tmp_path, {})), token="t"))
        with TestClient(web) as client:
            (article,) = client.get("/api/articles").json()["articles"]
    check("Articles", {"articles": [article]})
    assert article["path"] is None


def test_health_says_that_questions_can_be_asked(api: httpx.Client) -> None:
    told = api.get("/api/health").json()
    check("Health", told)
    assert (told["status"], told["articles"]) == ("ok", 2)


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


def test_a_crowd_is_answered_or_told_to_come_back(api_server: Serving) -> None:
    def ask(_: int) -> httpx.Response:
        return httpx.post(f"{api_server.url}/api/ask", json={"question": QUESTION}, timeout=120)

    with ThreadPoolExecutor(40) as crowd:
        answers = list(crowd.map(ask, range(40)))
    kinds = {answer.status_code for answer in answers}
    assert kinds <= {httpx.codes.OK, httpx.codes.SERVICE_UNAVAILABLE}
    assert httpx.codes.OK in kinds
    for answer in answers:
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            assert error_of(answer)["code"] == "busy"
            assert answer.headers["Retry-After"] == "5"


def test_gradios_own_client_can_ask_and_search(api_server: Serving) -> None:
    client = gradio_client.Client(api_server.url, verbose=False)
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
