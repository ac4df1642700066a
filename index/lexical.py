"""The lexical index: SQLite FTS5 over passages, and the passages' offsets themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Literal

from corpus.article import Article, ArticleId
from corpus.database import Database, Row
from index.aliases import other_forms
from index.passages import Passage
from index.spans import Span
from index.words import content_words, words

_HEADLINE_WEIGHT = 1.0  # bm25 column weights; the headline's words are also the article's topic
_BODY_WEIGHT = 1.0


class LexicalIndex:
    """Passages in SQLite, searchable by word (Okapi BM25, Robertson & Zaragoza 2009)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """How many passages there are."""
        return self._database.number("SELECT COUNT(*) FROM passages")

    def count_rows(self) -> int:
        """How many rows the full-text table has; equal to `count` in a sound home."""
        return self._database.number("SELECT COUNT(*) FROM passages_fts")

    def counts(self) -> dict[ArticleId, int]:
        """Passages of each article that has any."""
        rows = self._database.rows("SELECT article_id, COUNT(*) FROM passages GROUP BY 1")
        return {ArticleId(row[0]): row[1] for row in rows}

    def put(self, article: Article, passages: Iterable[Passage]) -> None:
        """Store the passages of an article, replacing any it had. One transaction."""
        with self._database.transaction():
            self.replace(article, passages)

    def replace(self, article: Article, passages: Iterable[Passage]) -> None:
        """As `put`, inside a transaction of the caller's."""
        self._drop(article.article_id)
        for passage in passages:
            key = self._database.write(
                'INSERT INTO passages (article_id, start, "end", sentences) VALUES (?, ?, ?, ?)',
                (passage.article_id, passage.start, passage.end, _spans(passage.sentences)),
            )
            self._database.write(
                "INSERT INTO passages_fts (rowid, headline, body) VALUES (?, ?, ?)",
                (key, article.headline, passage.text),
            )

    def remove_article(self, article_id: ArticleId) -> None:
        """Drop every passage of an article version. One transaction."""
        with self._database.transaction():
            self._drop(article_id)

    def clear(self) -> None:
        """Forget every passage; the tables are made anew, whatever was wrong with them."""
        self._database.remake("passages_terms", "passages_fts", "passages")

    def ids_of(self, articles: Iterable[ArticleId]) -> list[str]:
        """Passage ids of the given articles."""
        ids: list[str] = []
        for article_id in articles:
            rows = self._database.rows(
                'SELECT article_id, start, "end" FROM passages WHERE article_id = ? ORDER BY start',
                (article_id,),
            )
            ids.extend(f"{row['article_id']}:{row['start']}-{row['end']}" for row in rows)
        return ids

    def best(self, text: str, *, k: int, among: Sequence[ArticleId] = ()) -> list[str]:
        """Ids of the `k` passages with the highest BM25, best first; see `scored`."""
        return list(self.scored(text, k=k, among=among))

    def scored(self, text: str, *, k: int, among: Sequence[ArticleId] = ()) -> dict[str, float]:
        """The `k` passages with the highest BM25 for the content words of `text`, best first.

        By id, with their BM25, over 0 and comparable within one text only. Any word suffices;
        `among` limits the search to those articles. Text is data: whatever is in it that FTS5 would
        read as syntax is quoted.
        """
        expression = _any_of(content_words(text) or words(text))
        if not expression:
            return {}
        # One bound value however many articles: SQLite limits their number.
        limit = " AND p.article_id IN (SELECT value FROM json_each(?))" if among else ""
        articles = (json.dumps(among),) if among else ()
        rows = self._database.rows(
            'SELECT p.article_id, p.start, p."end",'  # noqa: S608 - only marks
            f" bm25(passages_fts, {_HEADLINE_WEIGHT}, {_BODY_WEIGHT}) AS cost FROM passages_fts"
            " JOIN passages p ON p.passage_key = passages_fts.rowid"
            f" WHERE passages_fts MATCH ?{limit}"
            " ORDER BY cost, p.passage_key LIMIT ?",
            (expression, *articles, k),
        )
        return {f"{row['article_id']}:{row['start']}-{row['end']}": -row["cost"] for row in rows}

    def passages_with(self, word: str) -> int:
        """In how many passages a word stands, in any inflection."""
        return self._database.number(
            "SELECT COUNT(*) FROM passages_fts WHERE passages_fts MATCH ?", (_any_of([word]),)
        )

    def holds(self, word: str) -> bool:
        """Whether a word stands in any passage, in any inflection."""
        row = self._database.row(
            "SELECT 1 FROM passages_fts WHERE passages_fts MATCH ? LIMIT 1", (_any_of([word]),)
        )
        return row is not None

    def holding(
        self, phrase: Sequence[str], *, at_most: int, column: Literal["body", "headline"] = "body"
    ) -> tuple[ArticleId, ...]:
        """Articles with these words in a row, in any inflection, in a passage or the headline."""
        words_in_a_row = " ".join(phrase).replace('"', "")
        rows = self._database.rows(
            "SELECT DISTINCT p.article_id FROM passages_fts"
            " JOIN passages p ON p.passage_key = passages_fts.rowid"
            " WHERE passages_fts MATCH ? LIMIT ?",
            (f'{column} : "{words_in_a_row}"', at_most),
        )
        return tuple(ArticleId(row["article_id"]) for row in rows)

    def vocabulary(self) -> frozenset[str]:
        """Every word of the library, folded and stemmed as FTS5 does it."""
        rows = self._database.rows("SELECT term FROM passages_terms")
        return frozenset(row["term"] for row in rows)

    def load(self, ids: Sequence[str], articles: dict[ArticleId, Article]) -> list[Passage]:
        """The passages with these ids, in that order, their text sliced from their articles.

        Ids of articles that are not given, or of passages that are gone, are passed over: another
        thread may have removed them since they were found.
        """
        loaded = (self._load(passage_id, articles) for passage_id in ids)
        return [passage for passage in loaded if passage is not None]

    def _load(self, passage_id: str, articles: dict[ArticleId, Article]) -> Passage | None:
        article_id, span = passage_id.split(":")
        start, end = map(int, span.split("-"))
        article = articles.get(ArticleId(article_id))
        row = self._database.row(
            'SELECT sentences FROM passages WHERE article_id = ? AND start = ? AND "end" = ?',
            (article_id, start, end),
        )
        return _passage(article, start, end, row) if article and row else None

    def _drop(self, article_id: ArticleId) -> None:
        keys = self._database.rows(
            "SELECT passage_key FROM passages WHERE article_id = ?", (article_id,)
        )
        for key in keys:
            self._database.write("DELETE FROM passages_fts WHERE rowid = ?", (key[0],))
        self._database.write("DELETE FROM passages WHERE article_id = ?", (article_id,))


def _passage(article: Article, start: int, end: int, row: Row) -> Passage:
    flat = json.loads(row["sentences"])
    return Passage(
        article_id=article.article_id,
        start=start,
        end=end,
        text=article.text[start:end],
        sentences=tuple(Span(start=a, end=b) for a, b in zip(flat[::2], flat[1::2], strict=True)),
    )


def _spans(sentences: Iterable[Span]) -> str:
    return json.dumps([offset for span in sentences for offset in (span.start, span.end)])


def _any_of(wanted: Iterable[str]) -> str:
    """An FTS5 expression that any of the words, or another form of a name, satisfies.

    Each is quoted, so that it is only a word whatever it looks like.
    """
    forms = dict.fromkeys(form for word in wanted for form in (word, *other_forms(word)))
    return " OR ".join('"' + form.replace('"', "") + '"' for form in forms)
