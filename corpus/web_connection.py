"""Connections of ours: opened where the guard lets them, and over when their time is.

httpcore is used directly, below httpx, for the one thing that httpx keeps to itself: who opens the
connection. Ours know how much time is left in all, so that a server that sends a byte a second is
cut off like one that is silent. A proxy named in the environment is not used: it would resolve the
names itself, and the guard would guard nothing.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import httpcore
import httpx

from corpus.errors import InputError
from corpus.web_guard import Guard

SAVE_IT = "Open it in your browser, save the page and add the file."
LATER = "Try again later, or save the page in your browser and add the file."


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLimits:
    """What fetching a page may cost.

    `total_seconds` is for everything that one page needs: names, robots.txt, redirects and body.
    """

    connect_seconds: float = 5.0
    total_seconds: float = 20.0
    body_bytes: int = 10_000_000  # unpacked; chosen, not measured: room for a long PDF
    redirects: int = 5  # RFC 9309 names five for robots.txt; real pages need one or two


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The moment at which a fetch must be over, on a clock of seconds."""

    at: float
    clock: Callable[[], float] = time.monotonic

    def left(self) -> float:
        """The seconds left.

        Raises:
            httpcore.ReadTimeout: there are none.
        """
        seconds = self.at - self.clock()
        if seconds <= 0:
            raise httpcore.ReadTimeout("out of time")
        return seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a fetch."""

    guard: Guard
    limits: WebLimits
    deadline: Deadline


@contextmanager
def connections(url: str, terms: Terms) -> Iterator[httpcore.ConnectionPool]:
    """Something to ask for `url` with, one connection a request.

    Raises:
        InputError: in place of each exception that httpcore documents, and of zlib's one.
    """
    with (
        _in_our_words(url, terms.limits),
        httpcore.ConnectionPool(
            ssl_context=_ssl_context(), network_backend=_Backend(terms)
        ) as pool,
    ):
        yield pool


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@contextmanager
def _in_our_words(url: str, limits: WebLimits) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise InputError(
            f"{url} did not answer in full within {limits.total_seconds:g} seconds.", remedy=LATER
        ) from error
    except httpcore.ConnectError as error:
        raise _no_connection(url, *error.args[:1]) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, zlib.error) as error:
        raise InputError(
            f"The answer of {url} broke off or cannot be read: {error}.", remedy=LATER
        ) from error


def _no_connection(url: str, cause: object = "no connection") -> InputError:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return InputError(
            f"{url} cannot prove that it is what it says: {cause.verify_message}.", remedy=SAVE_IT
        )
    reason = getattr(cause, "strerror", None) or cause
    return InputError(f"{url} cannot be reached: {reason}.", remedy=LATER)


class _Backend(httpcore.NetworkBackend):
    """Opens connections to addresses that the guard has judged, and to no name."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._system = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.NetworkStream:
        """A connection to the first address of the host that takes one."""
        left = self._terms.deadline.left
        refusal: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._terms.guard.addresses(host, port, seconds=left()):
            seconds = min(left(), self._terms.limits.connect_seconds)
            try:
                return _Stream(self._system.connect_tcp(address, port, timeout=seconds), left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refusal = error
        raise refusal or httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    """A connection each of whose steps may take only what is left of the time in all."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, *_: object, **__: object) -> bytes:
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, *_: object, **__: object) -> None:
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        *_: object,
        **__: object,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._left())
        return _Stream(stream, self._left)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
