"""Stories: articles of several outlets that are mostly one text, as wire copy is.

Texts are compared when two of their signs agree (`index.copies`), which an index tells at once, and
are one story when half of the shorter one stands in the other. Of the 294 pairs of which that is so
in RealTimeQA up to June 2023, outlets aside, it finds all; MinHash, in 64 bands of two, finds 279,
for it misses briefs. Articles of one outlet are never linked with each other: they are one source
anyway, and of those pairs most were daily columns and yearly pieces that repeat themselves.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

from corpus.article import Article, ArticleId, Imprint
from corpus.database import Database
from corpus.library import Library
from index.copies import near_identical, same_report, sentence_signs, signs_of
from index.sentences import sentence_spans

HOLDERS = 50  # of one sign that are looked at: a newsletter's sign-up line has 187 there
SHARED_SIGNS = 2  # from which texts are compared: all those 294 pairs have as many
COMPARED = 20  # texts at most that are compared with a new one; on RealTimeQA it is 0.5 on average
ALSO_IN_MOST = 25  # articles named beside a quote

# Where both outlets are unknown nothing says that they are one.
_HOLDERS_ELSEWHERE = """
SELECT there.article_key FROM stories here, story_signs h JOIN stories there
    ON there.article_key = h.article_key
WHERE here.article_key = ? AND h.digest = ? AND there.article_key <> ?
    AND (there.outlet <> here.outlet OR here.outlet = '')
ORDER BY h.article_key LIMIT ?
"""


class Stories:
    """Which articles are one story, kept in the library's database and in step with it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._library = Library(database)

    def catch_up(self) -> None:
        """Put every current article in, and take out what is no longer one or changed its outlet.

        What a killed process left undone is done by the next call. Call while nothing else writes.
        """
        current = {each.article_id: _outlet(each) for each in self._library.imprints()}
        known = {
            ArticleId(row["article_id"]): row["outlet"]
            for row in self._database.rows("SELECT article_id, outlet FROM stories")
        }
        for article_id, outlet in known.items():
            if current.get(article_id) != outlet:
                self.remove(article_id)
        for article_id, outlet in current.items():
            if known.get(article_id) != outlet:
                self.put(self._library.get(article_id))

    def put(self, article: Article) -> None:
        """Take an article in and link it with its copies; in the place of itself, if it is in."""
        with self._database.transaction():
            self._remove(article.article_id)
            key = self._database.write(
                "INSERT INTO stories (article_id, outlet, story) VALUES (?, ?, 0)",
                (article.article_id, _outlet(article)),
            )
            self._database.write(
                "INSERT INTO story_signs SELECT value, ? FROM json_each(?)",
                (key, json.dumps(sorted(signs_of(article.text)))),
            )
            self._link(key, article)

    def remove(self, article_id: ArticleId) -> None:
        """Take an article out; those that only it linked are then stories of their own."""
        with self._database.transaction():
            self._remove(article_id)

    def clear(self) -> None:
        """Forget every story; the tables are made anew."""
        self._database.remake("story_signs", "stories")

    def story_of(self, article_id: ArticleId) -> str | None:
        """A name that the article has in common with all others of its story; None if it has none.

        Names hold while no article is put in or removed.
        """
        row = self._database.row(
            "SELECT story, (SELECT COUNT(*) FROM stories t WHERE t.story = s.story) AS size"
            " FROM stories s WHERE article_id = ?",
            (article_id,),
        )
        return f"s{row['story']}" if row and row["size"] > 1 else None

    def of(self, article_id: ArticleId) -> tuple[ArticleId, ...]:
        """The other articles of the article's story, in the order in which they were put in."""
        rows = self._database.rows(
            "SELECT t.article_id FROM stories s JOIN stories t USING (story)"
            " WHERE s.article_id = ? AND t.article_id <> s.article_id ORDER BY t.article_key",
            (article_id,),
        )
        return tuple(ArticleId(row["article_id"]) for row in rows)

    def carrying(self, sentence: str, article: Article) -> tuple[Article, ...]:
        """Up to 25 other articles that carry a sentence of the article, oldest first.

        Those of its story may have it with small edits, all others word for word; there it has to
        be at least eight words long.
        """
        others = [name for name in self._holding(sentence) if name != article.article_id]
        copies = [name for name in self.of(article.article_id) if name not in others]
        known = self._library.find((*others, *copies[:ALSO_IN_MOST]))
        carriers = [
            other
            for name, other in known.items()
            if other.is_current and (name in others or _has_near(sentence, other.text))
        ]
        return tuple(sorted(carriers, key=_age))[:ALSO_IN_MOST]

    def _holding(self, sentence: str) -> tuple[ArticleId, ...]:
        """The articles that hold the sentence word for word."""
        digests = sorted(sentence_signs(sentence))
        rows = self._database.rows(
            "SELECT s.article_id FROM story_signs h JOIN stories s USING (article_key)"
            " WHERE h.digest IN (SELECT value FROM json_each(?)) GROUP BY s.article_key"
            " HAVING COUNT(*) = ? ORDER BY s.article_key LIMIT ?",
            (json.dumps(digests), len(digests), ALSO_IN_MOST + 1),
        )
        return tuple(ArticleId(row["article_id"]) for row in rows)

    def _remove(self, article_id: ArticleId) -> None:
        row = self._database.row(
            "SELECT article_key, story FROM stories WHERE article_id = ?", (article_id,)
        )
        if row is None:
            return
        self._database.write("DELETE FROM story_signs WHERE article_key = ?", (row["article_key"],))
        self._database.write("DELETE FROM stories WHERE article_key = ?", (row["article_key"],))
        left = self._database.rows(
            "SELECT article_key, article_id FROM stories WHERE story = ?", (row["story"],)
        )
        self._database.write(
            "UPDATE stories SET story = article_key WHERE story = ?", (row["story"],)
        )
        # Of several that are deleted, others may still be in: they are stale themselves.
        known = self._library.find(member["article_id"] for member in left)
        for member in left:
            if member["article_id"] in known:
                self._link(member["article_key"], known[member["article_id"]])

    def _link(self, key: int, article: Article) -> None:
        """Make the article a story of its own, then one with each story it is a copy of."""
        self._database.write("UPDATE stories SET story = ? WHERE article_key = ?", (key, key))
        for other in self._sharing(key):
            here, there = self._story(key), self._story(other)
            if here != there and self._is_copy(other, article):
                self._database.write("UPDATE stories SET story = ? WHERE story = ?", (here, there))

    def _story(self, key: int) -> int:
        return self._database.number("SELECT story FROM stories WHERE article_key = ?", (key,))

    def _is_copy(self, key: int, article: Article) -> bool:
        row = self._database.row(
            "SELECT a.text FROM stories s JOIN articles a USING (article_id)"
            " WHERE s.article_key = ?",
            (key,),
        )
        return row is not None and same_report(article.text, row["text"])

    def _sharing(self, key: int) -> Sequence[int]:
        """Articles of other outlets that share signs with one, those sharing most first."""
        digests = self._database.rows(
            "SELECT digest FROM story_signs WHERE article_key = ?", (key,)
        )
        shared: Counter[int] = Counter()
        for row in digests:
            holders = self._database.rows(_HOLDERS_ELSEWHERE, (key, row["digest"], key, HOLDERS))
            shared.update(holder["article_key"] for holder in holders)
        best = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
        return [other for other, count in best[:COMPARED] if count >= SHARED_SIGNS]


def _outlet(article: Article | Imprint) -> str:
    return (article.reported_by or "").casefold()


def _has_near(sentence: str, text: str) -> bool:
    return any(near_identical(sentence, span.of(text)) for span in sentence_spans(text))


def _age(article: Article) -> tuple[date, str]:
    """Undated last; ties by the words, so that every computer gives the same order."""
    return article.reported_at or date.max, article.sha256
