"""`clippings mcp`: the library as tools for a language model's program, over stdio or HTTP.

Needs the extra `clippings[mcp]`. Each call is a session of its own on the home: through a running
`clippings serve` where there is one, and else the home is free again for other commands between
two calls.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, wraps
from importlib.metadata import version

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from app.command.session_on_home import SessionOnHome
from app.settings import Settings
from app.web.endpoints import USUAL_HITS, checked_k
from app.web.guarding import Door, Guard
from app.web.server import address, claim, listen, say_ready
from app.web.serving import until_interrupted
from app.wire import Fields
from corpus.errors import ClippingsError

INSTRUCTIONS = (
    "Answers from one library of news articles. Every sentence of an answer is a quote or rests on"
    " one: give its citations' outlet, headline and date along with it. An abstention means that"
    " the articles do not answer; say so, and do not fill in."
)
PATH = "/mcp"  # the SDK's own choice
LOOPBACK = "127.0.0.1"
_READING = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Tool = Callable[..., dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a program can call; the docstrings and annotations are what it is told of each."""

    settings: Settings
    _turn: threading.Lock = field(default_factory=threading.Lock)  # a home has one owner at a time

    def ask(
        self,
        question: str,
        conversation: str | None = None,
        outlets: Sequence[str] = (),
        published_from: str | None = None,
    ) -> dict[str, object]:
        """Answer a question from the news articles, every sentence with its citation.

        The kind is "answer", "abstention" (the articles do not say) or "notice". To ask a
        follow-up, give the conversation of the earlier reply. Of outlets only those named count;
        published_from is YYYY, YYYY-MM or YYYY-MM-DD.
        """
        asked = {
            "question": question,
            "conversation": conversation,
            "outlets": list(outlets),
            "published_from": published_from,
        }
        return self._done("ask", asked)

    def search(
        self, question: str, k: int = USUAL_HITS, outlets: Sequence[str] = ()
    ) -> dict[str, object]:
        """Find passages of the news articles, best first, with their article ids and offsets."""
        return self._done(
            "search", {"question": question, "k": checked_k(k), "outlets": list(outlets)}
        )

    def who_reported(
        self, text: str, outlets: Sequence[str] = (), published_from: str | None = None
    ) -> dict[str, object]:
        """Find the articles that carry an excerpt, word for word or with few words changed.

        In `trace`, found is "exact", "near" or "none"; each match has the article's own words
        (quote), their offsets, and the differences. An abstention means that no article has them.
        """
        asked = {"text": text, "outlets": list(outlets), "published_from": published_from}
        return self._done("trace", asked)

    def read_article(self, article_id: str) -> dict[str, object]:
        """Read a whole article by the article_id that an answer or a search gave."""
        with SessionOnHome(self.settings) as session:
            return session.desk.library.show(article_id)

    def all(self) -> Sequence[Tool]:
        """Every tool, in the order in which they are listed."""
        return (self.ask, self.search, self.who_reported, self.read_article)

    def _done(self, verb: str, asked: Mapping[str, object]) -> Fields:
        with self._turn, SessionOnHome(self.settings) as session:
            return session.do(verb, asked)


def serve_mcp(settings: Settings, *, port: int | None) -> None:
    """Serve over stdio until it is closed, or over HTTP on a port of this computer.

    Raises:
        PortTaken: something else listens on the port.
    """
    server = mcp_server(settings)
    if port is None:
        server.run("stdio")
        return
    with contextlib.closing(claim(LOOPBACK, port)) as listener:
        taken = int(listener.getsockname()[1])
        # The SDK lets in pages of any port of this computer; our door only our own.
        web = Guard(server.streamable_http_app(), door=Door(host=LOOPBACK, port=taken))
        announce = partial(say_ready, address(LOOPBACK, taken) + PATH)
        until_interrupted(lambda: listen(web, listener=listener, announce=announce))


def mcp_server(settings: Settings) -> MCPServer[None]:
    """The server over the home that the settings name, not yet running."""
    server: MCPServer[None] = MCPServer(
        "clippings", instructions=INSTRUCTIONS, version=version("clippings"), log_level="WARNING"
    )
    for tool in Tools(settings=settings).all():
        server.add_tool(_saying_errors(tool), annotations=_READING)
    return server


def _saying_errors(tool: Tool) -> Tool:
    """The tool, whose errors reach the program in their own words."""

    @wraps(tool)
    def said(*given: object, **named: object) -> Fields:
        try:
            return tool(*given, **named)
        except ClippingsError as error:
            raise ToolError(str(error)) from error

    return said
