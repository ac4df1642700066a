"""Labelled cases as articles: invented reports of invented places."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from corpus.article import Article, ArticleId
from index.spans import Span
from index.statements import Statement

FOLDER = Path(__file__).parent
Case = Mapping[str, Any]


def cases(name: str, split: str) -> Iterator[Case]:
    """The cases of a file of this folder that belong to a split, `dev` or `frozen`, in order."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["split"] == split:
            yield case


def statement_of(report: Case) -> Statement:
    """The sentence of a report that is looked at: its `quote`, or else its whole text."""
    text = report["text"]
    quote = report.get("quote", text)
    start = text.index(quote)
    named = json.dumps(report, sort_keys=True).encode()
    day = report["published_at"]
    article = Article(
        article_id=ArticleId(f"a{hashlib.sha256(named).hexdigest()[:12]}"),
        source_key=text,
        text=text,
        headline=report.get("headline", "A headline"),
        outlet=report.get("outlet"),
        published_at=date.fromisoformat(day) if day else None,
    )
    return Statement(article=article, span=Span(start=start, end=start + len(quote)))
