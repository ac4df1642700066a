"""One request and its answer: redirects followed, the body unpacked within its limit."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from types import MappingProxyType

import httpcore
import httpx

from corpus.errors import InputError, shown
from corpus.web_connection import SAVE_IT, Terms, connections

PIECE_BYTES = 65_536  # unpacked at a time: what a packed body can make of memory beside its limit
ACCEPTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
    "application/feed+json, application/pdf, text/plain, text/markdown, */*;q=0.1"
)
LARGEST_PORT = 65_535

_HOST = re.compile(rb"[\w.-]+|[0-9a-f:.]+")  # a name, with underscores as some have; or IPv6
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """The head of an answer, whose body is still to come; the names of headers in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    chunks: Callable[[], Iterator[bytes]]

    def body(self, limit_bytes: int) -> bytes:
        """The whole body, unpacked.

        Raises:
            InputError: it is larger, or packed in a way that was not asked for.
        """
        first = self.beginning(limit_bytes + 1)
        if len(first) > limit_bytes:
            raise InputError(
                f"{self.url} is larger than {limit_bytes:,} bytes.",
                remedy="Save the article alone and add the file.",
            )
        return first

    def beginning(self, limit_bytes: int) -> bytes:
        """The first bytes of the body, unpacked; all of them where there are no more.

        Raises:
            InputError: it is packed in a way that was not asked for.
        """
        pieces: list[bytes] = []
        size = 0
        for piece in self._unpacked():
            pieces.append(piece)
            size += len(piece)
            if size >= limit_bytes:
                break
        return b"".join(pieces)[:limit_bytes]

    def _unpacked(self) -> Iterator[bytes]:
        coding = self.headers.get("content-encoding", "").strip().lower()
        if coding in ("", "identity"):
            return self.chunks()
        if coding in ("gzip", "x-gzip"):
            return _gunzipped(self.chunks())
        raise InputError(
            f"{self.url} is packed as {shown(coding)}, which was not asked for.", remedy=SAVE_IT
        )


@contextmanager
def following(url: str, terms: Terms, *, allow: Callable[[str], None]) -> Iterator[Incoming]:
    """Ask for a page, and follow redirects to the answer that is none.

    `allow` is called with each address before it is asked for, and raises for one that may not be.

    Raises:
        InputError: an address that is none, no connection, a broken answer, too many redirects,
            one from https to http, or no time left.
    """
    named = url
    for _ in range(terms.limits.redirects + 1):
        allow(url)
        with _asked(url, terms) as incoming:
            if incoming.status not in _REDIRECTS or "location" not in incoming.headers:
                yield incoming
                return
            url = _target(url, incoming.headers["location"])
    raise InputError(f"{named} redirects more than {terms.limits.redirects} times.", remedy=SAVE_IT)


def web_url(text: str) -> str:
    """A web address as it is asked for: host in ASCII, the path percent-encoded.

    Raises:
        InputError: it is none, not http or https, or holds a user name or password.
    """
    return str(_checked(text))


def _checked(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError(
            f"{shown(text)} is not a web address: {error}.", remedy="Copy it from your browser."
        ) from error
    if url.scheme not in ("http", "https"):
        raise InputError(
            f"{shown(text)} is not a web address that is fetched: it is neither http nor https.",
            remedy="Add the file itself, or an address that begins with https://.",
        )
    if not _HOST.fullmatch(url.raw_host) or (url.port or 0) > LARGEST_PORT:
        raise InputError(f"{shown(text)} names no server.", remedy="Copy it from your browser.")
    if url.userinfo:
        raise InputError(
            f"An address at {url.host} holds a user name or password, which is not sent.",
            remedy="Save the page in your browser and add the file.",
        )
    return url.copy_with(fragment=None)


def _target(url: str, location: str) -> str:
    here = httpx.URL(url)
    try:
        there = _checked(str(here.join(location)))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError(
            f"{url} redirects to {shown(location)}, which is no web address.", remedy=SAVE_IT
        ) from error
    if here.scheme == "https" and there.scheme == "http":
        raise InputError(
            f"{url} redirects to {there}, which anyone on the way could change.",
            remedy="If you trust it, add that address itself.",
        )
    return str(there)


@contextmanager
def _asked(url: str, terms: Terms) -> Iterator[Incoming]:
    parts = httpx.URL(url)
    target = httpcore.URL(
        scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path
    )
    with connections(url, terms) as pool, pool.stream("GET", target, headers=_asking()) as response:
        yield Incoming(
            url=url,
            status=response.status,
            headers=_headers(response.headers),
            chunks=response.iter_stream,
        )


@cache
def _asking() -> Mapping[bytes | str, bytes | str]:
    return MappingProxyType(
        {
            "User-Agent": f"Clippings/{version('clippings')} (+local research tool)",
            "Accept": ACCEPTED,
            "Accept-Encoding": "gzip",  # what can be unpacked piece by piece without a library more
            "Connection": "close",
        }
    )


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    pairs = reversed(raw)  # of headers given twice the first counts
    return {_text(name).lower(): _text(value) for name, value in pairs}


def _text(raw: bytes) -> str:
    try:
        return raw.decode()  # not by the standard, but what servers send and browsers read
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _gunzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # | 16: with a gzip header
    for chunk in chunks:
        packed = chunk
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, PIECE_BYTES)
            packed = unpacker.unconsumed_tail
    yield unpacker.flush()
    if not unpacker.eof:
        raise zlib.error("it ends too early")
