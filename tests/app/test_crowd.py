from __future__ import annotations

import asyncio
import threading

import pytest

from app.web.api_errors import Busy, TookTooLong
from app.web.crowd import Crowd
from tests.app.loops import awaited

SOON = 10.0


def test_the_one_too_many_is_told_so_and_the_others_are_done() -> None:
    go = threading.Event()

    async def ask_four_times() -> list[object]:
        crowd = Crowd(at_once=1, waiting=2)
        jobs = [asyncio.ensure_future(crowd.do(go.wait, seconds=SOON)) for _ in range(4)]
        await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
        go.set()
        return await asyncio.gather(*jobs, return_exceptions=True)

    done = awaited(ask_four_times())
    assert done[:3] == [True, True, True]
    assert isinstance(done[3], Busy)


def test_a_place_is_free_again_once_the_work_is_done() -> None:
    async def one_after_another() -> list[int]:
        crowd = Crowd(at_once=1, waiting=0)
        return [await crowd.do(lambda: 7, seconds=SOON) for _ in range(3)]

    assert awaited(one_after_another()) == [7, 7, 7]


def test_work_that_takes_too_long_keeps_its_place_until_it_is_done() -> None:
    go, gone = threading.Event(), threading.Event()

    def work() -> None:
        go.wait()
        gone.set()

    async def ask() -> int:
        crowd = Crowd(at_once=1, waiting=0)
        with pytest.raises(TookTooLong, match=r"not done in 0 seconds"):
            await crowd.do(work, seconds=0.05)
        with pytest.raises(Busy, match=r"Too much is being asked at once"):
            await crowd.do(lambda: 1, seconds=SOON)
        go.set()
        while True:
            try:
                return await crowd.do(lambda: 2, seconds=SOON)
            except Busy:
                await asyncio.sleep(0.01)

    assert awaited(ask()) == 2
    assert gone.is_set()


def test_what_gives_up_while_it_waits_leaves_its_place() -> None:
    go = threading.Event()

    async def ask() -> bool:
        crowd = Crowd(at_once=1, waiting=1)
        first = asyncio.ensure_future(crowd.do(go.wait, seconds=SOON))
        await asyncio.sleep(0)
        with pytest.raises(TookTooLong):
            await crowd.do(lambda: 1, seconds=0.05)
        third = asyncio.ensure_future(crowd.do(lambda: True, seconds=SOON))
        await asyncio.sleep(0.05)
        go.set()
        return await first and await third

    assert awaited(ask())


def test_an_error_of_the_work_is_the_askers() -> None:
    def fail() -> None:
        raise LookupError("no such thing")

    async def ask() -> None:
        await Crowd(at_once=1, waiting=0).do(fail, seconds=SOON)

    with pytest.raises(LookupError, match=r"no such thing"):
        awaited(ask())


def test_a_place_can_be_kept_without_work() -> None:
    crowd = Crowd(at_once=1, waiting=0)
    with crowd.place(), pytest.raises(Busy), crowd.place():
        pass
    with crowd.place():
        pass
