"""A model's server, real and on loopback: what is sent to it, and each way in which it can fail."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterator

import pytest

pytest.importorskip("openai", reason="needs clippings[llm]")

from app.writing import bounded
from app.writing.model import ModelTrouble, Prompt
from app.writing.pacing import Pace
from app.writing.server import MOST_TOKENS, ServerModel
from tests.app.model_server import (
    Behave,
    ModelServer,
    endless,
    failing,
    hanging,
    model_server,
    redirecting,
    saying,
    sending,
)

PROMPT = Prompt(rules="Be brief.", question="What did it cost?")
KEY = "sk-very-secret-1234"
QUICK = Pace(first_seconds=0.6, all_seconds=1.2)
CALM = Pace(first_seconds=30.0, all_seconds=60.0)


@pytest.fixture
def plain() -> Iterator[ModelServer]:
    """A server that behaves."""
    with model_server(saying("It cost €77 million. [1]")) as running:
        yield running


def model(server: ModelServer, *, key: str = KEY, pace: Pace = CALM) -> ServerModel:
    return ServerModel(url=server.url, name="some-model", key=key, pace=pace)


def trouble(behave: Behave, *, pace: Pace = CALM) -> str:
    """What is said of a server that behaves like this."""
    with model_server(behave) as server, pytest.raises(ModelTrouble) as raised:
        list(model(server, pace=pace).stream(PROMPT))
    assert KEY not in str(raised.value)
    return raised.value.message


def test_the_pieces_come_as_they_are_said(plain: ModelServer) -> None:
    pieces = list(model(plain).stream(PROMPT))
    assert "".join(pieces) == "It cost €77 million. [1]"
    assert len(pieces) == 4  # 24 characters in sevens


def test_a_request_is_the_same_every_time_and_holds_nothing_but_the_prompt(
    plain: ModelServer,
) -> None:
    for _ in range(2):
        list(model(plain).stream(PROMPT))
    first, second = plain.bodies
    assert first == second
    assert first["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What did it cost?"},
    ]
    assert (first["temperature"], first["seed"], first["stream"]) == (0.0, 1, True)
    assert (first["model"], first["max_tokens"]) == ("some-model", MOST_TOKENS)


def test_no_header_tells_of_this_computer_or_its_user(
    plain: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    list(model(plain, key="").stream(PROMPT))
    list(model(plain).stream(PROMPT))
    without, with_key = ({n.lower(): v for n, v in each.items()} for each in plain.headers)
    allowed = {
        "host", "content-type", "content-length", "accept", "accept-encoding", "user-agent",
        "connection",
    }  # fmt: skip
    assert without.keys() <= allowed
    assert with_key.keys() <= allowed | {"authorization"}
    assert with_key["authorization"] == f"Bearer {KEY}"
    assert (without["user-agent"], without["accept-encoding"]) == ("clippings", "identity")


def test_a_proxy_of_the_environment_does_not_see_what_is_sent(
    plain: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model_server(saying("I was asked. [1]")) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        assert "".join(model(plain).stream(PROMPT)).startswith("It cost")
    assert proxy.bodies == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "does not accept the key"),
        (403, "does not accept the key"),
        (404, "no such model"),
        (429, "too many requests"),
        (500, "HTTP status 500"),
        (503, "HTTP status 503"),
        (418, "HTTP status 418"),
    ],
)
def test_a_status_that_refuses_is_named_and_asked_once(status: int, said: str) -> None:
    started = time.monotonic()
    assert said in trouble(failing(status))
    assert time.monotonic() - started < 20  # no retries with growing pauses


def test_a_redirect_is_not_followed_so_that_no_other_host_receives_anything() -> None:
    with model_server(saying("Mine now. [1]")) as other:
        assert "HTTP status 307" in trouble(redirecting(other.url))
    assert other.bodies == []


@pytest.mark.parametrize(
    "behave",
    [
        hanging(),
        hanging(ping=b": still here\n\n"),
        hanging(ping=b'data: {"choices": []}\n\n'),
        hanging(after="It cost"),
        hanging(after="It cost", ping=b": still here\n\n"),
        hanging(ping=b"x"),
    ],
    ids=["silent", "pings", "empty events", "midway", "midway with pings", "a line without end"],
)
def test_a_server_that_hangs_is_given_up_in_time(behave: Behave) -> None:
    started = time.monotonic()
    said = trouble(behave, pace=QUICK)
    assert "longer than" in said or "in time" in said
    assert time.monotonic() - started < 10  # 1.2 s, and what a busy machine adds


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\xff\xfe\x80 garbage \x1b[2J" * 50, "broke off|cannot be read"),
        (b"data: {not json}\n\n", "cannot be read"),
        (b"data: \xff\xfe\x80\n\n", "cannot be read"),
        (b'data: {"choices": null}\n\n', "broke off|cannot be read"),
        (b'data: {"choices": [null]}\n\n', "broke off|cannot be read"),
        (b'data: {"choices": [{"delta": "x"}]}\n\n', "broke off|cannot be read"),
        (b'data: {"choices": [{"delta": {"content": 5}}]}\n\n', "broke off|cannot be read"),
        (b'data: {"choices": {"a": 1}}\n\n', "broke off|cannot be read"),
        (b"data: 7\n\n", "broke off|cannot be read"),
        (b"data: " + b"[" * 100_000 + b"\n\n", "cannot be read"),
        (b'data: {"error": {"message": "no"}}\n\n', "cannot be read|broke off"),
        (b"<html><body>Welcome</body></html>", "broke off"),
        (b"", "broke off"),
        (b"data: [DONE]\n\n", "broke off"),
        (b"data: " + b"x" * (bounded.MOST_BYTES + 1), "more than 2,000,000 bytes"),
    ],
    ids=lambda value: value[:30].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_what_is_no_answer_is_trouble(content: bytes, said: str) -> None:
    assert re.search(said, trouble(sending(content)))


def test_an_answer_broken_off_is_trouble_though_some_of_it_came() -> None:
    assert "broke off" in trouble(sending(b"", after="It cost €77 million. [1] It"))


def test_ten_megabytes_of_text_are_not_read() -> None:
    said = trouble(endless("The bridge cost a lot. "))
    assert "more than 8,000 characters" in said or "more than 2,000,000 bytes" in said


def test_a_packed_answer_that_nobody_asked_for_is_not_unpacked() -> None:
    bomb = gzip.compress(b"data: " + b"x" * 50_000_000)
    said = trouble(sending(bomb, headers={"Content-Encoding": "gzip"}))
    assert "broke off" in said or "cannot be read" in said


def test_nobody_there_is_trouble() -> None:
    with model_server(saying("x")) as server:
        pass
    with pytest.raises(ModelTrouble, match="cannot be reached"):
        list(model(server).stream(PROMPT))


def test_closing_the_stream_early_lets_go_of_the_server() -> None:
    with model_server(endless("word ")) as server:
        stream = model(server).stream(PROMPT)
        assert next(stream)
        stream.close()


def test_the_key_is_not_in_the_model_s_own_words(plain: ModelServer) -> None:
    assert KEY not in repr(model(plain))
