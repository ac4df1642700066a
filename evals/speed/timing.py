"""What the bench measures: homes, questions, processes and embedding models, all of them real.

Heavy imports wait until a measurement needs them: `in_own_process` gives each a process of its own,
which would otherwise begin with the memory of the one that started it.
"""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

from corpus.errors import ClippingsError
from evals.errors import BadRun
from evals.machine import peak_memory_mb
from index.settings import IndexSettings, Precision

if TYPE_CHECKING:
    from index.home import Home

ROOT = Path(__file__).resolve().parents[2]
WARM_UP = "Which minister resigned?"  # loads what a first question loads; no question of the facts
SLICE_ARTICLES = 20  # added at a time, so that a large home is at most some 2 % over its size
ROUNDS = 3  # of what takes seconds; the median counts
PROCESS_SECONDS = 120.0  # a process that takes longer has failed

P = ParamSpec("P")
T = TypeVar("T")


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
class _Timed(Generic[T]):
    seconds: float
    gives: T


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    """Our own error as it crosses from one process to another; exceptions of ours can't."""

    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Guarded(Generic[P, T]):
    """Work whose refusal is a value."""

    work: Callable[P, T]

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> T | _Refused:
        try:
            return self.work(*arguments, **named)
        except ClippingsError as error:
            return _Refused(message=error.message, remedy=error.remedy)


def in_own_process(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What `work` returns, done in a fresh process.

    Raises:
        BadRun: `work` raised a ClippingsError; the message is the same.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        outcome = pool.submit(_Guarded(work), *arguments, **named).result()
    if isinstance(outcome, _Refused):
        raise BadRun(outcome.message, remedy=outcome.remedy)
    return outcome


def fill_home(path: Path, articles: Path) -> int:
    """Add a file or folder of articles to a home; returns how many it holds."""
    from index.home import Home
    from index.ingest import add

    with Home.open(path) as home:
        add(home, [articles])
        return home.library.count()


def fill_home_up_to(path: Path, passages: int, *, articles: Path) -> int:
    """Add a gzip'd JSON Lines file's articles until the home holds this many passages, or all.

    A home that is large enough is left as it is, one left half filled is filled on. Returns the
    passages it holds.
    """
    from index.home import Home

    with (
        Home.open(path) as home,
        tempfile.TemporaryDirectory() as folder,
        gzip.open(articles, "rt", encoding="utf-8") as lines,
    ):
        part = Path(folder) / "articles.jsonl"
        while home.lexical.count() < passages and (rows := list(islice(lines, SLICE_ARTICLES))):
            part.write_text("".join(rows), encoding="utf-8")
            _add_part(home, part)
        return home.lexical.count()


def time_home(path: Path, questions: Sequence[str]) -> HomeTimes:
    """Search for every question once, then ask each once, all warm.

    No question is asked a second time, but questions whose passages share a sentence share its
    vector too: in a small home that is most of them.
    """
    from app.assistant import Assistant
    from app.reply import Answer, Notice
    from index.home import Home
    from index.query import Query

    with Home.open(path) as home:
        assistant = Assistant(home)
        assistant.ask(WARM_UP)
        searches = [_timed(home.searcher.search, Query(text=text)) for text in questions]
        replies = [_timed(assistant.ask, text) for text in questions]
        cited = [t.gives.timings.first_citation for t in replies if isinstance(t.gives, Answer)]
        return HomeTimes(
            passages=home.lexical.count(),
            searches=tuple(timed.seconds for timed in searches),
            asks=tuple(t.seconds for t in replies if not isinstance(t.gives, Notice)),
            first_citations=tuple(seconds for seconds in cited if seconds is not None),
            peak_memory_mb=peak_memory_mb(),
        )


def passage_texts(path: Path, *, limit: int, precision: Precision = Precision.FP32) -> list[str]:
    """What the embedding model read of a home's first passages, in order of the articles."""
    from index.home import Home
    from index.passages import PassageCutter
    from index.windows import embedded_text

    with Home.open(path, IndexSettings(precision=precision)) as home:
        cutter = PassageCutter(
            passage_tokens=home.settings.passage_tokens,
            overlap_tokens=home.settings.overlap_tokens,
            count_tokens=home.embedder.count_tokens,
        )
        texts = (embedded_text(a, p) for a in home.library.articles() for p in cutter.cut(a))
        return list(islice(texts, limit))


def seconds_to_ask(home: Path, question: str) -> float:
    """Seconds that `clippings ask` takes as a process, from start to exit.

    Raises:
        BadRun: it failed, or did not end.
    """
    command = _clippings("ask", question, "--home", str(home), "--json")
    started = time.perf_counter()
    try:
        done = subprocess.run(  # noqa: S603 - our own words only
            command, cwd=ROOT, stdout=subprocess.DEVNULL, timeout=PROCESS_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _failed("ask", f"did not end within {PROCESS_SECONDS:.0f} s") from error
    elapsed = time.perf_counter() - started
    if done.returncode != 0:
        raise _failed("ask", f"ended with exit code {done.returncode}")
    return elapsed


def seconds_to_ready(home: Path) -> float:
    """Seconds from starting `clippings serve` as a process until its `ready` line.

    Raises:
        BadRun: it never said so.
    """
    command = _clippings("serve", "--home", str(home), "--port", "0")
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own words only
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        alarm = threading.Timer(PROCESS_SECONDS, server.kill)
        alarm.start()
        try:
            ready = any(line.startswith("ready ") for line in server.stdout or ())
            elapsed = time.perf_counter() - started
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate()  # the alarm ends one that won't stop
            alarm.cancel()
    if not ready:
        raise _failed("serve", f"printed no ready line within {PROCESS_SECONDS:.0f} s")
    return elapsed


def _timed(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> _Timed[T]:
    started = time.perf_counter()
    gives = work(*arguments, **named)
    return _Timed(seconds=time.perf_counter() - started, gives=gives)


def _add_part(home: Home, part: Path) -> None:
    from index.ingest import add

    for failure in add(home, [part]).failed:
        sys.stderr.write(f"left out: {failure.path}: {failure.reason}\n")
    sys.stderr.write(f"{home.lexical.count():,} passages in {home.path}\n")


def _clippings(*words: str) -> list[str]:
    return [sys.executable, "-m", "app", *words]


def _failed(verb: str, what: str) -> BadRun:
    return BadRun(
        f"`clippings {verb}` {what}.", remedy=f"Run `clippings {verb}` by hand to see why."
    )
