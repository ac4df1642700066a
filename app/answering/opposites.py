"""Words by which two sentences say opposite things: "will" and "will not", "rose" and "fell"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.spans import Span
from index.statements import Statement
from index.words import content_words, fold, stem, without_may

_PAIRS = (
    (
        "rise rose risen rising increase increased grew grow grown climb climbed higher",
        "fall fell fallen falling decrease decreased decline declined drop dropped shrank lower",
    ),
    (
        "approve approved accept accepted pass passed adopt adopted ratified",
        "reject rejected refuse refused",
    ),
    ("convict convicted guilty", "acquit acquitted innocent"),
    ("raise raised", "cut lowered"),
    ("resume resumed continue continued", "suspend suspended stop stopped halt halted"),
    ("succeed succeeded", "fail failed"),
    ("support supports backed backs", "oppose opposes opposed"),
    ("survive survived alive", "die died dead"),
    ("open opened reopened", "close closed shut"),
)
_OPPOSITES = {
    stem(word): (pair, side)
    for pair, sides in enumerate(_PAIRS)
    for side, words in enumerate(sides)
    for word in words.split()
}
_NEGATIONS = frozenset("not never no cannot neither without".split())
_REACH = 2  # words: "will not now sign", "has not yet been signed"
# What is only supposed, asked or denied is no statement that another could contradict.
_SUPPOSED = re.compile(
    r"\b(?:if|whether|unless|could|might|may|would|should|denied|denies|deny|until|without"
    r"|fears?|hopes?"
    r"|hoped|threaten\w*|possibl[ey]|likely|unlikely|only|neither|nor|almost|nearly|expected"
    r"|wants?)\b"
    r"|\?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’]t\b)?")
_LIGHT = frozenset({"yet"})  # between a negation and what it denies


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """The words of two sentences that oppose each other, as places in each; `stems` are theirs."""

    here: Span
    there: Span
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    stem: str
    span: Span  # with the negation, where there is one
    is_denied: bool


def opposed(one: Statement, other: Statement) -> Opposition | None:
    """Where one sentence denies what the other states, or states its opposite."""
    if any(_SUPPOSED.search(without_may(each.core)) for each in (one, other)):
        return None
    here, there = list(_said(one.text)), list(_said(other.text))
    denied = _opposition(here, there, is_opposite=_is_denial)
    if denied or any(each.is_denied for each in (*here, *there)):
        return denied
    return _opposition(here, there, is_opposite=_is_antonym)


def _opposition(
    here: list[_Said], there: list[_Said], *, is_opposite: Callable[[_Said, _Said], bool]
) -> Opposition | None:
    """The one opposition of two sentences; None where there are several, or what agrees as well."""
    found = [(a, b) for a in here for b in there if is_opposite(a, b)]
    if len(found) != 1:
        return None
    (a, b) = found[0]
    pair = {a.stem, b.stem}
    agrees = any(
        x.stem == y.stem and x.stem in pair and x.is_denied == y.is_denied
        for x in here
        for y in there
    )
    if agrees:
        return None
    return Opposition(here=a.span, there=b.span, stems=frozenset({a.stem, b.stem}))


def _is_denial(one: _Said, other: _Said) -> bool:
    return one.stem == other.stem and one.is_denied != other.is_denied


def _is_antonym(one: _Said, other: _Said) -> bool:
    here, there = _OPPOSITES.get(one.stem), _OPPOSITES.get(other.stem)
    if here is None or there is None:
        return False
    return here[0] == there[0] and here[1] != there[1]


def _said(text: str) -> Iterator[_Said]:
    """The telling words of a sentence in order, each with the negation that it stands under."""
    negation: re.Match[str] | None = None
    reach = 0
    for found in _WORD.finditer(text):
        word = fold(found[0])
        if word in _NEGATIONS or word.endswith("n't"):
            negation, reach = found, _REACH
            continue
        if content_words(word) and word not in _LIGHT:
            start = negation.start() if negation and reach >= 0 else found.start()
            yield _Said(
                stem=stem(word),
                span=Span(start=start, end=found.end()),
                is_denied=negation is not None and reach >= 0,
            )
            negation = None
        reach -= 1
