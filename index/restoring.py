"""Taking articles out so that they can be put back, for as long as somebody may think better of it.

`removing.remove` leaves nothing of an article behind, and so does this: the rows of the library,
original bytes included, are handed to the caller, who keeps them in memory for as long as the
article may come back. Its passages are cut and embedded anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.article import Article
from corpus.database import Value
from index.home import Home
from index.ingest import index_waiting
from index.removing import finish_removals, remove

_OF_LINEAGE = (
    "SELECT * FROM articles WHERE lineage = (SELECT lineage FROM articles WHERE article_id = ?)"
    " ORDER BY rowid"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """An article that was taken out, and the library's rows of all its versions, oldest first."""

    article: Article
    rows: tuple[Mapping[str, Value], ...]


def take_out(home: Home, article: Article) -> Removed:
    """Take an article out with every version of it; what is given back is all that is left."""
    with home.writing:
        rows = tuple(dict(row) for row in home.database.rows(_OF_LINEAGE, (article.article_id,)))
        remove(home, (article,))
    return Removed(article=article, rows=rows)


def put_back(home: Home, removed: Removed) -> bool:
    """Put an article back as it was and index it; False where it has come back by itself since."""
    with home.writing:
        finish_removals(home)
        if _is_here(home, removed):
            return False
        with home.database.transaction():
            for row in removed.rows:
                _insert(home, dict(row) | {"is_indexed": 0})
        index_waiting(home)
    return True


def _is_here(home: Home, removed: Removed) -> bool:
    """Whether the same article was added again: from the same source, or with the same words."""
    return any(
        home.database.row(
            "SELECT 1 FROM articles WHERE article_id = ? OR lineage = ? OR source_key = ?",
            (row["article_id"], row["lineage"], row["source_key"]),
        )
        for row in removed.rows
    )


def _insert(home: Home, row: Mapping[str, Value]) -> None:
    home.database.write(
        f"INSERT INTO articles ({', '.join(row)})"  # noqa: S608 - our own columns
        f" VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )
