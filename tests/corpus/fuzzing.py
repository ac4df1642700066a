"""Broken files by the thousand, read in a process of their own; what they do there is judged."""

from __future__ import annotations

import faulthandler
import multiprocessing
import re
import resource
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from corpus.article import Draft
from corpus.readers import Failure, read_path
from tests.corpus.fuzz_breaks import broken_file

Reading = Callable[[Path], Iterator[object]]

SECONDS_A_FILE = 20.0  # with other work on the same cores; a file of 30 kB takes milliseconds
START_SECONDS = 60.0  # the libraries of all the formats are loaded before the first file
MEMORY_BYTES = 4 << 30  # of address space; the readers' libraries map about one
GRACE_SECONDS = 2.0
TRACE_CALLS = 12  # from the innermost out: through a library's calls to the one of ours
# The longest of ours, of a date that can be read two ways, has 260 beside its value and its path.
REASON_CHARACTERS = 400
# Words of parsers, of Python and of the system in what is meant for people.
JARGON = re.compile(
    r"PI |\bQName|Entity|DTD|CData|xmlns|\btoken|mapping values|codec|Errno|Error -?\d|NoneType"
    r"|CRC|offset for|magic number|[Tt]raceback|<unicode string>|\bNone\b|\bat at\b|0x[0-9a-f]{3}"
)
# Every reader starts as a copy of a process that has the libraries loaded: two seconds a format.
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.corpus.fuzz_warm"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What reading one broken file did that it must not do."""

    suffix: str
    number: int
    problem: str

    def __str__(self) -> str:
        return f"broken_file({self.suffix!r}, {self.number}): {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A run's findings, and how many files gave a draft; seconds are of the slowest file."""

    files: int
    with_drafts: int
    slowest_seconds: float
    slowest_number: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    number: int
    seconds: float
    drafts: int
    problem: str | None


def fuzz(
    suffixes: tuple[str, ...],
    count: int,
    *,
    folder: Path,
    reading: Reading | None = None,
) -> Outcome:
    """Read `count` broken files; the suffixes take turns.

    They are read in another process. When it dies or takes too long over a file, that is a
    finding, and the next file goes to a fresh one.
    """
    paths = tuple(folder / f"broken{suffix}" for suffix in suffixes)
    reads: list[_Read] = []
    while len(reads) < count:
        reads.extend(_until_lost(paths, range(len(reads), count), reading or _as_users_do))
    return _outcome(paths, reads)


def _outcome(paths: tuple[Path, ...], reads: Sequence[_Read]) -> Outcome:
    slowest = max(reads, key=lambda read: read.seconds)
    return Outcome(
        files=len(reads),
        with_drafts=sum(read.drafts > 0 for read in reads),
        slowest_seconds=slowest.seconds,
        slowest_number=slowest.number,
        findings=tuple(
            Finding(suffix=_turn(paths, read.number).suffix, number=read.number, problem=problem)
            for read in reads
            if (problem := read.problem)
        ),
    )


def _turn(paths: tuple[Path, ...], number: int) -> Path:
    return paths[number % len(paths)]


def _until_lost(paths: tuple[Path, ...], numbers: range, reading: Reading) -> Iterator[_Read]:
    """One process's reads, the last of them a finding when the process was lost over a file."""
    receiving, sending = FORKING.Pipe(duplex=False)
    reader = FORKING.Process(target=_read_all, args=(paths, numbers, sending, reading), daemon=True)
    reader.start()
    sending.close()
    try:
        for number in numbers:
            patience = START_SECONDS if number == numbers.start else SECONDS_A_FILE
            read = _received(receiving, number, patience=patience)
            yield read or _lost(reader, number, seconds=patience, traces=_traces(paths))
            if read is None:
                break
    finally:
        reader.kill()
        reader.join()
        receiving.close()


def _received(receiving: Connection, number: int, *, patience: float) -> _Read | None:
    """What is sent about a file; None when nothing came in time, or nothing will."""
    try:
        read = receiving.recv() if receiving.poll(patience) else None
    except EOFError:
        return None
    assert read is None or (isinstance(read, _Read) and read.number == number)
    return read


def _lost(reader: ForkServerProcess, number: int, *, seconds: float, traces: Path) -> _Read:
    reader.join(GRACE_SECONDS)  # a process that is dying has not said so yet
    problem = f"it took more than {seconds:.0f} s; {traces} has the stack"
    if reader.exitcode is not None:
        problem = f"its process died with exit code {reader.exitcode}"
    return _Read(number=number, seconds=seconds, drafts=0, problem=problem)


def _read_all(
    paths: tuple[Path, ...], numbers: range, sending: Connection, reading: Reading
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.addaudithook(_refuse_the_network)
    with _traces(paths).open("w") as traces:
        for number in numbers:
            path = _written(_turn(paths, number), number)
            faulthandler.dump_traceback_later(SECONDS_A_FILE * 0.9, file=traces)
            began = time.perf_counter()
            drafts, problem = _judged(path, reading)
            seconds = time.perf_counter() - began
            sending.send(_Read(number=number, seconds=seconds, drafts=drafts, problem=problem))
        faulthandler.cancel_dump_traceback_later()


def _written(path: Path, number: int) -> Path:
    path.write_bytes(broken_file(path.suffix, number))
    return path


def _judged(path: Path, reading: Reading) -> tuple[int, str | None]:
    """How many drafts a file gave, and what was wrong with one of them or with the reading."""
    drafts = 0
    try:
        for read in reading(path):
            problem = _wrong(read, path)
            if problem:
                return drafts, problem
            drafts += isinstance(read, Draft)
    except BaseException:  # noqa: BLE001 - whatever a reader lets through is what is looked for
        return drafts, traceback.format_exc(limit=-TRACE_CALLS)
    return drafts, None


def _as_users_do(path: Path) -> Iterator[Draft | Failure]:
    return read_path(path, listed={})


def _wrong(read: object, path: Path) -> str | None:
    if isinstance(read, Failure):
        fits = read.error.remedy and _is_for_people(read.reason.replace(str(path), path.name))
        return None if fits else f"no reason for people: {read.reason!r:.{REASON_CHARACTERS}}"
    if not isinstance(read, Draft):
        return f"{read!r} is neither Draft nor Failure"
    paragraphs = read.text.split("\n\n")
    if not all(p and p == " ".join(p.split()) for p in paragraphs):
        return f"a text that is not clean: {read.text[:200]!r}"
    read.text.encode()
    read.headline.encode()
    return None if read.headline.strip() and read.article_id else "no headline"


def _is_for_people(reason: str) -> bool:
    """Whether it is short, on one line, and in our words outside the values that it quotes."""
    ours = re.sub(r"'[^']*['…]|\"[^\"]*[\"…]", "", reason)
    return len(reason) <= REASON_CHARACTERS and reason.isprintable() and not JARGON.search(ours)


def _refuse_the_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        raise RuntimeError(f"reading a file reached for the network: {event}")


def _traces(paths: tuple[Path, ...]) -> Path:
    return paths[0].with_suffix(".traces")
