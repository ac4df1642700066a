"""The server's door: every request, the page's own too, is checked here before anything sees it.

A page of another site can make its visitor's browser send requests to 127.0.0.1, and can even
give that address a name of its own (DNS rebinding). So a request has to name this server in Host,
and must not come from another site's page. Bodies end at their limit, and where there is a login,
it is asked for.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from fastapi.requests import HTTPConnection

from app.web.api_errors import ForeignHost, ForeignOrigin, LoginWanted, TooLarge, error_response
from app.web.login import AUTH_VARIABLE, Login, is_loopback
from corpus.errors import ClippingsError, shown

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]

MEGABYTE = 1024 * 1024
JSON_BYTES = MEGABYTE  # five hundred times the longest question
UPLOAD_BYTES = 50 * MEGABYTE  # a file: far above any article, far below what would fill a disk
UPLOADS_BYTES = 4 * UPLOAD_BYTES  # all files of one request
# Gradio sends what its components hold along with an event: a pasted megabyte more than once.
PAGE_BYTES = 4 * MEGABYTE
_UPLOADING = ("/api/add", "/gradio_api/upload")
# Which have their own: a health check tells nothing, and the owner's routes want its token.
_WITHOUT_LOGIN = ("/healthz", "/owner/")
_HTTP_PORT = 80  # of a Host that names none
_AUTHORITY = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\s:/?#@\[\]]+)(?::(?P<port>\d{1,5}))?")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Under which names a server is asked for, and who may.

    `host` and `port` are where it listens. `names` are others that lead here, through a proxy or a
    tunnel, each with its port or without, in lower case.
    """

    host: str
    port: int
    names: tuple[str, ...] = ()
    login: Login | None = None

    @property
    def is_personal(self) -> bool:
        """Whether whoever comes in sits at this computer: no login, and no other way leads here."""
        named = (_AUTHORITY.fullmatch(name) for name in self.names)
        leads_elsewhere = any(not each or each["name"] not in _LOOPBACK for each in named)
        return self.login is None and is_loopback(self.host) and not leads_elsewhere

    def admits(self, authority: str) -> bool:
        """Whether a Host, such as `localhost:7860`, is this server."""
        parts = _AUTHORITY.fullmatch(authority)
        if parts is None:
            return False
        name = parts["name"]
        if authority in self.names or name in self.names:
            return True
        if int(parts["port"] or _HTTP_PORT) != self.port:
            return False
        return name in _LOOPBACK or name.strip("[]") == self.host.lower() or self._listens_at(name)

    def _listens_at(self, name: str) -> bool:
        """Whether this is one of all addresses. Of numbers no site can make a name for itself."""
        return _is_wildcard(self.host) and _address(name.strip("[]")) is not None

    def refusal(self, request: HTTPConnection) -> ClippingsError | None:
        """Why a request is not let in; None when it is."""
        host = _only(request, "host").lower()
        if not self.admits(host):
            return ForeignHost(
                f"This server is not {shown(host)}.",
                remedy="Use the address that it printed, or add the name to CLIPPINGS_NAMES.",
            )
        if self._is_foreign(request, host):
            return ForeignOrigin(
                "Another site's page sent this request.",
                remedy="Open Clippings itself, or ask from a program.",
            )
        return self._login_refusal(request)

    def _is_foreign(self, request: HTTPConnection, host: str) -> bool:
        if "origin" in request.headers:
            scheme, _, authority = _only(request, "origin").lower().partition("://")
            return scheme not in {"http", "https"} or authority not in {host, *self.names}
        # Browsers leave Origin out of what a page merely embeds, and of links that are followed.
        site = request.headers.get("sec-fetch-site", "none")
        return site not in {"same-origin", "none"} and not _is_followed_link(request)

    def _login_refusal(self, request: HTTPConnection) -> ClippingsError | None:
        if self.login is None or request.url.path.startswith(_WITHOUT_LOGIN):
            return None
        if self.login.is_given_in(request.headers.get("authorization", "")):
            return None
        return LoginWanted(
            "This library asks for a name and a password.",
            remedy=f"Send them as HTTP Basic; whoever serves it has set them in {AUTH_VARIABLE}.",
        )


class Guard:
    """A server behind its door."""

    def __init__(self, inner: Asgi, *, door: Door) -> None:
        self._inner = inner
        self._door = door

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, its body no longer than allowed, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._inner(scope, receive, send)
            return
        request = HTTPConnection(scope)
        limit = body_limit(request.url.path)
        refusal = self._door.refusal(request) or _length_refusal(request, limit)
        if refusal is None:
            await self._inner(scope, _capped(receive, limit), send)
        elif scope["type"] == "http":
            await error_response(refusal)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})  # RFC 6455: against the policy


def body_limit(path: str) -> int:
    """How many bytes a request to this path may carry."""
    if path.startswith(_UPLOADING):
        return UPLOADS_BYTES
    return JSON_BYTES if path.startswith("/api/") else PAGE_BYTES


def read_names(text: str) -> tuple[str, ...]:
    """The names in a setting, which has commas between them."""
    return tuple(name for name in (part.strip().lower() for part in text.split(",")) if name)


def _capped(receive: Receive, limit: int) -> Receive:
    """`receive`, which raises TooLarge once a body without a stated length is over its limit."""
    left = limit

    async def capped() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise _too_large(limit)
        return message

    return capped


def _length_refusal(request: HTTPConnection, limit: int) -> ClippingsError | None:
    stated = request.headers.get("content-length", "0")
    is_too_long = len(stated) > len(str(limit)) or (stated.isdecimal() and int(stated) > limit)
    return _too_large(limit) if is_too_long else None


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        f"The request is over {limit // MEGABYTE} MB.", remedy="Send less, or in several requests."
    )


def _only(request: HTTPConnection, name: str) -> str:
    """The header's value; none when it is sent more than once, for who knows which counts."""
    values = request.headers.getlist(name)
    return values[0] if len(values) == 1 else ""


def _is_followed_link(request: HTTPConnection) -> bool:
    """Whether a person followed a link to here, as they may; a frame in a page is no such thing."""
    told = request.headers
    return (
        request.scope.get("method") in _SAFE
        and told.get("sec-fetch-mode") == "navigate"
        and told.get("sec-fetch-dest") == "document"
    )


def _is_wildcard(host: str) -> bool:
    found = _address(host)
    return found is not None and found.is_unspecified


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
