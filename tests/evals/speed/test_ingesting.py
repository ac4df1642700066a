from __future__ import annotations

from pathlib import Path

import pytest

from evals.speed.ingesting import (
    Ingested,
    IngestTimes,
    add_all,
    embed_as_usual,
    index_as_usual,
    ingest_lines,
    ingest_notes,
)
from evals.speed.timing import fill_home
from index.settings import Precision


def ingested(what: str, *seconds: float) -> tuple[Ingested, ...]:
    return tuple(
        Ingested(what=what, seconds=each, texts=120, tokens=12_000, peak_memory_mb=500.0)
        for each in seconds
    )


TIMES = IngestTimes(
    articles=300,
    fp32=ingested("ours in fp32", 6.0, 4.0, 15.0),
    int8=ingested("ours in int8", 3.0, 3.0, 3.0),
    sentence_transformers=ingested("theirs", 12.0, 12.0, 15.0),
    llama_index=ingested("stock", 10.0, 20.0, 30.0),
)


def test_a_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    # fp32: 12/6 = 2, 12/4 = 3, 15/15 = 1. int8: 12/3 = 4, 4, 15/3 = 5.
    fp32, int8 = ingest_lines(TIMES)[-2:]
    assert (fp32.median, fp32.held, int8.median, int8.held) == (2.0, True, 4.0, True)


def test_each_way_has_its_texts_and_tokens_a_second_and_its_memory() -> None:
    # The median round of LlamaIndex took 20 s for 120 texts of 12,000 tokens.
    texts, tokens, memory = ingest_lines(TIMES)[9:12]
    assert [line.what for line in (texts, tokens, memory)] == [
        "stock: texts",
        "stock: tokens",
        "stock: peak memory",
    ]
    assert (texts.median, tokens.median, memory.median) == (6.0, 600.0, 500.0)


def test_the_notes_say_how_many_articles_and_texts_there_were() -> None:
    notes = ingest_notes(TIMES)
    assert notes[0] == "Ingests are of 300 articles, each in a process of its own."
    assert notes[1] == (
        "ours in fp32: 120 texts, 100 % of their tokens read; round by round 6.0, 4.0, 15.0 s."
    )


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("ferry", "storm"):
        text = f"The {name} reached Skarholm on Sunday. " * 60
        (folder / f"{name}.md").write_text(f"# The {name}\n\n{text}\n", encoding="utf-8")
    return folder


def test_all_ways_read_the_articles_and_stock_chunks_are_cut_short(
    news: Path, tmp_path: Path
) -> None:
    assert fill_home(tmp_path / "cut", news) == 2
    ours = add_all(tmp_path / "ours", news, Precision.INT8)
    theirs = embed_as_usual(tmp_path / "cut")
    stock = index_as_usual(tmp_path / "cut")
    assert ours.texts == theirs.texts > stock.texts == 2
    assert ours.tokens == theirs.tokens
    assert (ours.share_read, theirs.share_read) == (1.0, 1.0)
    # Sixty sentences of some ten tokens are one chunk of LlamaIndex's; the model reads 256.
    assert stock.tokens == 2 * 256
    assert 0.3 < stock.share_read < 0.6
    assert all(each.seconds > 0 and each.peak_memory_mb > 0 for each in (ours, theirs, stock))
