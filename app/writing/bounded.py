"""The way to a model's server: no redirect, no header too many, never too much of an answer.

Time is bounded elsewhere (`app/writing/pacing.py`), for a server can also be slow a byte at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx

MOST_BYTES = 2_000_000  # of one answer: 400 tokens take about 100,000 as a stream
# What a server needs to answer. The client library would also name our system, our Python and the
# user's organisation, which are none of its business.
_HEADERS = frozenset({"host", "content-type", "content-length", "accept", "authorization"})


class TooMuch(httpx.ReadError):
    """A server sent more than any answer is long."""


class Bounded(httpx.BaseTransport):
    """A transport that sends the headers needed and reads at most MOST_BYTES of an answer.

    `has_key` says whether Authorization is among them; once `is_stopped`, reading ends.
    """

    def __init__(
        self, inner: httpx.BaseTransport, *, has_key: bool, is_stopped: Callable[[], bool]
    ) -> None:
        self._inner = inner
        self._is_stopped = is_stopped
        self._sent = _HEADERS if has_key else _HEADERS - {"authorization"}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request and its answer, which is read as it comes."""
        kept = [(name, value) for name, value in request.headers.items() if name in self._sent]
        asked = httpx.Request(
            request.method,
            request.url,
            headers=[*kept, ("accept-encoding", "identity"), ("user-agent", "clippings")],
            stream=request.stream,
            extensions=request.extensions,
        )
        told = self._inner.handle_request(asked)
        # A packed answer, which was not asked for, could unpack to any size: it is left packed.
        headers = [(n, v) for n, v in told.headers.items() if n.lower() != "content-encoding"]
        return httpx.Response(
            told.status_code,
            headers=headers,
            stream=_Counted(told, is_stopped=self._is_stopped),
            extensions=told.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._inner.close()


class _Counted(httpx.SyncByteStream):
    """An answer's body that ends in TooMuch when it is too long."""

    def __init__(self, answer: httpx.Response, *, is_stopped: Callable[[], bool]) -> None:
        self._answer = answer
        self._is_stopped = is_stopped

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for piece in self._answer.iter_raw():
            seen += len(piece)
            if self._is_stopped():  # a server could go on with what holds no text
                raise httpx.ReadError("nobody listens any more")
            if seen > MOST_BYTES:
                raise TooMuch(f"more than {MOST_BYTES:,} bytes")
            yield piece

    def close(self) -> None:
        self._answer.close()
