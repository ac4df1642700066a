"""A fact made by answering what is asked: at a prompt, and at a real terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.adding.writing import add_facts
from tests.evals.adding.typist import STOP, Typist, added, given, tarn_articles


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tarn_articles(tmp_path_factory.mktemp("articles"))


def test_a_fact_takes_a_question_and_a_few_enters(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(
        [
            ("Question", "How much did the bridge cost?"),
            ("Kind", ""),
            ("Evidence", "1"),
            ("Answer", None),
            ("What a wrong reply", ""),
            ("Quote from", None),
            ("Count it too", ""),
            ("Write it", ""),
            ("Next question", ""),
        ]
    )
    assert add_facts(given(articles, tmp_path), typist) == 0
    (fact,) = added(tmp_path / "mine.jsonl")
    assert (fact["id"], fact["kind"]) == ("mine-001", "money")
    assert fact["answers"] == [{"number": 3_000_000, "unit": "EUR"}]
    # The sentence stands in both articles: either vouches.
    (group,) = fact["evidence"]
    assert sorted(each["article"] for each in group) == ["copy.md", "tarn.md"]
    assert {each["quote"] for each in group} == {"bridge at Tarn cost €3 million"}
    assert "mine-001 added to" in capsys.readouterr().out
    told = "\n".join(typist.said)
    assert "Tarn Post, 11 March 2025: News of tarn (tarn.md)" in told
    assert "by its id, into the" in told
    flags = f"--facts {tmp_path / 'mine.jsonl'} --articles {articles} --fact mine-001 --explain"
    assert f"Try it: clippings eval {flags}" in told


def test_another_search_a_whole_article_and_a_bad_quote_are_asked_again(
    articles: Path, tmp_path: Path
) -> None:
    typist = Typist(
        [
            ("Question", "Who opened it?"),
            ("Kind", "nonsense"),
            ("Kind", "?"),
            ("Kind", "5"),
            ("Evidence", "99"),
            ("Evidence", "the mayor of Tarn"),
            ("Evidence", "tarn"),
            ("Evidence", "3"),
            ("Answer", "{"),
            ("Answer", "Ada Brook | Brook"),
            ("What a wrong reply", "Tom Reed"),
            ("Quote from tarn.md", "bridge"),
            ("Quote from tarn.md", "Brook opened the bridge"),
            ("Count it too", "n"),
            ("Write it", ""),
            ("Next question", ""),
        ]
    )
    assert add_facts(given(articles, tmp_path), typist) == 0
    (fact,) = added(tmp_path / "mine.jsonl")
    assert fact["answers"] == ["Ada Brook", "Brook"]
    assert fact["must_not_say"] == ["Tom Reed"]
    assert fact["evidence"] == [[{"article": "tarn.md", "quote": "Brook opened the bridge"}]]
    told = "\n".join(typist.said)
    assert "'nonsense' is none of them" in told
    assert "'99' picks none of the" in told
    assert "is no JSON" in told
    assert "The quote 'bridge' occurs 2 times in tarn.md." in told


def test_points_are_asked_one_a_line_and_missed_ones_are_noted(
    articles: Path, tmp_path: Path
) -> None:
    typist = Typist(
        [
            ("Kind", "list"),
            ("Evidence", "tarn.md"),
            ("Evidence", "1+3"),
            ("Point 1", "ferries | boats"),
            ("Point 2", "Paris"),
            ("Point 3", ""),
            ("What a wrong reply", ""),
            ("Quote from", None),
            ("Count it too", "n"),
            ("Quote from", None),
            ("Count it too", "n"),
            ("Write it", ""),
        ]
    )
    assert add_facts(given(articles, tmp_path, question="What was there?"), typist) == 0
    (fact,) = added(tmp_path / "mine.jsonl")
    assert fact["points"] == [["ferries", "boats"], ["Paris"]]
    assert len(fact["evidence"]) == 2
    assert "Note: no quote holds “Paris”." in typist.said
    assert "Note: no quote holds “ferries or boats”." not in typist.said


def test_what_no_article_tells_is_unanswerable(articles: Path, tmp_path: Path) -> None:
    typist = Typist(
        [
            ("Question", "Who designed the bridge?"),
            ("Kind", ""),
            ("Evidence", "0"),
            ("Tag", "2"),
            ("Write it", ""),
            ("Next question", "And who paid for it?"),
            ("Kind", "follow-up"),
            ("Turn 1", "What did the bridge cost?"),
            ("Turn 2", ""),
            ("Evidence", "0"),
            ("Tag", "near miss"),
            ("Write it", "n"),
            ("Next question", "hello"),
            ("Kind", "notice"),
            ("Tag", "greeting"),
            ("Write it", ""),
            ("Next question", ""),
        ]
    )
    assert add_facts(given(articles, tmp_path), typist) == 0
    first, second = added(tmp_path / "mine.jsonl")
    assert (first["kind"], first["tags"]) == ("unanswerable", ["absent topic"])
    assert (second["id"], second["kind"]) == ("mine-002", "notice")  # the one between: not wanted


def test_an_unanswerable_question_that_is_answered_gets_another_kind(
    articles: Path, tmp_path: Path
) -> None:
    typist = Typist(
        [
            ("Question", "Who opened the bridge?"),
            ("Kind", "unanswerable"),
            ("Evidence", "1"),
            ("Kind", "person"),
            ("Answer", None),
            ("What a wrong reply", ""),
            ("Quote from", None),
            ("Count it too", ""),
            ("Write it", STOP),
        ]
    )
    assert add_facts(given(articles, tmp_path), typist) == 1
    assert "Stopped: of this fact nothing was written." in typist.said[-1]
    assert not (tmp_path / "mine.jsonl").exists()


RUN = (
    "import argparse, sys; from evals.adding.command import register;"
    "parser = argparse.ArgumentParser(); register(parser.add_subparsers());"
    "arguments = parser.parse_args(sys.argv[1:]); sys.exit(arguments.run(arguments))"
)


@pytest.mark.timeout(120)
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_real_terminal_is_asked_on_stderr_and_the_fact_is_alone_on_stdout(
    articles: Path, tmp_path: Path
) -> None:
    import pty

    ours, theirs = pty.openpty()
    words = ["fact", "add", "--json", "--articles", str(articles)]
    words += ["--facts", str(tmp_path / "mine.jsonl")]
    running = subprocess.Popen(
        [sys.executable, "-c", RUN, *words],
        stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    typed = [
        (b"Question: ", b"Who opened the bridge?\n"),
        (b"list): ", b"\n"),
        (b"Evidence: ", b"1\n"),
        (b"Mayor Ada Brook", b"\n"),
        (b"nothing): ", b"\n"),
        (b"Quote from", b"\n"),
        (b"n: no): ", b"\n"),
        (b"n: no): ", b"\n"),
        (b"done): ", b"\x04"),  # end of input
    ]
    for prompt, line in typed:
        _await(ours, prompt)
        os.write(ours, line)
    out, _ = running.communicate(timeout=60)
    os.close(ours)
    assert running.returncode == 0
    (fact,) = added(tmp_path / "mine.jsonl")
    assert json.loads(out) == fact
    assert fact["answers"] == ["Mayor Ada Brook"]


def _await(terminal: int, prompt: bytes) -> None:
    seen = b""
    while prompt not in seen:
        seen += os.read(terminal, 4096)
    while not seen.endswith(prompt):  # a suggestion follows its prompt
        if prompt in {b"Mayor Ada Brook", b"Quote from"}:
            return
        seen += os.read(terminal, 4096)
