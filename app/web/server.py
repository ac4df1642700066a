"""The server: the chat page and its routes, on one port of this computer."""

from __future__ import annotations

import ipaddress
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps

import uvicorn
from fastapi import APIRouter, FastAPI, Response

from app.assistant import Assistant
from app.web.api_errors import form_refused, told
from app.web.guarding import UPLOAD_BYTES, Asgi, Door, Guard
from app.wire import Fields
from corpus.errors import ClippingsError, HomeError
from corpus.reading_settings import USUAL, ReadingSettings
from index.evidence import find_evidence
from index.home import Home
from index.query import Query
from index.question import read_question
from index.vocabulary import english

WARM_UP = "What is in the news?"  # never answered: it only loads the model and the index
GOODBYE_SECONDS = 2  # open pages hold a connection; stopping does not wait for them
QUEUED_AT_MOST = 100  # of one kind of event; who comes then is told so, and tries again
IPV4 = 4


class PortTaken(HomeError):
    """Something else listens on the port, or the address is not this computer's."""

    code = "port_taken"


class _Server(uvicorn.Server):
    """Uvicorn that says once when it accepts questions."""

    def __init__(self, config: uvicorn.Config, *, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then announce it."""
        await super().startup(sockets)
        if self.started:
            self._announce()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is served: the chat page over a home, and behind the same door what programs use.

    `reading` is how files that are uploaded to the page are read; `about` is what its settings
    page tells, as `clippings info --json`.
    `routers` come before the page: it is mounted at the root and takes every path left over, so
    a route added to the built app would never be reached. `endpoints` are what `gradio_client`
    can call, each by its function's name.
    """

    home: Home
    assistant: Assistant
    door: Door
    reading: ReadingSettings = USUAL
    about: Callable[[], Fields] = dict
    routers: Sequence[APIRouter] = ()
    endpoints: Sequence[Callable[..., Fields]] = ()


def build(site: Site) -> FastAPI:
    """The chat page at `/` and `GET /healthz`, 200 for as long as questions can be asked."""
    import gradio as gr  # five seconds to import, which a taken port should not have to wait for
    from gradio.events import api

    from app.page import blocks as page
    from app.page.actions import Actions

    web = FastAPI(title="Clippings", docs_url=None, redoc_url=None, openapi_url=None)
    for kind in (ClippingsError, Exception):
        web.add_exception_handler(kind, told)
    web.add_exception_handler(400, form_refused)
    web.add_api_route("/healthz", _health, methods=["GET"])
    for router in site.routers:
        web.include_router(router)
    blocks = page.blocks(
        Actions(
            home=site.home,
            assistant=site.assistant,
            reading=site.reading,
            about=site.about,
            is_own=site.door.is_personal,
        )
    )
    limit = page.CONCURRENT_QUESTIONS
    with blocks.queue(max_size=QUEUED_AT_MOST):
        for endpoint in site.endpoints:
            api(_saying_errors(endpoint), concurrency_limit=limit, concurrency_id="ask")
    gr.mount_gradio_app(
        web,
        blocks,
        path="/",
        theme=page.theme(),
        head=page.head(),
        footer_links=[],
        show_error=False,
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        max_file_size=UPLOAD_BYTES,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    # Only in what was launched does Gradio look whether a file that a browser names was uploaded;
    # mounted, it would read any file of this computer.
    blocks.has_launched = True
    return web


def run(site: Site, *, listener: socket.socket, open_browser: bool = False) -> None:
    """Serve until interrupted, printing `ready http://HOST:PORT` when questions can be asked."""
    web = Guard(build(site), door=site.door)
    warm_up(site.home)
    url = listening_address(listener)
    listen(web, listener=listener, announce=lambda: _announce(url, open_browser=open_browser))


def listen(web: Asgi, *, listener: socket.socket, announce: Callable[[], None]) -> None:
    """Run a web application until interrupted; `announce` is called once it can be asked."""
    config = uvicorn.Config(web, log_level="warning", timeout_graceful_shutdown=GOODBYE_SECONDS)
    _Server(config, announce=announce).run(sockets=[listener])


def claim(host: str, port: int) -> socket.socket:
    """A socket bound to the address, not yet listening.

    Raises:
        PortTaken: the port is taken, or the address is not this computer's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Cannot listen on port {port} of {host}: {error.strerror or error}.",
            remedy="Name a free one with `--port`, or stop what uses it.",
        ) from error
    return listener


def listening_address(listener: socket.socket) -> str:
    """The page's address on a bound socket."""
    host, port = listener.getsockname()[:2]
    return address(host, port)


def loopback_address(listener: socket.socket) -> str:
    """The page's address for this computer's own commands, also where it listens at every one."""
    host, port = listener.getsockname()[:2]
    listening = ipaddress.ip_address(host)
    if listening.is_unspecified:  # every address, which is none to connect to
        host = "127.0.0.1" if listening.version == IPV4 else "::1"
    return address(host, port)


def address(host: str, port: int) -> str:
    """The page's address: `http://127.0.0.1:7860`, IPv6 in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def say_ready(url: str) -> None:
    """Tell whoever started us that the address can be asked."""
    print(f"ready {url}", flush=True)


def warm_up(home: Home) -> None:
    """Load the model, the index and the words, so that the first question waits for none."""
    english()
    home.spelling.current()
    query = Query(text=WARM_UP)
    find_evidence(home.searcher, query, read_question(query, home.lexical))


def _saying_errors(endpoint: Callable[..., Fields]) -> Callable[..., Fields]:
    """The endpoint, whose errors reach a program in their own words; Gradio keeps others back."""
    import gradio as gr

    @wraps(endpoint)
    def said(*given: object, **named: object) -> Fields:
        try:
            return endpoint(*given, **named)
        except ClippingsError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return said


def _health() -> Response:
    return Response("ok\n", media_type="text/plain")


def _announce(url: str, *, open_browser: bool) -> None:
    say_ready(url)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
