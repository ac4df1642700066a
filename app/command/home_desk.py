"""The verbs on a home as a whole: what it holds, whether it is sound, a copy of it, its index."""

from __future__ import annotations

import time
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from app.command.requests import BackingUp
from app.settings import FILE_NAME, Settings
from app.wire import Fields
from app.writing.configured import notice_in
from corpus.errors import EmptyLibrary
from index.backup import UnwritableFile, back_up
from index.checks import Check
from index.doctor import examine
from index.home import Home
from index.ingest import rebuild
from index.watching import Watch

BACKUP_SUFFIX = ".zip"


class HomeDesk:
    """What can be asked of a home as a whole."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home = home
        self._settings = settings

    def info(self) -> Fields:
        """Settings, each with where it came from, and counts."""
        return {
            "version": version("clippings"),
            "home": str(self._home.path),
            "articles": self._home.library.count(),
            "passages": self._home.lexical.count(),
            "vectors": self._home.vectors.count(),
            "fts_rows": self._home.lexical.count_rows(),
            "model": self._settings.text("model"),
            "made_with": self._home.made_with(),
            "settings": self._settings.told(),
            "language_model_notice": notice_in(self._settings),
        }

    def doctor(self) -> Fields:
        """Whether all that the library holds is searchable, and what mends it where not."""
        with self._home.writing:  # an article halfway in would look like a fault
            return checks_fields(examine(self._home))

    def back_up(self, asked: BackingUp) -> Fields:
        """Write library, vectors and settings into one zip file.

        Raises:
            EmptyLibrary: there is nothing to keep; a good backup is not to be lost for it.
            UnwritableFile: not a zip file's name, one that is there, or it cannot be written.
        """
        started = time.perf_counter()
        file = Path(asked.file)
        if not self._home.library.count():
            raise EmptyLibrary(
                f"The library in {self._home.path} holds no articles.",
                remedy="Name the --home that does.",
            )
        _check_name(file, force=asked.force)
        own = self._home.path / FILE_NAME
        kept = back_up(self._home, file, also=(own,) if own.exists() else ())
        return {
            "file": str(file),
            "bytes": kept.file_bytes,
            "articles": kept.articles,
            "passages": kept.passages,
            "vectors": kept.vectors,
            "seconds": round(time.perf_counter() - started, 2),
        }

    def rebuild(self, *, watch: Watch | None = None) -> Fields:
        """Make Chroma and FTS anew from the library."""
        started = time.perf_counter()
        passages = rebuild(self._home, watch=watch)
        seconds = round(time.perf_counter() - started, 2)
        return {
            "articles": self._home.library.count(),
            "passages": passages,
            "seconds": seconds,
        }


def _check_name(file: Path, *, force: bool) -> None:
    if file.suffix.lower() != BACKUP_SUFFIX:
        raise UnwritableFile(
            f"A backup is a zip file, and {file.name} is no name of one.",
            remedy=f"Name it {file.stem}{BACKUP_SUFFIX}.",
        )
    if file.exists() and not force:
        raise UnwritableFile(
            f"{file} is there already.", remedy="Name another file, or add --force."
        )


def checks_fields(checks: Iterable[Check]) -> Fields:
    """A self-check as `doctor --json` prints it."""
    told = [
        {"name": check.name, "ok": check.ok, "message": check.message, "remedy": check.remedy}
        for check in checks
    ]
    return {"sound": all(check["ok"] for check in told), "checks": told}
