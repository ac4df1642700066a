"""Which files are articles: found in folders, told apart from what lies beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError, UnreadableFile
from corpus.formats.registry import SUFFIXES, format_of
from corpus.metadata import LISTING_NAME
from corpus.records import Failure

_ABOUT_FOLDERS = frozenset({"readme", "license", "licence", "changelog", "contributing"})
_SUFFIX_REMEDY = f"Clippings reads {', '.join(SUFFIXES[:-1])} and {SUFFIXES[-1]}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What lies under the given paths.

    `files` are in the order of the paths, each folder's sorted by path, no file twice. `skipped`
    are files of types that are not read; hidden files, a README, licence or change log and
    `metadata.csv` are in neither. `failures` are given paths that hold no article.
    """

    files: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()
    failures: tuple[Failure, ...] = ()


def find_files(paths: Sequence[Path]) -> Found:
    """The article files that paths name; folders are searched with all their subfolders.

    Raises:
        InputError: none of the paths holds an article.
    """
    files: dict[Path, Path] = {}
    skipped: dict[Path, Path] = {}
    failures: list[Failure] = []
    for path in paths:
        try:
            found = _find(path)
        except InputError as error:
            failures.append(Failure(path=str(path), error=error))
            continue
        for file in found:
            kept = files if is_readable(file) else skipped
            kept.setdefault(file.resolve(), file)
    if not files:
        raise _nothing_found(failures)
    return Found(
        files=tuple(files.values()), skipped=tuple(skipped.values()), failures=tuple(failures)
    )


def is_readable(path: Path) -> bool:
    """Whether the file's suffix, in any case, is one that is read."""
    return format_of(path) is not None


def _find(path: Path) -> tuple[Path, ...]:
    if path.is_dir():
        found = tuple(sorted(_walk(path, entered=frozenset())))
        if not any(map(is_readable, found)):
            raise InputError(f"{path} holds no article.", remedy=_SUFFIX_REMEDY)
        return found
    if not path.exists():
        raise InputError(f"{path} does not exist.", remedy="Check the path.")
    if not is_readable(path):
        raise UnreadableFile(
            f"{path} is of a type that is not read: {path.suffix or 'no suffix'}.",
            remedy=_SUFFIX_REMEDY,
        )
    return (path,)


def _walk(folder: Path, *, entered: frozenset[Path]) -> Iterator[Path]:
    real = folder.resolve()
    if real in entered:
        return  # a link back to a folder we are in
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, entered=entered | {real})
        elif entry.is_file() and not _is_about_folder(entry):
            yield entry


def _is_about_folder(path: Path) -> bool:
    return path.name == LISTING_NAME or path.stem.lower() in _ABOUT_FOLDERS


def _nothing_found(failures: Sequence[Failure]) -> InputError:
    if len(failures) == 1:
        return failures[0].error
    messages = " ".join(failure.error.message for failure in failures)
    return InputError(messages or "No path was given.", remedy=_SUFFIX_REMEDY)
