"""`clippings conversations` and `clippings conversation`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.cli_runs import OSLO, TORUN, Shell, tiny_home

BRIDGE = "Who opened the new bridge in Torun?"
CHESS = "Who won the chess title in Oslo?"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands on a home of two articles."""
    return Shell(tiny_home(tmp_path, torun=TORUN, oslo=OSLO), capsys)


def test_conversations_are_listed_searched_and_shown(shell: Shell) -> None:
    assert shell.run("conversations").out == "No conversations.\n"
    first = shell.json("ask", BRIDGE).fields
    assert first["turn"] == 1
    name = first["conversation"]
    shell.json("ask", CHESS)
    assert shell.json("ask", "How much did it cost?", "--conversation", name).fields["turn"] == 2
    listed = shell.json("conversations").fields["conversations"]
    assert [(each["title"], each["turns"]) for each in listed] == [(BRIDGE, 2), (CHESS, 1)]
    (found,) = shell.json("conversations", "--search", "zawadzki").fields["conversations"]
    assert found["conversation"] == name
    shown = shell.json("conversation", name).fields
    assert [reply["question"] for reply in shown["replies"]] == [BRIDGE, "How much did it cost?"]
    assert shown["replies"][0]["citations"] == first["citations"]
    assert shown["replies"][0]["asked_at"].startswith(shown["began_at"][:10])
    assert f"> {BRIDGE}" in shell.run("conversation", name).out
    markdown = shell.run("conversation", name, "--markdown").out
    assert markdown.rstrip() == shown["markdown"].rstrip()
    assert "[^1]: Torun Gazette, 2 May 2024: “Bridge opens in Torun”." in markdown


def test_an_unknown_conversation_is_an_error_with_a_remedy(shell: Shell) -> None:
    ran = shell.json("conversation", "nowhere")
    assert (ran.code, ran.fields["error"]["code"]) == (1, "unknown_conversation")
    assert ran.fields["error"]["remedy"] == "`clippings conversations` shows the ids."
