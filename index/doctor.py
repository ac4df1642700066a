"""The self-check of a home: is everything that the library holds searchable, and nothing else?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from corpus.errors import HomeDamaged, HomeError
from corpus.markup import one_line
from index.checks import Check, going_on, judged, told
from index.home import Home
from index.passage_check import check_passages
from index.removing import unfinished_removals
from index.vector_check import check_vectors

PAGE_ROWS = 500  # articles whose texts are in memory at once
_DAMAGE_REMEDY = (
    "Unpack the newest `clippings backup` into an empty folder and name that with --home, or add"
    " the articles to a new --home."
)


def examine(home: Home) -> tuple[Check, ...]:
    """Compare library, passages, full-text rows and vectors; nothing is changed.

    What cannot be looked at because the library is damaged has no check; that it is, is told once.
    Call while nothing else writes to the home: an article halfway in looks like a fault.
    """
    checks: dict[str, Check] = {}
    for look in _LOOKS:
        for check in _looked(home, look):
            if check.name not in checks or checks[check.name].ok:
                checks[check.name] = check
    return tuple(checks.values())


def damaged(error: HomeDamaged) -> tuple[Check, ...]:
    """The one check of a home that cannot even be opened."""
    return (Check(name="database", message=error.message, remedy=_DAMAGE_REMEDY),)


def _looked(home: Home, look: Callable[[Home], tuple[Check, ...]]) -> tuple[Check, ...]:
    try:
        return look(home)
    except HomeDamaged as error:
        return damaged(error)


def _check_database(home: Home) -> tuple[Check, ...]:
    rows = home.database.rows("PRAGMA integrity_check (1)")
    said = str(rows[0][0])
    fault = "" if said == "ok" else f"{home.database.path} is damaged: {one_line(said)}."
    return (judged("database", fault, sound="The SQLite file is sound.", remedy=_DAMAGE_REMEDY),)


def _check_settings(home: Home) -> tuple[Check, ...]:
    if home.made_with() is None:
        return (Check(name="settings", message="Nothing is indexed yet."),)
    try:
        dimension = home.embedder.dimension
    except HomeError as error:
        return (Check(name="settings", message=error.message, remedy=error.remedy),)
    sound = f"The index was made with the model in use ({dimension} dimensions) and its settings."
    return (Check(name="settings", message=sound),)


def _check_articles(home: Home) -> tuple[Check, ...]:
    altered = judged(
        "texts",
        told("Articles whose text is not the one that was stored", tuple(_altered(home))),
        sound=f"{home.library.count()} articles, each with the text that was stored.",
        remedy="Take them out with `clippings remove` and add their files again.",
    )
    waiting = judged(
        "waiting",
        told("Articles not yet searchable", _ids(home, "is_current AND NOT is_indexed")),
        sound="No article waits to be indexed.",
        remedy=going_on(home.path),
    )
    versions = judged(
        "versions",
        told("Old versions still in the index", _ids(home, "is_indexed AND NOT is_current")),
        sound="No old version is in the index.",
        remedy=going_on(home.path),
    )
    removals = judged(
        "removals",
        told("Removed articles still in the index", unfinished_removals(home)),
        sound="No removal was left unfinished.",
        remedy=going_on(home.path),
    )
    return altered, waiting, versions, removals


_LOOKS: tuple[Callable[[Home], tuple[Check, ...]], ...] = (
    _check_database,
    _check_settings,
    _check_articles,
    check_passages,
    lambda home: (check_vectors(home),),
)


def _altered(home: Home) -> Iterator[str]:
    last = 0
    while rows := home.database.rows(
        "SELECT rowid, article_id, text, sha256 FROM articles WHERE rowid > ?"
        " ORDER BY rowid LIMIT ?",
        (last, PAGE_ROWS),
    ):
        for row in rows:
            if hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
                yield row["article_id"]
        last = rows[-1]["rowid"]


def _ids(home: Home, condition: str) -> list[str]:
    sql = f"SELECT article_id FROM articles WHERE {condition}"  # noqa: S608 - our own words
    return [row[0] for row in home.database.rows(sql)]
