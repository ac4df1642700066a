"""Pages of the web that a person has named: fetched politely, safely and within limits.

Each page goes out under one name, `Clippings/VERSION (+local research tool)`, without cookies.
robots.txt counts even for a single page that a person names: what a site will not give to a
program can still be saved in the browser.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import httpx

from corpus.errors import InputError, shown
from corpus.robots import LARGEST_ROBOTS_BYTES, Robots, read_robots
from corpus.web_connection import LATER, SAVE_IT, Deadline, Terms, WebLimits
from corpus.web_exchange import Incoming, following, web_url
from corpus.web_guard import Guard

PAUSE_SECONDS = 1.0  # at least, between two pages of one site: what crawlers agree to be polite
LONGEST_PAUSE_SECONDS = 30.0  # a site that asks for more gives one page a run

_NO_CONTENT = 204
_TOO_MANY = 429
_SERVER_ERRORS = 500
_TOLD: Mapping[int, str] = MappingProxyType(
    {
        401: "asks for a login",
        402: "asks for a subscription",
        403: "refuses programs, or asks for a login or a subscription",
        404: "does not exist there (any more)",
        410: "has been taken down",
        451: "is withheld for legal reasons",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched page: the address it came from in the end, and its bytes, unpacked.

    `media_type` is in lower case and empty where the server names none.
    """

    url: str
    media_type: str
    charset: str | None
    body: bytes


class Web:
    """Fetches pages one at a time, and remembers what each site allows and when it was asked."""

    def __init__(
        self,
        *,
        guard: Guard | None = None,
        limits: WebLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._guard = guard or Guard()
        self._limits = limits or WebLimits()
        self._clock = clock
        self._sleep = sleep
        self._robots: dict[str, Robots | InputError] = {}
        self._asked_at: dict[str, float] = {}

    def page(self, url: str, *, wanted: Callable[[str], bool] = lambda _media_type: True) -> Page:
        """Fetch a page. The body of one whose media type is not `wanted` is not fetched.

        Waits first where the site was asked less than a second ago, or than its robots.txt asks.

        Raises:
            InputError: it may not be fetched, cannot be, or is not what is wanted; the message
                says which, the remedy what to do.
        """
        url = web_url(url)
        self._pause(url)
        terms = Terms(
            guard=self._guard,
            limits=self._limits,
            deadline=Deadline(at=self._clock() + self._limits.total_seconds, clock=self._clock),
        )
        with following(url, terms, allow=lambda hop: self._check_allowed(hop, terms)) as incoming:
            _check_status(incoming)
            media_type, charset = _content_type(incoming.headers.get("content-type", ""))
            if not wanted(media_type):
                raise InputError(
                    f"{incoming.url} is of a type that is not read: {shown(media_type)}.",
                    remedy="Give the address of an article, a feed or a PDF.",
                )
            body = incoming.body(self._limits.body_bytes)
            return Page(url=incoming.url, media_type=media_type, charset=charset, body=body)

    def _pause(self, url: str) -> None:
        """Wait until the site may be asked again."""
        asked_at = self._asked_at.get(_site(url))
        robots = self._robots.get(_site(url))
        if asked_at is None or not isinstance(robots, Robots):
            return
        seconds = max(PAUSE_SECONDS, robots.delay_seconds)
        if seconds > LONGEST_PAUSE_SECONDS:
            raise InputError(
                f"{url} was not fetched: its site asks for {seconds:g} seconds between two pages.",
                remedy="Add it on its own later, or save the page and add the file.",
            )
        if (wait := asked_at + seconds - self._clock()) > 0:
            self._sleep(wait)

    def _check_allowed(self, url: str, terms: Terms) -> None:
        site = _site(url)
        if site not in self._robots:
            self._robots[site] = _robots_of(site, terms)
        robots = self._robots[site]
        if isinstance(robots, InputError):
            raise robots
        if not robots.allows(url):
            raise InputError(f"{url} is closed to programs by {site}/robots.txt.", remedy=SAVE_IT)
        self._asked_at[site] = self._clock()


def _robots_of(site: str, terms: Terms) -> Robots | InputError:
    """The rules of a site, or why they are not known.

    As RFC 9309 has it: no rules where there is no file, and no entry while it cannot be had.
    """
    url = f"{site}/robots.txt"
    try:
        with following(url, terms, allow=lambda _: None) as incoming:
            if incoming.status == _TOO_MANY or incoming.status >= _SERVER_ERRORS:
                return InputError(
                    f"{url} cannot be had (HTTP {incoming.status}), so no page there is fetched.",
                    remedy=LATER,
                )
            found = incoming.status < httpx.codes.MULTIPLE_CHOICES
            return read_robots(incoming.beginning(LARGEST_ROBOTS_BYTES + 1) if found else b"")
    except InputError as error:
        return error


def _check_status(incoming: Incoming) -> None:
    status = incoming.status
    if status < httpx.codes.MULTIPLE_CHOICES and status != _NO_CONTENT:
        return
    after = incoming.headers.get("retry-after")
    when = f" and says to come back {_after(after)}" if after else ""
    if told := _TOLD.get(status):
        problem, remedy = told, SAVE_IT
    elif status == _TOO_MANY:
        problem, remedy = f"is asked for too often{when}", "Try again later."
    elif status >= _SERVER_ERRORS:
        problem, remedy = f"is not working{when}", "Try again later."
    else:
        problem, remedy = "was not given", SAVE_IT
    raise InputError(f"{incoming.url} {problem} (HTTP {status}).", remedy=remedy)


def _after(retry_after: str) -> str:
    value = retry_after.strip()
    return f"in {value} seconds" if value.isdecimal() else f"after {shown(value)}"


def _content_type(header: str) -> tuple[str, str | None]:
    """`text/html; charset=utf-8` as its two values."""
    media_type, *parameters = header.split(";")
    charsets = (
        value.strip(" \"'")
        for name, _, value in (parameter.partition("=") for parameter in parameters)
        if name.strip().lower() == "charset"
    )
    return media_type.strip().lower(), next(charsets, None) or None


def _site(url: str) -> str:
    parts = httpx.URL(url)
    return f"{parts.scheme}://{parts.netloc.decode('ascii')}"
