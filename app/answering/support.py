"""The support check: does a sentence follow from its quotes, and if not, what is not in them?

For every sentence that is not a quote. `index/support/CARD.md` says how well it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.support.alignment import Source, align
from index.support.features import SupportFeatures, features_of, fitted, probability_of
from index.support.guards import Lack, Objection, objections
from index.support.near_copies import is_near_copy
from index.support.reader import read_support
from index.support.shortening import is_shortened, turning_cut
from index.support.words import Term, terms_of

MOST_WORDS = 150  # of a sentence: what is longer is several, and would take seconds
# The least probability of a sentence that only leaves out words. On the dev half of
# `evals.corruption.measure` any from 0.2 to 0.5 lets the same corrupted sentences through; below,
# what is left of a sentence has little to do with it.
SHORTENED = 0.4
# Telling words of its own that a sentence has for the reader alone to let it pass: a copy of which
# one word is changed has one.
LEAST_OWN = 2
NAMED = 5  # of the words that no quote has: the reader gets the idea


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Whether quotes support a sentence, and why not.

    `probability` in [0, 1] is that the quotes say it, by a fitted score that knows nothing of the
    objections; a copy has about 0.8. `reasons` are empty exactly where it is supported.
    """

    probability: float
    reasons: tuple[Objection, ...]

    @property
    def is_supported(self) -> bool:
        """Whether the sentence may be shown."""
        return not self.reasons


def support(sentence: str, quotes: Sequence[str], *, may_shorten: bool = False) -> Support:
    """Whether the quotes together say what the sentence says.

    Both stand for themselves: who speaks and when is taken from nowhere else. Not supported are a
    sentence without words, one of more than 150, and any by no quotes. With `may_shorten` a lower
    probability will do for one that only leaves out words: for few quotes, not for whole articles.
    One with words of its own passes at any probability where the support reader is sure of it.

    Raises:
        ModelError: the reader's file is missing or not the one this version was measured with.

    >>> for reason in support("Norrby hired 40 men.", ["In May Norrby hired 30 men."]).reasons:
    ...     print(reason.message)
    the number 40 is not in the quotes
    it says “40” where the quotes say “30”
    """
    said, quoted = terms_of([sentence]), terms_of(quotes)
    if not said or not quoted:
        return _refused("there is nothing to compare")
    if len(said) > MOST_WORDS:
        return _refused("it is too long to be checked as one sentence")
    found = objections(said, quoted)
    source = Source(quoted)
    steps = align(said, source)
    read = support_read(sentence, quotes)
    probability = probability_of(features_of(said, source, steps, read=read))
    if may_shorten and (cut := turning_cut(said, source, steps)) and not found:
        found = (_lack_of_words(f"it leaves out “{cut}”"),)
    is_easy = may_shorten and is_shortened(said, source, steps)
    decision = fitted()["decision"]
    least = SHORTENED if is_easy else decision["threshold"]
    own = own_words(said, quoted)
    if probability < least and not found:
        is_sure = len(own) >= LEAST_OWN and read >= decision["sure"]
        found = () if is_sure else (_lack_of_words(_what_is_missing(own)),)
    return Support(probability=probability, reasons=found)


def support_features(sentence: str, quotes: Sequence[str]) -> SupportFeatures:
    """What the probability is made of; both hold at least one word."""
    said, source = terms_of([sentence]), Source(terms_of(quotes))
    return features_of(said, source, align(said, source), read=support_read(sentence, quotes))


def support_read(sentence: str, quotes: Sequence[str]) -> float:
    """The support reader's log odds that the quotes say it; 0 for a near copy of them.

    Raises:
        ModelError: the reader's file is missing or not the one this version was measured with.
    """
    return 0.0 if is_near_copy(sentence, quotes) else read_support(sentence, quotes)


def _refused(message: str) -> Support:
    return Support(probability=0.0, reasons=(_lack_of_words(message),))


def own_words(said: Sequence[Term], quoted: Sequence[Term]) -> tuple[str, ...]:
    """The telling words of a sentence that stand in no quote, as written, each once."""
    held = {term.stem for term in quoted}
    missing = (term.text for term in said if term.is_telling and term.stem not in held)
    return tuple(dict.fromkeys(missing))


def _what_is_missing(own: Sequence[str]) -> str:
    if not own:
        return "the quotes have its words, but do not put them together like this"
    named = ", ".join(f"“{word}”" for word in own[:NAMED])
    return f"too much of it is not in the quotes: {named}"


def _lack_of_words(message: str) -> Objection:
    return Objection(lack=Lack.WORDS, message=message)
