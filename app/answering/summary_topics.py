"""Which articles are about a topic that is to be summed up.

An article is about a topic when it holds the topic's names and most of its telling words, by
weight, and tells of them at its top or in a passage that means something like them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.answering.refusal import Refusal
from corpus.article import Article, ArticleId, Imprint
from index.home import Home
from index.query import NOTHING_READ, Filters, Query, without
from index.question import AskedFor, read_question
from index.search import Hit
from index.words import stems

# Set on the dev half of evals/cases/summaries.jsonl, whose ten topics of the sample are all found
# and whose ten others all refused. Of twelve told in other words, as "the browser nobody should use
# any more", eight are found.
KNOWN = 0.65  # share in [0, 1] of the topic's words, by weight
LIKE = 0.2  # cosine of topic and passage where the top of an article does not tell of it
KNOWN_AT_TOP, ALIKE = 0.4, 0.5  # share and cosine for a topic told in other words
TOP_CHARACTERS = 300  # headline and first sentences
HITS = 40  # passages looked at for a topic
NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An article, and how far it is about a topic.

    `share` of the topic's words, by weight, that it holds, and `share_at_top` of those in headline
    and first sentences, `share_in_headline` of those in the headline, are in [0, 1]; `cosine` is
    its best passage's, 0 where none was near.
    """

    article: Article
    share: float
    share_at_top: float
    share_in_headline: float
    cosine: float

    @property
    def worth(self) -> float:
        """What ranks articles about one topic: the higher the more it is what is meant."""
        return self.share + self.share_at_top + self.cosine


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The articles about a topic, best first, and the nearest ones, whether about it or not.

    `is_name` says whether the topic is nothing but names; `unknown` are those of them, as typed,
    that stand nowhere in the library.
    """

    about: tuple[About, ...]
    nearest: tuple[Article, ...]
    unknown: tuple[str, ...]
    is_name: bool

    @property
    def refusal(self) -> Refusal:
        """What is said where no article is about it."""
        named = ", ".join(f"“{name}”" for name in self.unknown)
        why = f"No article mentions {named}." if named else "No article is about this."
        return Refusal(
            reason="names_missing" if named else "weak_evidence",
            message=f"The articles don't say. {why}",
            confidence=0.0,
        )


def admits(query: Query, article: Imprint | Article) -> bool:
    """Whether the user's limits admit an article, and the outlets and days the words name."""
    wanted = Filters(outlets=query.reading.outlets, published=query.reading.published)
    return query.filters.admit(article) and wanted.admit(article)


def articles_about(topic: str, query: Query, home: Home, *, threshold: float) -> Found:
    """The articles about a topic, of the outlets and days that the query names.

    `topic` are the query's words without those outlets and days; where no article of the days is
    about it, the days belong to the topic, as in "the summit of 17 February". Below `threshold`, a
    share of the words in [0, 1], nothing is about it; at 0 everything near is.
    """
    reading = replace(query.reading, outlet_spans=(), date_spans=(), now_spans=())
    # A capital at the beginning would tell nothing: "Russian elections".
    plain = replace(query, text=f"about {topic}", carried="", reading=reading)
    found = _found(plain, home, threshold)
    if found.about or reading.published.is_open:
        return found
    text = f"about {without(query.text_used, query.reading.outlet_spans)}"
    told = replace(NOTHING_READ, outlets=reading.outlets)
    return _found(replace(plain, text=text, reading=told), home, threshold)


def _found(query: Query, home: Home, threshold: float) -> Found:
    asked = read_question(query, home.lexical)
    hits = home.searcher.search(query, k=HITS)
    articles = {hit.article.article_id: hit.article for hit in hits}
    cosines = _cosines(hits)
    about = [
        judged
        for name, article in articles.items()
        if admits(query, article)
        and _is_about(asked, judged := _judged(asked, article, cosines[name]), threshold)
    ]
    return Found(
        about=tuple(sorted(about, key=lambda each: (-each.worth, each.article.sha256))),
        nearest=tuple(articles.values())[:NEAREST],
        unknown=asked.unknown,
        is_name=_is_name(asked),
    )


def _cosines(hits: Sequence[Hit]) -> Mapping[ArticleId, float]:
    best: dict[ArticleId, float] = {}
    for hit in hits:
        name = hit.article.article_id
        best[name] = max(best.get(name, 0.0), hit.cosine or 0.0)
    return best


def _judged(asked: AskedFor, article: Article, cosine: float) -> About:
    top = f"{article.headline} {article.text[:TOP_CHARACTERS]}"
    return About(
        article=article,
        share=asked.overlap(stems(_place(article))),
        share_at_top=asked.overlap(stems(top)),
        share_in_headline=asked.overlap(stems(article.headline)),
        cosine=cosine,
    )


def _is_about(asked: AskedFor, judged: About, threshold: float) -> bool:
    if threshold == 0.0:
        return True
    if judged.share < threshold or asked.missing_names(stems(_place(judged.article))):
        return False
    if judged.share >= KNOWN:
        return _is_name(asked) or judged.share_at_top > 0.0 or judged.cosine >= LIKE
    return judged.share_at_top >= KNOWN_AT_TOP and judged.cosine >= ALIKE


def _is_name(asked: AskedFor) -> bool:
    return asked.weights.keys() <= set(asked.names)


def _place(article: Article) -> str:
    return f"{article.headline} {article.byline} {article.text}"
