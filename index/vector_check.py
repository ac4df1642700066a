"""Looks whether Chroma holds what it should, in a process that it may take down with it.

Chroma's graph file with random bytes in it ends the process that searches it, without an exception.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import HomeDamaged
from index.checks import Check, judged, rebuilding, told
from index.home import Home
from index.removing import unfinished_removals

if TYPE_CHECKING:
    from index.vectors import VectorStore

NAME = "vectors"
PROBES = 20  # vectors looked up and searched for; a graph that lost its files finds none of them
SAME = 0.999  # cosine from which a vector has found itself, or the same words elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """The passage ids of the stored vectors, and those probed that a search does not find."""

    ids: frozenset[str]
    astray: tuple[str, ...]


def check_vectors(home: Home) -> Check:
    """Compare the vectors' ids with the passages', and search for a few of them."""
    wanted = _passage_ids(home, "a.is_current AND a.is_indexed")
    if not home.chroma.exists():
        lost = f"The folder {home.chroma} is missing." if wanted else ""
        return judged(NAME, lost, sound="Nothing is embedded yet.", remedy=rebuilding(home.path))
    try:
        vectors = _examined(home)
    except HomeDamaged as error:
        return Check(name=NAME, message=error.message, remedy=rebuilding(home.path))
    on_their_way = {*unfinished_removals(home), *(a.article_id for a in home.library.unindexed())}
    beyond = vectors.ids - _passage_ids(home, "TRUE")
    return judged(
        NAME,
        told("Passages without a vector", wanted - vectors.ids),
        told(
            "Vectors without a passage",
            {each for each in beyond if each.partition(":")[0] not in on_their_way},
        ),
        told("Vectors that no search finds", vectors.astray),
        sound=f"{len(vectors.ids)} vectors, one for each passage.",
        remedy=rebuilding(home.path),
    )


def _examined(home: Home) -> Vectors:
    """In this process where it has Chroma open already: two must not have one folder open."""
    if "vectors" in home.__dict__:
        return _examine(home.vectors)
    try:
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            return pool.submit(_examine_folder, home.chroma).result()
    except BrokenProcessPool as error:
        raise HomeDamaged(
            f"Chroma breaks down over the files in {home.chroma}.", remedy=rebuilding(home.path)
        ) from error


def _examine_folder(folder: Path) -> Vectors:
    from index.vectors import VectorStore

    with closing(VectorStore(folder)) as store:
        return _examine(store)


def _examine(store: VectorStore) -> Vectors:
    ids = store.ids()
    probed = sorted(ids)[:: max(1, len(ids) // PROBES)]
    loaded = store.load(probed)
    found = {
        name
        for name, vector in loaded.items()
        if max(store.nearest(vector, k=1).values(), default=0.0) >= SAME
    }
    return Vectors(ids=ids, astray=tuple(name for name in probed if name not in found))


def _passage_ids(home: Home, condition: str) -> frozenset[str]:
    rows = home.database.rows(
        "SELECT p.article_id || ':' || p.start || '-' || p.\"end\" FROM passages p"  # noqa: S608
        f" LEFT JOIN articles a USING (article_id) WHERE {condition}"
    )
    return frozenset(row[0] for row in rows)
