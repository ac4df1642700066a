"""Speed and memory beside their bars, measured in one run: `python -m evals.bench`.

Each part is measured in a process of its own, so that none inherits another's memory. Whatever
can't be measured here stands in the table all the same, with the reason.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import ParamSpec, TypeVar

from corpus.errors import ClippingsError
from evals.command import DEFAULT_FACTS, SAMPLE_FACTS
from evals.fact_files import load_facts
from evals.facts import Kind
from evals.homes import SAMPLE
from evals.machine import commit, machine, peak_memory_mb, versions

ROOT = Path(__file__).resolve().parent.parent
SHARED = "CLIPPINGS_SHARED"
WARM_UP = "Who was elected?"  # loads what a first question loads; no question of the facts
PASSAGES = 10_000  # the size that the bars are set for
QUESTIONS = 200  # at most: ten of them lie beyond the 95th percentile
REPEATS = 3  # of what takes seconds; the median is shown
SLICE_ARTICLES = 20  # added at a time, so that a home is at most 2 % larger than asked for
COMPARED_PASSAGES = 300
PROCESS_SECONDS = 120.0  # a process that takes longer has failed

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a number is held to: at most `median` and `p95`, or at least `median`."""

    median: float
    p95: float | None = None
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A number that was measured `n` times, in `unit`; `p95` is None where it would say nothing."""

    what: str
    unit: str
    n: int
    median: float
    p95: float | None = None
    bar: Bar | None = None
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the bar is held; None where there is none."""
        if self.bar is None:
            return None
        if self.bar.at_least:
            return self.median >= self.bar.median
        slow = self.bar.p95 is not None and self.p95 is not None and self.p95 > self.bar.p95
        return self.median <= self.bar.median and not slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A number that was not measured, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Two gzip'd JSON Lines files: news articles, and questions about them."""

    articles: Path
    questions: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTimes:
    """Seconds of each warm question over one home, and the most memory its process held, in MB.

    `asks` and `first_citations` leave out notices, which are decided without a search.
    """

    passages: int
    searches: tuple[float, ...]
    asks: tuple[float, ...]
    first_citations: tuple[float, ...]
    peak_memory_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingRates:
    """Passages a second, round by round, and the least cosine between the two models' vectors."""

    passages: int
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    least_cosine: float


def percentile(samples: Sequence[float], share: float) -> float:
    """The least sample that at least this share, in (0, 1], of all samples does not exceed.

    The nearest-rank definition: always one of the samples, never a value between two.

    >>> percentile([30.0, 10.0, 20.0, 40.0], 0.5)
    20.0

    Raises:
        ValueError: no samples, or a share outside (0, 1].
    """
    if not samples or not 0.0 < share <= 1.0:
        raise ValueError(f"no percentile {share} of {len(samples)} samples")
    return sorted(samples)[math.ceil(share * len(samples)) - 1]


def line_of(what: str, samples: Sequence[float], *, unit: str, bar: Bar | None = None) -> Line | Gap:
    """The line of samples that are in seconds, shown in `s` or `ms`; a gap when there are none."""
    if not samples:
        return Gap(what=what, reason="no question came so far")
    scale = {"s": 1.0, "ms": 1000.0}[unit]
    return Line(
        what=what,
        unit=unit,
        n=len(samples),
        median=scale * median(samples),
        p95=scale * percentile(samples, 0.95),
        bar=bar,
    )


def find_news(shared: str | None) -> News | Gap:
    """RealTimeQA's files in the shared material; a gap that says why when they are not there."""
    what = "the larger home"
    if not shared:
        return Gap(what=what, reason=f"{SHARED} is not set: no articles to fill it with")
    folder = Path(shared) / "data" / "realtimeqa"
    news = News(
        articles=folder / "articles-2022-2023.jsonl.gz",
        questions=folder / "questions-2022-2023.jsonl.gz",
    )
    for path in (news.articles, news.questions):
        if not path.is_file():
            return Gap(what=what, reason=f"{SHARED}={shared} holds no data/realtimeqa/{path.name}")
    return news


def sample_questions() -> tuple[str, ...]:
    """The sample's questions of one turn, each once; notices, which search nothing, left out."""
    facts = load_facts(sorted(DEFAULT_FACTS.glob(SAMPLE_FACTS)))
    asked = (f.turns[0] for f in facts if len(f.turns) == 1 and f.kind is not Kind.NOTICE)
    return tuple(islice(dict.fromkeys(asked), QUESTIONS))


def news_questions(path: Path) -> tuple[str, ...]:
    """The first questions of a gzip'd JSON Lines file, each once; they go with the first news."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        asked = (str(json.loads(line)["question"]) for line in lines)
        return tuple(islice(_once(asked), QUESTIONS))


def fill_with_sample(path: Path) -> int:
    """Add the sample articles to a home; returns the passages it holds."""
    from index.home import Home
    from index.ingest import add

    with Home.open(path) as home:
        add(home, [SAMPLE])
        return home.lexical.count()


def fill_with_news(path: Path, articles: Path, *, passages: int) -> int:
    """Add articles to a home until it holds this many passages; returns how many it holds.

    A home that was filled before is left as it is; one that was left half full is filled on.
    """
    from index.home import Home
    from index.ingest import add

    with (
        Home.open(path) as home,
        tempfile.TemporaryDirectory() as folder,
        gzip.open(articles, "rt", encoding="utf-8") as lines,
    ):
        while (held := home.lexical.count()) < passages:
            _say(f"{held:,} of {passages:,} passages in {path}")
            rows = list(islice(lines, SLICE_ARTICLES))
            if not rows:
                break
            part = Path(folder) / "articles.jsonl"
            part.write_text("".join(rows), encoding="utf-8")
            for failure in add(home, [part]).failed:
                _say(f"left out: {failure.path}: {failure.reason}")
        return home.lexical.count()


def time_home(path: Path, questions: Sequence[str]) -> HomeTimes:
    """Search for, then ask, every question once, warm; sentences are remembered between them."""
    from app.assistant import Assistant
    from app.reply import Answer, Notice
    from index.home import Home
    from index.query import Query

    with Home.open(path) as home:
        assistant = Assistant(home)
        assistant.ask(WARM_UP)
        searches = [_timed(home.searcher.search, Query(text=text)) for text in questions]
        replies = [_timed(assistant.ask, text) for text in questions]
        answers = [timed.gives for timed in replies if isinstance(timed.gives, Answer)]
        return HomeTimes(
            passages=home.lexical.count(),
            searches=tuple(timed.seconds for timed in searches),
            asks=tuple(t.seconds for t in replies if not isinstance(t.gives, Notice)),
            first_citations=tuple(a.timings.first_citation or a.timings.total for a in answers),
            peak_memory_mb=peak_memory_mb(),
        )
