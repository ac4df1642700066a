"""A verb that takes long is waited for, for as long as its owner says that it is at work."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, cast

import pytest

from app.command import owner_routes as routes
from app.command.desk import Desk
from app.command.owner import Owner, ToldByOwner, have_done
from app.command.verbs import Errand
from app.wire import Fields
from corpus.errors import HomeBusy, InputError
from index.errors import IngestStopped
from index.watching import IngestProgress, Watch

NOBODY = cast(Desk, None)  # the verbs here ask nothing of a desk


@contextmanager
def saying(*lines: Mapping[str, object]) -> Iterator[Owner]:
    """An owner that answers every request with these lines."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            for line in lines:
                self.wfile.write(json.dumps(line).encode() + b"\n")

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Owner(address=f"http://127.0.0.1:{server.server_port}", token="t")
        server.shutdown()
        thread.join()


STILL: Fields = {"progress": None}
HALF: Fields = {"progress": {"done": 1, "total": 2, "passages": 3}}


def test_what_comes_before_the_result_is_progress() -> None:
    seen: list[IngestProgress] = []
    # A line separator inside a text is no end of a line.
    with saying(STILL, HALF, STILL, {"added": "one\u2028line"}) as owner:
        told = have_done(owner, "add", {}, watch=Watch(progress=seen.append))
    assert told == {"added": "one\u2028line"}
    assert seen == [IngestProgress(done=1, total=2, passages=3)]


def test_an_error_after_progress_is_the_owners() -> None:
    error = {"code": "bad_input", "message": "No.", "remedy": "Try."}
    with saying(HALF, {"error": error}) as owner, pytest.raises(ToldByOwner, match=r"No\. Try\."):
        have_done(owner, "add", {})


def test_an_owner_that_goes_away_at_work_is_named() -> None:
    with saying(HALF, STILL) as owner, pytest.raises(HomeBusy, match="did not answer: it ended"):
        have_done(owner, "add", {})


def test_who_is_asked_to_stop_leaves_at_the_next_line() -> None:
    watch = Watch()
    watch.stop.set()
    with saying(STILL, {"added": 1}) as owner, pytest.raises(KeyboardInterrupt):
        have_done(owner, "add", {}, watch=watch)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Holds back an `add` that is at work until the event is set, or until it is told to stop."""
    opened = threading.Event()

    def add(errand: Errand) -> Fields:
        while not opened.wait(timeout=0.01):
            if errand.watch.stop.is_set():
                raise IngestStopped(waiting=1, total=1)
        if errand.asked:
            raise InputError("No.", remedy="Try.")
        return {"added": 1}

    monkeypatch.setattr(routes, "STILL_SECONDS", 0.05)
    monkeypatch.setattr(routes, "VERBS", {"add": add})
    return opened


def test_a_verb_at_work_says_so_until_it_is_done(gate: threading.Event) -> None:
    work = routes._Work(NOBODY, "add", {})
    assert [work.next_line(), work.next_line()] == [STILL, STILL]
    gate.set()
    assert [work.next_line(), work.next_line()] == [{"added": 1}, None]


def test_a_verb_that_fails_at_last_tells_its_error(gate: threading.Event) -> None:
    work = routes._Work(NOBODY, "add", {"paths": []})
    assert work.next_line() == STILL
    gate.set()
    assert work.next_line() == {"error": {"code": "bad_input", "message": "No.", "remedy": "Try."}}


def test_when_the_asker_goes_away_the_work_is_told_to_stop(gate: threading.Event) -> None:
    work = routes._Work(NOBODY, "add", {})

    async def ask_and_go() -> str:
        lines = routes._lines(work.next_line(), work)
        first = await anext(lines)
        await lines.aclose()  # type: ignore[attr-defined]
        return first

    # In a thread of its own: a browser test may have left an event loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        told = thread.submit(lambda: asyncio.run(ask_and_go())).result()
    assert json.loads(told) == STILL
    assert not gate.is_set()
    ends = iter(work.next_line, None)
    assert all(line == STILL for line in ends)  # it ended, with nothing left to tell
