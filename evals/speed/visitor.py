"""One visitor of the chat page: asks through the page's own queue, as a browser does.

A visit keeps the page's heartbeat open, so that the server knows when it is over and forgets it.
"""

from __future__ import annotations

import http.client
import json
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from evals.errors import BadRun

ANSWER_SECONDS = 60.0  # thirty times the bar of a first citation; who waits longer has left
_REMEDY = "See what the server printed."
_STREAM = "/gradio_api/queue/data?session_hash="
_Fields = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """The numbers of the page's events: opening it, asking, and looking for follow-ups."""

    opened: int
    asked: int
    follow_ups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """What one question took, in seconds from sending it.

    `first_citation` is None where the reply cites nothing; `follow_ups` is what looking for
    questions to go on with took after the reply.
    """

    first_citation: float | None
    whole: float
    follow_ups: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody with the page open, known to the server by `name` alone."""

    host: str
    events: Events
    name: str

    def ask(self, question: str, *, turn: int) -> Waited:
        """Ask as the `turn`th question, from 0, of this visit; wait for all that follows.

        Raises:
            BadRun: the page told of an error, or never came to an end.
        """
        chip = f"#cite-{turn}-"
        started, first, shown = time.perf_counter(), None, ""
        for line in self.told(self.events.asked, (question, None)):
            if first is None and chip in line:
                first = time.perf_counter() - started
            shown = line
        whole = time.perf_counter() - started
        if 'class=\\"trouble' in shown:
            raise BadRun(f"{question!r} got no reply.", remedy=_REMEDY)
        for _ in self.told(self.events.follow_ups, (None,)):
            pass
        follow_ups = time.perf_counter() - started - whole
        return Waited(first_citation=first, whole=whole, follow_ups=follow_ups)

    def told(self, event: int, given: Sequence[str | None]) -> Iterator[str]:
        """Each message of an event as it arrives, JSON, up to its end.

        Raises:
            BadRun: the page told of an error, or never came to an end.
        """
        body = {"data": given, "fn_index": event, "session_hash": self.name, "event_data": None}
        with _answered(self.host, "/gradio_api/queue/join", body=body) as joined:
            number = str(_fields(joined.read().decode())["event_id"])
        with _answered(self.host, _STREAM + self.name) as stream:
            for line in stream:
                message = line.decode().removeprefix("data: ")
                if number not in message:
                    continue
                yield message
                fields = _fields(message)
                if fields["msg"] == "process_completed":
                    _must_have_gone_well(fields)
                    return
        raise BadRun(f"{self.host} fell silent.", remedy=_REMEDY)


@contextmanager
def visiting(host: str, events: Events) -> Iterator[Visitor]:
    """An open page, closed again at the end.

    Raises:
        BadRun: the page could not be opened.
    """
    visitor = Visitor(host=host, events=events, name=secrets.token_hex(6))
    with _answered(host, f"/gradio_api/heartbeat/{visitor.name}"):
        for _ in visitor.told(events.opened, ()):
            pass
        yield visitor


def events_of(host: str) -> Events:
    """The page's events, found by what they are bound to.

    Raises:
        BadRun: the page could not be read.
    """
    with _answered(host, "/config") as told:
        config = _fields(told.read().decode())
    components = cast("list[_Fields]", config["components"])
    named = {each["id"]: cast("_Fields", each["props"]).get("elem_id") for each in components}
    events = cast("list[_Fields]", config["dependencies"])

    def bound(name: str | None, kind: str) -> int:
        return next(
            int(str(event["id"]))
            for event in events
            for target, what in cast("list[tuple[int | None, str]]", event["targets"])
            if what == kind and named.get(target) == name
        )

    asked = bound("question", "submit")
    follow_ups = next(e["id"] for e in events if e["trigger_after"] == asked)
    return Events(opened=bound(None, "load"), asked=asked, follow_ups=int(str(follow_ups)))


@contextmanager
def _answered(
    host: str, path: str, *, body: _Fields | None = None
) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request, posted if it has a body; the connection ends with the block."""
    connection = http.client.HTTPConnection(host, timeout=ANSWER_SECONDS)
    try:
        connection.request(
            "GET" if body is None else "POST",
            path,
            body=None if body is None else json.dumps(body),
            headers={"Content-Type": "application/json"},
        )
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise BadRun(
                f"{path.partition('?')[0]} was answered with {response.status}.",
                remedy=_REMEDY,
            )
        yield response
    except (OSError, http.client.HTTPException) as error:
        raise BadRun(
            f"{host} did not answer: {error!r}.",
            remedy=_REMEDY,
        ) from error
    finally:
        connection.close()


def _must_have_gone_well(completed: _Fields) -> None:
    if not completed["success"]:
        raise BadRun(
            f"The page told of an error: {completed['output']}.",
            remedy=_REMEDY,
        )


def _fields(text: str) -> _Fields:
    return cast("_Fields", json.loads(text))
