"""Who owns a home: one process at a time, and the others go through it over loopback.

Chroma must not be opened by two processes at once. A process that needs it takes the home's lock;
a running `serve` keeps it and writes its address and a token, readable by the user alone, beside
it, so that `clippings ask` and the other verbs can be done by the server instead.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filelock
import httpx

from corpus.errors import ClippingsError, HomeBusy, HomeError
from index.watching import IngestProgress, Watch

LOCK_NAME = "owner.lock"
ADDRESS_NAME = "owner.json"
WAIT_SECONDS = 60.0  # for another short command on the same home to end
SILENT_SECONDS = 60.0  # an owner at work says so every two, however long its work takes
PROGRESS = "progress"  # the one field of a line that only tells that the work goes on
TOKEN_HEADER = "X-Clippings-Token"  # noqa: S105 - the header's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A serving process: where it listens and the token that it wants to see."""

    address: str
    token: str

    @property
    def api_token(self) -> str:
        """The token of `/api/add`: whoever has it can add articles, and not name our paths."""
        return hmac.new(self.token.encode(), b"api", hashlib.sha256).hexdigest()


class ToldByOwner(ClippingsError):
    """An error that the owner answered with; its code is the owner's."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        super().__init__(str(fields["message"]), remedy=str(fields["remedy"]))
        self.told_code = str(fields["code"])


def new_token() -> str:
    """An unguessable token."""
    return secrets.token_hex(16)


@contextmanager
def owning(home: Path, *, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the home's lock.

    Raises:
        HomeBusy: another process holds it for longer than `wait_seconds`.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HomeError(
            f"{home} cannot be used: {error.strerror}.",
            remedy="Name a folder that you may write to with --home.",
        ) from error
    lock = filelock.FileLock(home / LOCK_NAME)
    try:
        lock.acquire(timeout=wait_seconds)
    except filelock.Timeout as error:
        owner = find_owner(home)
        where = f" (it serves {owner.address})" if owner else ""
        raise HomeBusy(
            f"Another Clippings is using {home}{where}.",
            remedy="Stop it first, or name another --home.",
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def announced(home: Path, owner: Owner) -> Iterator[None]:
    """Make a serving owner findable for as long as it serves."""
    path = home / ADDRESS_NAME
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        told = {"address": owner.address, "token": owner.token, "api_token": owner.api_token}
        json.dump(told, file)
    unfinished.replace(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def find_owner(home: Path) -> Owner | None:
    """The process that serves a home now; one that died without a word is not found."""
    try:
        told = json.loads((home / ADDRESS_NAME).read_text(encoding="utf-8"))
        owner = Owner(address=told["address"], token=told["token"])
        alive = httpx.get(f"{owner.address}/healthz", timeout=5.0, trust_env=False)
    except (OSError, ValueError, KeyError, TypeError, httpx.HTTPError):
        return None
    return owner if alive.status_code == httpx.codes.OK else None


def have_done(
    owner: Owner, verb: str, request: Mapping[str, object], *, watch: Watch | None = None
) -> dict[str, object]:
    """What the owner gives for a verb, however long that takes; `watch` sees it at work.

    Raises:
        ToldByOwner: the owner refused, with its own words.
        HomeBusy: the owner went away or said nothing sensible.
        KeyboardInterrupt: `watch` asked to stop; the owner finishes the batch in hand.
    """
    try:
        told = _last_told(owner, verb, request, watch=watch or Watch())
    except (httpx.HTTPError, ValueError) as error:
        raise HomeBusy(
            f"The Clippings that serves this home at {owner.address} did not answer: {error}.",
            remedy="Try again, or restart `clippings serve`.",
        ) from error
    if "error" in told:
        raise ToldByOwner(told["error"])
    return told


def _last_told(
    owner: Owner, verb: str, request: Mapping[str, object], *, watch: Watch
) -> dict[str, Any]:
    with httpx.stream(
        "POST",
        f"{owner.address}/owner/{verb}",
        json=dict(request),
        headers={TOKEN_HEADER: owner.token},
        timeout=SILENT_SECONDS,
        trust_env=False,
    ) as answer:
        for line in answer.iter_lines():
            told: dict[str, Any] = json.loads(line)
            if PROGRESS not in told:
                return told
            if watch.stop.is_set():
                raise KeyboardInterrupt
            if told[PROGRESS] and watch.progress:
                watch.progress(IngestProgress(**told[PROGRESS]))
        raise ValueError(f"it ended with HTTP status {answer.status_code}")
