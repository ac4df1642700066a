"""The login of a server that others can reach: one name, one password, as HTTP Basic."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
from dataclasses import dataclass, field

from app.command.reading_tables import BadSetting
from corpus.errors import HomeError

AUTH_VARIABLE = "CLIPPINGS_AUTH"
_SCHEME = "basic "


class LoginNeeded(HomeError):
    """A server that others can reach has no login."""

    code = "login_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who may use the server. The password is kept out of `repr`."""

    name: str
    password: str = field(repr=False)

    def is_given_in(self, authorization: str) -> bool:
        """Whether an Authorization header holds this login; takes the same time for any other."""
        if not authorization.lower().startswith(_SCHEME):
            return False
        try:
            given = base64.b64decode(authorization[len(_SCHEME) :].strip(), validate=True)
        except (binascii.Error, ValueError):
            return False
        return is_same_secret(given, f"{self.name}:{self.password}".encode())


def read_login(text: str) -> Login | None:
    """The login that `user:password` says; None for an empty text.

    Raises:
        BadSetting: no colon, or nothing before or after it. The value is not repeated.
    """
    if not text:
        return None
    name, colon, password = text.partition(":")
    if not (name and colon and password):
        raise BadSetting(
            f"{AUTH_VARIABLE} is not a name and a password with a colon between them.",
            remedy=f"Write it as {AUTH_VARIABLE}=user:password.",
        )
    return Login(name=name, password=password)


def check_reach(host: str, login: Login | None) -> None:
    """Nothing when only this computer can reach the address, or there is a login.

    Raises:
        LoginNeeded: others can reach it, and it has none.
    """
    if login is None and not is_loopback(host):
        raise LoginNeeded(
            f"At the address {host!r} others can reach the library, and no login is set.",
            remedy=f"Set {AUTH_VARIABLE}=user:password in the environment, or serve on 127.0.0.1.",
        )


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach the address; any name but `localhost` is doubtful."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_same_secret(given: str | bytes, secret: str | bytes) -> bool:
    """Whether two secrets are one; how long that takes tells nothing of either, nor its length."""
    digests = [
        hashlib.sha256(each.encode() if isinstance(each, str) else each).digest()
        for each in (given, secret)
    ]
    return hmac.compare_digest(*digests)
