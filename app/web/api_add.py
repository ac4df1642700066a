"""`POST /api/add`: articles as uploaded files or as web addresses, never as paths of the server."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from app.command.desk import Desk
from app.command.owner import ADDRESS_NAME, TOKEN_HEADER
from app.command.requests import Adding, BadRequest
from app.web.api_bodies import FORM_TYPE, form_of, json_of, type_of
from app.web.api_errors import TokenWanted, TookTooLong
from app.web.api_sent import Sent, sent_in_form, sent_in_json
from app.web.crowd import Crowd
from app.web.login import is_same_secret
from app.web.uploads import Upload, drop_unread, keep, told_of, without_folder
from app.wire import Fields
from corpus.errors import HomeFull, InputError, UnreadableFile
from index.errors import IngestStopped
from index.watching import Watch

ADD_PATH = "/api/add"
ADD_SECONDS = 1800.0  # 200 MB of articles are read in less
LOOK_SECONDS = 1.0  # between looks whether the sender is still there
ADDING_AT_ONCE = 1  # the home takes one writer
ADDING_WAITING = 3
ARRIVING_AT_ONCE = 8  # bodies, each up to 200 MB on disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """Where uploads are kept, and the token that a change has to bring."""

    folder: Path
    token: str


def add_route(desk: Desk, receiving: Receiving) -> Callable[[Request], Awaitable[Response]]:
    """The route; when the sender goes away, the batch in hand is finished and no more."""
    arriving = Crowd(at_once=ARRIVING_AT_ONCE, waiting=0)
    adding = Crowd(at_once=ADDING_AT_ONCE, waiting=ADDING_WAITING)

    async def add(request: Request) -> Response:
        _check_token(request, receiving.token)
        with arriving.place():
            sent, kept = await _received(request, receiving.folder)
        watch = Watch()
        work = partial(_add, desk, sent, kept=kept, folder=receiving.folder, watch=watch)
        job = asyncio.ensure_future(adding.do(work, seconds=ADD_SECONDS))
        try:
            while not (await asyncio.wait({job}, timeout=LOOK_SECONDS))[0]:
                if await request.is_disconnected():
                    watch.stop.set()
            return JSONResponse(job.result())
        finally:
            watch.stop.set()
            job.cancel()

    return add


def _check_token(request: Request, token: str) -> None:
    if not is_same_secret(request.headers.get(TOKEN_HEADER, ""), token):
        raise TokenWanted(
            f"The header {TOKEN_HEADER} does not hold this server's token.",
            remedy=f"It is `api_token` in {ADDRESS_NAME} of the home, anew with each start.",
        )


async def _received(request: Request, folder: Path) -> tuple[Sent, tuple[Path, ...]]:
    if type_of(request) != FORM_TYPE:
        return sent_in_json(await json_of(request)), ()
    form = await form_of(request)
    try:
        sent = sent_in_form(form)
        return sent, await run_in_threadpool(_keep, folder, sent.files)
    finally:
        await form.close()


def _keep(folder: Path, files: Mapping[str, Upload]) -> tuple[Path, ...]:
    try:
        return keep(folder, files)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise HomeFull.at(folder) from error
        raise


def _add(desk: Desk, sent: Sent, *, kept: tuple[Path, ...], folder: Path, watch: Watch) -> Fields:
    paths = [*map(str, kept), *sent.urls]
    if not paths:
        raise _nothing_sent(sent)
    try:
        fields = desk.library.add(Adding(paths=paths, **sent.metadata), watch=watch)
    except InputError as error:
        for path in kept:
            drop_unread(path)
        raise _with(sent, told_of(error, folder)) from error
    except IngestStopped as stopped:  # a KeyboardInterrupt, which would end the server
        raise TookTooLong(
            f"Adding was stopped. {stopped}", remedy="Send the same again: it goes on from there."
        ) from stopped
    _drop_failed(fields, kept)
    return _as_sent(fields, sent, folder)


def _nothing_sent(sent: Sent) -> InputError:
    if sent.failed:
        return UnreadableFile(
            " ".join(each["reason"] for each in sent.failed), remedy="Nothing was added."
        )
    return BadRequest("Nothing is sent to add.", remedy="Send `files` in a form, or `urls`.")


def _with(sent: Sent, error: InputError) -> InputError:
    """An error about what was read, after the reasons why the rest was not even kept."""
    reasons = [each["reason"] for each in sent.failed]
    return type(error)(" ".join([*reasons, error.message]), remedy=error.remedy)


def _drop_failed(fields: Fields, kept: tuple[Path, ...]) -> None:
    """What is no article at all is not kept; a file of which some records are is."""
    read = {each["path"] for each in _list(fields["articles"])}
    for each in _list(fields["failed"]):
        if each["path"] not in read and Path(each["path"]) in kept:
            drop_unread(Path(each["path"]))


def _as_sent(fields: Fields, sent: Sent, folder: Path) -> Fields:
    """The report, its files named as their sender does."""
    renamed = {
        name: [
            {key: without_folder(value, folder) for key, value in each.items()}
            for each in _list(fields[name])
        ]
        for name in ("articles", "failed")
    }
    return fields | {**renamed, "failed": [*sent.failed, *renamed["failed"]]}


def _list(value: object) -> list[dict[str, str]]:
    return value if isinstance(value, list) else []
