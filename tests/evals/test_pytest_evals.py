from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.baseline import Baseline, write_baseline
from evals.facts.fact import facts_checksum
from evals.facts.files import load_facts

ROOT = Path(__file__).parent.parent.parent
TEXT = "Thirty ferries left Tarn harbour on Monday. It rained."
RIGHT = {
    "id": "f-1", "question": "How many ferries left Tarn harbour?", "answers": ["30"],
    "evidence": [[{"article": "tarn.md", "quote": "Thirty ferries"}]], "kind": "number",
}  # fmt: skip
WRONG = RIGHT | {"id": "f-2", "answers": ["31"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    article = f"---\nheadline: Ferries\n---\n\n{TEXT}\n"
    (tmp_path / "articles" / "tarn.md").write_text(article, encoding="utf-8")
    lines = "".join(f"{json.dumps(each)}\n" for each in (RIGHT, WRONG))
    (tmp_path / "facts.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def baseline(folder: Path, *, right: tuple[str, ...], checksum: str = "") -> str:
    """A baseline file over the facts in the folder."""
    known = load_facts([folder / "facts.jsonl"])
    accepted = Baseline(
        facts=len(known),
        facts_checksum=checksum or facts_checksum(known),
        articles_checksum="",
        metrics={},
        right=right,
    )
    write_baseline(folder / "baseline.json", accepted)
    return str(folder / "baseline.json")


def run(folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """`pytest evals` over the folder's facts and articles."""
    facts, articles = str(folder / "facts.jsonl"), str(folder / "articles")
    words = ["pytest", "evals", "-p", "no:cacheprovider", "--facts", facts, "--articles", articles]
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    return subprocess.run(
        [sys.executable, "-m", *words, *flags], cwd=ROOT, env=environment,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.timeout(180)
def test_without_a_baseline_every_wrong_fact_fails_readably(folder: Path) -> None:
    done = run(folder)
    assert "1 failed, 3 passed" in done.stdout
    assert "f-2 (number, " in done.stdout
    assert "any of: 31" in done.stdout
    assert "“Thirty ferries left Tarn harbour on Monday.”" in done.stdout
    assert "test_fact[f-1-number]" not in done.stdout
    assert "FactOutcome" not in done.stdout


@pytest.mark.timeout(180)
def test_what_the_baseline_has_wrong_is_expected_to_fail(folder: Path) -> None:
    done = run(folder, "--baseline", baseline(folder, right=("f-1",)))
    assert done.returncode == 0
    assert "3 passed, 1 xfailed" in done.stdout
    assert "XFAIL evals/test_facts.py::test_fact[f-2-number] - not " in done.stdout


@pytest.mark.timeout(180)
def test_a_baseline_of_other_facts_is_one_clear_failure(folder: Path) -> None:
    done = run(folder, "--baseline", baseline(folder, right=("f-1",), checksum="0" * 64))
    assert "1 failed, 2 passed, 1 xfailed" in done.stdout
    assert "The facts have changed since the baseline was accepted" in done.stdout


@pytest.mark.timeout(180)
def test_evidence_that_is_gone_stops_the_run_by_name(folder: Path) -> None:
    (folder / "articles" / "tarn.md").write_text("It rained all day in Tarn.\n", encoding="utf-8")
    done = run(folder)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "evidence 'Thirty ferries' does not occur in tarn.md" in done.stdout + done.stderr


@pytest.mark.timeout(180)
def test_a_broken_facts_file_is_named(folder: Path) -> None:
    (folder / "facts.jsonl").write_text("{\n", encoding="utf-8")
    done = run(folder)
    assert done.returncode != 0
    assert "facts.jsonl:1: not JSON" in done.stdout
    assert "Traceback" not in done.stdout
