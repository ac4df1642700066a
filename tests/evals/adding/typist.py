"""Two articles to find evidence in, and someone who types at each prompt what it waits for."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.adding.command import FactArguments

TARN = (
    "Thirty ferries left Tarn harbour on Monday, 10 March, the harbour office said. The bridge at"
    " Tarn cost €3 million. Mayor Ada Brook opened the bridge. It rained."
)
COPY = f"{TARN} The fog came later."  # wire copy: the same sentences, and one more
STOP = "\x03"


def tarn_articles(folder: Path) -> Path:
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
