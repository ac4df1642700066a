"""The server: the chat page and its routes, on one port of this computer."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence

import uvicorn
from fastapi import APIRouter, FastAPI, Response

from app.assistant import Assistant
from corpus.errors import HomeError
from index.evidence import find_evidence
from index.home import Home
from index.query import Query
from index.question import read_question
from index.vocabulary import english

WARM_UP = "What is in the news?"  # never answered: it only loads the model and the index
GOODBYE_SECONDS = 2  # open pages hold a connection; stopping does not wait for them
UPLOAD_LIMIT = "20mb"  # a file; far above any article, far below what would fill a disk


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


def build(home: Home, assistant: Assistant, *, routers: Sequence[APIRouter] = ()) -> FastAPI:
    """The chat page at `/` and `GET /healthz`, 200 for as long as questions can be asked.

    `routers` come before the page: it is mounted at the root and takes every path left over, so
    a route added to the app that this gives would never be reached.
    """
    import gradio as gr  # five seconds to import, which a taken port should not have to wait for

    from app import page
    from app.page_actions import Actions

    web = FastAPI(title="Clippings", docs_url=None, redoc_url=None, openapi_url=None)
    web.add_api_route("/healthz", _health, methods=["GET"])
    for router in routers:
        web.include_router(router)
    blocks = page.blocks(Actions(home=home, assistant=assistant))
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
        max_file_size=UPLOAD_LIMIT,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    # Only in what was launched does Gradio look whether a file that a browser names was uploaded;
    # mounted, it would read any file of this computer.
    blocks.has_launched = True
    return web


def run(
    home: Home,
    assistant: Assistant,
    *,
    listener: socket.socket,
    routers: Sequence[APIRouter] = (),
    open_browser: bool = False,
) -> None:
    """Serve until interrupted, printing `ready http://HOST:PORT` when questions can be asked."""
    web = build(home, assistant, routers=routers)
    warm_up(home)
    url = listening_address(listener)
    config = uvicorn.Config(web, log_level="warning", timeout_graceful_shutdown=GOODBYE_SECONDS)
    server = _Server(config, announce=lambda: _announce(url, open_browser=open_browser))
    server.run(sockets=[listener])


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


def address(host: str, port: int) -> str:
    """The page's address: `http://127.0.0.1:7860`, IPv6 in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def warm_up(home: Home) -> None:
    """Load the model, the index and the words, so that the first question waits for none."""
    english()
    home.spelling.current()
    query = Query(text=WARM_UP)
    find_evidence(home.searcher, query, read_question(query, home.lexical))


def _health() -> Response:
    return Response("ok\n", media_type="text/plain")


def _announce(url: str, *, open_browser: bool) -> None:
    print(f"ready {url}", flush=True)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
