"""`add --watch`: folders kept in step with the library, for as long as the command runs.

Folders are looked at once a second rather than watched through the operating system: that works on
network drives and in containers too, and whether a file is still being written has to be asked
anyway. On two cores a look at 10,000 files took 0.3 s.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.command.owner import ToldByOwner
from app.wire import Fields
from corpus.errors import HomeBusy, InputError
from corpus.finding import find_files
from corpus.metadata import LISTING_NAME
from corpus.web_urls import is_url

LOOK_SECONDS = 1.0  # between looks, and how long a file has to rest before it is read
_SUMMED = ("added", "updated", "unchanged", "duplicates", "skipped", "passages", "seconds")
_LISTS = ("failed", "articles", "vanished")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What tells that a file, or what its folder's metadata.csv says of it, has changed."""

    size: int
    changed_ns: int
    listing_ns: int = 0


Look = Mapping[Path, State]


class Rested:
    """Tells which files are new or changed, each once it has rested from one look to the next."""

    def __init__(self) -> None:
        self._before: Look = {}
        self._read: dict[Path, State] = {}

    def after(self, now: Look) -> tuple[Path, ...]:
        """The files to read after this look, in its order; those of the look before that rest."""
        ready = tuple(
            path
            for path, state in now.items()
            if state == self._before.get(path) and state != self._read.get(path)
        )
        self._before = now
        return ready

    def gone(self) -> tuple[Path, ...]:
        """Files that were read and that the last look no longer saw, each told of once."""
        gone = tuple(path for path in self._read if path not in self._before)
        for path in gone:
            del self._read[path]
        return gone

    def mark_read(self, paths: Sequence[Path]) -> None:
        """Remember these files as read in the state of the last look."""
        self._read |= {path: self._before[path] for path in paths}


def look_at(folders: Sequence[Path]) -> dict[Path, State]:
    """The article files of the folders as they are now; of a folder that is not there, none."""
    listings: dict[Path, int] = {}
    seen: dict[Path, State] = {}
    for path in _files(folders):
        with contextlib.suppress(OSError):  # gone since it was listed
            found = path.stat()
            if path.parent not in listings:
                listings[path.parent] = _changed_ns(path.parent / LISTING_NAME)
            seen[path] = State(
                size=found.st_size,
                changed_ns=found.st_mtime_ns,
                listing_ns=listings[path.parent],
            )
    return seen


def folders_in(sources: Sequence[str]) -> list[Path]:
    """The folders that these words of a command line name.

    Raises:
        InputError: one of them is not a folder.
    """
    for source in sources:
        if is_url(source):
            raise InputError(
                f"{source} is a web address; only folders are watched.",
                remedy="Add it without --watch, as often as you like.",
            )
        if not Path(source).is_dir():
            raise InputError(f"{source} is not a folder.", remedy="Name one to watch.")
    return [Path(source) for source in sources]


def watch_folders(
    folders: Sequence[Path],
    *,
    add: Callable[[Sequence[Path]], Fields],
    tell: Callable[[Fields], None],
    pause: Callable[[float], None] = time.sleep,
) -> Fields:
    """Add what is new or changed in the folders until interrupted; returns the sum of it all.

    `tell` is given what each round did, in the form of what `add` gives. A file that vanished is
    told of, and its article stays: what was cited from it can still be looked up. When another
    command has the home the files wait for the next look.

    Raises:
        HomeError: the home cannot be used, for another reason than that it is busy.
    """
    total = _nothing()
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how watching ends
        for done in _rounds(folders, add, pause):
            tell(done)
            total = _sum(total, done)
    return total


def _rounds(
    folders: Sequence[Path],
    add: Callable[[Sequence[Path]], Fields],
    pause: Callable[[float], None],
) -> Iterator[Fields]:
    rested = Rested()
    while True:
        ready = rested.after(look_at(folders))
        gone = [str(path) for path in rested.gone()]
        try:
            done = add(ready) if ready else _nothing()
        except HomeBusy as error:
            _log.warning("%s These files wait: %s", error.message, ", ".join(map(str, ready)))
        except (InputError, ToldByOwner) as error:  # not one went in: the error names each
            rested.mark_read(ready)
            yield _nothing() | {"failed": [{"path": str(ready[0]), "reason": str(error)}]}
        else:
            rested.mark_read(ready)
            if ready or gone:
                yield done | {"vanished": gone}
        pause(LOOK_SECONDS)


def _files(folders: Sequence[Path]) -> Sequence[Path]:
    try:
        return find_files(folders).files
    except (InputError, OSError):  # nothing there yet, or a folder that goes while it is listed
        return ()


def _changed_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _nothing() -> Fields:
    counts: Fields = dict.fromkeys(_SUMMED, 0)
    return counts | {name: [] for name in _LISTS}


def _sum(one: Mapping[str, Any], other: Mapping[str, Any]) -> Fields:
    return {name: one[name] + other[name] for name in (*_SUMMED, *_LISTS)}
