"""What a sentence says that its quotes do not: numbers, times, names, denials, directions.

Each is looked for in two ways: whether it stands in the quotes at all, and, where the sentence
copies a quote but for a few words, whether those few say something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.slips import is_variant
from index.support.differences import Difference, differences
from index.support.names import TITLES, missing_names
from index.support.numbers import Amount, amounts_in, times_in
from index.support.opposites import (
    DENIALS,
    SUPPOSING,
    is_opposite,
    is_opposite_in_place,
    means_like,
)
from index.support.words import Term

DENIAL_REACH = 5  # words: "has not yet been formally approved" denies "approved"
_PASSED_OVER = frozenset("yet still even really fully ever alway quit".split())  # stems


class Lack(StrEnum):
    """What kind of thing the quotes do not bear out."""

    NUMBER = "number"
    TIME = "time"
    NAME = "name"
    DENIAL = "denial"
    DIRECTION = "direction"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Something that a sentence says and its quotes do not; `message` is for the reader."""

    lack: Lack
    message: str


def objections(sentence: Sequence[Term], quoted: Sequence[Term]) -> tuple[Objection, ...]:
    """All objections to a sentence, each once, in the order of `Lack`."""
    departures = differences(sentence, quoted)
    found = [
        *_numbers(sentence, quoted, departures),
        *_times(sentence, quoted, departures),
        *_names(sentence, quoted, departures),
        *_denials(sentence, quoted, departures),
        *_directions(sentence, quoted, departures),
    ]
    return tuple(dict.fromkeys(found))


def _numbers(
    sentence: Sequence[Term], quoted: Sequence[Term], departures: Sequence[Difference]
) -> Iterator[Objection]:
    held = amounts_in(quoted)
    for amount in amounts_in(sentence):
        written = _written(sentence[amount.start : amount.end])
        alike = [each for each in held if each.value == amount.value]
        if not alike:
            yield _objection(Lack.NUMBER, f"the number {written} is not in the quotes")
        elif _counts_other_things(amount, alike, held):
            yield _objection(Lack.NUMBER, f"the number {written} is of something else there")
    for each in departures:
        said, there = amounts_in(each.said), amounts_in(each.quoted)
        if len(said) == len(there) and [a.value for a in said] != [a.value for a in there]:
            yield _instead(Lack.NUMBER, each)


def _counts_other_things(said: Amount, alike: Sequence[Amount], held: Sequence[Amount]) -> bool:
    """Whether none of the quotes' equal numbers can be the same as this one.

    It cannot where the unit differs, or where they count another number of this one's things.
    """
    if not any(_may_have_one_unit(said, each) for each in alike):
        return True
    is_of_others = said.thing in {each.thing for each in held if each.value != said.value}
    return bool(said.thing) and is_of_others and said.thing not in {e.thing for e in alike}


def _may_have_one_unit(said: Amount, held: Amount) -> bool:
    """A currency may go without saying, a percent not."""
    if "percent" in {said.unit, held.unit}:
        return said.unit == held.unit
    return said.unit == held.unit or not (said.unit and held.unit)


def _times(
    sentence: Sequence[Term], quoted: Sequence[Term], departures: Sequence[Difference]
) -> Iterator[Objection]:
    held = {time.name for time in times_in(quoted)}
    held |= {name.split()[-1] for name in held}  # who says "February" says less than "17 February"
    for time in times_in(sentence):
        if time.name not in held:
            written = _written(sentence[time.start : time.end])
            yield _objection(Lack.TIME, f"{written} is not in the quotes")
    for each in departures:
        said, there = times_in(each.said), times_in(each.quoted)
        if said and len(said) == len(there) and [t.name for t in said] != [t.name for t in there]:
            yield _instead(Lack.TIME, each)


def _names(
    sentence: Sequence[Term], quoted: Sequence[Term], departures: Sequence[Difference]
) -> Iterator[Objection]:
    for term in missing_names(sentence, quoted):
        yield _objection(Lack.NAME, f"the name {term.text} is not in the quotes")
    for each in departures:
        if len(each.said) == len(each.quoted) and any(
            _is_name(one) and _is_name(other) and not is_variant(one.key, other.key)
            for one, other in zip(each.said, each.quoted, strict=True)
        ):
            yield _instead(Lack.NAME, each)


def _is_name(term: Term) -> bool:
    return term.text[0].isupper() and term.is_telling and term.key not in TITLES


def _denials(
    sentence: Sequence[Term], quoted: Sequence[Term], departures: Sequence[Difference]
) -> Iterator[Objection]:
    said, held = _polarities(sentence), _polarities(quoted)
    for word in sorted(said.only_denied & held.only_affirmed):
        yield _objection(Lack.DENIAL, f"it denies “{said.written[word]}”; the quotes do not")
    for word in sorted(said.only_affirmed & held.only_denied):
        yield _objection(Lack.DENIAL, f"the quotes deny “{said.written[word]}”; it does not")
    if said.has_denial and not held.has_denial:
        yield _objection(Lack.DENIAL, "it denies something; the quotes deny nothing")
    for each in departures:
        if _is_turned(each):
            yield _instead(Lack.DENIAL, each)


def _is_turned(departure: Difference) -> bool:
    """Whether a denial, or a word that only supposes, was added or is missing."""
    said, quoted = departure.said, departure.quoted
    if (not said and departure.is_clause) or not departure.is_exchange(most=1):
        return False
    is_firmer = _has_supposing(quoted) and not _has_supposing(said)
    return is_firmer or _has_denial(said) != _has_denial(quoted)


def _directions(
    sentence: Sequence[Term], quoted: Sequence[Term], departures: Sequence[Difference]
) -> Iterator[Objection]:
    own = {term.stem for term in sentence}
    held = {term.stem: term for term in quoted}
    for term in sentence:
        if not term.is_telling or any(means_like(term.stem, other) for other in held):
            continue
        turned = [t for s, t in held.items() if s not in own and is_opposite(term.stem, s)]
        if turned:
            yield _objection(
                Lack.DIRECTION, f"it says “{term.text}” where the quotes say “{turned[0].text}”"
            )
    for each in departures:
        if each.is_exchange(most=2) and _has_opposites(each):
            yield _instead(Lack.DIRECTION, each)


def _has_opposites(departure: Difference) -> bool:
    return any(
        is_opposite_in_place(one.stem, other.stem)
        for one in departure.said
        for other in departure.quoted
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Polarities:
    """The stems of a text's telling words that stand only under a denial, and only without."""

    only_denied: frozenset[str]
    only_affirmed: frozenset[str]
    has_denial: bool
    written: dict[str, str]


def _polarities(terms: Sequence[Term]) -> _Polarities:
    denied: set[str] = set()
    affirmed: set[str] = set()
    reach = 0
    for place, term in enumerate(terms):
        reach = DENIAL_REACH if _denies(terms, place) else 0 if term.opens else reach - 1
        if term.is_telling and term.stem not in _PASSED_OVER and not term.key.endswith("ly"):
            (denied if reach > 0 else affirmed).add(term.stem)
            reach = 0
    return _Polarities(
        only_denied=frozenset(denied - affirmed),
        only_affirmed=frozenset(affirmed - denied),
        has_denial=_has_denial(terms),
        written={term.stem: term.text for term in terms},
    )


def _denies(terms: Sequence[Term], place: int) -> bool:
    """Whether the word here denies something; that of "not only" does not."""
    following = terms[place + 1].key if place + 1 < len(terms) else ""
    return terms[place].key in DENIALS and following != "only"


def _has_denial(terms: Sequence[Term]) -> bool:
    return any(_denies(terms, place) for place in range(len(terms)))


def _has_supposing(terms: Sequence[Term]) -> bool:
    return any(term.key in SUPPOSING and term.text != "May" for term in terms)


def _instead(lack: Lack, departure: Difference) -> Objection:
    said, quoted = _written(departure.said), _written(departure.quoted)
    if not said:
        return _objection(lack, f"it leaves out “{quoted}”")
    if not quoted:
        return _objection(lack, f"it adds “{said}”")
    return _objection(lack, f"it says “{said}” where the quotes say “{quoted}”")


def _written(terms: Sequence[Term]) -> str:
    return " ".join(term.text for term in terms)


def _objection(lack: Lack, message: str) -> Objection:
    return Objection(lack=lack, message=message)
