"""No file, however broken, gives anything but drafts and our own failures.

500 files a format are read, but 200 PDFs, for each of which an engine is started: 48 s of one core
in all, 22 of them PDF's.
`CLIPPINGS_FUZZ=10000 pytest --log-cli-level=INFO tests/corpus/test_fuzz_readers.py` reads that many
of every format. Either way the counts are logged.
"""

import logging
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Draft
from corpus.formats.registry import FORMATS, SUFFIXES, Format
from corpus.readers import read_path
from tests.corpus import fuzzing
from tests.corpus.fuzz_breaks import broken_file
from tests.corpus.fuzzing import fuzz

LOG = logging.getLogger(__name__)
ASKED = os.environ.get("CLIPPINGS_FUZZ")
FILES = int(ASKED or 500)
PDF_FILES = int(ASKED or 200)
SHOWN_FINDINGS = 5


@pytest.mark.timeout(14400)  # 10,000 PDFs take a second each on two busy cores
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffixes[0])
def test_a_broken_file_gives_drafts_and_failures_only(form: Format, tmp_path: Path) -> None:
    count = PDF_FILES if ".pdf" in form.suffixes else FILES
    outcome = fuzz(form.suffixes, count, folder=tmp_path)
    assert outcome.files == count
    LOG.info(
        "%s: %d files, %d gave drafts, %d findings, slowest %.2f s (number %d)",
        form.suffixes[0],
        outcome.files,
        outcome.with_drafts,
        len(outcome.findings),
        outcome.slowest_seconds,
        outcome.slowest_number,
    )
    shown = "\n".join(map(str, outcome.findings[:SHOWN_FINDINGS]))
    assert not outcome.findings, f"{len(outcome.findings)} findings, the first of them:\n{shown}"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_not_broken_gives_its_articles(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_bytes(broken_file(suffix, 0))
    (draft, *_) = read_path(tmp_path / f"a{suffix}")
    assert isinstance(draft, Draft), draft
    assert "41 people were brought ashore." in draft.text


def raising(path: Path) -> Iterator[object]:
    yield from read_path(path)
    raise LookupError("let through")


def dying(_path: Path) -> Iterator[object]:
    os.kill(os.getpid(), signal.SIGSEGV)
    yield None


def hanging(_path: Path) -> Iterator[object]:
    time.sleep(60)
    yield None


def test_what_a_reader_lets_through_is_found(tmp_path: Path) -> None:
    outcome = fuzz((".txt",), 3, folder=tmp_path, reading=raising)
    assert [finding.number for finding in outcome.findings] == [0, 1, 2]
    assert "LookupError: let through" in str(outcome.findings[0])


def test_a_crash_is_found_and_the_next_files_are_read_all_the_same(tmp_path: Path) -> None:
    outcome = fuzz((".txt",), 2, folder=tmp_path, reading=dying)
    problem = f"its process died with exit code -{signal.SIGSEGV.value}"
    assert [finding.problem for finding in outcome.findings] == [problem] * 2


def test_a_file_that_takes_too_long_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzzing, "START_SECONDS", 3.0)
    (finding,) = fuzz((".txt",), 1, folder=tmp_path, reading=hanging).findings
    assert "it took more than 3 s" in finding.problem


def test_a_broken_file_can_be_made_again() -> None:
    assert broken_file(".txt", 7) == broken_file(".txt", 7) != broken_file(".txt", 8)
