"""The names in what pages state: people out of bylines, headlines without their outlet's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from corpus.markup import one_line

LONGEST_NAME_WORDS = 6  # of a person or an agency; more is a sentence about one
LONGEST_AUTHOR_CHARACTERS = 400

_BY = re.compile(
    r"(?:(?:written|reported|posted|story|text|words)\s+by|by|author|text|autor(?:in)?|auteur|autore"
    r"|بقلم|كتب)\s*:?\s+"
    # Also the beginning of a name (Von Trier): a byline only before two names.
    r"|(?:von|par|por|door|av|af)\s+(?=[A-ZÀ-Þ][\w'’-]*\s+(?:[a-z]+\s+)*[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"\s*(?:[|•·;،]|,(?:\s*(?:and|und|et|y|e|och|og|en|&)(?=\s))?|\s/\s|\s[–—]\s)\s*"
)
_JOINED = re.compile(r"\s+(?:and|und|et|y|e|och|og|en|&|و)\s+", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\s+(?:\(.*\)|(?:and|with|&)\s+(?:agencies|wires?|wire services|AFP|AP|Reuters)"
    r"|(?:in|for|at|reporting|aus|für)\s+\S.*)$"
)
_ROLE = re.compile(
    r"\b(?:staff|writers?|report(?:er|ers|ing)|correspondents?|editor(?:s|ial|in)?|desk|team|bureau"
    r"|newsroom|columnists?|contribut(?:or|ors|ing)|journalists?|producers?|photographers?|chief"
    r"|guest|redaktion|redakteur(?:in)?|korrespondent(?:in)?|rédaction|redacci[oó]n|redazione"
    r"|admin|administrator|webmaster|unknown|anonymous)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:press|news|times|agency|reuters|afp|ap|dpa|epa|bloomberg)\b", re.IGNORECASE
)
_NO_NAME = re.compile(r"https?:|www\.|[@<>{}\[\]/\\=\d]|\.\w{2,4}$")
_ENDING = re.compile(r"\s+(?:[|–—:·»«-]|::|[|]{2}|>>)\s+")


def author_of(stated: Iterable[str], *, outlet: str | None) -> str | None:
    """The people whom bylines name, in order, parted by `, `; None where they name nobody.

    `By Jane Doe, Staff` is `Jane Doe`. Roles, addresses, account names and the outlet itself are
    no authors; an agency is one where it stands alone.
    """
    names: dict[str, str] = {}
    for byline in stated:
        for name in _names(one_line(unescape(byline)), outlet=outlet):
            names.setdefault(same(name), name)
    return ", ".join(names.values()) or None


def headline_of(stated: str, *, outlet: str | None, headings: Sequence[str]) -> str:
    """A headline without the outlet's name at its end.

    `headings` are the page's own first-level headings: where one of them stands before or behind a
    dash or a bar, it is the headline; where one is cut short by an ellipsis, it is the whole one.
    """
    headline = one_line(unescape(stated))
    cut = headline.rstrip(". …")
    if headline.endswith(("…", "...")):
        whole = (heading for heading in headings if heading.startswith(cut))
        return next(whole, headline)
    known = frozenset(map(same, headings))
    for part in _parts(headline):
        if same(part) in known:
            return part
    while outlet and (ending := _last_ending(headline)):
        if not _names_outlet(headline[ending[1] :], outlet):
            break
        headline = headline[: ending[0]]
    return headline


def is_byline(text: str) -> bool:
    """Whether a short text begins as bylines do: with `By`, or with it in another language."""
    return len(text) <= LONGEST_AUTHOR_CHARACTERS and bool(_BY.match(text))


def same(text: str) -> str:
    """What two spellings of a name share: its letters and digits, in lower case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _names(byline: str, *, outlet: str | None) -> Iterable[str]:
    if len(byline) > LONGEST_AUTHOR_CHARACTERS:
        return
    found = False
    people = [person for part in _PARTED.split(_unlabelled(byline)) for person in _people(part)]
    for person in people:
        name = _AFTER_NAME.sub("", person).strip(" .:")
        if _is_name(name, outlet=outlet) and not (found and _AGENCY.search(name)):
            found = True
            yield name


def _unlabelled(byline: str) -> str:
    """A byline without the `By` before its names."""
    return _BY.sub("", byline, count=1) if _BY.match(byline) else byline


def _people(part: str) -> list[str]:
    """The people in a part of a byline; `Ortega y Gasset` is one."""
    each = _JOINED.split(_unlabelled(part))
    return each if all(" " in name.strip() for name in each) else [part]


def _is_name(name: str, *, outlet: str | None) -> bool:
    words = name.split()
    if not words or len(words) > LONGEST_NAME_WORDS or _NO_NAME.search(name):
        return False
    if _ROLE.search(name) or (len(words) == 1 and name.isascii() and name.islower()):
        return False
    return not (outlet and _names_outlet(name, outlet))


def _names_outlet(text: str, outlet: str) -> bool:
    one, other = (re.sub(r"^the\s+", "", name, flags=re.IGNORECASE) for name in (text, outlet))
    return same(one) == same(other)


def _last_ending(headline: str) -> tuple[int, int] | None:
    endings = list(_ENDING.finditer(headline))
    return endings[-1].span() if endings else None


def _parts(headline: str) -> list[str]:
    """Both sides of each dash or bar: what stands before it, and what stands after it."""
    return [
        side
        for mark in _ENDING.finditer(headline)
        for side in (headline[: mark.start()], headline[mark.end() :])
        if side
    ]
