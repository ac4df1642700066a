"""Noise: news that nobody ever reported, half of it close to the library's own headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from corpus.article import Article, Draft
from evals.errors import BadRun
from evals.facts.answers import Accepted, DateAnswer, ListAnswer, NumberAnswer
from evals.facts.fact import Fact
from evals.matching.tokens import MONTHS, Token, read_tokens
from evals.matching.words import canonical_tokens
from evals.metrics.judging import holds_answer
from evals.robustness.chance import between, pick, shuffled
from evals.robustness.function_words import is_function_word
from evals.robustness.noise_words import (
    ADJECTIVES,
    HEADLINES,
    OUTLETS,
    PEOPLE,
    PLACES,
    SENTENCES,
    TOPICAL,
)

NOISE_SHARES = (0.2, 0.4, 0.6, 0.8)  # of all articles once the noise is in
_SENTENCES = 8  # two a paragraph
_TRIES = 20  # drafts per article asked for: a list of facts that forbids more than 19 of 20 is odd
_LONG_TOPIC = 4  # letters; shorter words of a headline are no topic
_TOPIC_WORDS = 2  # of a headline, named in a sentence
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_POSSESSIVE = re.compile(r"['’]s$")
_DERIVED = ("an", "ish", "ese", "ic")  # endings of names that are adjectives: Korean, Turkish


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseSource:
    """What noise is made to compete with: a library's headlines, their words, and its days.

    `plain` are the words that the library mostly writes with a small letter: no names.
    """

    headlines: tuple[str, ...]
    plain: frozenset[str]
    days: tuple[date, ...]


def source_of(articles: Sequence[Article]) -> NoiseSource:
    """What there is to compete with in these articles."""
    written = Counter(word for article in articles for word in _WORD.findall(article.text))
    days = sorted({article.reported_at for article in articles if article.reported_at})
    return NoiseSource(
        headlines=tuple(article.headline for article in articles),
        plain=frozenset(
            word
            for word, times in written.items()
            if word[0].islower() and times >= written[word.capitalize()]
        ),
        days=tuple(days),
    )


def noise_for(share: float, articles: int) -> int:
    """How many noise articles make up `share`, in [0, 1), of a library of `articles` beside them.

    >>> noise_for(0.2, 36), noise_for(0.8, 36)
    (9, 144)
    """
    return round(articles * share / (1 - share))


def noise_articles(number: int, source: NoiseSource, facts: Sequence[Fact]) -> tuple[Draft, ...]:
    """The first `number` noise articles, in order: every other one topical; a prefix of any more.

    None holds an accepted answer of any of the facts: those that would are passed over.

    Raises:
        BadRun: the answers of the facts stand in nearly everything.
    """
    drafts = (_draft(at, source) for at in range(number * _TRIES))
    harmless = (draft for draft in drafts if not _answers_any(draft, facts))
    made = tuple(islice(harmless, number))
    if len(made) < number:
        raise BadRun(
            f"Only {len(made)} of {number} noise articles hold no accepted answer.",
            remedy="Look for accepted answers that are everyday words.",
        )
    return made


def renamed(headline: str, plain: frozenset[str], *seed: object) -> str:
    """The headline with invented names and numbers; one without names is told of a place.

    >>> renamed("Storm hits 12 ships off Arland", frozenset({"storm"}), 5)
    'Storm hits 87 ships off Vassmere'
    """
    names = tuple(dict.fromkeys(filter(None, (_name(m, plain) for m in _WORD.finditer(headline)))))
    places, adjectives = shuffled(PLACES, *seed), shuffled(ADJECTIVES, *seed)
    invented = {
        name: (adjectives if name.endswith(_DERIVED) else places)[at % len(ADJECTIVES)]
        for at, name in enumerate(names)
    }
    told = _WORD.sub(lambda match: _replaced(match.group(), invented), headline)
    figured = _FIGURE.sub(lambda match: _other_figure(match.group(), seed), told)
    return figured if names else f"Word from {places[0]}: {figured}"


def _answers_any(draft: Draft, facts: Sequence[Fact]) -> bool:
    text = f"{draft.headline}\n{draft.text}"
    tokens = read_tokens(text)
    said = frozenset(token.canonical for token in tokens)
    return any(
        holds_answer(text, fact)
        for fact in facts
        if any(_may_hold(said, tokens, accepted) for accepted in _wanted(fact))
    )


def _wanted(fact: Fact) -> tuple[Accepted, ...]:
    return (*fact.answers, *(fact.points[0].aliases if fact.points else ()))


def _may_hold(said: frozenset[str], tokens: Sequence[Token], accepted: Accepted) -> bool:
    """A quick no: matching in full takes milliseconds, and there are hundreds of both."""
    match accepted:
        case str():
            return said.issuperset(_words_of(accepted))
        case NumberAnswer():
            return any(t.number is not None and accepted.accepts(t.number) for t in tokens)
        case DateAnswer(month=int(month)):
            return any(t.month == MONTHS[month - 1] for t in tokens)
        case DateAnswer():
            return str(accepted.year) in said
        case ListAnswer():
            return any(said.issuperset(_words_of(name)) for name in accepted.members[0])


@lru_cache(maxsize=10_000)
def _words_of(answer: str) -> tuple[str, ...]:
    return canonical_tokens(answer)


def _draft(at: int, source: NoiseSource) -> Draft:
    is_topical = at % 2 == 1 and bool(source.headlines)
    headline, templates = _topical(at, source) if is_topical else _plain(at)
    words = {"topic": headline, "words": _topic_words(headline, source, at)}
    opening, *others = templates
    chosen = (opening, *shuffled(others, at, "body")[: _SENTENCES - 1])
    filled = [template.format_map(_slots(at, template) | words) for template in chosen]
    pairs = zip(filled[::2], filled[1::2], strict=True)
    return Draft(
        source_key=f"/robustness/noise-{at:04}.md",
        headline=headline,
        text="\n\n".join(" ".join(pair) for pair in pairs),
        outlet=pick(OUTLETS, at, "outlet"),
        published_at=pick(source.days, at, "day") if source.days else None,
    )


def _plain(at: int) -> tuple[str, tuple[str, ...]]:
    subject = pick(tuple(HEADLINES), at, "subject")
    return pick(HEADLINES[subject], at, "headline").format_map(_slots(at, "")), SENTENCES[subject]


def _topical(at: int, source: NoiseSource) -> tuple[str, tuple[str, ...]]:
    original = source.headlines[at // 2 % len(source.headlines)]
    return renamed(original, source.plain, at), TOPICAL


def _slots(at: int, template: str) -> dict[str, str]:
    """Places hold for the whole article; people and numbers are each sentence's own."""
    place, other = shuffled(PLACES, at, "places")[:2]
    return {
        "place": place,
        "other": other,
        "person": pick(PEOPLE, at, template),
        "outlet": pick(OUTLETS, at, "cited"),
        "number": str(between(61, 989, at, template)),
        "gust": str(between(61, 118, at, template)),
        "few": str(between(6, 19, at, template)),
    }


def _topic_words(headline: str, source: NoiseSource, at: int) -> str:
    telling = [
        word
        for word in _WORD.findall(headline)
        if word in source.plain and len(word) >= _LONG_TOPIC and not is_function_word(word)
    ]
    words = shuffled(tuple(dict.fromkeys(telling)), at, "words")[:_TOPIC_WORDS]
    if not words:
        return "other business"
    return " and ".join(f"“{word}”" for word in words)


def _name(match: re.Match[str], plain: frozenset[str]) -> str | None:
    """The name that a word of a headline is, without its possessive; None when it is none."""
    stem = _POSSESSIVE.sub("", match.group())
    is_name = stem[:1].isupper() and stem.lower() not in plain and not is_function_word(stem)
    return stem if is_name else None


def _replaced(word: str, invented: Mapping[str, str]) -> str:
    stem = _POSSESSIVE.sub("", word)
    return invented.get(stem, stem) + word[len(stem) :]


def _other_figure(figure: str, seed: tuple[object, ...]) -> str:
    digits = "".join(each for each in figure if each.isdigit())
    low = 10 ** (len(digits) - 1)
    return str(between(low, 10 * low - 1, *seed, figure))
