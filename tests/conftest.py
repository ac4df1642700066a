"""What every test shares: no network but this machine's own, shared material, and a browser."""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

SHARED = "CLIPPINGS_SHARED"
# Chromium's own errands (updates, sync) would be requests that are not ours.
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# A page may be this late on a machine that has other work. Playwright's own five seconds are not
# enough there: they made a good page fail.
PATIENCE_MILLISECONDS = 20_000


def _is_this_machine(host: object) -> bool:
    """Whether a host is loopback, or none at all (a server asking for every local address)."""
    name = host.decode() if isinstance(host, bytes) else host
    if not name or name == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _refuse_the_internet(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: pytest-socket stops connections, this stops what goes before or around them.

    Name look-ups and datagrams leave the machine without a connection. Arguments are
    (host, ...) of socket.getaddrinfo and (socket, address) of socket.sendto.
    """
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.sendto" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not _is_this_machine(host):
        raise RuntimeError(f"a test reached for {host!r}: only this machine may be spoken to")


sys.addaudithook(_refuse_the_internet)


def _shared(folder: str) -> Path:
    """A folder of the shared material; skips the test, saying why, where there is none."""
    root = os.environ.get(SHARED)
    if not root:
        pytest.skip(f"{SHARED} is not set: it names the folder that holds {folder}/")
    path = Path(root) / folder
    if not path.is_dir():
        pytest.skip(f"{SHARED}={root} holds no folder {folder}/")
    return path


@pytest.fixture(scope="session")
def shared_articles() -> Path:
    """The folder of the five real articles and their metadata.csv."""
    return _shared("articles")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets."""
    return _shared("data")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; skipped where there is none, but never in CI."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium in CI: .ci/run installs Debian's `chromium`")
        pytest.skip("no Chromium found: install Debian's `chromium` to run the browser tests")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=[*QUIET])
        yield running
        running.close()
