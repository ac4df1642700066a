"""An OpenAI-compatible server of our own, scripted: it says what a test wants, well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behave = Callable[["Asked"], None]
Says = Callable[[str], str]  # from what the user's message holds to what the model says
TICK_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, and the line to whoever sent it."""

    body: Mapping[str, Any]
    handler: BaseHTTPRequestHandler
    ending: threading.Event

    @property
    def question(self) -> str:
        """What the user's message holds: the fenced evidence and the question."""
        return str(self.body["messages"][-1]["content"])

    def begin(self, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Send status and headers; the body ends with the connection."""
        self.handler.send_response(status)
        for name, value in {"Content-Type": "text/event-stream", **(headers or {})}.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()

    def send(self, content: bytes) -> None:
        """Send some of the body."""
        self.handler.wfile.write(content)
        self.handler.wfile.flush()

    def say(self, text: str | None, finish: str | None = None) -> None:
        """Send a piece of the answer as its event."""
        delta = {} if text is None else {"role": "assistant", "content": text}
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        told = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        self.send(b"data: " + json.dumps(told | {"choices": [choice]}).encode() + b"\n\n")

    def finish(self) -> None:
        """Send what ends an answer."""
        self.say(None, finish="stop")
        self.send(b"data: [DONE]\n\n")


@dataclass(slots=True, kw_only=True)
class ModelServer:
    """A running server; `bodies` and `headers` are of the requests it got."""

    url: str
    bodies: list[Mapping[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)


@contextmanager
def model_server(behave: Behave) -> Iterator[ModelServer]:
    """A server that does to every request what `behave` does."""
    ending = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            running.bodies.append(body)
            running.headers.append(dict(self.headers.items()))
            with suppress(OSError):  # the other side may go away: that is its right
                behave(Asked(body=body, handler=self, ending=ending))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = ModelServer(url=f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        ending.set()
        server.shutdown()
        server.server_close()
        thread.join()


def saying(says: str | Says) -> Behave:
    """Says it well, in pieces of seven characters."""

    def behave(asked: Asked) -> None:
        text = says if isinstance(says, str) else says(asked.question)
        asked.begin()
        for at in range(0, len(text), 7):
            asked.say(text[at : at + 7])
        asked.finish()

    return behave


def failing(status: int) -> Behave:
    """Answers with a status and an error that names the key it was sent."""

    def behave(asked: Asked) -> None:
        asked.begin(status, {"Content-Type": "application/json"})
        told = {"error": {"message": f"bad {asked.handler.headers['Authorization']}"}}
        asked.send(json.dumps(told).encode())

    return behave


def sending(content: bytes, *, after: str = "", headers: Mapping[str, str] | None = None) -> Behave:
    """Says `after`, then sends raw bytes and closes."""

    def behave(asked: Asked) -> None:
        asked.begin(headers=headers)
        if after:
            asked.say(after)
        asked.send(content)

    return behave


def hanging(*, ping: bytes = b"", after: str = "") -> Behave:
    """Says `after`, then nothing for as long as the server runs, but for a ping now and then."""

    def behave(asked: Asked) -> None:
        if ping or after:
            asked.begin()
        if after:
            asked.say(after)
        while not asked.ending.wait(TICK_SECONDS):
            if ping:
                asked.send(ping)

    return behave


def endless(piece: str) -> Behave:
    """Says a piece again and again, ten million characters of it."""

    def behave(asked: Asked) -> None:
        asked.begin()
        for _ in range(10_000_000 // len(piece)):
            if asked.ending.is_set():
                return
            asked.say(piece)

    return behave


def redirecting(url: str) -> Behave:
    """Sends whoever asks to another server."""

    def behave(asked: Asked) -> None:
        asked.begin(307, {"Location": f"{url}/chat/completions"})

    return behave
