"""Outlets named in a question: "according to the Kyiv Post", "TechCrunch's report".

Names and short forms are learnt from the library's own outlets. Many of them are ordinary words
(Time, People, The Guardian): these count only where capitals or a word for reporting tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.kinds import capitals_tell
from index.outlet_names import (
    Alias,
    Telling,
    aliases_by_first_word,
    initials_in,
    is_capital,
    tokens,
)
from index.spans import Span
from index.words import content_words, fold

_REPORT = (
    r"(?:articles?|reports?|stor(?:y|ies)|coverage|reporting|pieces?|accounts?|journalists?"
    r"|reporters?|correspondents?|editorials?|interviews?|versions?|summar(?:y|ies)|briefs?)"
)
_TOLD_BY = re.compile(
    rf"\b(?:according to|per|via|(?:reported|noted|covered|mentioned|described|stated|told|cited"
    rf"|published|written|featured|discussed|highlighted|quoted|{_REPORT}) (?:by|in|from)"
    r"|(?:read|said|says|stands?) in)(?: both)?(?: an?| the)?[\s'‘’“”\"]*$",
    re.IGNORECASE,
)
_ITS_REPORT = re.compile(rf"['’”\"]*(?:['’]s)?(?: own| latest| recent)? {_REPORT}\b", re.IGNORECASE)
_SAYS = re.compile(
    r"['’”\"]*(?: (?:each|both|all|then|also|itself))? (?:says?|said|report(?:s|ed)?|writes?|wrote"
    r"|written|describe[sd]?|claim(?:s|ed)?|tells?|told|quote[sd]?|suggest(?:s|ed)?"
    r"|mention(?:s|ed)?|cover(?:s|ed)?|puts?|call(?:s|ed)?|state[sd]?|cite[sd]?|indicate[sd]?"
    r"|gives?|gave)\b",
    re.IGNORECASE,
)
_AND = re.compile(
    r"['’”\"]*(?:['’]s)?(?:,? (?:and|or|versus|vs|than|with|&)|,)(?: both| by| in| from)*"
    r"[\s'‘“\"]*(?:the )?[\s'‘“\"]*",
    re.IGNORECASE,
)
_OF_NAME = re.compile(r" of (?:the )?[A-Z]")  # The Age of Ultron
_QUOTES = "'‘“\""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletMention:
    """Where a question names an outlet, and which outlets of the library that may be."""

    span: Span
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An alias where it stands: tokens `first` up to, not including, `end`."""

    alias: Alias
    first: int
    end: int


def outlets_named(
    text: str, outlets: Sequence[str], *, is_word: Callable[[str], bool]
) -> tuple[OutletMention, ...]:
    """The outlets that a question names, in order; `outlets` are the library's.

    `is_word` says of a folded word whether articles use it: Fortune then needs more than Engadget.
    """
    question = _Question(text, is_word)
    found = sorted(
        (*question.names_of(outlets), *question.spelt_out(outlets)), key=lambda each: each.first
    )
    return tuple(
        OutletMention(span=question.span(each), outlets=each.alias.outlets)
        for each in question.meant(found)
    )


class _Question:
    """A question cut into tokens, with what its capitals and its words for reporting tell."""

    def __init__(self, text: str, is_word: Callable[[str], bool]) -> None:
        self._text = text
        self._places = tokens(text)
        self._typed = [place.of(text) for place in self._places]
        self._folded = [fold(word) for word in self._typed]
        self._capitals_tell = capitals_tell(text)
        self._is_word = is_word

    def names_of(self, outlets: Sequence[str]) -> Iterator[_Found]:
        """Aliases where they stand, the longest at each place, none within another."""
        known = aliases_by_first_word(tuple(outlets))
        at = 0
        while at < len(self._folded):
            here = (
                alias
                for alias in known.get(self._folded[at], ())
                if tuple(self._folded[at : at + len(alias.words)]) == alias.words
            )
            alias = next(here, None)
            if alias:
                yield _Found(alias=alias, first=at, end=at + len(alias.words))
            at += len(alias.words) if alias else 1

    def spelt_out(self, outlets: Sequence[str]) -> Iterator[_Found]:
        """Names in full of outlets that the library knows by initials: Agence France-Presse."""
        wanted = initials_in(outlets)
        for first, end in self._capital_runs():
            outlet = "".join(word[0] for word in self._typed[first:end])
            if outlet in wanted and end - first > 1:
                words = tuple(self._folded[first:end])
                alias = Alias(words=words, outlets=(outlet,), telling=Telling.CUED)
                yield _Found(alias=alias, first=first, end=end)

    def span(self, found: _Found) -> Span:
        """Where a name stands, with the "the" that goes with it."""
        first = found.first - (found.alias.has_the and self._has_the(found))
        return Span(start=self._places[first].start, end=self._places[found.end - 1].end)

    def meant(self, found: Sequence[_Found]) -> list[_Found]:
        """Those that are meant as outlets, by themselves or listed beside one that is."""
        sure = [self._is_meant(each) for each in found]
        joined = [self._are_listed(one, other) for one, other in pairwise(found)]
        for at, together in enumerate(joined):
            sure[at + 1] = sure[at + 1] or (together and sure[at])
        for at in range(len(joined) - 1, -1, -1):
            sure[at] = sure[at] or (joined[at] and sure[at + 1])
        return [each for each, is_sure in zip(found, sure, strict=True) if is_sure]

    def _is_meant(self, found: _Found) -> bool:
        telling = self._telling(found)
        is_capital_here = self._capitals_tell and self._is_capital(found)
        if telling > Telling.NAME and is_capital_here and self._is_part_of_name(found):
            return False
        if telling is Telling.CUED:
            return is_capital_here and (self._is_told_of(found) or self._says(found))
        if telling is Telling.WORD:
            return self._is_word_meant(found, is_capital=is_capital_here)
        return is_capital_here or self._is_told_of(found) or self._says(found)

    def _is_word_meant(self, found: _Found, *, is_capital: bool) -> bool:
        goes_with_the = found.alias.has_the and self._has_the(found)
        if is_capital:
            stands_out = not self._begins_sentence(found) and (
                goes_with_the or self._is_quoted(found) or not found.alias.has_the
            )
            return stands_out or self._is_told_of(found) or self._says(found)
        if goes_with_the:
            return self._is_told_of(found) or self._says(found)
        return bool(_ITS_REPORT.match(self._text, self.span(found).end))

    def _telling(self, found: _Found) -> Telling:
        alias = found.alias
        if alias.telling is Telling.WORD and not self._is_word(alias.words[0]):
            return Telling.SHORT
        return alias.telling

    def _has_the(self, found: _Found) -> bool:
        return found.first > 0 and self._folded[found.first - 1] == "the"

    def _is_capital(self, found: _Found) -> bool:
        typed = self._typed[found.first : found.end]
        if found.alias.is_initials:
            return all(word.isupper() for word in typed)
        return all(is_capital(word) or fold(word) in found.alias.small for word in typed)

    def _is_quoted(self, found: _Found) -> bool:
        return self._text[: self.span(found).start][-1:] in tuple(_QUOTES)

    def _begins_sentence(self, found: _Found) -> bool:
        before = self._text[: self.span(found).start].rstrip(f"{_QUOTES} ")
        return not before or before[-1] in ".!?:\n"

    def _is_part_of_name(self, found: _Found) -> bool:
        """Whether its neighbours make it a longer name: New York Times, BBC Sound, Age of Ra."""
        before = found.first - 1
        if before > 0 and self._runs_on(before) and self._is_name_word(before):
            return True
        if _TOLD_BY.search(self._text[: self.span(found).start]):
            return False
        after = self._runs_on(found.end - 1) and self._is_name_word(found.end)
        return after or bool(_OF_NAME.match(self._text, self.span(found).end))

    def _is_name_word(self, at: int) -> bool:
        return is_capital(self._typed[at]) and bool(content_words(self._typed[at]))

    def _runs_on(self, at: int) -> bool:
        """Whether nothing but a space or hyphen stands between a token and the next."""
        if at + 1 >= len(self._places):
            return False
        return self._text[self._places[at].end : self._places[at + 1].start] in {" ", "-"}

    def _capital_runs(self) -> Iterator[tuple[int, int]]:
        """First and end of each run of words with capitals."""
        first = 0
        for at in range(len(self._typed)):
            if not self._is_name_word(at):
                first = at + 1
            elif not self._runs_on(at) or not self._is_name_word(at + 1):
                yield first, at + 1
                first = at + 1

    def _is_told_of(self, found: _Found) -> bool:
        span = self.span(found)
        told_by = _TOLD_BY.search(self._text[: span.start])
        return bool(told_by or _ITS_REPORT.match(self._text, span.end))

    def _says(self, found: _Found) -> bool:
        return bool(_SAYS.match(self._text, self.span(found).end))

    def _are_listed(self, one: _Found, other: _Found) -> bool:
        between = self._text[self.span(one).end : self.span(other).start]
        return bool(_AND.fullmatch(between))
