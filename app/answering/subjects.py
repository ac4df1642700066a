"""Whether two sentences are about the same thing at the same time, told by their words."""

from __future__ import annotations

import re

from corpus.dates import DateRange
from index.statements import Statement
from index.words import stem, stems

# Told by both, as a share of the sentence that tells less, and in words; a sentence that tells less
# than that has to stand in the other whole. Chosen on the dev half of
# evals/cases/disagreement.jsonl, where no share from 0.4 to 0.8 makes a difference.
SHARED_SHARE, SHARED_WORDS, SHARED_LEAST = 0.6, 3, 2
# Where each tells something that the other leaves out. At less a sum sued for and a sum settled for
# are one thing, in reports of Dominion's lawsuit in RealTimeQA of 2023.
SHARED_SHARE_OF_BOTH = 0.75
# Words that add nothing to what a sentence is about.
_LIGHT = frozenset(
    stem(word)
    for word in (
        "new total number figure people so far later than planned after all more number record"
        " recorded"
        " raise raised cut plan plans set according burst case has have sign signed stand stood"
        " reach"
        " reached put number made make three two four five weeks"
    ).split()
)
# How a thing is measured is compared apart (app/answering/events.py).
_MEASURES = frozenset(
    stem(word)
    for word in (
        "confirmed suspected core headline median average mean gross net eligible registered"
    ).split()
)
_HEAD_END = re.compile(
    r"\b(?:of|in|on|at|under|near|from|for|with|to|who|which|that|will|would|has|have|had|is|are"
    r"|was|were"
    r"|can|could|may|did|does|do|makes?|carried|\w{3,}ed|fell|rose|grew|won|lost|left|met"
    r"|held)\b|[,;:(]"
)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their|this|these)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|this|these|its|their|so far|by now|in all)\b ?", re.IGNORECASE)


def same_subject(
    one: Statement, other: Statement, *, besides: frozenset[str] = frozenset()
) -> bool:
    """Whether two sentences tell of one thing, the stems `besides` left out of the comparison.

    They share most of what the one of fewer words tells, each names nothing that the other's report
    doesn't know, they don't both tell something the other doesn't, and both begin with one thing.
    """
    if _is_of_somebody(one) or _is_of_somebody(other):
        return False
    here, there = (each.told - besides - _MEASURES for each in (one, other))
    shared, fewer = len(here & there), min(len(here), len(there))
    is_enough = shared >= SHARED_WORDS or SHARED_LEAST <= shared == fewer
    if not is_enough or shared < SHARED_SHARE * fewer:
        return False
    if not (one.names <= other.known and other.names <= one.known):
        return False
    own, others = here - other.known - _LIGHT, there - one.known - _LIGHT
    if (own and others) or not _begin_alike(one, other):
        return False
    is_within = not (here - there - _LIGHT) or not (there - here - _LIGHT)
    return is_within or shared >= SHARED_SHARE_OF_BOTH * fewer


def _is_of_somebody(statement: Statement) -> bool:
    """Whether only a pronoun says whom or what a sentence is about."""
    return not statement.names and bool(_PRONOUN.search(statement.core))


def times_meet(one: Statement, other: Statement) -> bool:
    """Whether no dates, months or weekdays that both sentences name lie apart."""
    here, there = one.times, other.times
    if here and there:
        return any(_meet(a, b) for a in here for b in there)
    months, weekdays = (one.months, other.months), (one.weekdays, other.weekdays)
    return all(not (a and b) or bool(a & b) for a, b in (months, weekdays))


def _meet(one: DateRange, other: DateRange) -> bool:
    return bool(one.first and one.last) and (other.holds(one.first) or one.holds(other.first))


def _begin_alike(one: Statement, other: Statement) -> bool:
    """Whether the first things that both sentences name have a word in common."""
    here, there = _head(one.core), _head(other.core)
    return not (here and there) or bool(here & there)


def _head(core: str) -> frozenset[str]:
    plain = _ARTICLE.sub("", core)
    end = _HEAD_END.search(plain)
    found = frozenset(stems(plain[: end.start()] if end else ""))
    return frozenset(each for each in found if not each[0].isdigit()) - _LIGHT - _MEASURES
