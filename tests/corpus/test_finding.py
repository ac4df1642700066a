"""Which files count as articles."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import text_files
from corpus.article import Draft
from corpus.errors import InputError
from corpus.finding import find_files
from corpus.readers import Failure, read_path


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.", encoding="utf-8")


def test_folders_are_searched_to_the_bottom_in_order(tmp_path: Path) -> None:
    wanted = [tmp_path / name for name in ("B.TXT", "a.md", "c/d.jsonl", "c/e.markdown")]
    touch(*reversed(wanted))
    assert list(find_files([tmp_path]).files) == wanted


def test_what_is_no_article_is_passed_over_and_unknown_types_are_named(tmp_path: Path) -> None:
    touch(*(tmp_path / name for name in ("a.txt", "photo.png", ".hidden.txt", ".git/x.txt")))
    touch(*(tmp_path / name for name in ("README.md", "metadata.csv", "LICENSE.txt")))
    found = find_files([tmp_path])
    assert (found.files, found.skipped) == ((tmp_path / "a.txt",), (tmp_path / "photo.png",))


def test_what_a_browser_saved_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    touch(tmp_path / "Ferry.html", tmp_path / "Ferry_files" / "frame.html")
    touch(tmp_path / "case_files" / "ruling.html")
    wanted = (tmp_path / "Ferry.html", tmp_path / "case_files" / "ruling.html")
    assert find_files([tmp_path]).files == wanted


def test_a_readme_that_is_named_is_read(tmp_path: Path) -> None:
    touch(tmp_path / "README.md")
    assert find_files([tmp_path / "README.md"]).files == (tmp_path / "README.md",)


def test_a_link_back_to_its_own_folder_ends_the_search(tmp_path: Path) -> None:
    touch(tmp_path / "sub" / "a.txt")
    Path(tmp_path / "sub" / "loop").symlink_to(tmp_path)
    assert find_files([tmp_path]).files == (tmp_path / "sub" / "a.txt",)


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt")
    assert len(find_files([tmp_path / "a.txt", tmp_path]).files) == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing", r"nothing does not exist\. Check the path"),
        ("empty", r"empty holds no article\. Clippings reads .*\.md, .* and \.\w+\."),
        ("photo.png", r"photo\.png is of a type that is not read: \.png\. Clippings reads"),
    ],
)
def test_a_path_without_articles_is_an_error(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    touch(tmp_path / "photo.png")
    with pytest.raises(InputError, match=message):
        find_files([tmp_path / name])


def test_a_wrong_path_beside_a_right_one_is_reported_and_the_rest_found(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt")
    found = find_files([tmp_path / "none", tmp_path / "a.txt"])
    assert found.files == (tmp_path / "a.txt",)
    assert [failure.path for failure in found.failures] == [str(tmp_path / "none")]


def test_several_wrong_paths_are_all_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"one does not exist.*two does not exist"):
        find_files([tmp_path / "one", tmp_path / "two"])


def test_no_path_at_all_is_an_error() -> None:
    with pytest.raises(InputError, match="No path was given"):
        find_files([])


def reasons(folder: Path) -> list[str]:
    return [failure.reason for failure in find_files([folder]).failures]


def test_folders_that_link_to_each_other_are_searched_once(tmp_path: Path) -> None:
    # Each way through ten folders that all link to each other: 10! of them, were links followed.
    folders = [tmp_path / str(number) for number in range(10)]
    touch(*(folder / "a.txt" for folder in folders))
    for folder in folders:
        for other in folders:
            (folder / f"to-{other.name}").symlink_to(other)
    assert list(find_files([tmp_path]).files) == [folder / "a.txt" for folder in folders]


def test_links_in_a_circle_and_links_to_nothing_are_named(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "c.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "d.txt").symlink_to(tmp_path / "gone.txt")
    circle, _, nothing = reasons(tmp_path)
    assert "b.txt cannot be opened: Too many levels of symbolic links" in circle
    assert "d.txt cannot be opened: No such file" in nothing


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    """More folders in each other than Python may call in a row; the path is too long as well.

    They are taken away one by one: pytest's own cleaning, which calls itself for each, would fail
    at the end of a later run.
    """
    depth = 1100
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(depth):
            Path("abcd").mkdir()
            os.chdir("abcd")
        os.chdir(here)
        yield tmp_path
    finally:
        _remove_nested(tmp_path, "abcd")
        os.chdir(here)


def _remove_nested(top: Path, name: str) -> None:
    os.chdir(top)
    depth = 0
    while Path(name).is_dir():
        os.chdir(name)
        depth += 1
    for _ in range(depth):
        os.chdir("..")
        Path(name).rmdir()


def test_a_folder_a_thousand_folders_deep_is_searched(deep_folder: Path) -> None:
    touch(deep_folder / "a.txt")
    found = find_files([deep_folder])
    assert found.files == (deep_folder / "a.txt",)
    assert "cannot be searched: File name too long" in found.failures[0].reason


@pytest.mark.timeout(20)  # opening a pipe that nobody writes to waits for ever
@pytest.mark.parametrize("is_named", [True, False], ids=["named", "in-a-folder"])
def test_pipes_sockets_and_devices_are_named_and_never_opened(
    tmp_path: Path, *, is_named: bool
) -> None:
    touch(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "port.txt"))
        failures = find_files([*tmp_path.iterdir()] if is_named else [tmp_path]).failures
    assert {Path(failure.path).name for failure in failures} == {"pipe.txt", "zero.txt", "port.txt"}
    assert all("is a pipe, socket, device or folder" in failure.reason for failure in failures)


@pytest.mark.timeout(20)
def test_a_file_that_became_a_pipe_is_a_failure(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (read,) = read_path(tmp_path / "a.txt")
    assert isinstance(read, Failure)
    assert "is a pipe, socket, device or folder" in read.reason


def test_a_file_that_vanished_since_it_was_found_is_a_failure(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt", tmp_path / "b.txt")
    found = find_files([tmp_path])
    (tmp_path / "a.txt").unlink()
    first, second = (read for path in found.files for read in read_path(path))
    assert isinstance(first, Failure)
    assert "a.txt cannot be opened: No such file" in first.reason
    assert isinstance(second, Draft)


def test_a_folder_that_may_not_be_opened_is_named_and_the_rest_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "a.txt", tmp_path / "locked" / "b.txt")
    listed = Path.iterdir

    def iterdir(folder: Path) -> Iterator[Path]:  # tests may run as root, who may open anything
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = find_files([tmp_path])
    assert found.files == (tmp_path / "a.txt",)
    (failure,) = found.failures
    assert failure.reason == (
        f"{tmp_path / 'locked'} cannot be searched: Permission denied."
        " Check that you may open this folder."
    )


@pytest.mark.parametrize(
    "name", ["two\nlines.txt", "tab\t.txt", "\u202e.txt", "-rf.txt", "é" * 120 + ".md"]
)
def test_a_file_of_an_odd_name_goes_in(tmp_path: Path, name: str) -> None:
    touch(tmp_path / name)
    (path,) = find_files([tmp_path]).files
    (read,) = read_path(path)
    assert isinstance(read, Draft), read
    assert read.path == str(tmp_path.resolve() / name)


def test_a_name_that_is_not_text_is_a_failure_that_can_be_printed(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Text.")
    (failure,) = find_files([tmp_path]).failures
    assert failure.path.encode().endswith(b"caf\\xe9.txt")
    assert "has a name that is not UTF-8. Rename the file." in failure.reason


@pytest.mark.timeout(20)
def test_a_file_of_200_million_bytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as large:
        large.truncate(200_000_000)
    (read,) = read_path(tmp_path / "a.txt")
    assert isinstance(read, Failure)
    assert f"has 200,000,000 bytes; one article has at most {text_files.LARGEST_FILE_BYTES:,}." in (
        read.reason
    )
