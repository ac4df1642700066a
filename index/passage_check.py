"""Looks whether passages, their sentences and their words are those of the articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.article import Article, ArticleId
from corpus.database import Row
from corpus.errors import HomeDamaged
from index.checks import Check, judged, rebuilding, told
from index.home import Home
from index.removing import unfinished_removals

BATCH_ARTICLES = 200  # whose texts are in memory at once

_LEFT_OVER = """
    SELECT p.article_id || ':' || p.start FROM passages p LEFT JOIN articles a USING (article_id)
    WHERE (a.article_id IS NULL OR (NOT a.is_current AND NOT a.is_indexed))
    AND p.article_id NOT IN (SELECT value FROM json_each(?))
"""
_BARE = """
    SELECT article_id FROM articles WHERE is_current AND is_indexed
    AND article_id NOT IN (SELECT article_id FROM passages)
"""
_WITHOUT_ROW = """
    SELECT article_id || ':' || start FROM passages
    WHERE passage_key NOT IN (SELECT rowid FROM passages_fts)
"""
_WITHOUT_PASSAGE = """
    SELECT 'row ' || rowid FROM passages_fts
    WHERE rowid NOT IN (SELECT passage_key FROM passages)
"""
_WITH_WORDS = """
    SELECT p.article_id, p.start, p."end", p.sentences, f.headline, f.body
    FROM passages p LEFT JOIN passages_fts f ON f.rowid = p.passage_key
    WHERE p.article_id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Faults:
    """Passages, by article and start, that reach outside their article or hold other words."""

    outside: set[str] = field(default_factory=set)
    reworded: set[str] = field(default_factory=set)


def check_passages(home: Home) -> tuple[Check, ...]:
    """Whether each article has its passages, at offsets inside it, and each passage its words."""
    gone = json.dumps(unfinished_removals(home))
    whole = judged(
        "passages",
        told("Articles marked as indexed without a passage", _named(home, _BARE)),
        told("Passages of articles that are gone", _named(home, _LEFT_OVER, gone)),
        sound=f"{home.lexical.count()} passages, all of articles in the library.",
        remedy=rebuilding(home.path),
    )
    try:
        faults = _compared(home)
        words = _check_words(home, faults.reworded)
    except HomeDamaged as error:
        unread = (
            Check(name=n, message=error.message, remedy=rebuilding(home.path))
            for n in ("offsets", "words")
        )
        return whole, *unread
    offsets = judged(
        "offsets",
        told("Passages whose offsets or sentences lie outside their article", faults.outside),
        sound="Every passage and sentence lies inside its article's text.",
        remedy=rebuilding(home.path),
    )
    return whole, offsets, words


def _check_words(home: Home, reworded: set[str]) -> Check:
    """The full-text table: a row for each passage, its words the passage's, its index sound."""
    home.database.write("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')")
    return judged(
        "words",
        told("Passages without a full-text row", _named(home, _WITHOUT_ROW)),
        told("Full-text rows without a passage", _named(home, _WITHOUT_PASSAGE)),
        told("Full-text rows with other words than their article's", reworded),
        sound=f"{home.lexical.count_rows()} full-text rows, one for each passage.",
        remedy=rebuilding(home.path),
    )


def _compared(home: Home) -> _Faults:
    faults = _Faults()
    waiting = {article.article_id for article in home.library.unindexed()}
    for articles in _in_batches(home):
        rows = home.database.rows(_WITH_WORDS, (json.dumps(tuple(articles)),))
        for row in rows:
            article, name = articles[row["article_id"]], f"{row['article_id']}:{row['start']}"
            if not _lies_inside(row, len(article.text)):
                faults.outside.add(name)
            elif article.article_id not in waiting and not _has_words(row, article):
                faults.reworded.add(name)
    return faults


def _in_batches(home: Home) -> Iterator[dict[ArticleId, Article]]:
    ids = [row[0] for row in home.database.rows("SELECT article_id FROM articles ORDER BY rowid")]
    for start in range(0, len(ids), BATCH_ARTICLES):
        yield home.library.find(ids[start : start + BATCH_ARTICLES])


def _lies_inside(row: Row, length: int) -> bool:
    start, end = row["start"], row["end"]
    flat = json.loads(row["sentences"])
    spans = tuple(zip(flat[::2], flat[1::2], strict=False))
    return (
        0 <= start < end <= length
        and len(flat) % 2 == 0
        and all(start <= first < min(end, last) and last <= length for first, last in spans)
    )


def _has_words(row: Row, article: Article) -> bool:
    if row["body"] is None:
        return True  # it has no row at all, which is told of by itself
    words = article.headline, article.text[row["start"] : row["end"]]
    return (row["headline"], row["body"]) == words


def _named(home: Home, sql: str, *values: str) -> list[str]:
    return [row[0] for row in home.database.rows(sql, values)]
