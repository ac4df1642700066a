"""Many conversations at once with one server: `python -m evals.speed.crowd`.

A real server in a process of its own over the sample, and visitors who ask through the page's own
queue and pause between questions. They come in waves: memory that grows from the first to the
last is memory that is never given back.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from corpus.errors import ClippingsError
from evals.errors import BadRun
from evals.homes import SAMPLE
from evals.machine import commit, machine, versions
from evals.speed.bench import sample_questions
from evals.speed.table import Bar, BenchRun, Gap, Line, as_json, as_text, line_of
from evals.speed.timing import PROCESS_SECONDS, ROOT, fill_home, in_own_process
from evals.speed.visitor import Events, Waited, events_of, visiting

VISITORS = 20
QUESTIONS = 5
WAVES = 2
PAUSE_SECONDS = (5.0, 15.0)
FIRST_CITATION_BAR = Bar(median=2.0, p95=2.0)
NO_ERRORS = Bar(median=0.0)
SETTLING_SECONDS = 3.0  # for the server to notice that a wave's pages were closed
SEED = 7
FAILED = 1
_RESIDENT = re.compile(r"VmRSS:\s+(\d+) kB")  # proc(5); the kB are kibibytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many visit at once, what each asks, how often; pauses in seconds, least and most."""

    visitors: int = VISITORS
    questions: int = QUESTIONS
    waves: int = WAVES
    pauses: tuple[float, float] = PAUSE_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """What one wave of visitors met.

    `resident_mb` is the server's memory after it, `busy_seconds` the processor time that it took;
    None where the system doesn't tell.
    """

    waited: tuple[Waited, ...]
    errors: tuple[str, ...]
    resident_mb: float | None
    busy_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    waited: tuple[Waited, ...]
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    host: str
    pid: int

    @property
    def resident_mb(self) -> float | None:
        """The memory that the server holds now, in MB; None where the system doesn't tell."""
        status = Path(f"/proc/{self.pid}/status")
        found = _RESIDENT.search(status.read_text()) if status.is_file() else None
        return int(found[1]) * 1024 / 1_000_000 if found else None

    @property
    def busy_seconds(self) -> float | None:
        """The processor time that the server has taken; None where the system doesn't tell."""
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.is_file():
            return None
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]  # proc(5): 14 and 15
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def measure(plan: Plan) -> BenchRun:
    """Serve the sample, send the waves, and give the table of what they met.

    Raises:
        BadRun: the server did not start, or its page could not be read.
    """
    about: dict[str, object] = {"commit": commit(), **machine(), "load before": _load()}
    with tempfile.TemporaryDirectory(prefix="clippings-crowd-") as folder:
        in_own_process(fill_home, Path(folder) / "home", SAMPLE)
        with _serving(Path(folder) / "home") as server:
            before = server.resident_mb
            events = events_of(server.host)
            waves = [_wave(server, events, plan=plan, number=n) for n in range(plan.waves)]
    about |= {"load after": _load(), **versions()}
    return BenchRun(lines=crowd_lines(waves, before_mb=before), notes=_notes(plan), about=about)


def crowd_lines(waves: Sequence[Wave], *, before_mb: float | None) -> tuple[Line | Gap, ...]:
    """The lines of each wave: errors, seconds of waiting, and the server's memory after it."""
    lines = [_memory_line("the server's memory, before", before_mb)]
    for number, wave in enumerate(waves, start=1):
        told = f"wave {number}"
        cited = [each.first_citation for each in wave.waited if each.first_citation is not None]
        asked = len(wave.waited) + len(wave.errors)
        lines += [
            Line(what=f"errors, {told}", unit="", n=asked, median=len(wave.errors), bar=NO_ERRORS),
            line_of(f"first citation, {told}", cited, unit="s", bar=FIRST_CITATION_BAR),
            line_of(f"whole reply, {told}", [each.whole for each in wave.waited], unit="s"),
            line_of(f"follow-ups, {told}", [each.follow_ups for each in wave.waited], unit="s"),
            _busy_line(f"processor time a question, {told}", wave.busy_seconds, asked=asked),
            _memory_line(f"the server's memory, after {told}", wave.resident_mb),
        ]
    return tuple(lines)


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; returns 0, or 1 when something could not be run."""
    arguments = _parser().parse_args(words)
    plan = Plan(
        visitors=arguments.visitors,
        questions=arguments.questions,
        waves=arguments.waves,
        pauses=(arguments.pause[0], arguments.pause[1]),
    )
    try:
        finished = measure(plan)
    except ClippingsError as error:
        _say(f"crowd: {error}")
        return FAILED
    sys.stdout.write(as_json(finished) if arguments.json else as_text(finished))
    return 0


def _wave(server: _Running, events: Events, *, plan: Plan, number: int) -> Wave:
    _say(f"wave {number + 1}: {plan.visitors} visitors of {plan.questions} questions each")
    first, busy = number * plan.visitors, server.busy_seconds

    def visit(visitor: int) -> _Visit:
        return _visit(server.host, events, plan=plan, number=first + visitor)

    with ThreadPoolExecutor(plan.visitors) as pool:
        visits = list(pool.map(visit, range(plan.visitors)))
    time.sleep(SETTLING_SECONDS)
    return Wave(
        waited=tuple(waited for visit in visits for waited in visit.waited),
        errors=tuple(visit.error for visit in visits if visit.error),
        resident_mb=server.resident_mb,
        busy_seconds=None if busy is None else (server.busy_seconds or busy) - busy,
    )


def _visit(host: str, events: Events, *, plan: Plan, number: int) -> _Visit:
    """One visitor's questions, which others ask only once the sample's are used up."""
    questions = islice(cycle(sample_questions()), number * plan.questions, None)
    rng = random.Random(SEED + number)  # noqa: S311 - pauses, no secrets
    waited: list[Waited] = []
    time.sleep(rng.uniform(0.0, plan.pauses[1]))  # nobody comes together with everybody else
    try:
        with visiting(host, events) as visitor:
            for turn, question in enumerate(islice(questions, plan.questions)):
                waited.append(visitor.ask(question, turn=turn))
                pause = rng.uniform(*plan.pauses)  # from the reply on, as people read
                time.sleep(max(0.0, pause - waited[-1].follow_ups))
    except BadRun as error:
        _say(str(error))
        return _Visit(waited=tuple(waited), error=str(error))
    return _Visit(waited=tuple(waited))


@contextmanager
def _serving(home: Path) -> Iterator[_Running]:
    command = [sys.executable, "-m", "app", "serve", "--home", str(home), "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own words only
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        alarm = threading.Timer(PROCESS_SECONDS, process.kill)
        alarm.start()
        ready = next((line for line in process.stdout or () if line.startswith("ready ")), "")
        alarm.cancel()
        try:
            if not ready:
                raise BadRun("`clippings serve` did not start.", remedy="Run it by hand.")
            yield _Running(host=ready.split("//")[1].strip(), pid=process.pid)
        finally:
            process.send_signal(signal.SIGINT)


def _memory_line(what: str, resident_mb: float | None) -> Line | Gap:
    if resident_mb is None:
        return Gap(what=what, reason="this system does not tell what a process holds")
    return Line(what=what, unit="MB", n=1, median=resident_mb)


def _busy_line(what: str, busy_seconds: float | None, *, asked: int) -> Line | Gap:
    """Whatever else the machine does, this hardly changes."""
    if busy_seconds is None or not asked:
        return Gap(what=what, reason="this system does not tell what a process takes")
    return Line(what=what, unit="s", n=asked, median=busy_seconds / asked)


def _notes(plan: Plan) -> tuple[str, ...]:
    least, most = plan.pauses
    crowd = f"{plan.visitors} visitors at once, {plan.questions} questions each"
    return (
        f"{crowd}, {least:g} to {most:g} s between a reply and the next question.",
        "The first citation is timed until the message that brings it, before any screen shows it.",
        "Visitors and server share the machine.",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.speed.crowd", description=__doc__)
    for name, usual in (("visitors", VISITORS), ("questions", QUESTIONS), ("waves", WAVES)):
        parser.add_argument(f"--{name}", type=int, default=usual, help="how many (%(default)s)")
    parser.add_argument(
        "--pause", type=float, nargs=2, default=PAUSE_SECONDS, metavar=("LEAST", "MOST"),
        help="seconds between questions (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _load() -> float:
    return round(os.getloadavg()[0], 1)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
