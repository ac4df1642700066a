"""Windows: articles that are embedded together and written together.

An article has two states, and they are enough. It waits (`is_indexed` = 0) from the transaction
that stores it until the one transaction that writes its passages, their full-text rows and the mark
that it is done. Between the two stand only its vectors, which are in Chroma and so in no
transaction of SQLite's: before the first of them is written, `settings` names the articles in hand,
and the last transaction takes that name out. Whoever opens the home after a kill therefore knows
which articles may have vectors that nothing else speaks of, takes those out, and makes the articles
again. That costs at most one window, some seconds; remembering cuts or vectors between the steps
would save part of it, and be one more thing that two stores have to agree on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Article, ArticleId
from index.embedding import Matrix
from index.home import Home
from index.passages import Passage, header_of
from index.stories import Stories

# One embedding call and one write, and what Ctrl-C waits for: 2 to 5 s on two cores. Texts are run
# one by one, so a larger window embeds no faster; writing 128 passages takes a tenth of embedding.
WINDOW_PASSAGES = 128
_IN_HAND = "indexing"  # the row of settings that names the articles being written to Chroma


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An article and all its passages, in order."""

    article: Article
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Whole articles, together of at least WINDOW_PASSAGES passages, or the last ones."""

    cuts: tuple[Cut, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, article by article."""
        return tuple(passage for cut in self.cuts for passage in cut.passages)

    @property
    def texts(self) -> list[str]:
        """What the embedding model reads of each passage, in the order of `passages`."""
        return [embedded_text(cut.article, p) for cut in self.cuts for p in cut.passages]

    @property
    def article_ids(self) -> tuple[ArticleId, ...]:
        """The ids of the articles, in order."""
        return tuple(cut.article.article_id for cut in self.cuts)


def embedded_text(article: Article, passage: Passage) -> str:
    """What the embedding model reads: the header gives a passage its topic, outlet and date."""
    return f"{header_of(article)}\n{passage.text}"


def windows(cuts: Iterable[Cut]) -> Iterator[Window]:
    """The articles in windows, as they come."""
    held: list[Cut] = []
    for cut in cuts:
        held.append(cut)
        if sum(len(each.passages) for each in held) >= WINDOW_PASSAGES:
            yield Window(cuts=tuple(held))
            held = []
    if held:
        yield Window(cuts=tuple(held))


def write(home: Home, window: Window, vectors: Matrix) -> Window:
    """Make a window searchable, and give it; killed at any moment, its articles wait as they did.

    `vectors` are of shape (passages, dimension), in the order of `window.passages`. An article that
    got another headline, outlet or date since it was cut is written, and waits to be made again.
    """
    passages = window.passages
    stories = Stories(home.database)
    home.database.write(
        "INSERT OR REPLACE INTO settings VALUES (?, ?)", (_IN_HAND, json.dumps(window.article_ids))
    )
    home.vectors.put(
        [passage.passage_id for passage in passages],
        vectors,
        [passage.article_id for passage in passages],
    )
    with home.database.transaction():
        now = home.library.find(window.article_ids)
        for cut in window.cuts:
            home.lexical.replace(cut.article, cut.passages)
            stored = now.get(cut.article.article_id)
            if stored and header_of(stored) == header_of(cut.article):
                home.library.mark_indexed(stored.article_id, indexed=True)
        home.database.write("DELETE FROM settings WHERE key = ?", (_IN_HAND,))
    for cut in window.cuts:  # those that a kill leaves out are put in by `Stories.catch_up`
        stories.put(cut.article)
    return window


def tidy(home: Home) -> None:
    """Take out of the index what a killed process left half written, and old versions."""
    row = home.database.row("SELECT value FROM settings WHERE key = ?", (_IN_HAND,))
    half_written = tuple(map(ArticleId, json.loads(row["value"]))) if row else ()
    old = tuple(article.article_id for article in home.library.superseded_and_indexed())
    gone = (*half_written, *old)
    if not gone:
        return
    for article_id in gone:
        # A filtered search names the vectors of the passages it finds here: these go first.
        home.lexical.remove_article(article_id)
    home.vectors.remove_articles(gone)
    with home.database.transaction():
        for article_id in gone:
            home.library.mark_indexed(article_id, indexed=False)
        home.database.write("DELETE FROM settings WHERE key = ?", (_IN_HAND,))
