"""The settings page: what `clippings info` knows, in words, and no path for visitors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from app.command.desk import Desk
from app.page.settings_facts import NOTHING_KNOWN, NOWHERE, settings
from app.settings import resolve
from app.wire import Fields
from index.home import Home
from tests.app.cli_runs import TORUN, tiny_home


def facts(html: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html))


def about(folder: Path, flags: Mapping[str, object] | None = None) -> Fields:
    with Home.open(folder) as home:
        return Desk(home, resolve(folder, flags or {})).home.info()


def test_the_owner_reads_what_info_tells(tmp_path: Path) -> None:
    folder = tiny_home(tmp_path, torun=TORUN)
    told = about(folder)
    found = facts(settings(told, is_own=True))
    assert found["Home"] == str(folder)
    assert found["Engine"] == "extractive: quotes only"
    assert found["Language model"] == "none"
    assert found["Where texts go"] == NOWHERE
    assert found["Articles"] == "1"
    assert found["Clippings"] == f"version {told['version']}"
    assert told["settings"]["threshold"]["value"] is not None  # type: ignore[index]
    assert found["Refuses below"].startswith(f"{told['settings']['threshold']['value']} ")  # type: ignore[index]


def test_visitors_learn_no_path_of_the_server(tmp_path: Path) -> None:
    folder = tiny_home(tmp_path / "private", torun=TORUN)
    told = about(folder, {"model": str(tmp_path / "models" / "own"), "llm_gguf": "/m/secret.gguf"})
    html = settings(told, is_own=False)
    assert facts(html)["Home"] == "home"
    assert facts(html)["Language model"] == "secret.gguf"
    assert facts(html)["Embedding model"].startswith("own, ")
    assert "private" not in html
    assert "/m/" not in html


def test_who_receives_texts_is_said(tmp_path: Path) -> None:
    flags = {"engine": "llm", "llm_url": "https://llm.example/v1", "llm_model": "<b>writer</b>"}
    told = about(tiny_home(tmp_path, torun=TORUN), flags | {"llm_key": "hush"})
    html = settings(told, is_own=True)
    assert facts(html)["Engine"] == "llm: a language model writes"
    assert facts(html)["Language model"] == "&lt;b&gt;writer&lt;/b&gt;"
    assert "llm.example" in facts(html)["Where texts go"]
    assert "hush" not in html


def test_texts_go_nowhere_while_the_engine_only_quotes(tmp_path: Path) -> None:
    flags = {"llm_url": "https://llm.example/v1", "llm_model": "writer"}
    told = about(tiny_home(tmp_path, torun=TORUN), flags)
    where = facts(settings(told, is_own=True))["Where texts go"]
    assert where.startswith(f"{NOWHERE} Where a program asks for `llm`: ")
    assert "llm.example" in where


def test_where_nothing_is_told_the_page_says_so() -> None:
    assert settings({}, is_own=True) == NOTHING_KNOWN
