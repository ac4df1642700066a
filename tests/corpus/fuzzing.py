"""Bad files by the thousand: valid ones with something broken, read in a process of their own.

A file's bytes follow from its suffix and number alone, so that any finding can be made again with
`broken_file(suffix, number)`.
"""

from __future__ import annotations

import faulthandler
import io
import math
import multiprocessing
import random
import re
import resource
import struct
import sys
import time
import traceback
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from corpus.article import Draft
from corpus.readers import Failure, read_path
from tests.corpus.fuzz_seeds import seeds_for

Reading = Callable[[Path], Iterator[object]]

SECONDS_A_FILE = 20.0  # with other work on the same cores; a file of 30 kB takes milliseconds
START_SECONDS = 60.0  # the libraries of all the formats are loaded at the first file
MEMORY_BYTES = 4 << 30  # of address space; the readers' libraries map about one
LARGEST_BYTES = 200_000  # of a broken file: larger ones only take time
GRACE_SECONDS = 2.0
TRACE_CALLS = 12  # from the innermost out: through a library's calls to the one of ours
REASON_CHARACTERS = 1_000  # a longer reason is no sentence any more

_NASTY = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\x1b[2J", b"\x85", b"\x0c"),
    *("\u2028\u202e\u200b\u00ad\u0301\ufffe\U0010ffff".encode(), b"\\u0000", b"\\ud83d", b"\\"),
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x ", b"<svg><p>", b"<template>", b"</body>"),
    *(b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/hostname">]>', b"&d;&b;"),
    *(b"&#0;", b"&#xD800;", b"&#1114112;", b"<meta charset=utf-16>", b'encoding="utf-7"'),
    *(b"---\n", b"---\n- ? &a *a\n", b"!!python/object:os.system", b'"', b"'", b'""', b",,", b"\t"),
    *(b"1e999", b"-1", b"NaN", b"9999-99-99", b"0000-01-01", b"2025-02-30T25:61:00+99:99"),
    *(b"%PDF-1.7", b"endobj", b"stream\n", b"<</Length 999999999>>", b"PK\x03\x04", b"\n.\n"),
    *(b"=?utf-8?b?/w==?=", b"=?x?q?=00?=", b"--edge", b"Content-Type: text/html; charset=\x00\r\n"),
    *(b"[" * 3000, b"{" * 3000, b'{"a":' * 1500, b"<div>" * 3000, b"> " * 3000, b"((" * 3000),
    *(b"* " * 3000, b"_a" * 3000, b"By A, " * 900, b"\xc2\xa0" * 3000, b"A. " * 3000),
)


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


def broken_file(suffix: str, number: int) -> bytes:
    """The bytes of a broken file; number 0 is a valid one."""
    chance = random.Random(f"{suffix}:{number}")
    seeds = _seeds(suffix)
    broken = chance.choice(seeds)
    for _ in range(min(number, chance.randint(1, 4))):
        broken = _inside_out(broken, chance) if broken[:2] == b"PK" else _broken(broken, chance)
    return broken[:LARGEST_BYTES]


def fuzz(
    suffixes: tuple[str, ...],
    count: int,
    *,
    folder: Path,
    seconds: float = math.inf,
    reading: Reading | None = None,
) -> Outcome:
    """Read `count` broken files, or as many as `seconds` allow; the suffixes take turns.

    They are read in another process. When it dies or takes too long over a file, that is a
    finding, and the next file goes to a fresh one.
    """
    paths = tuple(folder / f"broken{suffix}" for suffix in suffixes)
    until = time.monotonic() + seconds
    reads: list[_Read] = []
    while len(reads) < count and time.monotonic() < until:
        for read in _until_lost(paths, range(len(reads), count), reading or _as_users_do):
            reads.append(read)
            if time.monotonic() > until:
                break
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
    spawning = multiprocessing.get_context("spawn")
    receiving, sending = spawning.Pipe(duplex=False)
    reader = spawning.Process(
        target=_read_all, args=(paths, numbers, sending, reading), daemon=True
    )
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


def _lost(reader: SpawnProcess, number: int, *, seconds: float, traces: Path) -> _Read:
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
        _judged(_written(paths[0], 0), reading)  # loads the libraries, before any time is taken
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
            problem = _wrong(read)
            if problem:
                return drafts, problem
            drafts += isinstance(read, Draft)
    except BaseException:  # noqa: BLE001 - whatever a reader lets through is what is looked for
        return drafts, traceback.format_exc(limit=-TRACE_CALLS)
    return drafts, None


def _as_users_do(path: Path) -> Iterator[Draft | Failure]:
    return read_path(path, listed={})


def _wrong(read: object) -> str | None:
    if isinstance(read, Failure):
        fits = read.error.remedy and len(read.reason) <= REASON_CHARACTERS
        return None if fits else f"no reason for people: {read.reason[:200]!r}"
    if not isinstance(read, Draft):
        return f"{read!r} is neither Draft nor Failure"
    paragraphs = read.text.split("\n\n")
    if not all(p and p == " ".join(p.split()) for p in paragraphs):
        return f"a text that is not clean: {read.text[:200]!r}"
    read.text.encode()
    read.headline.encode()
    return None if read.headline.strip() and read.article_id else "no headline"


def _refuse_the_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        raise RuntimeError(f"reading a file reached for the network: {event}")


def _traces(paths: tuple[Path, ...]) -> Path:
    return paths[0].with_suffix(".traces")


@lru_cache(maxsize=4)
def _seeds(suffix: str) -> tuple[bytes, ...]:
    return seeds_for(suffix)


def _inside_out(archive: bytes, chance: random.Random) -> bytes:
    """An archive with one of its members broken and packed again; sometimes broken from outside."""
    if chance.random() < 0.3:
        return _broken(archive, chance)
    written = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w") as new:
            unlucky = chance.choice(old.namelist())
            for name in old.namelist():
                kept = old.read(name)
                new.writestr(name, _broken(kept, chance) if name == unlucky else kept)
    except _UNPACKING:  # it was broken before
        return _broken(archive, chance)
    return written.getvalue()


_UNPACKING = (
    *(zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError, EOFError, IndexError),
    *(struct.error, KeyError),
)


def _broken(whole: bytes, chance: random.Random) -> bytes:
    if not whole:
        return chance.choice(_NASTY)
    start = chance.randrange(len(whole))
    end = min(len(whole), start + int(chance.paretovariate(0.6)))
    return chance.choice(_BREAKS)(whole, slice(start, end), chance)


def _flipped(whole: bytes, part: slice, chance: random.Random) -> bytes:
    changed = bytearray(whole)
    for place in (part.start, *chance.choices(range(len(whole)), k=chance.randint(0, 7))):
        changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(whole: bytes, part: slice, chance: random.Random) -> bytes:
    return (
        whole[: part.start] if chance.random() < 0.5 else whole[: part.start] + whole[part.stop :]
    )


def _inserted(whole: bytes, part: slice, chance: random.Random) -> bytes:
    return whole[: part.start] + chance.choice(_NASTY) + whole[part.start :]


def _repeated(whole: bytes, part: slice, chance: random.Random) -> bytes:
    times = min(chance.choice((2, 10, 1000)), LARGEST_BYTES // (part.stop - part.start))
    return whole[: part.start] + bytes(whole[part]) * max(times, 2) + whole[part.stop :]


def _swapped(whole: bytes, part: slice, chance: random.Random) -> bytes:
    other = chance.randrange(len(whole))
    return whole[: part.start] + whole[other : other + 200] + whole[part.stop :]


def _renumbered(whole: bytes, _part: slice, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", whole))
    if not numbers:
        return whole[::-1]
    number = chance.choice(numbers)
    other = chance.choice((b"0", b"-1", b"99999999999999999999", b"4294967295", b"1.5", b""))
    return whole[: number.start()] + other + whole[number.end() :]


_BREAKS: tuple[Callable[[bytes, slice, random.Random], bytes], ...] = (
    _flipped,
    _cut,
    _inserted,
    _repeated,
    _swapped,
    _renumbered,
)
