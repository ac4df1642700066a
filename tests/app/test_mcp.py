"""`clippings mcp`, used by the official SDK's own client."""

from __future__ import annotations

import builtins
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.app.cli_runs import PARIS, ROOT, TORUN, Shell, serving, tiny_home
from tests.app.loops import awaited

mcp = pytest.importorskip("mcp", reason="the extra clippings[mcp] is not installed")

QUESTION = "How much did the new bridge in Torun cost?"
QUOTE = "It cost €77 million."
Call = tuple[str, dict[str, object]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_home(tmp_path_factory.mktemp("mcp"), paris=PARIS, torun=TORUN)


def over_stdio(home: Path, calls: Sequence[Call]) -> tuple[Any, list[Any]]:
    """What the tools of a server in a process of its own are, and what each call gives."""
    words = ["-m", "app", "mcp", "--home", str(home)]
    started = mcp.StdioServerParameters(
        command=sys.executable, args=words, env={**os.environ}, cwd=ROOT
    )
    return called(mcp.stdio_client(started), calls)


def called(server: object, calls: Sequence[Call]) -> tuple[Any, list[Any]]:
    async def call() -> tuple[Any, list[Any]]:
        async with mcp.Client(server) as client:
            listed = await client.list_tools()
            return listed.tools, [await client.call_tool(name, asked) for name, asked in calls]

    return awaited(call())


def test_a_program_asks_searches_and_reads_over_stdio(home: Path) -> None:
    tools, (answer, found) = over_stdio(
        home, [("ask", {"question": QUESTION}), ("search", {"question": "bridge", "k": 1})]
    )
    assert [tool.name for tool in tools] == ["ask", "search", "who_reported", "read_article"]
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert tools[0].description.startswith("Answer a question from the news articles")
    assert tools[0].input_schema["required"] == ["question"]
    cited = answer.structured_content["citations"][0]
    assert (answer.is_error, cited["quote"]) == (False, QUOTE)
    hit = found.structured_content["hits"][0]
    assert hit["article_id"] == cited["article_id"]
    _, (article,) = over_stdio(home, [("read_article", {"article_id": hit["article_id"]})])
    assert article.structured_content["text"][cited["start"] : cited["end"]] == QUOTE


def test_a_program_learns_who_reported_an_excerpt(home: Path) -> None:
    calls: list[Call] = [
        ("who_reported", {"text": "A new bridge on Thursday. It cost €77 million."}),
        (
            "who_reported",
            {"text": "Jan Zawadski opened a new bridge Thursday. It cost €77 million."},
        ),
        (
            "who_reported",
            {"text": "The ferry to Skarholm sails again from Monday, said its owner."},
        ),
        ("who_reported", {"text": "  "}),
    ]
    _, (exact, near, none, empty) = over_stdio(home, calls)
    traces = [each.structured_content["trace"] for each in (exact, near, none)]
    assert [trace["found"] for trace in traces] == ["exact", "near", "none"]
    [match] = traces[0]["matches"]
    assert match["outlet"] == "Torun Gazette"
    assert match["quote"] == "a new bridge on Thursday. It cost €77 million"
    # A letter of the name is another, and "on" is left out.
    assert [d["kind"] for d in traces[1]["matches"][0]["differences"]] == ["spelling", "left_out"]
    assert none.structured_content["kind"] == "abstention"
    assert (empty.is_error, empty.content[0].text.partition(": ")[2]) == (
        True,
        "The excerpt is empty. Paste the words to be traced.",
    )


def test_what_is_wrong_is_told_the_program_in_our_words(home: Path) -> None:
    calls: list[Call] = [
        ("ask", {"question": ""}),
        ("ask", {"question": "x", "published_from": "soon"}),
        ("search", {"question": "bridge", "k": 0}),
        ("read_article", {"article_id": "a000000000000"}),
        ("ask", {"question": "Who won the chess title in Oslo?"}),
    ]
    _, given = over_stdio(home, calls)
    assert [each.is_error for each in given] == [True, True, True, True, False]
    told = [each.content[0].text for each in given]
    assert "The question is empty. Type what you want to know." in told[0]
    assert "'soon'" in told[1]
    assert "k is 0." in told[2]
    assert "No article 'a000000000000'" in told[3]
    assert given[4].structured_content["kind"] == "abstention"


def test_beside_a_server_that_serves_the_home_it_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tiny_home(tmp_path, torun=TORUN)
    with serving(home):
        _, (answer,) = over_stdio(home, [("ask", {"question": QUESTION})])
    assert answer.structured_content["citations"][0]["quote"] == QUOTE
    assert Shell(home, capsys).json("list").code == 0


def test_the_same_over_http_for_this_computer_only(home: Path) -> None:
    words = [sys.executable, "-m", "app", "mcp", "--home", str(home), "--http", "0"]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = process.stdout.readline().split()
        assert said[0] == "ready"
        assert said[1].startswith("http://127.0.0.1:")
        _, (answer,) = called(said[1], [("ask", {"question": QUESTION})])
        assert answer.structured_content["citations"][0]["quote"] == QUOTE
        for headers in ({"Host": "evil.example"}, {"Origin": "http://localhost:3000"}):
            refused = httpx.post(said[1], json={}, headers=headers)
            assert refused.json()["error"]["code"] in {"foreign_host", "foreign_origin"}
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.communicate()


def test_without_the_extra_the_command_that_installs_it_is_named(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = builtins.__import__

    def without_mcp(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "mcp":
            raise ModuleNotFoundError("No module named 'mcp'", name="mcp")
        return really(name, *rest)

    monkeypatch.delitem(sys.modules, "app.web.mcp_server", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_mcp)
    ran = Shell(home, capsys).json("mcp")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "missing_extra")
    assert ran.fields["error"]["remedy"] == "Install it with `pip install 'clippings[mcp]'`."
