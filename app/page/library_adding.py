"""Adding articles from the page: what is going on meanwhile, and what became of each."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape

from app.page import articles as page_articles
from app.web.api_sent import sent_in_json
from corpus.errors import ClippingsError
from corpus.reading_settings import ReadingSettings
from index import ingest
from index.home import Home
from index.watching import IngestProgress, Watch

STILL_SECONDS = 1.0  # after which what is at work is said to be at work still
CALM_SECONDS = 0.2  # between two lines of progress: faster ones cannot be read

_Steps = queue.SimpleQueue[IngestProgress | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the page says of an adding, as HTML.

    `left` is what stays where it was typed, to be tried again; None while the work goes on.
    """

    html: str
    left: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAdding:
    """Puts the articles of web addresses into a home."""

    home: Home
    reading: ReadingSettings

    def add(self, typed: str, watch: Watch) -> Said:
        """Fetch the addresses, a line each, and say what became of them, as HTML.

        The rules are those of `POST /api/add`: http and https only, at most 50 at a time, and no
        address inside the server's own network but those that its settings allow.
        """
        try:
            urls = sent_in_json({"urls": typed.split()}).urls
            if not urls:
                return _problem("Paste the address of an article first.", left="")
            added = ingest.add(self.home, urls, settings=self.reading, watch=watch)
        except ClippingsError as error:
            return _problem(str(error), left=typed)
        failed = {failure.path for failure in added.failed}
        left = "\n".join(url for url in urls if url in failed)
        return Said(html=page_articles.report(added), left=left)


def while_adding(home: Home, work: Callable[[Watch], Said], *, begun: str) -> Iterator[Said]:
    """Lines of progress, each in the place of the one before, and last what `work` gives.

    `begun` says in words what is being done. Who stops listening stops the work: what is in hand is
    finished, and no more.
    """
    steps: _Steps = queue.SimpleQueue()
    watch = Watch(progress=steps.put)
    started = time.perf_counter()

    def done() -> Said:
        try:
            return work(watch)
        finally:
            steps.put(None)
            home.database.let_go()

    with ThreadPoolExecutor(1, thread_name_prefix="adding") as pool:
        job = pool.submit(done)
        try:
            yield _line(begun, None, seconds=0.0)
            yield from (
                _line(begun, step, seconds=time.perf_counter() - started) for step in _told(steps)
            )
            yield job.result()
        finally:
            watch.stop.set()


def _told(steps: _Steps) -> Iterator[IngestProgress | None]:
    """The newest step every so often, the last one again where there is none; until the end."""
    last: IngestProgress | None = None
    while True:
        try:
            step = steps.get(timeout=STILL_SECONDS)
            while step is not None and not steps.empty():
                step = steps.get()
        except queue.Empty:
            yield last
            continue
        if step is None:
            return
        last = step
        yield last
        time.sleep(CALM_SECONDS)


def _problem(message: str, *, left: str) -> Said:
    return Said(html=page_articles.problem(message), left=left)


def _line(begun: str, step: IngestProgress | None, *, seconds: float) -> Said:
    if step is None or not step.total:
        waited = f" {seconds:.0f} s" if seconds >= STILL_SECONDS else ""
        return Said(html=f'<p class="busy">{escape(begun)}…{waited}</p>')
    return Said(
        html=f'<p class="busy">{escape(begun)}: {step.done:,} of {step.total:,} articles, '
        f"{step.passages:,} passages."
        f'<progress max="{step.total}" value="{step.done}" aria-label="Articles read"></progress>'
        "</p>"
    )
