"""The command: its flags, what it prints, and the code that it ends with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import wire
from app.reply import Citation
from corpus.errors import InputError
from evals.command import EvalArguments, arguments_of
from evals.errors import BadBaseline, BadFact, BadRun
from index.search import Searcher
from tests.app.model_server import model_server, saying
from tests.evals.command_runs import FACT, eval_with, flags_in, parsed


@pytest.fixture
def flags(tmp_path: Path) -> list[str]:
    """Flags that name one article and two facts."""
    return flags_in(tmp_path)


def test_the_sample_facts_are_the_default() -> None:
    names = [path.name for path in arguments_of(parsed()).facts_paths]
    assert names
    assert all(name.startswith("sample-") for name in names)


def test_registering_loads_no_model_runtime() -> None:
    code = (
        "import argparse, sys; from evals.command import register;"
        "register(argparse.ArgumentParser().add_subparsers());"
        "print(sorted({'chromadb', 'numpy', 'onnxruntime', 'torch'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--check", "--kind", "date"], "A baseline is for all facts"),
        (["--accept", "--fact", "x"], "A baseline is for all facts"),
        (["--check", "--accept"], "--check and --accept exclude each other"),
        (["--articles", "a", "--home", "b"], "--articles and --home exclude each other"),
        (["--explain"], "--explain is for one --fact"),
        (["--repeat", "0"], "--repeat 0 runs nothing"),
        (["--benchmark", "trec-qa"], "--benchmark and --data need each other"),
        (["--final"], "--final is for --benchmark and --robustness"),
        (["--check", "--split", "dev"], "A baseline is for all facts"),
        (["--limit", "0"], "--limit 0 asks nothing"),
        (
            ["--benchmark", "trec-qa", "--data", "d", "--accept", "--limit", "9"],
            "A benchmark is accepted whole",
        ),
    ],
)
def test_flags_that_cannot_go_together_are_refused(flags: list[str], message: str) -> None:
    with pytest.raises(BadRun, match=message):
        arguments_of(parsed(*flags))


def test_json_is_the_only_thing_on_standard_output(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = eval_with(*flags, "--json", "--repeat", "2", "--report", str(tmp_path / "report"))
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert code == 0
    assert [fact["id"] for fact in document["facts"]] == ["f-1", "f-2"]
    assert document["gate"]["passed"] is True
    assert document["run"]["articles"] == 1
    assert "2/2 facts" in printed.err
    assert (tmp_path / "report" / "report.json").read_text(encoding="utf-8") == printed.out


def test_an_accepted_run_passes_the_check_and_a_worse_one_fails_with_4(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert eval_with(*flags, "--accept") == 0
    assert eval_with(*flags, "--check") == 0
    baseline = tmp_path / "baseline.json"
    stored = json.loads(baseline.read_text(encoding="utf-8"))
    stored["metrics"]["hit_at_1"]["value"] = 2.0
    baseline.write_text(json.dumps(stored), encoding="utf-8")
    capsys.readouterr()
    assert eval_with(*flags, "--check") == 4
    assert (
        capsys.readouterr()
        .out.splitlines()[-1]
        .startswith("FAIL: hit_at_1 2.0000 → 1.0000, more than 0.02 worse")
    )


def test_a_regression_is_caught_and_the_broken_facts_are_named(
    flags: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert eval_with(*flags, "--accept") == 0
    monkeypatch.setattr(Searcher, "search_embedded", lambda *_, **__: ())
    capsys.readouterr()
    assert eval_with(*flags, "--check") == 4
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("FAIL: right 1.0000 → 0.5000, more than 0.02 worse")
    assert last.endswith("1 of 2 facts right; newly broken: f-1.")


def test_a_quote_that_is_not_its_slice_fails_the_gate_without_any_baseline(
    flags: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def altered(citation: Citation) -> dict[str, object]:
        return cited(citation) | {"quote": citation.quote.text.replace("Thirty", "Forty")}

    cited = wire._citation
    monkeypatch.setattr(wire, "_citation", altered)
    assert eval_with(*flags) == 4
    reason = "FAIL: citation_validity is 0.0000 over 1 citations and must be 1"
    assert capsys.readouterr().out.splitlines()[-1].startswith(reason)


def test_an_interrupted_run_says_how_to_go_on_and_exits_1(
    flags: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    report = tmp_path / "report"
    monkeypatch.setattr("evals.running.run_fact", pressed)
    with pytest.raises(BadRun, match=r"interrupted.* The same command goes on from there"):
        eval_with(*flags, "--report", str(report))
    assert [path.name for path in report.iterdir()] == ["unfinished.jsonl"]
    monkeypatch.undo()
    assert eval_with(*flags, "--report", str(report)) == 0
    assert "unfinished.jsonl" not in {path.name for path in report.iterdir()}


def test_the_simple_systems_stand_beside(
    flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert eval_with(*flags, "--systems", "--json") == 0
    systems = json.loads(capsys.readouterr().out)["systems"]
    assert list(systems) == ["bm25-sentence", "cosine-sentence"]
    assert systems["bm25-sentence"]["answer_in_first_quote"]["value"] == 1.0


@pytest.mark.parametrize(
    ("engine", "message"),
    [("llm", "No language model is configured"), ("magic", "'magic' is not an engine")],
)
def test_an_engine_that_cannot_answer_is_refused(
    flags: list[str], engine: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        eval_with(*flags, "--engine", engine)


@pytest.mark.parametrize(
    "other", [("--benchmark", "squad", "--data", "."), ("--robustness",), ("--accept",)]
)
def test_with_a_language_model_only_the_facts_are_put(other: tuple[str, ...]) -> None:
    with pytest.raises(BadRun, match="--engine llm is for the facts"):
        arguments_of(parsed("--engine", "llm", *other))


def test_a_language_model_that_is_configured_writes_the_answers(
    flags: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("openai", reason="needs clippings[llm]")
    with model_server(saying("Thirty chiefs met in Paris. [1]")) as server:
        monkeypatch.setenv("CLIPPINGS_LLM_URL", server.url)
        monkeypatch.setenv("CLIPPINGS_LLM_MODEL", "some-model")
        assert eval_with(*flags, "--fact", "f-1", "--json", "--engine", "llm") == 0
        assert len(server.bodies) == 1
    about = json.loads(capsys.readouterr().out)["run"]
    assert (about["engine"], about["model"]) == ("llm", "some-model")


def test_a_check_without_a_baseline_is_refused_before_anything_runs(flags: list[str]) -> None:
    with pytest.raises(BadBaseline, match="cannot be read"):
        eval_with(*flags, "--check")


def test_lint_names_each_fault_and_returns_1(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert eval_with(*flags, "--lint") == 0
    assert capsys.readouterr().out == "2 facts, 0 faults.\n"
    wrong = dict(FACT, id="f-3", evidence=[[{"article": "paris.md", "quote": "no such words"}]])
    (tmp_path / "facts.jsonl").write_text(f"{{\n{json.dumps(wrong)}\n", encoding="utf-8")
    assert eval_with(*flags, "--lint", "--json") == 1
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert [fault["where"].rpartition(":")[2] for fault in faults] == ["1", "2"]


def test_evidence_that_is_gone_stops_the_run_and_overwrites_nothing(
    flags: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "report"
    (tmp_path / "articles" / "paris.md").write_text(
        "---\nheadline: x\n---\n\nIt rained.\n", "utf-8"
    )
    with pytest.raises(BadFact, match=r"facts\.jsonl:1: evidence .* does not occur"):
        eval_with(*flags, "--report", str(report), "--accept")
    assert not report.exists()
    assert not (tmp_path / "baseline.json").exists()


@pytest.mark.parametrize(
    ("chosen", "message"),
    [(["--kind", "riddle"], "No kind 'riddle'"), (["--fact", "f-9"], "None of 2 facts is chosen")],
)
def test_a_choice_of_no_fact_is_refused(flags: list[str], chosen: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        eval_with(*flags, *chosen)


def test_one_fact_is_explained(flags: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert eval_with(*flags, "--fact", "f-1", "--explain") == 0
    told = capsys.readouterr().out
    assert "How many chiefs met in Paris?" in told
    assert "Thirty chiefs met in Paris on 11 March 2025." in told
    assert eval_with(*flags, "--fact", "f-1", "--explain", "--json") == 0
    assert json.loads(capsys.readouterr().out)["sentences"][0]["gold"] is True


def test_two_reports_are_compared(
    flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = str(tmp_path / "report")
    eval_with(*flags, "--report", report)
    capsys.readouterr()
    assert eval_with("compare", report, report, "--json") == 0
    assert json.loads(capsys.readouterr().out)["facts"] == 2


def test_arguments_are_plain_values() -> None:
    assert arguments_of(parsed("--tag", "wire copy", "--json")) == EvalArguments(
        tags=("wire copy",), json=True
    )
