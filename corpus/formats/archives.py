"""Archives: every readable file of a `.zip`, each through its own format."""

from __future__ import annotations

import errno
import io
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from corpus.errors import InputError, UnreadableFile, shown
from corpus.finding import PAGE_FILES
from corpus.formats.registry import format_of, is_about_folder
from corpus.metadata import LISTING_NAME, Metadata, read_listing
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure, Record
from corpus.text_files import unopened

SUFFIX = ".zip"
# A directory of that size has some 150,000 entries; it is held in memory whole.
LARGEST_DIRECTORY_BYTES = 16_000_000
MOST_MEMBERS = 100_000
LARGEST_MEMBER_BYTES = 200_000_000
LARGEST_UNPACKED_BYTES = 4_000_000_000
# Measured with zlib: the sample articles pack to two fifths, one of them a thousand times over to
# 1/168; a file of one letter, as in a zip bomb, to 1/1,024.
HIGHEST_RATIO = 200
SMALL_BYTES = 1_000_000  # whatever its ratio, it does no harm
READ_BYTES = 65_536

_PAGE_SUFFIXES = (".html", ".htm")
_UNPACK = "Unpack the archive and add the file by itself."
_ENCRYPTED = 0x1 | 0x40  # flags of a member
# Others claim memory for a dictionary of whatever size they state.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# What `zipfile` raises on broken archives, found by fuzzing.
_BREAKS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, LookupError,
)  # fmt: skip


def archive_records(path: Path, settings: ReadingSettings = USUAL) -> Iterator[Record | Failure]:
    """The records of an archive's files in its own order, a failure in place of each that is none.

    A member is named as if the archive were a folder: `archive.zip/folder/a.html`. As in a folder,
    hidden files, what a page shows and files of types that are not read are passed over, and a
    `metadata.csv` speaks of the files beside it. One member at a time is unpacked, to a name of
    ours.

    Raises:
        UnreadableFile: no archive, too large a directory, or without any file that is read.
    """
    with _opened(path) as archive, tempfile.TemporaryDirectory(prefix="clippings-") as folder:
        unpacking = _Unpacking(archive=archive, path=path, folder=Path(folder), settings=settings)
        shown_by_pages = _page_folders(archive.namelist())
        members = [
            member
            for member in archive.infolist()
            if _may_be_article(member)
            and shown_by_pages.isdisjoint(PurePosixPath(member.filename).parents)
        ]
        if not members:
            raise UnreadableFile(
                f"{path} holds no article.", remedy="Unpack it to see what it holds."
            )
        for member in members[:MOST_MEMBERS]:
            yield from unpacking.records(member)
        if len(members) > MOST_MEMBERS:
            error = UnreadableFile(
                f"{path} holds {len(members):,} files; {MOST_MEMBERS:,} of them were read.",
                remedy="Unpack it and add the folder.",
            )
            yield Failure(path=str(path), error=error)


class _BoundedFile(io.BufferedReader):
    """A file whose parts are read at most 16 MB at a time: `zipfile` reads the directory in one."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > LARGEST_DIRECTORY_BYTES:
            raise OSError(errno.EFBIG, "its directory is too large")
        return super().read(size)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        raw = _BoundedFile(io.FileIO(path))
    except OSError as error:
        raise unopened(path, error) from error
    with raw:
        try:
            archive = zipfile.ZipFile(raw)
        except (*_BREAKS, OSError) as error:
            raise UnreadableFile(
                f"{path} is no zip archive that can be read: {_why(error)}.",
                remedy="Download or pack it again.",
            ) from error
        with archive:
            yield archive


def _page_folders(names: Iterable[str]) -> frozenset[PurePosixPath]:
    """The folders into which a browser that saved NAME.html put the page's pictures and frames."""
    pages = (PurePosixPath(name) for name in names if name.lower().endswith(_PAGE_SUFFIXES))
    return frozenset(page.with_name(f"{page.stem}{PAGE_FILES}") for page in pages)


def _may_be_article(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in name.parts if part != "..")
    is_read = format_of(Path(name.name)) is not None and not is_about_folder(name)
    return not member.filename.endswith("/") and not is_hidden and is_read


@dataclass(slots=True, kw_only=True)
class _Unpacking:
    """Reads the members of one archive one after the other."""

    archive: zipfile.ZipFile
    path: Path
    folder: Path
    settings: ReadingSettings
    unpacked_bytes: int = 0
    seen: set[str] = field(default_factory=set)
    listings: dict[str, Mapping[str, Metadata] | InputError] = field(default_factory=dict)

    def records(self, member: zipfile.ZipInfo) -> Iterator[Record | Failure]:
        """What a member holds; what is wrong with it is a failure that names it."""
        name = PurePosixPath(member.filename)
        file = self.folder / f"article{name.suffix.lower()}"
        shown_as = _Shown(file=str(file), where=self._where(member.filename))
        try:
            listed = self._listing(name.parent).get(name.name, Metadata())
            for record in self._read(member, file, listed):
                yield shown_as.in_place(record, member=member.filename, listed=listed)
        except InputError as error:
            yield Failure(path=shown_as.where, error=shown_as.error(error))
        finally:
            file.unlink(missing_ok=True)

    def _read(
        self, member: zipfile.ZipInfo, file: Path, listed: Metadata
    ) -> Iterator[Record | Failure]:
        where = self._where(member.filename)
        self._unpack(member, file, where=where)
        if form := format_of(file):
            form.check(listed, where=where)
            yield from form.read(file, self.settings)

    def _listing(self, folder: PurePosixPath) -> Mapping[str, Metadata]:
        name = str(folder / LISTING_NAME)
        if name not in self.listings:
            self.listings[name] = self._read_listing(name)
        listing = self.listings[name]
        if isinstance(listing, InputError):
            raise listing
        return listing

    def _read_listing(self, name: str) -> Mapping[str, Metadata] | InputError:
        file = self.folder / LISTING_NAME
        shown_as = _Shown(file=str(file), where=self._where(name))
        try:
            member = self.archive.getinfo(name)
            self._unpack(member, file, where=shown_as.where)
            return read_listing(file)
        except KeyError:
            return {}
        except InputError as error:
            return shown_as.error(error)
        finally:
            file.unlink(missing_ok=True)

    def _unpack(self, member: zipfile.ZipInfo, file: Path, *, where: str) -> None:
        problem = _problem(member)
        if member.filename in self.seen:
            problem = "is in the archive twice"
        if self.unpacked_bytes + member.file_size > LARGEST_UNPACKED_BYTES:
            problem = f"would make what was unpacked more than {LARGEST_UNPACKED_BYTES:,} bytes"
        if problem:
            raise UnreadableFile(f"{where} {problem}.", remedy=_UNPACK)
        self.seen.add(member.filename)
        self.unpacked_bytes += member.file_size
        try:
            # `zipfile` stops at the size that the directory states, whatever the file holds.
            with self.archive.open(member) as packed, file.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked, READ_BYTES)
        except (*_BREAKS, OSError) as error:
            raise UnreadableFile(
                f"{where} cannot be unpacked: {_why(error)}.", remedy=_UNPACK
            ) from error

    def _where(self, name: str) -> str:
        is_plain = not (_UNPRINTABLE.search(name) or _leads_out(name))
        return f"{self.path}/{name if is_plain else shown(name)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What was read in a file of ours, said of the member of the archive that it was."""

    file: str
    where: str

    def in_place(
        self, record: Record | Failure, *, member: str, listed: Metadata
    ) -> Record | Failure:
        if isinstance(record, Failure):
            return Failure(path=self._named(record.path), error=self.error(record.error))
        return replace(record, where=self._named(record.where), member=member, listed=listed)

    def error(self, error: InputError) -> InputError:
        return type(error)(self._named(error.message), remedy=self._named(error.remedy))

    def _named(self, text: str) -> str:
        return text.replace(self.file, self.where)


def _problem(member: zipfile.ZipInfo) -> str | None:
    """What keeps a member from being unpacked; None for nothing."""
    size, packed = member.file_size, member.compress_size
    problems = {
        "has a name that leads out of its folder": _leads_out(member.filename),
        "has a name that cannot be shown": _UNPRINTABLE.search(member.filename),
        "is a link to another file": stat.S_ISLNK(member.external_attr >> 16),
        "is an archive inside an archive": member.filename.lower().endswith(SUFFIX),
        "is locked with a password": member.flag_bits & _ENCRYPTED,
        "is packed in a way that is not read": member.compress_type not in _METHODS,
        f"has {size:,} bytes, more than {LARGEST_MEMBER_BYTES:,}": size > LARGEST_MEMBER_BYTES,
        f"unpacks to over {HIGHEST_RATIO} times its size": (
            size > max(SMALL_BYTES, HIGHEST_RATIO * packed)
        ),
    }
    return next((problem for problem, is_so in problems.items() if is_so), None)


def _why(error: Exception) -> str:
    """What the system says; of anything else only that it is damaged."""
    # A damaged directory has `zipfile` seek to places that the system calls an invalid argument.
    said = error.strerror if isinstance(error, OSError) and error.errno != errno.EINVAL else None
    return said or "it is damaged"


def _leads_out(name: str) -> bool:
    return ".." in re.split(r"[/\\]", name) or bool(re.match(r"[/\\]|[a-z]:", name, re.IGNORECASE))
