"""Two things, or what two persons say, that a question compares: each a question of its own."""

from __future__ import annotations

import re

from app.answering.alternatives import alternatives_in

_SIDES = ("one", "other")
_COMPARED = re.compile(
    r"how (?:does|do|did) (?P<one>.+) compare (?:with|to) (?P<other>.+?)\W*", re.IGNORECASE
)
_NAME = (
    r"(?:[Tt]he )?[A-Z][\w’'-]*(?: (?:(?:of|the|de|der|van|von|al|bin) ){0,2}[A-Z][\w’'-]*){0,4}"
)
_PAIR = rf"(?P<one>{_NAME}) (?i:and|with|to|versus|vs\.?) (?P<other>{_NAME})"
_POSSESSIVE = re.compile(r"(?<=s)['’]$|['’]s$")
_ON = r"(?:on|about|over|regarding|when it comes to)"
_VIEWS = r"(?: (?:\w+ )?(?:views?|positions?|stances?|opinions?|lines?|words|attitudes?))?"
_TELL = r"(?: (?:each|both))? (?:say|said|think|thought|write|written|want|believe)"
_ALIKE = r"(?:(?:dis)?agree|say the same(?: thing)?|see eye to eye|differ)"
# What stands before the two who are compared, and between them and the topic.
_AROUND = (
    (r"(?:please )?compare", rf"{_VIEWS} {_ON}"),
    (r"(?:how|where) (?:do|does|did)", rf" (?:differ|disagree|part ways)(?: {_ON})?"),
    (r"do", rf" {_ALIKE} {_ON}"),  # "Did they agree on a truce?" asks whether there is one
    (r"what (?:do|did|have)", rf"{_TELL} {_ON}"),
    (r"what(?: is|['’]s| are| was| were) the differences? between", rf"{_VIEWS} {_ON}"),
)
_SAID = tuple(
    re.compile(rf"(?i:{before}) {_PAIR}(?i:{between}) (?P<topic>.+?)\W*")
    for before, between in _AROUND
)
# Which of two cost more lives, or got fewer votes. Of two names each has its best sentence anyway.
_MORE = re.compile(
    r"(?:which|what|who) (?P<verb>\w+) (?:more|fewer|the most|the fewest)"
    r" (?P<counted>(?!of\b)(?:[a-z -]+s|(?:[a-z-]+ )?(?:people|men|women|children)))"
    r"[,:] (?P<one>.+?),? or (?P<other>.+?)\W*",
    re.IGNORECASE,
)
_VERBS = dict(
    pair.split(":")
    for pair in (
        "cost:cost killed:kill kills:kill injured:injure claimed:claim got:get gets:get won:win"
        " wins:win lost:lose loses:lose has:have had:have took:take takes:take saved:save"
        " saves:save drew:draw draws:draw made:make makes:make sold:sell sells:sell sent:send"
        " sends:send gave:give gives:give employs:employ scored:score received:receive"
    ).split()
)


def compared_in(question: str) -> tuple[str, ...]:
    """The two things that a question compares, each as a question of its own; none in any other.

    >>> compared_in("How does the sum that Oslo pays compare with what Rome pays?")
    ('The sum that Oslo pays?', 'What Rome pays?')
    >>> compared_in("How do Ada Quill and Lind differ on the port?")
    ('What does Ada Quill say about the port?', 'What does Lind say about the port?')
    """
    plain = question.strip()
    for form in _SAID:
        if found := form.fullmatch(plain):
            both = (_POSSESSIVE.sub("", found[side]) for side in _SIDES)
            return tuple(f"What does {each} say about {found['topic']}?" for each in both)
    found = _MORE.fullmatch(plain) if not alternatives_in(plain) else None
    if found and found["verb"].lower() in _VERBS:
        asked = f"How many {found['counted']} did {{}} {_VERBS[found['verb'].lower()]}?"
        return tuple(asked.format(found[side]) for side in _SIDES)
    found = _COMPARED.fullmatch(plain)
    sides = [found[side] for side in _SIDES] if found else []
    return tuple(f"{side[:1].upper()}{side[1:]}?" for side in sides)
