"""What an outlet may be called, learnt from its name as the library has it.

The Verge is also Verge, CBSSports.com CBS Sports, "The Independent - Life and Style" The
Independent, and the Associated Press AP.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

from index.spans import Span
from index.words import content_words, fold

_TOKEN = re.compile(r"[^\W_]+")
_SECTION = re.compile(r"\s+[-–—|]\s+|\s*\|\s*|:\s")
_WEB_ENDINGS = frozenset({"com", "org", "net", "co", "uk", "au", "eu", "info"})
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SHORTEST_SURE_INITIALS = 3  # two letters are too often something else
_LONGEST_INITIALS = 6  # in the name itself: longer capitals are a word in capitals


class Telling(IntEnum):
    """How much it takes for an alias to mean its outlet, least first."""

    NAME = 0  # "Kyiv Post", "TechCrunch": nothing else is called so
    SHORT = 1  # "Fox News" of "FOX News - Health": unless it is a part of another name
    WORD = 2  # "Fortune": may be an ordinary word
    CUED = 3  # "AP": only where it is said to report


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name, as folded words without "the", of one outlet, or of several that share it.

    `has_the` says that it goes with "the"; `is_initials` that it is written in capitals; `small`
    are those of its words that need no capital, such as the com of CBSSports.com.
    """

    words: tuple[str, ...]
    outlets: tuple[str, ...]
    telling: Telling
    has_the: bool = False
    is_initials: bool = False
    small: frozenset[str] = frozenset()


def tokens(text: str) -> tuple[Span, ...]:
    """Where the runs of letters and digits of a text stand, in order."""
    return tuple(Span(start=m.start(), end=m.end()) for m in _TOKEN.finditer(text))


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter or a digit."""
    return word[:1].isupper() or word[:1].isdigit()


@lru_cache(maxsize=16)
def aliases_by_first_word(outlets: tuple[str, ...]) -> Mapping[str, tuple[Alias, ...]]:
    """All aliases of the outlets by their first word, longest first.

    What a library calls one outlet is never an alias of another; an alias that several share stands
    for all of them, but for initials, which then stand for none.
    """
    named: dict[tuple[str, ...], Alias] = {}
    own = {name: alias for name in outlets if (alias := _alias(name, name, Telling.NAME))}
    whole = {alias.words for alias in own.values()}
    for name, whole_name in own.items():
        shorter = (each for each in _shorter_names(name) if each.words not in whole)
        for alias in (whole_name, *shorter):
            known = named.get(alias.words, alias)
            shared = tuple(dict.fromkeys((*known.outlets, *alias.outlets)))
            named[alias.words] = replace(known, outlets=shared)
    clear = (a for a in named.values() if not a.is_initials or len(a.outlets) == 1)
    by_first: dict[str, tuple[Alias, ...]] = {}
    for alias in sorted(clear, key=lambda each: -len(each.words)):
        by_first[alias.words[0]] = (*by_first.get(alias.words[0], ()), alias)
    return MappingProxyType(by_first)


def initials_in(outlets: Sequence[str]) -> frozenset[str]:
    """Outlets whose names are initials, such as AFP."""
    return frozenset(name for name in outlets if name.isalpha() and _are_initials(name))


def _shorter_names(name: str) -> tuple[Alias, ...]:
    """The name without its section, web ending, or News; its humps as words; its initials."""
    head = _SECTION.split(name)[0]
    site = " ".join(_without_web_ending(head))
    forms = [head, site, _HUMP.sub(" ", site)]
    words = site.split()
    if words[1:] == ["News"] and _are_initials(words[0]):
        forms.append(words[0])
    made = [_alias(form, name, Telling.SHORT) for form in dict.fromkeys(forms) if form != name]
    return tuple(each for each in (*made, _initials(head, name)) if each)


def _without_web_ending(name: str) -> list[str]:
    words = _TOKEN.findall(name)
    while "." in name and len(words) > 1 and words[-1].lower() in _WEB_ENDINGS:
        words.pop()
    return words if "." in name else name.split()


def _alias(form: str, outlet: str, telling: Telling) -> Alias | None:
    typed = _TOKEN.findall(form)
    has_the = len(typed) > 1 and typed[0].lower() == "the"
    typed = typed[has_the:]
    if not typed or not content_words(" ".join(typed)):
        return None
    alone = len(typed) == 1
    small = {fold(word) for word in typed if not is_capital(word)}
    return Alias(
        words=tuple(fold(word) for word in typed),
        outlets=(outlet,),
        telling=Telling.WORD if alone and _may_be_word(typed[0]) else telling,
        has_the=has_the,
        is_initials=alone and _are_initials(typed[0]),
        small=frozenset(small) if any(map(is_capital, typed)) else frozenset(),
    )


def _may_be_word(typed: str) -> bool:
    """Whether a name of one word has nothing but a capital to tell it from an ordinary word."""
    return not _HUMP.search(typed) and not _are_initials(typed) and typed.isalpha()


def _are_initials(typed: str) -> bool:
    return typed.isupper() and len(typed) <= _LONGEST_INITIALS


def _initials(head: str, outlet: str) -> Alias | None:
    """NYT of The New York Times: of names of two words or more."""
    words = [word for word in _TOKEN.findall(head) if is_capital(word) and word.lower() != "the"]
    if not words[1:]:
        return None
    letters = "".join(word[0] for word in words)
    is_sure = len(letters) >= _SHORTEST_SURE_INITIALS
    return Alias(
        words=(fold(letters),),
        outlets=(outlet,),
        telling=Telling.SHORT if is_sure else Telling.CUED,
        is_initials=True,
    )
