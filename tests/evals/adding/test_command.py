from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from evals.adding.command import FactArguments, arguments_of, register
from evals.adding.writing import add_facts
from evals.errors import BadFact, BadRun

TARN = (
    "Thirty ferries left Tarn harbour on Monday, 10 March, the harbour office said. The bridge at"
    " Tarn cost €3 million. Mayor Ada Brook opened the bridge. It rained."
)
COPY = f"{TARN} The fog came later."  # wire copy: the same sentences, and one more
STOP = "\x03"


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, outlet, text in (("tarn", "Tarn Post", TARN), ("copy", "Wire", COPY)):
        head = f"---\nheadline: News of {name}\noutlet: {outlet}\npublished_at: 2025-03-11\n---\n\n"
        (folder / f"{name}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    return folder


@dataclass
class Typist:
    """Types each line at the prompt that it belongs to; None takes what is prefilled."""

    lines: list[tuple[str, str | None]]
    said: list[str] = field(default_factory=list)
    can_ask = True

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, prompt: str, *, flag: str, prefilled: str = "", default: str = "") -> str:
        assert flag.startswith("--")
        typed = self.edit(prompt, prefilled=prefilled) or default
        assert typed, f"{prompt} wants something"
        return typed

    def edit(self, prompt: str, *, prefilled: str = "") -> str:
        expected, typed = self.lines.pop(0)
        assert re.match(expected, prompt), f"{prompt!r} and not {expected!r}"
        self.said.append(f"{prompt}: {prefilled}")
        if typed == STOP:
            raise KeyboardInterrupt
        return prefilled if typed is None else typed


def added(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def given(articles: Path, tmp_path: Path, **flags: object) -> FactArguments:
    return FactArguments(articles=articles, facts=tmp_path / "mine.jsonl", **flags)  # type: ignore[arg-type]


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


def test_flags_that_say_everything_ask_nothing(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = given(
        articles, tmp_path, question="How many ferries left Tarn harbour?", kind="number",
        answers=("30",), evidence_number="1", json=True,
    )  # fmt: skip
    assert add_facts(flags) == 0
    (fact,) = added(tmp_path / "mine.jsonl")
    assert json.loads(capsys.readouterr().out) == fact
    quotes = [each["quote"] for each in fact["evidence"][0]]
    assert all(quote.startswith("Thirty ferries left Tarn harbour") for quote in quotes)


def test_quotes_are_taken_as_given_and_need_no_index(articles: Path, tmp_path: Path) -> None:
    flags = given(
        articles, tmp_path, question="Did it rain, and who opened the bridge?", kind="multi-part",
        points=("rained", "Ada Brook | Brook"), tags=("weather",), fact_id="own-7",
        quotes=("It rained", "Brook opened"), quoted_articles=("copy", "tarn.md"),
    )  # fmt: skip
    assert add_facts(flags) == 0
    (fact,) = added(tmp_path / "mine.jsonl")
    assert (fact["id"], fact["tags"]) == ("own-7", ["weather"])
    assert fact["points"] == [["rained"], ["Ada Brook", "Brook"]]
    assert [len(group) for group in fact["evidence"]] == [2, 2]


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({}, "--question is missing, and there is no terminal"),
        ({"question": "Who?"}, "--kind is missing"),
        ({"question": "Why?", "kind": "follow-up"}, "--turn is missing"),
        ({"question": "Who?", "kind": "person"}, "--answer is missing"),
        ({"question": "Who?", "kind": "person", "answers": ("x",)}, "--evidence-number is missing"),
        ({"question": "Who?", "kind": "odd", "unanswerable": True}, r"No kind 'odd'\. The kinds"),
    ],
    ids=["question", "kind", "turn", "answer", "evidence", "no kind"],
)
def test_without_a_terminal_the_missing_flag_is_named(
    flags: dict[str, object], message: str, articles: Path, tmp_path: Path
) -> None:
    with pytest.raises(BadRun, match=message):
        add_facts(given(articles, tmp_path, **flags))
    assert not (tmp_path / "mine.jsonl").exists()


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("oslo.md: It rained", r"'oslo\.md' is none of the 2 articles"),
        ("tarn.md: It snowed", r"'It snowed' does not occur in tarn\.md"),
        ("tarn.md: bridge", r"'bridge' occurs 2 times in tarn\.md"),
    ],
)
def test_a_quote_that_cannot_vouch_is_named(
    quote: str, message: str, articles: Path, tmp_path: Path
) -> None:
    article, words = quote.split(": ")
    flags = given(
        articles, tmp_path, question="Did it rain?", kind="yes-no", answers=("rained",),
        quotes=(words,), quoted_articles=(article,),
    )  # fmt: skip
    with pytest.raises(BadRun, match=message):
        add_facts(flags)
    assert not (tmp_path / "mine.jsonl").exists()


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"question": "Who?", "turns": ("Who?",)}, "--question and --turn exclude each other"),
        ({"quotes": ("a",)}, "1 --quote and 0 --article"),
        (
            {"quotes": ("a",), "quoted_articles": ("b",), "evidence_number": "1"},
            "--quote and --evidence-number exclude",
        ),
        ({"unanswerable": True, "answers": ("a",)}, "A question without answer goes with no"),
        ({"kind": "notice", "points": ("a",)}, "A question without answer goes with no"),
        ({"home": Path(), "articles": Path()}, "--articles and --home exclude"),
    ],
)
def test_flags_that_contradict_each_other_are_refused(
    flags: dict[str, object], message: str
) -> None:
    with pytest.raises(BadRun, match=message):
        FactArguments(**flags)  # type: ignore[arg-type]


def test_an_answer_that_nothing_tells_is_not_written(articles: Path, tmp_path: Path) -> None:
    flags = given(
        articles, tmp_path, question="Did it rain?", kind="yes-no", answers=("yes",),
        evidence_number="0",
    )  # fmt: skip
    with pytest.raises(BadRun, match="There is an answer, and no sentence that tells it"):
        add_facts(flags)
    assert not (tmp_path / "mine.jsonl").exists()


def test_a_fact_that_is_none_is_not_written(articles: Path, tmp_path: Path) -> None:
    flags = given(
        articles, tmp_path, question="Did it rain?", kind="yes-no", answers=('{"odd": 1}',),
        quotes=("It rained",), quoted_articles=("tarn.md",),
    )  # fmt: skip
    with pytest.raises(BadFact, match=r"mine\.jsonl: the new fact: \{'odd': 1\} is no answer"):
        add_facts(flags)
    assert not (tmp_path / "mine.jsonl").exists()


def test_flags_arrive_as_typed() -> None:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    words = ["fact", "add", "--turn", "Who?", "--turn", "Why?", "--kind", "follow-up", "--json"]
    arguments = arguments_of(parser.parse_args([*words, "--answer", "a", "--answer", "b"]))
    assert (arguments.turns, arguments.answers) == (("Who?", "Why?"), ("a", "b"))
    assert arguments.facts_path.name == "sample-added.jsonl"
    assert FactArguments(articles=Path()).facts_path == Path("facts.jsonl")


def test_registering_loads_no_model_runtime() -> None:
    code = (
        "import argparse, sys; from evals.adding.command import register;"
        "register(argparse.ArgumentParser().add_subparsers());"
        "print(sorted({'chromadb', 'numpy', 'onnxruntime', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


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
