"""Tracing over RealTimeQA's articles: excerpts of half of them, and of the other half, left out.

The articles of a split are halved once more: one half is the library. Excerpts of 8 to 40 words are
drawn from both by seeds; of those left out, only such as stand in no article of the library.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from app.answering.tracing import Tracing
from app.reply import Notice, Trace
from corpus.article import Draft
from corpus.wording import words_of
from evals.benchmarks.halves import half_of
from evals.benchmarks.reading import find_file
from evals.benchmarks.realtimeqa_files import read_articles
from evals.benchmarks.results import (
    BenchmarkResult,
    BenchmarkRun,
    BenchmarkSplit,
    Say,
    Score,
    mean_score,
)
from evals.benchmarks.tracing_excerpts import NOISES, drawn, is_long_enough
from evals.errors import BadRun
from evals.systems import CLIPPINGS
from index.home import Home
from index.passages import PassageCutter
from index.query import Filters

NAME = "tracing"
EXCERPTS = 1_000  # of each sort, unless --limit says otherwise
LEFT_OUT = "of articles left out"
SHOWN = 10  # near passages whose differing words the notes tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """The articles that are the library, and those that are left out of it."""

    library: tuple[Draft, ...]
    left_out: tuple[Draft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An excerpt, what it was drawn as before noise was added, and what came of it.

    `trace` is None where the reply was no trace, as for an excerpt that is too short.
    """

    text: str
    original: str
    trace: Trace | None
    seconds: float

    @property
    def is_attributed(self) -> bool:
        """Whether the first article named has the words that were drawn."""
        lead = self.trace.matches[:1] if self.trace else ()
        return any(Holders([match.article.text]).any_holds(self.original) for match in lead)

    def is_found(self, found: str) -> bool:
        """Whether the trace found it so: `exact`, `near` or `none`."""
        return self.trace is not None and self.trace.found == found


class Holders:
    """Which texts hold an excerpt, going by words alone: case and punctuation make no difference.

    Words are cut here by another rule than the tracer's own.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = tuple(map(_words, texts))

    def any_holds(self, excerpt: str) -> bool:
        """Whether any of the texts has the excerpt's words in a row."""
        sought = _words(excerpt)
        return any(sought in text for text in self._texts)


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """How many excerpts are traced to an article that has them, and how many to one that has not.

    Raises:
        BadRun: the folder lacks the file of articles, or a home is named.
    """
    if asked.home:
        raise BadRun(
            "Tracing is measured in a home of its own, which holds no vectors.",
            remedy="Drop --home.",
        )
    halves = halves_of(asked.folder, asked.split)
    count = asked.limit or EXCERPTS
    with _home_of(halves.library, say=say) as home:
        kept = [article.text for article in home.library.articles()]
        own, foreign = _own(kept, count), _foreign(kept, halves.left_out, count)
        say(f"{len(own):,} and {len(foreign):,} excerpts drawn")
        sorts = {
            name: [_tried(home, noise(each, name), original=each) for each in own]
            for name, noise in NOISES.items()
        }
        strangers = [_tried(home, each, original=each) for each in foreign]
    return BenchmarkResult(
        benchmark=NAME,
        split=asked.split,
        scores=scores_of(sorts, strangers),
        notes=_notes(halves, [each for sort in sorts.values() for each in sort], strangers),
    )


def scores_of(
    sorts: Mapping[str, Sequence[Tried]], strangers: Sequence[Tried]
) -> tuple[Score, ...]:
    """The share attributed of each sort of excerpt, and how the strangers were found."""
    attributed = [
        mean_score(CLIPPINGS, "attributed", [float(t.is_attributed) for t in sort], among=name)
        for name, sort in sorts.items()
    ]
    wrong = [
        mean_score(
            CLIPPINGS,
            f"{metric}_attribution",
            [float(tried.is_found(found)) for tried in strangers],
            among=LEFT_OUT,
        )
        for metric, found in (("false_word_for_word", "exact"), ("shown_as_near", "near"))
    ]
    return (*attributed, *wrong)


def halves_of(folder: Path, split: BenchmarkSplit) -> Halves:
    """The articles of a split, by the sha256 of their URLs, halved by that of their turned URLs.

    Raises:
        BadRun: the folder lacks the file of articles, or a line is none.
    """
    articles = read_articles(find_file(folder, "articles*.jsonl"))
    drafts = [each.draft() for url, each in articles.items() if half_of(url) == split]
    inside = {each.source_key for each in drafts if half_of(each.source_key[::-1]) == "dev"}
    return Halves(
        library=tuple(each for each in drafts if each.source_key in inside),
        left_out=tuple(each for each in drafts if each.source_key not in inside),
    )


@contextmanager
def _home_of(drafts: Sequence[Draft], *, say: Say) -> Iterator[Home]:
    """A home that holds the articles and their passages, but no vectors: tracing needs none."""
    with (
        tempfile.TemporaryDirectory(prefix="clippings-tracing-") as folder,
        Home.open(Path(folder)) as home,
    ):
        say(f"{len(drafts):,} articles for the library")
        cutter = PassageCutter(
            passage_tokens=home.settings.passage_tokens,
            overlap_tokens=home.settings.overlap_tokens,
            count_tokens=home.embedder.count_tokens,
        )
        with home.database.transaction():
            for draft in drafts:
                home.library.store(draft)
            for article in home.library.articles():
                home.lexical.replace(article, cutter.cut(article))
        say(f"{home.library.count():,} articles, {home.lexical.count():,} passages")
        yield home


def _own(texts: Sequence[str], count: int) -> list[str]:
    long_enough = [text for text in texts if is_long_enough(text)]
    return [drawn(long_enough, seed=f"own {each}") for each in range(count)]


def _foreign(kept: Sequence[str], left_out: Sequence[Draft], count: int) -> list[str]:
    """Excerpts of articles left out; those whose words an article of the library has are passed."""
    holders = Holders(kept)
    long_enough = [draft.text for draft in left_out if is_long_enough(draft.text)]
    draws = (drawn(long_enough, seed=f"foreign {each}") for each in range(2 * count))
    return list(islice((each for each in draws if not holders.any_holds(each)), count))


def _tried(home: Home, excerpt: str, *, original: str) -> Tried:
    started = time.perf_counter()
    reply = Tracing(home).trace(excerpt, filters=Filters())
    seconds = time.perf_counter() - started
    trace = None if isinstance(reply, Notice) else reply.trace
    return Tried(text=excerpt, original=original, trace=trace, seconds=seconds)


def _words(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def _notes(halves: Halves, own: Sequence[Tried], strangers: Sequence[Tried]) -> tuple[str, ...]:
    every = 1000 * median(tried.seconds for tried in (*own, *strangers))
    near = [tried for tried in strangers if tried.is_found("near")]
    return (
        (f"The library is {len(halves.library):,} articles; {len(halves.left_out):,} are left out."
        " Of these, excerpts whose words stand in an article of the library are passed over."),
        "attributed: the first article named has the words that were drawn, noise or not.",
        (f"Of the excerpts left out, {len(near):,} were shown as near a passage, not word for word,"
        " with the words that differ: where another outlet has a report with a word changed, that"
        " cannot be told from a word changed since."),
        f"Milliseconds a trace, median: {every:.0f}.",
        *(_near_note(tried) for tried in near[:SHOWN]),
    )  # fmt: skip


def _near_note(tried: Tried) -> str:
    lead = tried.trace.matches[0] if tried.trace else None
    differences = lead.differences if lead else ()
    told = ", ".join(f"“{each.excerpt}” for “{each.article}”" for each in differences)
    return f"Near, of {len(words_of(tried.text))} words: {told}."
