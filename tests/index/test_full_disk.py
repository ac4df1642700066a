"""A disk that is full stops `clippings add` with a clear error; with room it goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.index.whole_homes import start_adding, whole, write_news

KB = 1024
# An undisturbed home has 0.9 MB of library and as much of Chroma: these end while the first
# articles are stored, while vectors are written, and while passages are.
SIZES = (200 * KB, 700 * KB, 1_700 * KB)


@dataclass(frozen=True, kw_only=True)
class Undisturbed:
    folder: Path
    holds: dict[str, object]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    root = tmp_path_factory.mktemp("full")
    write_news(root / "news", files=40, rows=100, seed=3)
    start_adding(root / "news", root / "home").communicate()
    return Undisturbed(folder=root / "news", holds=whole(root / "home"))


@pytest.fixture
def small_disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A file system in memory, of the size that the test is given."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    size = f"size={request.param}"
    if os.name != "posix" or os.geteuid() or mount is None:
        pytest.skip("only root may mount a small file system; the limit on file size stands in")
    if subprocess.run([mount, "-t", "tmpfs", "-o", size, "tmpfs", place], check=False).returncode:
        pytest.skip("no small file system can be mounted here; the limit on file size stands in")
    yield place
    subprocess.run(["umount", place], check=True)


def check_full(process: subprocess.Popen[str]) -> None:
    told, said = process.communicate()
    assert process.returncode == 1, said
    assert "Traceback" not in said
    error = json.loads(told)["error"]
    assert error["code"] == "home_full"
    assert error["message"].startswith("There is no room left to write to ")
    assert "goes on where it stopped" in error["remedy"]


@pytest.mark.parametrize("small_disk", SIZES, indirect=True)
def test_what_a_full_disk_stopped_goes_on_when_there_is_room(
    small_disk: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    check_full(start_adding(undisturbed.folder, small_disk / "home"))
    shutil.copytree(small_disk / "home", tmp_path / "home")
    start_adding(undisturbed.folder, tmp_path / "home").communicate()
    assert whole(tmp_path / "home") == undisturbed.holds


@pytest.mark.parametrize("file_bytes", [200 * KB, 700 * KB])
def test_what_a_limit_on_file_size_stopped_goes_on_without_it(
    file_bytes: int, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    check_full(start_adding(undisturbed.folder, home, file_bytes=file_bytes))
    start_adding(undisturbed.folder, home).communicate()
    assert whole(home) == undisturbed.holds
