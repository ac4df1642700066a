"""True sentences told a little otherwise, on which the support check should not call out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_OTHER_SPELLINGS = tuple(
    (re.compile(written), other)
    for written, other in (
        (r"\b(did|is|was|do|does|were|are|has|have|had|would|could|should) not\b", r"\1n't"),
        (r"\bwill not\b", "won't"),
        (r"\bcannot\b", "can't"),
        (r"\b(did|is|was|do|does|were|are|has|have|had|would|could|should)n['’]t\b", r"\1 not"),
        (r"(?<=\d)%", " percent"),
        (r"(?<=\d) per ?cent\b", "%"),
        (r"(?<=\d) billion\b", "bn"),
        (r"(?<=\d),(?=\d{3}\b)", ""),
        (r"\bthree\b", "3"),
        (r"\bEuropean Union\b", "EU"),
        (r"\b(\d{1,2}) (April|June|July|August|October)\b", r"\2 \1"),
        (r"\b(January|February|March|November) (\d{1,2})\b", r"\2 \1"),
        (r"[“”]", '"'),
    )
)
# What adds something to a sentence that is true without it.
_ADDED = (
    re.compile(r", (?:which|who|whose|where) [^,;:“”\"]{4,80},(?= )| \([^()]{2,60}\)"),
    re.compile(
        r", (?:which|who|whose|where|as|while|after|following|adding|according to|with)"
        r" [^,;:“”\"]{4,}(?=\.$)"
    ),
    re.compile(r" (?:after|following|during|despite) [^,;:“”\"]{8,}(?=\.$)"),
)
_LEAST_WORDS = 6
# First words that have their capital only from the beginning.
_LOWERED = frozenset("The A An In On At It He She They This That But And For As We There".split())
# Words that say the same of most things; which of them a sentence has is left to chance.
_LIKE = {
    "said": "stated", "about": "around", "began": "started", "nearly": "almost", "large": "big",
    "show": "reveal", "after": "following", "told": "informed", "need": "require",
    "many": "numerous", "while": "whereas", "talks": "discussions", "want": "wish",
    "wants": "wishes", "met": "gathered", "country": "nation", "countries": "nations",
    "because": "since", "also": "too", "decision": "choice", "money": "funds", "plan": "scheme",
    "plans": "schemes", "house": "home", "fear": "worry", "asked": "requested", "made": "created",
    "found": "discovered", "called": "named", "help": "assist",
}  # fmt: skip
_HAS_LIKE = re.compile(rf"\b(?:{'|'.join(_LIKE)})\b")


class Rewording(StrEnum):
    """What is done to a true sentence."""

    SAME = "the sentence itself"
    TRIMMED = "a clause left out"
    FUSED = "two sentences in one"
    RESPELT = "spelt otherwise"
    LIKE = "a word for one like it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """A sentence that is as true as its quotes."""

    rewording: Rewording
    sentence: str


def rewordings_of(sentence: str, following: str) -> tuple[Reworded, ...]:
    """The rewordings that a sentence allows; `following` is the one after it, to fuse it with."""
    made: dict[Rewording, str | None] = {
        Rewording.SAME: sentence,
        Rewording.TRIMMED: _trimmed(sentence),
        Rewording.FUSED: _fused(sentence, following),
        Rewording.RESPELT: _respelt(sentence),
        Rewording.LIKE: _with_like(sentence),
    }
    return tuple(
        Reworded(rewording=rewording, sentence=told)
        for rewording, told in made.items()
        if told is not None
    )


def quotes_around(sentences: Sequence[str], at: int) -> tuple[str, ...]:
    """A sentence with the one before and the one after: what an answer would quote."""
    return tuple(sentences[max(0, at - 1) : at + 2])


def _trimmed(sentence: str) -> str | None:
    for clause in _ADDED:
        cut = clause.sub("", sentence, count=1)
        if cut != sentence and len(cut.split()) >= _LEAST_WORDS:
            return cut
    return None


def _fused(sentence: str, following: str) -> str | None:
    if not following or sentence[-1:] != ".":
        return None
    first = following.split(maxsplit=1)[0]
    lowered = following[0].lower() + following[1:] if first in _LOWERED else following
    return f"{sentence[:-1]}, and {lowered}"


def _respelt(sentence: str) -> str | None:
    """With the first other spelling that there is room for."""
    for written, other in _OTHER_SPELLINGS:
        if written.search(sentence):
            return written.sub(other, sentence)
    return None


def _with_like(sentence: str) -> str | None:
    """With the first word of which there is one like it exchanged for that."""
    first = _HAS_LIKE.search(sentence)
    if first is None:
        return None
    return sentence[: first.start()] + _LIKE[first[0]] + sentence[first.end() :]
