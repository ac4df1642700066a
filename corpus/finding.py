"""Which files are articles: found in folders, told apart from what lies beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError, UnreadableFile
from corpus.formats.registry import SUFFIXES, format_of, is_about_folder
from corpus.records import Failure
from corpus.text_files import check_regular, unopened

PAGE_FILES = "_files"  # as Firefox and Chromium name the folder of what a page shows
_SUFFIX_REMEDY = f"Clippings reads {', '.join(SUFFIXES[:-1])} and {SUFFIXES[-1]}."
_WORD_PROCESSORS = frozenset({".doc", ".odt", ".rtf", ".pages", ".wpd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What lies under the given paths.

    `files` are in the order of the paths, each folder's sorted by path, no file twice. `skipped`
    are files of types that are not read; hidden files, a README, licence or change log and
    `metadata.csv` are in neither. `failures` are given paths that hold no article, folders that
    cannot be searched, and what has an article's name but is no file that can be read.
    """

    files: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()
    failures: tuple[Failure, ...] = ()


def find_files(paths: Sequence[Path]) -> Found:
    """The article files that paths name; folders are searched with all their subfolders.

    Raises:
        InputError: none of the paths holds an article.
    """
    files: dict[str, Path] = {}
    skipped: dict[str, Path] = {}
    failures: list[Failure] = []
    for path in paths:
        for found in _find(path):
            if isinstance(found, Failure):
                failures.append(found)
            else:
                kept = files if is_readable(found) else skipped
                kept.setdefault(os.path.realpath(found), found)
    if not files:
        raise _nothing_found(failures)
    return Found(
        files=tuple(files.values()), skipped=tuple(skipped.values()), failures=tuple(failures)
    )


def is_readable(path: Path) -> bool:
    """Whether the file's suffix, in any case, is one that is read."""
    return format_of(path) is not None


def _find(path: Path) -> Sequence[Path | Failure]:
    if path.is_dir():
        found = sorted(_walk(path), key=_place)
        if not any(isinstance(one, Failure) or is_readable(one) for one in found):
            error = InputError(f"{_shown(path)} holds no article.", remedy=_SUFFIX_REMEDY)
            return (*found, _failure(path, error))
        return found
    if not os.path.lexists(path):
        error = InputError(f"{_shown(path)} does not exist.", remedy="Check the path.")
        return (_failure(path, error),)
    if not is_readable(path):
        kind = path.suffix or "no suffix"
        unread = UnreadableFile(
            f"{_shown(path)} is of a type that is not read: {kind}.", remedy=_remedy(path)
        )
        return (_failure(path, unread),)
    return (_checked(path),)


def _remedy(path: Path) -> str:
    if path.suffix.lower() in _WORD_PROCESSORS:
        return "Open it in a word processor and save it as .docx or PDF."
    return _SUFFIX_REMEDY


def _walk(top: Path) -> Iterator[Path | Failure]:
    """Everything under a folder; each folder is searched once, whatever links lead to it."""
    entered: set[tuple[int, int]] = set()
    # Links are followed last, so that a file is known by its own path where it has one below.
    folders, links = [top], list[Path]()
    while folders or links:
        folder = folders.pop() if folders else links.pop()
        try:
            state = folder.stat()
            if (state.st_dev, state.st_ino) in entered:
                continue
            entered.add((state.st_dev, state.st_ino))
            for entry in folder.iterdir():
                if not _may_hold_articles(entry):
                    continue
                if entry.is_dir():
                    (links if entry.is_symlink() else folders).append(entry)
                else:
                    yield _checked(entry)
        except OSError as error:
            yield _failure(folder, _unsearched(folder, error))


def _may_hold_articles(entry: Path) -> bool:
    if entry.name.startswith("."):
        return False
    if entry.is_dir():
        return not _is_of_a_page(entry)
    return not is_about_folder(entry)


def _is_of_a_page(folder: Path) -> bool:
    """Whether a browser that saved NAME.html put the page's pictures and frames there."""
    if not folder.name.endswith(PAGE_FILES):
        return False
    page = folder.name.removesuffix(PAGE_FILES)
    return any(folder.with_name(page + suffix).is_file() for suffix in (".html", ".htm"))


def _checked(path: Path) -> Path | Failure:
    """The path, if it is a file and its name is text; what is not read is skipped in any case."""
    if not is_readable(path):
        return path
    try:
        check_regular(path)
        os.fspath(path).encode()
    except OSError as error:
        return _failure(path, unopened(path, error))
    except UnreadableFile as error:
        return _failure(path, error)
    except UnicodeEncodeError:
        unnamed = UnreadableFile(
            f"{_shown(path)} has a name that is not UTF-8.", remedy="Rename the file."
        )
        return _failure(path, unnamed)
    return path


def _unsearched(folder: Path, error: OSError) -> InputError:
    return InputError(
        f"{_shown(folder)} cannot be searched: {error.strerror or error}.",
        remedy="Check that you may open this folder.",
    )


def _failure(path: Path, error: InputError) -> Failure:
    return Failure(path=_shown(path), error=error)


def _place(found: Path | Failure) -> str:
    return found.path if isinstance(found, Failure) else os.fspath(found)


def _shown(path: Path) -> str:
    """The path as text that can be printed: a byte that is no UTF-8 is written out."""
    return os.fsencode(path).decode(errors="backslashreplace")


def _nothing_found(failures: Sequence[Failure]) -> InputError:
    if len(failures) == 1:
        return failures[0].error
    messages = " ".join(failure.error.message for failure in failures)
    return InputError(messages or "No path was given.", remedy=_SUFFIX_REMEDY)
