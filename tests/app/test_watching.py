"""A watched folder: files are read once they rest, told of when they go, and counted at the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.command.watching import Rested, State, folders_in, look_at, watch_folders
from app.wire import Fields
from corpus.errors import HomeBusy, HomeError, InputError, UnreadableFile
from tests.app.cli_runs import OSLO, PARIS, ROOT, TORUN, write_articles

A, B = Path("a.md"), Path("b.md")


def state(size: int) -> State:
    return State(size=size, changed_ns=size)


def test_a_file_is_read_once_it_rests_and_again_once_it_changed() -> None:
    rested = Rested()
    assert rested.after({A: state(1)}) == ()  # just seen
    assert rested.after({A: state(2)}) == ()  # still being written
    assert rested.after({A: state(2), B: state(1)}) == (A,)
    rested.mark_read((A,))
    assert rested.after({A: state(2), B: state(1)}) == (B,)
    rested.mark_read((B,))
    assert rested.after({A: state(3), B: state(1)}) == ()
    assert rested.after({A: state(3), B: state(1)}) == (A,)


def test_a_file_that_was_not_read_after_all_waits() -> None:
    rested = Rested()
    for _ in range(2):
        rested.after({A: state(1)})
    assert rested.after({A: state(1)}) == (A,)


def test_a_file_that_went_is_told_of_once() -> None:
    rested = Rested()
    rested.after({A: state(1)})
    rested.after({A: state(1)})
    rested.mark_read((A,))
    rested.after({})
    assert rested.gone() == (A,)
    assert rested.gone() == ()


def test_a_change_of_metadata_csv_changes_the_files_beside_it(tmp_path: Path) -> None:
    write_articles(tmp_path, paris=PARIS)
    before = look_at([tmp_path])
    assert [path.name for path in before] == ["paris.md"]
    (tmp_path / "metadata.csv").write_text("file,outlet\nparis.md,AFP\n", encoding="utf-8")
    assert look_at([tmp_path]) != before


def test_a_folder_that_is_empty_or_gone_holds_nothing(tmp_path: Path) -> None:
    assert look_at([tmp_path]) == {}
    assert look_at([tmp_path / "gone"]) == {}


def test_a_file_and_a_web_address_are_no_folders_to_watch(tmp_path: Path) -> None:
    write_articles(tmp_path, paris=PARIS)
    with pytest.raises(InputError, match=r"paris\.md is not a folder"):
        folders_in([str(tmp_path), str(tmp_path / "paris.md")])
    with pytest.raises(InputError, match=r"http://127\.0\.0\.1/feed is a web address; only"):
        folders_in(["http://127.0.0.1/feed"])


def added(paths: Sequence[Path]) -> Fields:
    articles = [{"path": str(path), "article_id": "a", "state": "added"} for path in paths]
    return {
        "added": len(paths), "updated": 0, "unchanged": 0, "duplicates": 0, "skipped": 0,
        "failed": [], "vanished": [], "articles": articles, "passages": len(paths), "seconds": 0.5,
    }  # fmt: skip


class Pauses:
    """A clock for tests: does something to the folder at each pause, and Ctrl-C at the end."""

    def __init__(self, *steps: object) -> None:
        self._steps: Iterator[Any] = iter(steps)

    def __call__(self, _seconds: float) -> None:
        for step in self._steps:
            if step is not None:
                step()
            return
        raise KeyboardInterrupt


def test_ctrl_c_ends_with_the_sum_of_all_rounds(tmp_path: Path) -> None:
    write_articles(tmp_path, paris=PARIS)
    pauses = Pauses(
        None,
        lambda: write_articles(tmp_path, torun=TORUN),
        None,
        (tmp_path / "paris.md").unlink,
        None,
    )
    rounds: list[Fields] = []
    total = watch_folders([tmp_path], add=added, tell=rounds.append, pause=pauses)
    assert [(r["added"], r["vanished"]) for r in rounds] == [
        (1, []),
        (1, []),
        (0, [str(tmp_path / "paris.md")]),
    ]
    assert (total["added"], total["seconds"]) == (2, 1.0)
    assert total["vanished"] == [str(tmp_path / "paris.md")]


def test_a_busy_home_is_tried_again_and_a_bad_file_is_not(tmp_path: Path) -> None:
    write_articles(tmp_path, paris=PARIS)
    answers = iter(
        (
            HomeBusy("Another Clippings is using it.", remedy="Wait."),
            UnreadableFile("paris.md is empty.", remedy="Fill it."),
        )
    )

    def failing(_paths: Sequence[Path]) -> Fields:
        raise next(answers)

    rounds: list[Fields] = []
    pauses = Pauses(None, None, None, None)
    total = watch_folders([tmp_path], add=failing, tell=rounds.append, pause=pauses)
    assert len(rounds) == 1
    assert total["failed"] == [
        {"path": str(tmp_path / "paris.md"), "reason": "paris.md is empty. Fill it."}
    ]


def test_a_home_that_cannot_be_used_ends_the_watch(tmp_path: Path) -> None:
    def failing(_paths: Sequence[Path]) -> Fields:
        raise HomeError("The model is missing.", remedy="Name another.")

    write_articles(tmp_path, paris=PARIS)
    with pytest.raises(HomeError, match="The model is missing"):
        watch_folders([tmp_path], add=failing, tell=print, pause=Pauses(None, None))


@pytest.mark.timeout(180)
def test_a_real_watch_adds_what_comes_and_ends_with_a_summary(tmp_path: Path) -> None:
    news = write_articles(tmp_path / "news", paris=PARIS)
    home = ("--home", str(tmp_path / "home"), "--json")
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "add", "--watch", *home, str(news)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - no other thread is forking here
    )
    try:
        assert process.stderr is not None
        _wait_for(process.stderr, "1 added")
        write_articles(news, oslo=OSLO)
        _wait_for(process.stderr, "1 added")
        # Between rounds the home is nobody's: another command need not wait.
        listing = [sys.executable, "-m", "app", "doctor", *home]
        looked = subprocess.run(listing, cwd=ROOT, capture_output=True, check=False, timeout=100)
        assert json.loads(looked.stdout)["sound"]
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0
    assert json.loads(out)["added"] == 2


def _hear_ctrl_c() -> None:
    """A shell's job in the background ignores Ctrl-C, and hands that on to all that it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _wait_for(lines: Iterator[str], words: str) -> None:
    until = time.monotonic() + 60
    for line in lines:
        if words in line:
            return
        assert time.monotonic() < until
    raise AssertionError(f"nothing said {words!r}")
