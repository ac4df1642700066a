"""`clippings add`, killed at a random moment and run again, leaves what an undisturbed run does.

Set CLIPPINGS_KILLS for more moments than five, and CLIPPINGS_KILL_SEED to repeat those of a run.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.database import Database
from tests.index.whole_homes import start_adding, whole, write_news

KILLS = int(os.environ.get("CLIPPINGS_KILLS", "5"))
SEED = int(os.environ.get("CLIPPINGS_KILL_SEED", random.SystemRandom().randrange(10**6)))
START_SECONDS = 120.0
LOOK_SECONDS = 0.002
# Chroma writes its vector index to disk at the thousandth vector: some 900 are there before, some
# 300 come, so that moments fall before, during and after.
FILES_BEFORE, ROWS_BEFORE = 350, 350
CHANGED = 40


@dataclass(frozen=True, kw_only=True)
class Undisturbed:
    """A folder to add, the home to add it to, and what an undisturbed run makes of that."""

    folder: Path
    home: Path
    seconds: float  # from the opening of the library to the end
    holds: dict[str, object]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    root = tmp_path_factory.mktemp("kills")
    folder, before, after = root / "news", root / "before", root / "after"
    write_news(folder, files=FILES_BEFORE, rows=ROWS_BEFORE, seed=1)
    _, said = start_adding(folder, before).communicate()
    assert said == ""
    for number in range(CHANGED):  # articles that get a new version
        changed = folder / f"file{number:03}.md"
        changed.write_text(changed.read_text() + f"The count ended at {number} votes.\n")
    write_news(folder / "new", files=100, rows=60, seed=2)
    shutil.copytree(before, after)
    process = start_adding(folder, after)
    _wait_until_open(after)
    started = time.monotonic()
    process.communicate()
    seconds = time.monotonic() - started
    assert process.returncode == 0
    holds = whole(after)
    assert holds["doctor"] == []
    return Undisturbed(folder=folder, home=before, seconds=seconds, holds=holds)


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_ingest_loses_and_doubles_nothing(
    kill: int, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(undisturbed.home, home)
    moment = random.Random(f"{SEED} {kill}").uniform(0.0, undisturbed.seconds)
    process = start_adding(undisturbed.folder, home)
    _wait_until_open(home)
    time.sleep(moment)
    process.kill()
    process.communicate()
    waiting = _counted(home)
    print(  # noqa: T201 - the seed that repeats this run
        f"seed {SEED}, kill {kill}: after {moment:.2f} of {undisturbed.seconds:.2f} s, {waiting}"
    )
    again = start_adding(undisturbed.folder, home)
    again.communicate()
    assert again.returncode == 0
    found = whole(home)
    for name, expected in undisturbed.holds.items():
        assert found[name] == expected, f"{name}, {SEED=}, {kill=}"


def _wait_until_open(home: Path) -> None:
    """Until a process has opened the library, whose log is then there."""
    log = home / "library.sqlite-wal"
    until = time.monotonic() + START_SECONDS
    while not log.exists():
        assert time.monotonic() < until, "the process never opened the library"
        time.sleep(LOOK_SECONDS)


def _counted(home: Path) -> str:
    database = Database(home / "library.sqlite")
    stored = database.number("SELECT COUNT(*) FROM articles")
    waiting = database.number("SELECT COUNT(*) FROM articles WHERE is_current AND NOT is_indexed")
    in_hand = database.number("SELECT COUNT(*) FROM settings WHERE key = 'indexing'")
    database.close()
    return f"{stored} stored, {waiting} waiting{', vectors in hand' if in_hand else ''}"
