"""Whose words a question asks for: "What does Ada Quill say about the port?"."""

from __future__ import annotations

import re

from index.kinds import names
from index.words import content_words, stem

_ASKS = r"(?:do|does|did|has|have|had|would|will)"
_TELLS = (
    r"(?:say|says|said|saying|tell|told|telling|answer(?:ed)?|repl(?:y|ied)|respond(?:ed)?"
    r"|claim(?:ed)?|argued?|den(?:y|ied)|stated?|call(?:ed)?|describe[d]?|explain(?:ed)?|react(?:ed)?"
    r"|warn(?:ed)?|write|written|wrote|think|thought|believed?|make of|made of|mean|admit(?:ted)?"
    r"|promised?|accused?|insist(?:ed)?|predict(?:ed)?|complain(?:ed)?|put it)"
)
_TELLING = (
    r"(?:saying|telling|answering|replying|responding|claiming|arguing|denying|stating|calling"
    r"|describing|explaining|warning|writing|thinking|admitting|promising|accusing|insisting"
    r"|predicting|complaining)"
)
_WORDS = (
    r"(?:sides?|versions?|answer|response|reaction|reply|replies|positions?|views?|explanation"
    r"|account|opinion|verdict|defence|defense|words?|comments?|statement|take|stance|argument"
    r"|excuse)"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        (
            rf"(?:what|how|why|when|where)\b(?: \w+){{0,2}}? {_ASKS} (?P<who>.{{2,60}}?)(?<! been)"
            rf" {_TELLS}\b"
        ),
        rf"(?:what|how|why)\b (?:is|was|are|were) (?P<who>.{{2,60}}?) {_TELLING}\b",
        rf"what(?: is| was|['’]s) (?P<who>.{{2,60}}?)['’]s? (?:own )?{_WORDS}\b",
        rf"what (?:is|was) the (?:{_WORDS}) of (?P<who>.{{2,60}}?)(?: (?:on|to|about|of)\b|\W*$)",
    )
)
_PARTICLES = frozenset("al bin da de del der di du el la le van von".split())


def speaker_asked(question: str) -> frozenset[str]:
    """The stems of the names whose bearers' words are asked for; none where it is no mere name.

    For the mayor of Oslo speaks whoever is mayor, by another name.

    >>> sorted(speaker_asked("What does Ada Quill say about Lind?"))
    ['ada', 'quill']
    >>> sorted(speaker_asked("What does the mayor of Oslo say about Lind?"))
    []
    """
    for form in _FORMS:
        if found := form.match(question.strip()):
            words = set(content_words(found["who"])) - _PARTICLES
            named = {word for name in names(found["who"]) for word in content_words(name)}
            return frozenset(map(stem, words)) if words <= named else frozenset()
    return frozenset()
