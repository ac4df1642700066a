"""Which machines may be spoken to: those of the public internet, and those a person names.

An address that somebody else wrote (in a feed, in a redirect) could point at the router, at a
database beside us or at a cloud's keys. So names are resolved here, every address found is judged
here, and `corpus.web_exchange` connects to the very address that was judged: a name that means
something else a moment later gains nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread

from corpus.errors import InputError, shown

ALLOW_SETTING = "CLIPPINGS_ALLOW_PRIVATE"

# RFC 6052: on a network with IPv6 alone every IPv4 address is reached under this prefix.
_NAT64 = IPv6Network("64:ff9b::/96")

Address = IPv4Address | IPv6Address
LookUp = Callable[[str, int], tuple[str, ...]]  # from a host and port to its addresses


def look_up(host: str, port: int) -> tuple[str, ...]:
    """The addresses that this machine finds for a name, the one to try first first.

    Raises:
        OSError: there is no such name.
        UnicodeError: it cannot be a name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Judges where a connection may go.

    `allowing` are addresses or networks (`10.1.2.3`, `10.0.0.0/8`) that may be reached though they
    are not public.

    Raises:
        InputError: one of them is neither.
    """

    allowing: tuple[str, ...] = ()
    look_up: LookUp = look_up

    def __post_init__(self) -> None:
        for network in self.allowing:
            try:
                ip_network(network, strict=False)
            except ValueError as error:
                raise InputError(
                    f"{ALLOW_SETTING}: {shown(network)} is not an address or a network.",
                    remedy="Write addresses like 10.1.2.3 or 10.0.0.0/8, parted by commas.",
                ) from error

    def addresses(self, host: str, port: int, *, seconds: float) -> tuple[str, ...]:
        """The addresses of a host, all of which may be connected to, the one to try first first.

        Raises:
            InputError: no such host, none found in `seconds`, or one that may not be spoken to.
        """
        literal = _literal(host)
        found = (literal,) if literal else self._looked_up(host, port, seconds)
        for address in found:
            if not (is_public(address) or self._allows(address)):
                raise InputError(
                    f"{_leading(host, address)} is no address of the public internet.",
                    remedy=f"If you trust it, name the address in {ALLOW_SETTING}; "
                    "or save the page in your browser and add the file.",
                )
        return tuple(map(str, found))

    def _allows(self, address: Address) -> bool:
        plain = _embedded(address) or address
        return any(plain in ip_network(network, strict=False) for network in self.allowing)

    def _looked_up(self, host: str, port: int, seconds: float) -> tuple[Address, ...]:
        try:
            return tuple(map(ip_address, _within(seconds, lambda: self.look_up(host, port))))
        except TimeoutError as error:
            problem = f"The address of {host} was not found in time."
            raise InputError(problem, remedy="Try again later.") from error
        except (OSError, UnicodeError) as error:
            raise InputError(
                f"There is no server of the name {shown(host)}, or this machine is offline.",
                remedy="Check the address and the connection.",
            ) from error


def _leading(host: str, address: Address) -> str:
    return host if host == str(address) else f"{host} leads to {address}, which"


def guard_allowing(setting: str) -> Guard:
    """The guard for a value of CLIPPINGS_ALLOW_PRIVATE: addresses or networks, parted by commas.

    Raises:
        InputError: one of them is neither.
    """
    return Guard(allowing=tuple(part.strip() for part in setting.split(",") if part.strip()))


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet's, and of a single machine.

    Private, loopback, link-local, shared (carrier) and reserved ones are not, nor are multicast
    ones; an IPv6 address that stands for an IPv4 address is judged by that.
    """
    if inner := _embedded(address):
        return is_public(inner)
    is_site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or is_site_local
    )


def _embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4 or NAT64."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _literal(host: str) -> Address | None:
    """The address that a host is, in any way the system reads one: 2130706433 and 0x7f.1 too."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def _within(seconds: float, call: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """The answer of a call that cannot be interrupted, waited for at most so long."""
    answer: Future[tuple[str, ...]] = Future()

    def work() -> None:
        try:
            answer.set_result(call())
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    # A daemon: a resolver that hangs must not keep the program from ending.
    Thread(target=work, daemon=True).start()
    return answer.result(timeout=seconds)
