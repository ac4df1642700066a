"""A fact made of flags alone: what they say, and what is refused."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals.adding.command import FactArguments, arguments_of, register
from evals.adding.writing import add_facts
from evals.errors import BadFact, BadRun
from tests.evals.adding.typist import added, given, tarn_articles


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tarn_articles(tmp_path_factory.mktemp("articles"))


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
