"""Which articles carry an excerpt: word for word, or with few words misspelt or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.article import Article, ArticleId
from corpus.library import Library
from index.alignment import Alignment, Gap, Word, align, cut_words, is_alike
from index.lexical import LexicalIndex
from index.query import Filters
from index.spans import Span

MOST_MATCHES = 25  # articles that a trace names, as many as are named beside a quote
PHRASE_WORDS = 3
# Looked up, evenly spread over the excerpt. With these four, of 4,000 excerpts of the same draws as
# below, 2,000 of them with noise, all but two bring up an article that has them.
PHRASES = 12
HOLDERS = 100  # of one phrase that are looked at: "one of the" tells nothing
CANDIDATES = 30
# Of the best candidate's score, from which others are compared; copies have the same.
WORTH_COMPARING = 0.4
NEAREST = 3
HEADLINE_WORDS = 50  # longer excerpts are no headlines, and as phrases take SQLite minutes
# The next three are chosen on excerpts of RealTimeQA's dev half, 1,000 of each sort, drawn much as
# `evals/benchmarks/tracing.py` draws them. There 3 that no article has are near one, each but for
# one word; with 4 words a change it is 4, and at a MOST_CHANGED of 0.25 5. Of those with one word
# changed 994 are traced, of those with scanner's slips 996.
FEWEST_TO_DIFFER = 7
WORDS_A_CHANGE = 8  # for each so many words one may be another, be added or be left out
MOST_CHANGED = 0.15  # of the words, one that is misspelt counting in part


class Alteration(StrEnum):
    """What became of words on their way from an article to an excerpt."""

    SPELLING = "spelling"  # they are spelt like no word of the library, as a scanner's slips are
    CHANGED = "changed"
    ADDED = "added"  # the article lacks them
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that are not the same, as the excerpt and the article have them; one may be empty."""

    kind: Alteration
    excerpt: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where an article carries an excerpt, and in what the two differ, in order.

    Case, punctuation and white space are no differences. `likeness` in (0, 1] is the share of the
    excerpt's words that are the same, one that is misspelt counting in part; 1.0 without any.
    """

    article: Article
    span: Span
    likeness: float
    differences: tuple[Difference, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether all words are the same."""
        return not self.differences

    @property
    def quote(self) -> str:
        """The article's own words."""
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What is known of an excerpt.

    `matches`, one an article, are exact ones first, then those with the fewest differences, the
    oldest first among equals, undated last. `nearest` are articles that share phrases with it, most
    first, and `headlined` those whose headline has its words in a row.
    """

    matches: tuple[Match, ...] = ()
    nearest: tuple[Article, ...] = ()
    headlined: tuple[Article, ...] = ()


class Tracer:
    """Finds where excerpts were taken from."""

    def __init__(self, library: Library, lexical: LexicalIndex) -> None:
        self._library = library
        self._lexical = lexical

    def trace(self, excerpt: str, *, filters: Filters) -> Traced:
        """The articles that carry the excerpt, among those that the filters admit."""
        words = cut_words(excerpt)
        candidates = self._candidates(words, filters)
        found = (self._match(excerpt, words, article) for article in candidates)
        matches = sorted((match for match in found if match), key=_order)
        return Traced(
            matches=tuple(matches[:MOST_MATCHES]),
            nearest=candidates[:NEAREST],
            headlined=() if matches else self._headlined(words, filters),
        )

    def _candidates(self, words: Sequence[Word], filters: Filters) -> tuple[Article, ...]:
        """The articles that share most phrases with an excerpt, a rare one counting for more."""
        scores: defaultdict[ArticleId, float] = defaultdict(float)
        for phrase in _phrases(_plain(words)):
            holders = self._lexical.holding(phrase, at_most=HOLDERS)
            for article_id in holders:
                scores[article_id] += 1 / len(holders)
        least = WORTH_COMPARING * max(scores.values(), default=0.0)
        best = sorted((name for name in scores if scores[name] >= least), key=scores.__getitem__)
        return self._admitted(reversed(best), filters)[:CANDIDATES]

    def _headlined(self, words: Sequence[Word], filters: Filters) -> tuple[Article, ...]:
        plain = _plain(words)
        if not 0 < len(plain) <= HEADLINE_WORDS:
            return ()
        holders = self._lexical.holding(plain, at_most=HOLDERS, column="headline")
        wanted = _joined(plain)
        among = self._admitted(holders, filters)
        return tuple(a for a in among if wanted in _joined(_plain(cut_words(a.headline))))

    def _admitted(self, names: Iterable[ArticleId], filters: Filters) -> tuple[Article, ...]:
        """The current articles with these ids that the filters admit, in that order."""
        ordered = tuple(names)
        known = self._library.find(ordered)
        articles = (known[name] for name in ordered if name in known)
        return tuple(each for each in articles if each.is_current and filters.admit(each))

    def _match(self, excerpt: str, words: Sequence[Word], article: Article) -> Match | None:
        alignment = align(words, cut_words(article.text))
        if alignment is None:
            return None
        differences = tuple(self._difference(gap, excerpt, article) for gap in alignment.gaps)
        if not _is_close(len(words), alignment, differences):
            return None
        return Match(
            article=article,
            span=alignment.span,
            likeness=1.0 - alignment.cost / len(words),
            differences=differences,
        )

    def _difference(self, gap: Gap, excerpt: str, article: Article) -> Difference:
        return Difference(
            kind=self._kind(gap),
            excerpt=_slice(excerpt, gap.excerpt),
            article=_slice(article.text, gap.text),
        )

    def _kind(self, gap: Gap) -> Alteration:
        if not gap.text:
            return Alteration.ADDED
        if not gap.excerpt:
            return Alteration.LEFT_OUT
        # A word that is known is another word, however like it is spelt: "now" for "not".
        is_slip = is_alike(gap) and not all(
            self._lexical.holds(word.folded) for word in gap.excerpt
        )
        return Alteration.SPELLING if is_slip else Alteration.CHANGED


def _is_close(words: int, alignment: Alignment, differences: Sequence[Difference]) -> bool:
    """Whether so few words differ that it can only be the same passage."""
    if not differences:
        return True
    others = sum(each.kind is not Alteration.SPELLING for each in differences)
    return (
        words >= FEWEST_TO_DIFFER
        and others <= max(1, words // WORDS_A_CHANGE)
        and alignment.cost <= words * MOST_CHANGED
    )


def _phrases(words: Sequence[str]) -> tuple[Sequence[str], ...]:
    """At most so many runs of three words, evenly spread."""
    count = len(words) - PHRASE_WORDS + 1
    chosen = sorted({place * (count - 1) // (PHRASES - 1) for place in range(PHRASES)})
    phrases = (tuple(words[place : place + PHRASE_WORDS]) for place in chosen if place >= 0)
    return tuple(dict.fromkeys(phrases))


def _plain(words: Sequence[Word]) -> list[str]:
    """The words that the lexical index has: no currency signs."""
    return [word.folded for word in words if word.folded[0].isalnum()]


def _joined(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _slice(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""


def _order(match: Match) -> tuple[int, date, str]:
    """By the number of differences, then by age; ties by the words, everywhere alike."""
    article = match.article
    return len(match.differences), article.reported_at or date.max, article.sha256
