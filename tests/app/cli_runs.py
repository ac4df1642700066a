"""What the tests of assistant and command line share: a sample home, tiny articles, runs."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.command.cli import main
from index import ingest
from index.home import Home

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "articles"
STOP_SECONDS = 20

PARIS = """---
headline: Chiefs meet in Paris
outlet: RFI
published_at: 2025-03-11
---
Military chiefs of 30 countries met in Paris on Tuesday. Emmanuel Macron addressed them.
"""
TORUN = """---
headline: Bridge opens in Torun
outlet: Torun Gazette
published_at: 2024-05-02
---
The mayor of Torun, Jan Zawadzki, opened a new bridge on Thursday. It cost €77 million.
"""
OSLO = """---
headline: Chess title decided in Oslo
outlet: Fjord Post
published_at: 2023-09-04
---
Ingrid Halvorsen won the chess title in Oslo on Monday. She beat 41 players.
"""


@cache
def sample_home() -> Home:
    """One home over the sample corpus for all tests of a run; read it, never add to it."""
    folder = Path(tempfile.mkdtemp(prefix="clippings-sample-"))
    home = Home.open(folder)
    ingest.add(home, [SAMPLE])
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(home.close)
    return home


def write_articles(folder: Path, **texts: str) -> Path:
    """A folder with one Markdown file for each text, named by its key."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def tiny_home(folder: Path, **texts: str) -> Path:
    """A home over the given articles, closed again."""
    with Home.open(folder / "home") as home:
        ingest.add(home, [write_articles(folder / "articles", **texts)])
    return folder / "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A finished command: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def fields(self) -> dict[str, Any]:
        """Standard output, which has to be one JSON document and nothing else."""
        fields: dict[str, Any] = json.loads(self.out)
        return fields

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class Shell:
    """Runs commands on one home inside the test's own process."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def run(self, verb: str, *words: str | Path) -> Ran:
        """One verb, printing for people."""
        self._capsys.readouterr()
        code = main([verb, "--home", str(self.home), *map(str, words)])
        printed = self._capsys.readouterr()
        return Ran(code=code, out=printed.out, err=printed.err)

    def json(self, verb: str, *words: str | Path) -> Ran:
        """One verb with `--json`."""
        return self.run(verb, "--json", *words)


def cold(*words: str | Path, environment: Mapping[str, str] | None = None) -> Ran:
    """A command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A running `clippings serve`: its process, the line it printed and its home."""

    process: subprocess.Popen[str]
    said: str
    home: Path

    @property
    def url(self) -> str:
        """The page's address."""
        return self.said.split()[1]

    def stop(self, signal_number: int) -> str:
        """End it with a signal; returns what else it printed to standard output."""
        self.process.send_signal(signal_number)
        out, _ = self.process.communicate(timeout=STOP_SECONDS)
        return out


@contextmanager
def serving(
    home: Path, *words: str, environment: Mapping[str, str] | None = None
) -> Iterator[Serving]:
    """`clippings serve` on a free port, killed at the end if the test has not stopped it."""
    command: Sequence[str] = [sys.executable, "-m", "app", "serve", "--home", str(home)]
    process = subprocess.Popen(
        [*command, *(words or ("--port", "0"))],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield Serving(process=process, said=process.stdout.readline().strip(), home=home)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
