"""A real server over the sample corpus, and a real browser."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from corpus.article import Draft
from index import ingest
from index.home import Home
from tests.app.cli_runs import PARIS, TORUN, Serving, serving, tiny_home
from tests.app.visits import NASTY_HEADLINE, NASTY_SENTENCE, Served, Visit

SAMPLE = Path(__file__).parents[2] / "corpus" / "articles"
SERVE = (sys.executable, "-m", "app", "serve", "--port", "0", "--home")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real server over the sample and one article full of markup."""
    folder = tmp_path_factory.mktemp("served")
    # Past the readers, which would strip the tags: the page must not rely on them.
    nasty = Draft(source_key="nasty", text=NASTY_SENTENCE, headline=NASTY_HEADLINE)
    with Home.open(folder / "home") as home:
        ingest.add(home, [SAMPLE])
        ingest.add_drafts(home, [nasty])
    yield from _running(folder / "home")


@pytest.fixture(scope="session")
def api_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A running server over two tiny articles."""
    home = tiny_home(tmp_path_factory.mktemp("api"), paris=PARIS, torun=TORUN)
    with serving(home) as running:
        yield running


@pytest.fixture
def api(api_server: Serving) -> Iterator[httpx.Client]:
    """A program that asks the server."""
    with httpx.Client(base_url=api_server.url, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def served_empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real server over a home without articles."""
    folder = tmp_path_factory.mktemp("empty") / "home"
    folder.mkdir()
    yield from _running(folder)


@pytest.fixture
def visit(served: Served, browser: Browser) -> Iterator[Visit]:
    """The page as it opens on a desktop."""
    yield from visiting(browser, served.url, width=1440)


@pytest.fixture
def narrow_visit(served: Served, browser: Browser) -> Iterator[Visit]:
    """The page as it opens on a phone."""
    yield from visiting(browser, served.url, width=390)


@pytest.fixture
def empty_visit(served_empty: Served, browser: Browser) -> Iterator[Visit]:
    """The page of a library without articles."""
    yield from visiting(browser, served_empty.url, width=1440)


def visiting(browser: Browser, url: str, *, width: int) -> Iterator[Visit]:
    """An open page, ready for a question."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    visit = Visit(page=page, requests=[], complaints=[])
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on(
        "console",
        lambda said: visit.complaints.append(said.text) if said.type == "error" else None,
    )
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.goto(url)
    page.locator(".start").wait_for()
    yield visit
    page.close()


def _running(folder: Path) -> Iterator[Served]:
    """The server in a process of its own, as people run it."""
    twin = folder.with_name("twin")
    shutil.copytree(folder, twin)
    process = subprocess.Popen([*SERVE, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        ready = process.stdout.readline()
        assert ready.startswith("ready http://127.0.0.1:"), f"the server said {ready!r}"
        with Home.open(twin) as home:
            yield Served(url=ready.split()[1], folder=folder, twin=home)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
