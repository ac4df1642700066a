"""A web of this machine for the tests that fetch: a server, and time that only seems to pass."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.web import Web
from corpus.web_guard import Guard
from tests.corpus.web_site import Clock, Site, served


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(clock: Clock) -> Web:
    guard = Guard(allowing=("127.0.0.1",), look_up=lambda *_: ("127.0.0.1",))
    return Web(guard=guard, clock=clock.now, sleep=clock.sleep)
