"""Speed and memory beside their bars, all measured in one run: `python -m evals.speed.bench`.

Whatever can't be measured here stands in the table all the same, with the reason.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.errors import ClippingsError
from evals.command import DEFAULT_FACTS, SAMPLE_FACTS
from evals.facts.fact import Kind
from evals.facts.files import load_facts
from evals.homes import SAMPLE
from evals.machine import commit, machine, versions
from evals.speed.ingesting import ingest_lines, ingest_notes, time_ingests
from evals.speed.table import Bar, BenchRun, Gap, Line, as_json, as_text, line_of
from evals.speed.timing import (
    ROOT,
    ROUNDS,
    HomeTimes,
    fill_home,
    fill_home_up_to,
    in_own_process,
    seconds_to_ask,
    seconds_to_ready,
    time_home,
)
from index.evidence import EMBEDDED_OF_RANKED

SHARED = "CLIPPINGS_SHARED"
PASSAGES = 10_000  # the size that the bars of questions and memory are set for
QUESTIONS = 200  # at most: the 95th percentile then has ten beyond it
ARTICLES = 300  # ingested in every way, three times over: some fifteen minutes on two idle cores
BAD_INPUT = 1

SERVER_BAR = Bar(median=15.0)
COLD_ASK_BAR = Bar(median=5.0)
SEARCH_BAR = Bar(median=60.0)
ASK_BAR = Bar(median=300.0, p95=700.0)
FIRST_CITATION_BAR = Bar(median=500.0)
MEMORY_BAR = Bar(median=900.0)


_NOTES = (
    f"The bars of questions and memory are set for {PASSAGES:,} passages.",
    f"Of a question's sentences at most {EMBEDDED_OF_RANKED} are embedded.",
    "Each question is asked once; sentences met in an earlier one are remembered.",
    "The first citation is timed where it is known, before any screen shows it.",
    "Memory is of the process that asked, model and index included, without the page.",
    "Of three runs of a process the p95 is the slowest; files may be in the system's cache.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Two gzip'd JSON Lines files: news articles, and questions about them."""

    articles: Path
    questions: Path


def home_lines(times: HomeTimes) -> tuple[Line | Gap, ...]:
    """The lines of warm questions over one home, and of the memory they took."""
    size = f"{times.passages:,} passages"
    return (
        line_of(f"search, warm, {size}", times.searches, unit="ms", bar=SEARCH_BAR),
        line_of(f"ask, warm, {size}", times.asks, unit="ms", bar=ASK_BAR),
        line_of(
            f"first citation known, {size}",
            times.first_citations,
            unit="ms",
            bar=FIRST_CITATION_BAR,
        ),
        Line(
            what=f"peak memory, {size}",
            unit="MB",
            n=1,
            median=times.peak_memory_mb,
            bar=MEMORY_BAR,
        ),
    )


def find_news(shared: str | None) -> News | Gap:
    """RealTimeQA's files in the shared material; a gap that says why when they are not there."""
    what = "questions over the larger home"
    if not shared:
        return Gap(what=what, reason=f"{SHARED} is not set, so there are no articles to fill it")
    folder = Path(shared) / "data" / "realtimeqa"
    news = News(
        articles=folder / "articles-2022-2023.jsonl.gz",
        questions=folder / "questions-2022-2023.jsonl.gz",
    )
    for path in (news.articles, news.questions):
        if not path.is_file():
            return Gap(what=what, reason=f"{SHARED}={shared} has no data/realtimeqa/{path.name}")
    return news


def sample_questions() -> tuple[str, ...]:
    """The sample's questions of one turn, each once; notices, which search nothing, left out."""
    facts = load_facts(sorted(DEFAULT_FACTS.glob(SAMPLE_FACTS)))
    asked = (f.turns[0] for f in facts if len(f.turns) == 1 and f.kind is not Kind.NOTICE)
    return tuple(dict.fromkeys(asked))[:QUESTIONS]


def news_questions(path: Path) -> tuple[str, ...]:
    """The file's first questions, each once: the first articles are about the same weeks."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        asked = (str(json.loads(line)["question"]) for line in islice(lines, 2 * QUESTIONS))
        return tuple(dict.fromkeys(asked))[:QUESTIONS]


def first_rows(news: Path, target: Path, *, count: int) -> Path:
    """The first rows of a gzip'd JSON Lines file, written out; returns where."""
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        target.write_text("".join(islice(lines, count)), encoding="utf-8")
    return target


def measure(*, passages: int, shared: str | None) -> BenchRun:
    """Measure everything that can be measured here.

    Raises:
        ClippingsError: a part failed; nothing is left out silently.
    """
    about = _about()
    news = find_news(shared)
    with tempfile.TemporaryDirectory(prefix="clippings-bench-") as folder:
        sample = Path(folder) / "sample"
        _say("adding the sample to a new home")
        in_own_process(fill_home, sample, SAMPLE)
        lines = [*_process_lines(sample), *_home_lines(sample, sample_questions())]
        if isinstance(news, Gap):
            articles, lines = SAMPLE, [*lines, news]
        else:
            articles = first_rows(news.articles, Path(folder) / "news.jsonl", count=ARTICLES)
            lines += _home_lines(_news_home(news, passages), news_questions(news.questions))
        _say("ingesting in every way")
        ingests = time_ingests(articles)
    return BenchRun(
        lines=(*lines, *ingest_lines(ingests)),
        notes=(*_NOTES, *ingest_notes(ingests)),
        about=about,
    )


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; returns 0, or 1 when something could not be run."""
    arguments = _parser().parse_args(words)
    try:
        finished = measure(passages=arguments.passages, shared=os.environ.get(SHARED))
    except ClippingsError as error:
        _say(f"bench: {error}")
        return BAD_INPUT
    sys.stdout.write(as_json(finished) if arguments.json else as_text(finished))
    return 0


def _process_lines(home: Path) -> tuple[Line | Gap, ...]:
    _say("starting the server, and asking as a process")
    starts = [seconds_to_ready(home) for _ in range(ROUNDS)]
    asks = [seconds_to_ask(home, question) for question in sample_questions()[:ROUNDS]]
    return (
        line_of("server start to ready, the sample", starts, unit="s", bar=SERVER_BAR),
        line_of("ask as a cold process, the sample", asks, unit="s", bar=COLD_ASK_BAR),
    )


def _home_lines(home: Path, questions: Sequence[str]) -> tuple[Line | Gap, ...]:
    _say(f"asking {len(questions)} questions of {home}")
    return home_lines(in_own_process(time_home, home, questions))


def _news_home(news: News, passages: int) -> Path:
    """A home kept from run to run: 10,000 passages take some eight minutes on two cores."""
    home = ROOT / "reports" / f"bench-home-{passages}"
    _say(f"filling {home} up to {passages:,} passages, unless it is")
    in_own_process(fill_home_up_to, home, passages, articles=news.articles)
    return home


def _about() -> dict[str, object]:
    load = os.getloadavg()[0]  # other work on the machine makes every number worse
    return {"commit": commit(), **machine(), "load before": round(load, 1), **versions()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.speed.bench", description=__doc__)
    parser.add_argument(
        "--passages", type=_count, default=PASSAGES, help="size of the larger home (%(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
