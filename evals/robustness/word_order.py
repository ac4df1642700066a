"""The same words in another order: a phrase moved to the front, or the telling words alone."""

from __future__ import annotations

import re

from evals.robustness.chance import shuffled
from evals.robustness.function_words import is_function_word
from evals.robustness.paraphrase import has_parts, with_capital, without_capital

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"(?:\d{{1,2}} )?{_MONTH}(?: and {_MONTH})?(?: \d{{4}})?|\d{{4}}"
_NAME = r"(?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
# What can stand before a question as well as after it. The first that fits is taken.
_MOVABLE = tuple(
    re.compile(rf"(?P<head>.+?),? (?P<phrase>{phrase})\?")
    for phrase in (
        r"(?:(?:in|on) the \w+ )?(?:when|before|after|since|if|while|during|until|according to) .+",
        rf"(?:in|on|between|since) (?:{_DAY})",
        r"at the \d{4} [A-Z].+",
        rf"(?:in|at|near|off) {_NAME}",
    )
)
# What follows these belongs to them: "the war in Ukraine", "hours before noon", "held in Oslo".
_TAKES_PHRASE = frozenset(
    """war invasion interest faith role confidence part stake belief trust truce ceasefire
    conflict hour hours day days week weeks month months year years time shown held made seen
    based""".split()
)
_RELATIVE = re.compile(r"\w+ \w+ .*\b(?:who|which|that)\b|:|\bwhat$")
# Figures with the word they count, names of several words, and other words; hyphens hold together.
_UNIT = re.compile(
    r"(?:[A-Z]+[$€£]?|[$€£])?\d[\d.,]*(?:(?<=\d)%|(?<=\d) [^\W\d_]+)?"
    r"|[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)+"
    r"|\w[\w'’-]*"
)
_FEWEST = 2  # one word has no order


def fronted(question: str) -> str | None:
    """The question with its last phrase of time or place first; None where there is none to move.

    >>> fronted("Who spoke when the bridge opened?")
    'When the bridge opened, who spoke?'
    """
    if has_parts(question) or question.startswith(("In short", "And ", "But ")):
        return None
    for pattern in _MOVABLE:
        match = pattern.fullmatch(question)
        if match and _may_move(match["head"]):
            return f"{with_capital(match['phrase'])}, {without_capital(match['head'])}?"
    return None


def keywords(question: str, *, seed: str) -> str | None:
    """Only the telling words, in another order, as typed into a search box; None under two.

    A figure stays with the word that it counts, and a name of several words stays whole.
    """
    kept = _telling_units(question)
    if len(kept) < _FEWEST:
        return None
    turned = shuffled(kept, seed)
    return " ".join(turned if turned != kept else kept[::-1])


def _may_move(head: str) -> bool:
    last = head.rsplit(" ", 1)[-1]
    return last not in _TAKES_PHRASE and not _RELATIVE.search(head)


def _telling_units(question: str) -> tuple[str, ...]:
    opening = without_capital(question)  # else the first word would join the name after it
    units = (match.group().rstrip(".,") for match in _UNIT.finditer(opening))
    return tuple(unit for unit in units if not is_function_word(unit))
