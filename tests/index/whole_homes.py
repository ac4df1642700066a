"""What a home holds, to the last bit, and a folder of invented articles to fill one with."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from index.doctor import examine
from index.home import Home
from index.settings import IndexSettings, Precision

ROOT = Path(__file__).parents[2]
PRECISION = Precision.INT8  # the one whose vectors could depend on what else is embedded
# The model that tells languages unpacks itself into a large temporary file: before the limit.
_LIMITED = """
import resource, runpy, sys
from corpus.languages import language_of
language_of("The ferry to Skarholm sails from Monday. " * 20)
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
runpy.run_module("app", run_name="__main__", alter_sys=True)
"""
_TOWNS = ("Skarholm", "Torvik", "Ostmark", "Lund Bay", "Norra", "Veld", "Karsund", "Mirow")
_THINGS = ("ferry", "bridge", "school", "harbour", "library", "railway", "market", "museum")
_DEEDS = ("was reopened", "lost its roof", "found a buyer", "was flooded", "hired 40 people")


def sentence(draw: random.Random) -> str:
    """A sentence of invented news."""
    return (
        f"The {draw.choice(_THINGS)} of {draw.choice(_TOWNS)} {draw.choice(_DEEDS)} on day"
        f" {draw.randrange(9999)}, said {draw.choice(_TOWNS)}'s mayor."
    )


def write_news(folder: Path, *, files: int, rows: int, seed: int) -> None:
    """Articles as files and as the rows of one, every eighth of them long; the same by seed."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        (folder / f"file{number:03}.md").write_text(
            f"---\nheadline: Report {number}\noutlet: {draw.choice(_TOWNS)} Post\n---\n"
            + _body(draw, number),
            encoding="utf-8",
        )
    lines = (
        json.dumps({"headline": f"Row {number}", "text": _body(draw, number)})
        for number in range(rows)
    )
    (folder / "rows.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _body(draw: random.Random, number: int) -> str:
    """One passage, or in every eighth article four or five."""
    return " ".join(sentence(draw) for _ in range(2 if number % 8 else 24)) + "\n"


def start_adding(
    folder: Path, home: Path, *, file_bytes: int | None = None
) -> subprocess.Popen[str]:
    """`clippings add` as a process, none of whose files may become larger than `file_bytes`."""
    python = ["-m", "app"] if file_bytes is None else ["-c", _LIMITED, str(file_bytes)]
    return subprocess.Popen(
        [sys.executable, *python, "add", str(folder), "--home", str(home), "--json"],
        cwd=ROOT,
        env=os.environ | {"CLIPPINGS_PRECISION": PRECISION},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def whole(path: Path) -> dict[str, object]:
    """Everything in a home that a stopped ingest could lose, double or alter.

    Rows without the keys and times that depend on the order of writing; vectors as their bytes.
    """
    with Home.open(path, IndexSettings(precision=PRECISION)) as home:
        vectors = home.vectors.load(sorted(home.vectors.ids()))
        return {
            "settings": _rows(home, "SELECT key, value FROM settings"),
            "articles": _rows(
                home,
                "SELECT article_id, sha256, headline, outlet, path, origins, supersedes,"
                " is_current, is_indexed FROM articles",
            ),
            "passages": _rows(home, 'SELECT article_id, start, "end", sentences FROM passages'),
            "full text": _rows(
                home,
                "SELECT article_id, start, headline, body FROM passages_fts"
                " LEFT JOIN passages ON passage_key = passages_fts.rowid",
            ),
            "words": sorted(home.lexical.vocabulary()),
            "vectors": {name: vector.tobytes() for name, vector in vectors.items()},
            "doctor": [check.message for check in examine(home) if not check.ok],
        }


def _rows(home: Home, sql: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in home.database.rows(sql)), key=repr)
