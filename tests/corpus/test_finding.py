"""Which files count as articles."""

from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.finding import find_files


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
        ("empty", r"empty holds no article\. Clippings reads \.md, .* and \.jsonl"),
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
