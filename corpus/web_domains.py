"""Web domains: whose site an address belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

# Two labels or more; letters of any script, for `müller.example` is written so by people.
_DOMAIN = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})*\.[^\W\d_][\w-]{1,62}")


def domain_of(text: str) -> str | None:
    """The bare form of a domain as people write it, `WWW.RFI.fr` as `rfi.fr`; None for another."""
    domain = text.strip().rstrip(".").lower().removeprefix("www.")
    return domain if _DOMAIN.fullmatch(domain) else None


def outlet_at(address: str, outlets: Mapping[str, str]) -> str | None:
    """The outlet whose domain, or a domain above it, a URL or a bare host name belongs to.

    Of several the longest counts: `blogs.rfi.fr` before `rfi.fr`. `outlets` has bare domains.
    """
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # brackets that hold no IPv6 address
        return None
    labels = _readable(host.rstrip(".")).split(".")
    above = (".".join(labels[start:]) for start in range(len(labels)))
    return next((outlets[domain] for domain in above if domain in outlets), None)


def _readable(host: str) -> str:
    """A host in the letters people write it in: `xn--mller-kva.example` as `müller.example`."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host
