"""Articles cut in one thread, embedded in this one and written in a third, window by window.

Little waits in between: a large folder takes no more memory than a small one, and a killed run has
indexed nearly all that it has read. What makes that safe to resume is told in `index.windows`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from corpus.article import Article
from index.ahead import running_ahead
from index.home import Home
from index.passages import PassageCutter
from index.windows import Cut, Window, windows, write

WINDOWS_AHEAD = 1  # cut and waiting for the network, which is many times slower than cutting

Articles = Callable[[], Iterable[Article]]


def index_articles(
    home: Home, articles: Articles, *, stop: threading.Event, told: Callable[[Window], None]
) -> None:
    """Make articles searchable; `told` of each window once it is.

    `articles` is called, and its values made, in a thread of its own. When `stop` is set the
    windows in hand are finished and the rest is left.
    """
    with (
        _writing(home) as submit,
        running_ahead(lambda: _windows(home, articles), depth=WINDOWS_AHEAD) as ahead,
    ):
        before: Future[Window] | None = None
        for window in ahead:
            if stop.is_set():
                break
            vectors = home.embedder.embed_passages(window.texts)
            if before:  # one at most waits to be written
                told(before.result())
            before = submit(partial(write, home, window, vectors))
        if before:
            told(before.result())


def _windows(home: Home, articles: Articles) -> Iterator[Window]:
    try:
        yield from windows(_cuts(home, articles))
    finally:
        home.database.let_go()


def _cuts(home: Home, articles: Articles) -> Iterator[Cut]:
    cutter: PassageCutter | None = None
    for article in articles():
        if cutter is None:  # a run that finds nothing new loads no model
            home.remember_making()
            cutter = PassageCutter(
                passage_tokens=home.settings.passage_tokens,
                overlap_tokens=home.settings.overlap_tokens,
                count_tokens=home.embedder.count_tokens,
            )
        yield Cut(article=article, passages=cutter.cut(article))


Submits = Callable[[Callable[[], Window]], "Future[Window]"]


@contextmanager
def _writing(home: Home) -> Iterator[Submits]:
    """A thread that writes windows in turn; all it was given is written when the block ends."""
    with ThreadPoolExecutor(1, thread_name_prefix="writing") as writer:
        try:
            yield writer.submit
        finally:
            writer.submit(home.database.let_go)
