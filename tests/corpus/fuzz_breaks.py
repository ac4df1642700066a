"""Valid files with something broken: bits, bytes, tokens, whole parts, also inside archives.

A file's bytes follow from its suffix and number alone, so that any finding can be made again.
"""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache

from tests.corpus.fuzz_seeds import seeds_for

Break = Callable[[bytes, range, random.Random], bytes]

LARGEST_BYTES = 200_000  # of a broken file: larger ones only take time

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


def broken_file(suffix: str, number: int) -> bytes:
    """The bytes of a broken file; number 0 is a valid one."""
    chance = random.Random(f"{suffix}:{number}")
    seeds = _seeds(suffix)
    broken = chance.choice(seeds)
    for _ in range(min(number, chance.randint(1, 4))):
        broken = _inside_out(broken, chance) if broken[:2] == b"PK" else _broken(broken, chance)
    return broken[:LARGEST_BYTES]


@lru_cache(maxsize=4)
def _seeds(suffix: str) -> tuple[bytes, ...]:
    return seeds_for(suffix)


def _inside_out(archive: bytes, chance: random.Random) -> bytes:
    """An archive with one of its members broken and packed again; sometimes broken from outside."""
    if chance.random() < 0.1:
        return _broken(archive, chance)
    written = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(archive)) as old,
            zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
        ):
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
    return chance.choice(_BREAKS)(whole, range(start, end), chance)


def _flipped(whole: bytes, part: range, chance: random.Random) -> bytes:
    changed = bytearray(whole)
    for place in (part.start, *chance.choices(range(len(whole)), k=chance.randint(0, 7))):
        changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(whole: bytes, part: range, chance: random.Random) -> bytes:
    return (
        whole[: part.start] if chance.random() < 0.5 else whole[: part.start] + whole[part.stop :]
    )


def _inserted(whole: bytes, part: range, chance: random.Random) -> bytes:
    return whole[: part.start] + chance.choice(_NASTY) + whole[part.start :]


def _repeated(whole: bytes, part: range, chance: random.Random) -> bytes:
    times = min(chance.choice((2, 10, 1000)), LARGEST_BYTES // (part.stop - part.start))
    return whole[: part.start] + whole[part.start : part.stop] * max(times, 2) + whole[part.stop :]


def _swapped(whole: bytes, part: range, chance: random.Random) -> bytes:
    other = chance.randrange(len(whole))
    return whole[: part.start] + whole[other : other + 200] + whole[part.stop :]


def _renumbered(whole: bytes, _part: range, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", whole))
    if not numbers:
        return whole[::-1]
    number: re.Match[bytes] = chance.choice(numbers)
    other = chance.choice((b"0", b"-1", b"99999999999999999999", b"4294967295", b"1.5", b""))
    return whole[: number.start()] + other + whole[number.end() :]


_BREAKS: tuple[Break, ...] = (_flipped, _cut, _inserted, _repeated, _swapped, _renumbered)
