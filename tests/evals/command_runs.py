"""Runs of `clippings eval` over one article and two facts."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from evals.command import register

TEXT = "Thirty chiefs met in Paris on 11 March 2025. The new fund holds €150 billion in loans."
FACT = {
    "id": "f-1",
    "question": "How many chiefs met in Paris?",
    "answers": ["30"],
    "evidence": [[{"article": "paris.md", "quote": "Thirty chiefs met"}]],
    "kind": "number",
}
UNANSWERABLE = {"id": "f-2", "question": "Who won the chess title in Oslo?", "kind": "unanswerable"}


def parsed(*flags: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    return parser.parse_args(["eval", *flags])


def eval_with(*flags: str) -> int:
    namespace = parsed(*flags)
    code = namespace.run(namespace)
    assert isinstance(code, int)
    return code


def flags_in(folder: Path) -> list[str]:
    """Flags that name one article and two facts, written there."""
    (folder / "articles").mkdir()
    article = folder / "articles" / "paris.md"
    article.write_text(f"---\nheadline: Chiefs meet\n---\n\n{TEXT}\n", encoding="utf-8")
    facts = folder / "facts.jsonl"
    facts.write_text(f"{json.dumps(FACT)}\n{json.dumps(UNANSWERABLE)}\n", encoding="utf-8")
    baseline = folder / "baseline.json"
    return [
        "--facts", str(facts), "--articles", str(article.parent), "--baseline", str(baseline),
    ]  # fmt: skip
