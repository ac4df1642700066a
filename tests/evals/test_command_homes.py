"""Homes that are measured, and homes whose page shows the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.eval_report import REPORT, read_report, state_of
from corpus.errors import EmptyLibrary
from evals.command import arguments_of
from evals.errors import BadRun
from index.home import Home
from index.ingest import add
from tests.evals.command_runs import eval_with, flags_in, parsed


@pytest.fixture
def flags(tmp_path: Path) -> list[str]:
    """Flags that name one article and two facts."""
    return flags_in(tmp_path)


def test_a_home_is_measured_with_its_own_settings_and_left_as_it_was(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "home"
    with Home.open(path) as home:
        add(home, [tmp_path / "articles"])
    (path / "clippings.toml").write_text("threshold = 1.0\n", encoding="utf-8")
    at_home = [flag for flag in flags if flag not in {"--articles", str(tmp_path / "articles")}]
    assert eval_with(*at_home, "--home", str(path), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["run"]["settings"]["threshold"] == 1.0
    assert {fact["reply"]["kind"] for fact in told["facts"]} == {"abstention"}
    with Home.open(path) as home:
        assert home.database.number("SELECT COUNT(*) FROM turns") == 0


def test_a_home_measured_or_named_shows_the_report_on_its_page(
    flags: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "home"
    with Home.open(path) as home:
        add(home, [tmp_path / "articles"])
        state = state_of(home.library)
    assert eval_with(*flags, "--page", str(path), "--fact", "f-1") == 0
    report = read_report(path / REPORT)
    assert report is not None
    assert (report.is_partial, report.measures[0].n) == (True, 1)
    assert report.library == state  # the throw-away home is filled from the same folder
    at_home = [flag for flag in flags if flag not in {"--articles", str(tmp_path / "articles")}]
    assert eval_with(*at_home, "--home", str(path)) == 0
    report = read_report(path / REPORT)
    assert report is not None
    assert (report.is_partial, report.measures[0].n, report.library) == (False, 2, state)


def test_a_page_is_a_homes_and_shows_facts(flags: list[str], tmp_path: Path) -> None:
    with pytest.raises(EmptyLibrary, match="no library in"):
        eval_with(*flags, "--page", str(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()
    with pytest.raises(BadRun, match="--page is for the facts as they stand"):
        arguments_of(parsed("--page", str(tmp_path), "--robustness"))


def test_a_folder_that_is_no_home_is_not_made_one(flags: list[str], tmp_path: Path) -> None:
    at_home = [flag for flag in flags if flag not in {"--articles", str(tmp_path / "articles")}]
    with pytest.raises(EmptyLibrary, match="no library in"):
        eval_with(*at_home, "--home", str(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()
