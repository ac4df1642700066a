"""Whether quotes back a sentence, judged by its words.

A check, not an entailment model: it asks whether what the sentence says in numbers, names,
negations and content words stands in the quotes at all, not whether they say it of one another.
It never looks at anything but the two texts, so the same texts always score the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.matching.folding import fold
from evals.matching.tokens import UNIT_SIGNS
from evals.matching.words import canonical_tokens
from index.aliases import is_country, with_short_names
from index.words import content_words, spelling_variant, stem, words

MIN_WORDS_SUPPORTED = 0.5  # not fitted: a plain majority, for the rest may be other words for it
_NEGATIONS = frozenset("no not never none nobody nothing neither nor without cannot".split())
_NEGATION_REACH = 3  # words: "has not yet been approved" denies "approved"
_TRIMMED = re.compile(r"\[(?:…|\.\.\.)\]")
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['.-](?=[^\W_]))*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\")]*\s)[\"'(\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claims:
    """What a text says, as far as its words show it; every word in one form."""

    words: frozenset[str]  # all, stemmed and not
    content: frozenset[str]  # stems of content words, numbers in figures
    numbers: frozenset[str]  # `30`, and `150000000000 EUR` beside `150000000000`
    names: frozenset[str]
    denied: frozenset[str]  # stems that a negation stands before
    affirmed: frozenset[str]  # stems that stand somewhere without one
    has_negation: bool


def supports(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether the quotes together hold what the sentence says, as far as words can show it.

    Every number and name of the sentence stands in them, no negation is dropped or added, and at
    least half of its content words stand in them too. Text that is quoted word for word is always
    supported, also where `[…]` marks what was left out, unless that is a negation. False for a
    sentence without words.

    >>> supports("Macron hosted 30 chiefs.", ["In Paris, Macron hosted thirty military chiefs."])
    True
    >>> supports("Macron hosted 40 chiefs.", ["In Paris, Macron hosted thirty military chiefs."])
    False
    """
    if _is_verbatim(sentence, quotes):
        return True
    said, backing = _claims([sentence]), _claims(quotes)
    return bool(
        said.content
        and _share_of_particulars(said, backing) == 1
        and not _is_turned_round(said, backing)
        and _share_of_words(said, backing) >= MIN_WORDS_SUPPORTED
    )


def support_score(sentence: str, quotes: Sequence[str]) -> float:
    """How much of the sentence stands in the quotes, in [0, 1]; 1 for verbatim text.

    Share of its content words x share of its numbers and names, and 0 where a negation is dropped
    or added, or the sentence has no words.

    Worked: of macron, host, 40 and chief three stand there; of the name and the number, one does.

    >>> support_score("There Macron hosted 40 chiefs", ["Macron hosted 30 chiefs"])
    0.375
    """
    if _is_verbatim(sentence, quotes):
        return 1.0
    said, backing = _claims([sentence]), _claims(quotes)
    if not said.content or _is_turned_round(said, backing):
        return 0.0
    return _share_of_words(said, backing) * _share_of_particulars(said, backing)


def _is_verbatim(sentence: str, quotes: Sequence[str]) -> bool:
    pieces = [piece for piece in _TRIMMED.split(sentence) if piece.strip()]
    return bool(pieces) and any(_stand_in_order(pieces, quote) for quote in quotes)


def _stand_in_order(pieces: Sequence[str], quote: str) -> bool:
    """Whether each stands in the quote after the one before, with no negation left out between."""
    text, reached = fold(quote).text, 0
    for piece in pieces:
        # Whole words and whole numbers only: "5 million" does not stand in "1.5 million".
        sought = rf"(?<!\w)(?<!\d[.,]){re.escape(fold(piece).text.strip())}(?!\w)(?![.,]\d)"
        place = re.compile(sought).search(text, reached)
        if place is None or (reached and _claims([text[reached : place.start()]]).has_negation):
            return False
        reached = place.end()
    return True


def _share_of_words(said: _Claims, backing: _Claims) -> float:
    return len(said.content & backing.words) / len(said.content)


def _share_of_particulars(said: _Claims, backing: _Claims) -> float:
    """Share of numbers and names that stand in the quotes; 1 where there are none."""
    found = [number in backing.numbers for number in said.numbers]
    found += [_is_named(name, backing) for name in said.names]
    return sum(found) / len(found) if found else 1.0


def _is_named(name: str, backing: _Claims) -> bool:
    return name in backing.words or spelling_variant(name, backing.words) is not None


def _is_turned_round(said: _Claims, backing: _Claims) -> bool:
    """Whether one side denies what the other only affirms."""
    if said.has_negation and not backing.has_negation:
        return True
    only_denied = backing.denied - backing.affirmed
    only_affirmed = backing.affirmed - backing.denied
    return bool(said.affirmed & only_denied - said.denied or said.denied & only_affirmed)


def _claims(texts: Sequence[str]) -> _Claims:
    tokens = [token for text in texts for token in canonical_tokens(with_short_names(text))]
    in_order = [word for text in texts for word in _plain_words(text)]
    content = {stem(word) for word in in_order if content_words(word)}
    denied, affirmed = _polarities(in_order)
    return _Claims(
        words=frozenset(in_order) | content,
        content=frozenset(content),
        numbers=frozenset(_numbers(tokens)),
        names=frozenset(name for text in texts for name in _names(text)),
        denied=denied,
        affirmed=affirmed,
        has_negation=any(_is_negation(before, word) for before, word in pairwise(["", *in_order])),
    )


def _plain_words(text: str) -> list[str]:
    return words(" ".join(canonical_tokens(with_short_names(text))))


def _numbers(tokens: Sequence[str]) -> Iterator[str]:
    for figure, after in pairwise([*tokens, ""]):
        # A bare 1 is as often the pronoun: "one of the leaders", "no one".
        if figure[:1].isdigit() and figure != "1":
            yield figure
        if figure[:1].isdigit() and after in UNIT_SIGNS:
            yield f"{figure} {after}"


def _names(text: str) -> Iterator[str]:
    """Countries, and words with a capital that they don't owe to beginning a sentence."""
    plain = with_short_names(fold(text).text)
    starts = {match.end() for match in _SENTENCE_START.finditer(plain)}
    for match in _WORD.finditer(plain):
        written = match.group()
        has_own_capital = written[0].isupper() and len(written) > 1 and match.start() not in starts
        for word in content_words(written):
            if has_own_capital or is_country(word):
                yield word


def _polarities(in_order: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Stems that are denied, and stems that are not; one that is both stands in both."""
    denied: set[str] = set()
    affirmed: set[str] = set()
    reach = 0
    for before, word in pairwise(["", *in_order]):
        if _is_negation(before, word):
            reach = _NEGATION_REACH
        elif content_words(word):
            (denied if reach else affirmed).add(stem(word))
            reach = 0
        else:
            reach = max(reach - 1, 0)
    return frozenset(denied), frozenset(affirmed)


def _is_negation(before: str, word: str) -> bool:
    """Also the `t` that is left of `didn't` and `can't`."""
    return word in _NEGATIONS or (word == "t" and before.endswith("n"))
