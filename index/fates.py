"""What a report's number says befell people: "12 dead", "killing 12", "a death toll of 12"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.words import stem

_FATES = {
    "dead": r"died|dead|killed|killing|kills|kill|dies|perished|drowned|lost their lives|deaths"
    r"|fatalities|claimed the lives of|trampled",
    "hurt": r"hurt|injured|injuring|injures|wounded|wounding|injuries",
    "missing": r"missing|unaccounted for",
    "arrested": r"arrested|arresting|detained|detaining|arrests",
    "displaced": r"displaced|displacing|evacuated|homeless|fled",
    "rescued": r"rescued|rescuing|saved|pulled alive",
    "ill": r"infected|hospitali[sz]ed",
}
_FATE = "|".join(rf"(?P<{name}>{words})" for name, words in _FATES.items())
_BETWEEN = (
    r"(?:(?:were|was|are|is|have|has|had|been|also|now|still|feared|reported|reportedly"
    r"|confirmed|found"
    r"|left|listed|reported) ){0,4}"
)
_PEOPLE = (
    r"(?:(?!were |was |are |have |had |dead |died |missing |hurt |on |in |of |and )[\w-]+ ){0,3}"
)
_AFTER = re.compile(rf"^ (?P<people>{_PEOPLE}?){_BETWEEN}(?:{_FATE})\b(?!['’]s)")
_BOUND_WORDS = (
    r"(?:(?:at least|about|around|some|nearly|almost|more than|over|up to|as many as|only|just|an"
    r" estimated) )?"
)
_BEFORE = re.compile(rf"\b(?:{_FATE})(?: by)? {_BOUND_WORDS}$")
_TOLL = re.compile(
    r"\b(?:death toll|number of (?:dead|deaths|people killed)|toll)\b[^.;,\d]{0,80}?"
    rf"\b(?:to|at|of|reached|is|was|hit|passed|exceeded) {_BOUND_WORDS}$",
    re.IGNORECASE,
)
_ANYBODY = frozenset("peopl person victim other bodi life live dead die".split())
_PART_BEFORE = re.compile(
    r"\b(?:another|a further|further|additional|including|among (?:them|whom)|of whom|of them"
    r"|besides"
    rf"|apart from|plus|first|last|next) {_BOUND_WORDS}$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    r"^(?: \w+)? (?:of them|of whom|of the|of those|others?|more\b(?! than))\b", re.IGNORECASE
)
_NOUN = re.compile(r"^ ([a-z][\w-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What befell, in one word, and whom: the stem of a noun, or empty for people as such."""

    name: str
    people: str


def fate_of(before: str, after: str) -> Fate | None:
    """The fate that a number counts, by the words before and after it; None where it counts none.

    >>> fate_of("The blast killed at least ", " sailors.")
    Fate(name='dead', people='sailor')
    """
    following = _AFTER.match(after)
    if following:
        return Fate(name=_name(following), people=_counted(following["people"]))
    preceding = _BEFORE.search(before)
    toll = _TOLL.search(before)
    if not preceding and not toll:
        return None
    noun = _NOUN.match(after)
    people = _counted(noun[1]) if noun and not _is_function_word(noun[1]) else ""
    return Fate(name=_name(preceding) if preceding else "dead", people=people)


def is_part(before: str, after: str) -> bool:
    """Whether a number is counted beside or within another: "another 12", "12 of them"."""
    return bool(_PART_BEFORE.search(before) or _PART_AFTER.match(after))


def _name(found: re.Match[str]) -> str:
    return next(name for name in _FATES if found[name])


def _counted(words: str) -> str:
    """The stem of the last of the words, empty for people as such."""
    last = words.split()[-1:]
    counted = stem(last[0].lower()) if last else ""
    return "" if counted in _ANYBODY else counted


def _is_function_word(word: str) -> bool:
    return word in {
        "in",
        "on",
        "at",
        "and",
        "so",
        "by",
        "since",
        "after",
        "when",
        "as",
        "with",
        "were",
    }
