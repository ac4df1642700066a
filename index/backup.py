"""A home in one file, written while it is in use: unpacking the file is restoring the home.

SQLite copies itself beside its readers and writers. Chroma's files can't be copied while it may
write to them; its vectors are read and written anew, so that a restored home can be asked at once.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus.article import ArticleId
from corpus.errors import HomeDamaged, InputError
from index.home import CHROMA_NAME, DATABASE_NAME, Home

VECTORS_AT_ONCE = 5000  # 8 MB of them; Chroma takes at most 5,461 in one batch


class UnwritableFile(InputError):
    """A file or folder that cannot be written as asked."""

    code = "unwritable_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What was kept, and the file's size. `vectors` is None where Chroma could not be read."""

    articles: int
    passages: int
    vectors: int | None
    file_bytes: int


def back_up(home: Home, file: Path, *, also: Sequence[Path] = ()) -> Backup:
    """Write the home, and other files beside it, into a zip file; whole, or not at all.

    Nothing is put into the home or taken out of it meanwhile. The files of articles that the page
    was given are not in it: the library holds their bytes.

    Raises:
        UnwritableFile: the file cannot be written there.
        HomeDamaged: the library cannot be read.
    """
    try:
        with home.writing, TemporaryDirectory(prefix=".clippings-", dir=file.parent) as scratch:
            copy = Path(scratch) / "home"
            copy.mkdir()
            home.database.copy_to(copy / DATABASE_NAME)
            vectors = _copy_vectors(home, copy / CHROMA_NAME)
            for path in also:
                shutil.copy(path, copy)
            packed = _pack(copy, Path(scratch) / "packed.zip")
            size = packed.stat().st_size
            packed.replace(file)
            return Backup(
                articles=home.library.count(),
                passages=home.lexical.count(),
                vectors=vectors,
                file_bytes=size,
            )
    except OSError as error:
        raise UnwritableFile(
            f"{file} cannot be written: {error.strerror or error}.",
            remedy="Name a file in a folder that exists and has room.",
        ) from error


def _copy_vectors(home: Home, folder: Path) -> int | None:
    from index.vectors import VectorStore

    if not home.chroma.exists():
        return 0
    ids = home.lexical.ids_of(home.lexical.counts())
    copied = 0
    with closing(VectorStore(folder)) as fresh:
        try:
            for start in range(0, len(ids), VECTORS_AT_ONCE):
                loaded = home.vectors.load(ids[start : start + VECTORS_AT_ONCE])
                if loaded:
                    articles = [ArticleId(name.partition(":")[0]) for name in loaded]
                    fresh.put(list(loaded), np.stack(list(loaded.values())), articles)
                copied += len(loaded)
        except HomeDamaged:
            return None
    return copied


def _pack(folder: Path, file: Path) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder).as_posix())
    return file
