"""Web addresses as text: which are ours to fetch, and which two name one page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

# Parameters that say where a reader came from and never which page it is: those of analytics
# (utm_*, _ga, _gl), of advertisements, of newsletters and of share buttons, by their makers'
# documentation. A name that some site may use for its content (id, ref, source) is not among them.
_TRACKING = re.compile(
    r"utm_\w+|_ga|_gl|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid"
    r"|igsh|mc_[ce]id|mkt_tok|_hsenc|_hsmi|at_(?:medium|campaign|custom\d|link_\w+|bbc_team)|wt_mc"
    r"|wt_zmc|xtor|ns_(?:mchannel|source|campaign|linkname|fee)|ocid|smid|cmpid|srsltid",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NOT_IN_LINKS = re.compile(r"[\s<>]")
_PORTS = {"http": 80, "https": 443}
_MIRRORS = re.compile(r"^(?:www|m|mobile|amp)\.")


def is_url(text: str) -> bool:
    """Whether a word of a command line is meant as a web address: `https://…`, of any scheme."""
    return _SCHEME.match(text.strip()) is not None


def is_web_link(url: str | None) -> bool:
    """Whether an address can stand as a link: of the web, whole, and without what ends a link.

    >>> is_web_link("https://[your-site]/story")
    False
    """
    return url is not None and not _NOT_IN_LINKS.search(url) and _split(url) is not None


def normalised_url(url: str) -> str:
    """The address under which a page is known: two ways of writing one address give the same.

    Scheme and host in lower case, no default port, an empty path as `/`; the fragment and tracking
    parameters go, the other parameters stay as they are and in their order. What is no web address
    is given back unchanged.
    """
    parts = _split(url.strip())
    if parts is None:
        return url
    query = "&".join(
        pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    return SplitResult(
        scheme=parts.scheme, netloc=_netloc(parts), path=parts.path or "/", query=query, fragment=""
    ).geturl()


def page_url(fetched: str, *, stated: str | None) -> str:
    """The address of a fetched page: the one that it states for itself, where that can be true.

    A page speaks for its own host only (`www.`, `m.` and `amp.` are one host): another outlet's
    article that is printed here is this article. A front page stated for an article is a mistake.
    """
    here, there = _split(fetched), _split((stated or "").strip())
    if here is None or there is None:
        return normalised_url(fetched)
    is_front = there.path in ("", "/") and not there.query and here.path not in ("", "/")
    own = not is_front and _site(here) == _site(there)
    return normalised_url(stated or "" if own else fetched)


def _site(parts: SplitResult) -> str:
    return _MIRRORS.sub("", parts.hostname or "")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read for its check
    except ValueError:
        return None
    return parts if parts.scheme in _PORTS and parts.hostname else None


def _netloc(parts: SplitResult) -> str:
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host
    login = parts.netloc.rpartition("@")[0]
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    return f"{login}@{name}{port}" if login else f"{name}{port}"
