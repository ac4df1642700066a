"""A web site on this machine: real sockets, and servers that misbehave as told."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.web import Web
from corpus.web_connection import WebLimits
from corpus.web_guard import Guard

MEGABYTE = 1_000_000

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass(slots=True)
class Site:
    """What is served by path; `asked` are the paths that were asked for, in order."""

    port: int = 0
    pages: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def has(self, path: str, body: bytes | str, content_type: str = "text/html") -> str:
        """Serve a page; its address."""
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = answer(200, raw, {"Content-Type": content_type})
        return self.url(path)

    def redirects(self, path: str, target: str, status: int = 302) -> str:
        self.pages[path] = answer(status, b"", {"Location": target})
        return self.url(path)

    def refuses(self, path: str, status: int, headers: Mapping[str, str] | None = None) -> str:
        self.pages[path] = answer(status, b"no", headers or {})
        return self.url(path)

    def behaves(self, path: str, behaviour: Behaviour) -> str:
        self.pages[path] = behaviour
        return self.url(path)


def answer(status: int, body: bytes, headers: Mapping[str, str]) -> Behaviour:
    def behave(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return behave


def dripping(before: bytes, drop: bytes) -> Behaviour:
    """Sends a beginning, then a little every 20 ms for as long as somebody listens."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(before)
        for _ in range(500):
            request.wfile.write(drop)
            request.wfile.flush()
            time.sleep(0.02)

    return behave


def raw(sent: bytes) -> Behaviour:
    """Sends these very bytes, head included, and closes the connection."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(sent)

    return behave


@contextmanager
def served(*, certificate: Path | None = None) -> Iterator[Site]:
    """A site that answers until the block ends, over TLS with a certificate."""
    site = Site()

    class Request(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.close_connection = True
            site.asked.append(self.path)
            site.headers.append({name.lower(): value for name, value in self.headers.items()})
            behave = site.pages.get(self.path, answer(404, b"", {}))
            with suppress(OSError):  # a client hangs up on a server that never ends
                behave(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    site.port = server.server_address[1]
    if certificate:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate)
        server.socket = secure.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(slots=True)
class Clock:
    """Real time, and the time that was waited for without waiting."""

    skipped: float = 0.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        return time.monotonic() + self.skipped

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.skipped += seconds


def names(host: str, _port: int) -> tuple[str, ...]:
    """Stands in for the name service, which tests may not ask."""
    return {"inside.example": ("10.0.0.1",), "mixed.example": ("8.8.8.8", "::1")}.get(
        host, ("127.0.0.1",)
    )


def web_of(clock: Clock, *, seconds: float = 10.0, body_bytes: int = MEGABYTE) -> Web:
    return Web(
        guard=Guard(allowing=("127.0.0.1",), look_up=names),
        limits=WebLimits(total_seconds=seconds, body_bytes=body_bytes),
        clock=clock.now,
        sleep=clock.sleep,
    )


def refusal(url: str, clock: Clock, *, seconds: float = 10.0) -> str:
    with pytest.raises(InputError) as caught:
        web_of(clock, seconds=seconds).page(url)
    return str(caught.value)
