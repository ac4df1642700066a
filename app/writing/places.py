"""Where a language model is: the address or file in a setting, checked, and who receives what."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from app.command.reading_tables import BadSetting
from app.web.login import is_loopback
from corpus.errors import shown

KEY_VARIABLE = "CLIPPINGS_LLM_KEY"
_MAGIC = b"GGUF"  # how every GGUF file begins


def server_url_in(value: object, origin: str) -> str:
    """The address of a model's server, without a slash at its end; empty for none.

    Raises:
        BadSetting: not an address that begins with http:// or https://, or one with more in it than
            a host and a path. What could hold a password is not repeated.
    """
    text = str(value).strip().rstrip("/")
    if not text:
        return ""
    parts = _split(text, origin)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadSetting(
            f"{origin} holds more than a host and a path.",
            remedy=f"Leave out names, keys and all after a question mark; set {KEY_VARIABLE}.",
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadSetting(
            f"{origin}: {shown(text)} is not the address of a server.",
            remedy="Write it like http://127.0.0.1:11434/v1.",
        )
    return text


def notice_of(url: str) -> str:
    """What people are told before a question: empty for a server on this computer."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if is_loopback(host):
        return ""
    openly = ", unencrypted" if parts.scheme == "http" else ""
    return (
        f"Answers are written by a language model at {host}, which is not this computer. With each"
        f" question it receives{openly}: the question, the words that a follow-up leans on, and up"
        " to eight sentences quoted from your articles."
    )


def gguf_in(text: str) -> Path:
    """The model's file that a setting names.

    Raises:
        BadSetting: there is no such file, or it does not begin as a GGUF does.
    """
    path = Path(text).expanduser()
    try:
        with path.open("rb") as file:
            begins = file.read(len(_MAGIC))
    except OSError as error:
        raise BadSetting(
            f"The language model {shown(str(path))} cannot be read: {error.strerror or error}.",
            remedy="Set CLIPPINGS_LLM_GGUF to the path of a GGUF file.",
        ) from error
    if begins != _MAGIC:
        raise BadSetting(
            f"{shown(str(path))} is not a GGUF file.",
            remedy="Set CLIPPINGS_LLM_GGUF to a language model in that format.",
        )
    return path


def _split(text: str, origin: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError as error:
        raise BadSetting(
            f"{origin} is not the address of a server.",
            remedy="Write it like http://127.0.0.1:11434/v1.",
        ) from error
    return parts
