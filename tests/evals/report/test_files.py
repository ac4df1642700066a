from __future__ import annotations

from pathlib import Path

import pytest

from evals.errors import BadRun
from evals.report.files import WRITERS, write_report
from tests.evals.report.reported import right, run_of


def test_a_report_comes_in_every_form(tmp_path: Path) -> None:
    written = write_report(tmp_path, run_of(right()))
    assert [path.name for path in written] == list(WRITERS)
    texts = {path.suffix: path.read_text(encoding="utf-8") for path in written}
    assert texts[".html"].startswith("<!doctype html>")
    assert texts[".xml"].startswith("<?xml")
    assert all(text.endswith("\n") for text in texts.values())


def test_a_report_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadRun, match=r"file/report\.json cannot be written .*another folder"):
        write_report(tmp_path / "file", run_of(right()))
