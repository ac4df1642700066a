"""Ingest beside the usual ways of doing it: the same articles, model and machine, in turns.

Each is a process of its own, so that its peak memory is its own. What is compared is told in
`Ingested.what`: our whole ingest reads, stores, cuts, embeds and writes two indexes to disk, while
sentence-transformers only embeds the passages that we cut, and so has less to do.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from evals.machine import peak_memory_mb
from evals.speed.table import Bar, Line
from evals.speed.timing import ROUNDS, WARM_UP, fill_home, in_own_process, passage_texts
from index.settings import IndexSettings, Precision

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FP32_BAR = Bar(median=1.5, at_least=True)
INT8_BAR = Bar(median=2.2, at_least=True)
PERCENT = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """One way of ingesting, done once: texts and tokens that its model read, and what it took.

    `share_read` is how much of what there was to embed the model read, in [0, 1].
    """

    what: str
    seconds: float
    texts: int
    tokens: int
    peak_memory_mb: float
    share_read: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestTimes:
    """Every way of ingesting the same articles, a value a round."""

    articles: int
    fp32: tuple[Ingested, ...]
    int8: tuple[Ingested, ...]
    sentence_transformers: tuple[Ingested, ...]
    llama_index: tuple[Ingested, ...]


def time_ingests(articles: Path, *, rounds: int = ROUNDS) -> IngestTimes:
    """Ingest a file or folder of articles in every way, in turns."""
    with tempfile.TemporaryDirectory(prefix="clippings-ingests-") as folder:
        cut = Path(folder) / "cut"
        count = in_own_process(fill_home, cut, articles)  # whose passages and texts others read
        turns = [
            (
                in_own_process(add_all, Path(folder) / f"fp32-{turn}", articles, Precision.FP32),
                in_own_process(add_all, Path(folder) / f"int8-{turn}", articles, Precision.INT8),
                in_own_process(embed_as_usual, cut),
                in_own_process(index_as_usual, cut),
            )
            for turn in range(rounds)
        ]
    fp32, int8, theirs, stock = zip(*turns, strict=True)
    return IngestTimes(
        articles=count, fp32=fp32, int8=int8, sentence_transformers=theirs, llama_index=stock
    )


def add_all(path: Path, articles: Path, precision: Precision) -> Ingested:
    """Our whole ingest of a file into a new home, from opened networks to the last row on disk."""
    from index.home import Home
    from index.ingest import add

    with Home.open(path, IndexSettings(precision=precision)) as home:
        home.embedder.embed_passages([WARM_UP])
        _ = home.vectors.count()  # Chroma imported and opened
        started = time.perf_counter()
        add(home, [articles])
        seconds = time.perf_counter() - started
        memory = peak_memory_mb()
    texts = passage_texts(path, limit=10**6, precision=precision)
    return Ingested(
        what=f"ingest, ours, {precision}",
        seconds=seconds,
        texts=len(texts),
        tokens=sum(_read(texts, _tokenizer())),
        peak_memory_mb=memory,
    )


def embed_as_usual(cut: Path) -> Ingested:
    """The passages of a home embedded by sentence-transformers in one call, and nothing else."""
    from index.embedding import SentenceTransformersEmbedder
    from index.model_files import default_model_files

    texts = passage_texts(cut, limit=10**6)
    embedder = SentenceTransformersEmbedder(str(default_model_files().folder))
    embedder.embed_passages([WARM_UP])
    started = time.perf_counter()
    embedder.embed_passages(texts)
    seconds = time.perf_counter() - started
    return Ingested(
        what="embedding alone, sentence-transformers",
        seconds=seconds,
        texts=len(texts),
        tokens=sum(_read(texts, _tokenizer())),
        peak_memory_mb=peak_memory_mb(),
    )


def index_as_usual(cut: Path) -> Ingested:
    """The articles of a home put into LlamaIndex's own index in memory, all at its defaults.

    Its chunks are of 1,024 tokens, of which the model reads the first 256.
    """
    from evals.speed.stock import stock_chunks, stock_index
    from index.home import Home

    with Home.open(cut) as home:
        texts = [article.text for article in home.library.articles()]
    embed = stock_index(WARM_UP)
    started = time.perf_counter()
    embed(texts)
    seconds = time.perf_counter() - started
    memory = peak_memory_mb()
    chunks = stock_chunks(texts)
    tokenizer = _tokenizer()
    read, whole = sum(_read(chunks, tokenizer)), sum(_whole(chunks, tokenizer))
    return Ingested(
        what="ingest, LlamaIndex's defaults, in memory",
        seconds=seconds,
        texts=len(chunks),
        tokens=read,
        peak_memory_mb=memory,
        share_read=read / whole,
    )


def ingest_lines(times: IngestTimes) -> tuple[Line, ...]:
    """Tokens a second and peak memory of each way, and ours against sentence-transformers.

    A ratio is of passages a second, and the median of each round's own ratio.
    """
    ways = (times.fp32, times.int8, times.sentence_transformers, times.llama_index)
    rates = [line for way in ways for line in _lines_of(way)]
    ratios = (
        _ratio_line("fp32", times.fp32, times.sentence_transformers, FP32_BAR),
        _ratio_line("int8", times.int8, times.sentence_transformers, INT8_BAR),
    )
    return (*rates, *ratios)


def ingest_notes(times: IngestTimes) -> tuple[str, ...]:
    """What the lines leave open: how many texts each way embedded, and how much of them."""
    notes = [
        f"{way[0].what}: {way[0].texts:,} texts, {PERCENT * way[0].share_read:.0f} % of their"
        f" tokens read; round by round {', '.join(f'{each.seconds:.1f}' for each in way)} s."
        for way in (times.fp32, times.int8, times.sentence_transformers, times.llama_index)
    ]
    return (f"Ingests are of {times.articles} articles, each in a process of its own.", *notes)


def _lines_of(way: Sequence[Ingested]) -> tuple[Line, Line, Line]:
    what, rounds = way[0].what, len(way)
    return (
        Line(
            what=f"{what}: texts",
            unit="/s",
            n=rounds,
            median=median(each.texts / each.seconds for each in way),
        ),
        Line(
            what=f"{what}: tokens",
            unit="/s",
            n=rounds,
            median=median(each.tokens / each.seconds for each in way),
        ),
        Line(
            what=f"{what}: peak memory",
            unit="MB",
            n=rounds,
            median=median(each.peak_memory_mb for each in way),
        ),
    )


def _ratio_line(name: str, ours: Sequence[Ingested], theirs: Sequence[Ingested], bar: Bar) -> Line:
    ratios = [
        (mine.texts / mine.seconds) / (other.texts / other.seconds)
        for mine, other in zip(ours, theirs, strict=True)
    ]
    return Line(
        what=f"whole ingest, ours in {name}, to their embedding",
        unit="×",
        n=len(ratios),
        median=median(ratios),
        bar=bar,
    )


def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    from index.model_files import default_model_files

    return Tokenizer.from_file(str(default_model_files().tokenizer))


def _whole(texts: Sequence[str], tokenizer: Tokenizer) -> list[int]:
    """Tokens of each text, the model's two special ones included."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return [len(encoding.ids) for encoding in tokenizer.encode_batch(list(texts))]


def _read(texts: Sequence[str], tokenizer: Tokenizer) -> list[int]:
    """Tokens that the model reads of each text."""
    from index.model_files import default_model_files

    most = default_model_files().max_tokens
    return [min(tokens, most) for tokens in _whole(texts, tokenizer)]
