"""Taking articles out: from the library at once, then from the index, whatever stops it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus.article import Article, ArticleId
from index.home import Home

_UNFINISHED = "removing"  # the row of settings that names what has still to leave the index


def remove(home: Home, articles: Sequence[Article]) -> None:
    """Take articles out with every version of them; nothing of them is left behind.

    A process killed meanwhile has taken out all of them or none. What it left in the index is
    found by no search, and goes with the next `finish_removals`.
    """
    with home.writing:
        finish_removals(home)
        with home.database.transaction():
            versions = (home.library.versions(article) for article in articles)
            gone = json.dumps([version.article_id for each in versions for version in each])
            home.database.write(
                "INSERT OR REPLACE INTO settings VALUES (?, ?)", (_UNFINISHED, gone)
            )
            for article in articles:
                home.library.delete(article)
        finish_removals(home)


def unfinished_removals(home: Home) -> tuple[ArticleId, ...]:
    """Versions that are gone from the library and perhaps not yet from the index."""
    row = home.database.row("SELECT value FROM settings WHERE key = ?", (_UNFINISHED,))
    return tuple(map(ArticleId, json.loads(row["value"]))) if row else ()


def finish_removals(home: Home) -> None:
    """Take out of the index what a killed process left there.

    Call before anything is stored: an article that comes back has the id it had.
    """
    gone = unfinished_removals(home)
    if not gone:
        return
    for article_id in gone:
        home.lexical.remove_article(article_id)
    home.vectors.remove_articles(gone)
    home.database.write("DELETE FROM settings WHERE key = ?", (_UNFINISHED,))
