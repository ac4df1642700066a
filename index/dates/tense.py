"""Whether a report tells of a day as past or as to come: the verb that a day belongs to.

Rules over surface forms. The verb nearest before the day counts, or, where none is, the first one
after it ("On Wednesday the ministers met"). What may be either is UNCLEAR: "the vote would be held
on Friday", "they agreed to meet on Friday", "she criticised the vote on Friday".
"""

from __future__ import annotations

import re
from enum import StrEnum

from index.spans import Span


class Tense(StrEnum):
    """When something happens, seen from the day of the report."""

    PAST = "past"
    FUTURE = "future"
    UNCLEAR = "unclear"


_PLANNED = r"(?:due|set|scheduled|planned|expected|slated|supposed|going|about|likely|meant|poised)"
_FUTURE = (
    r"\bwill\b|\bwon['’]t\b|\bshall\b|['’]ll\b|\bmust\b|\b(?:has|have|needs?|plans?|intends?|hopes?"
    r"|aims?|expects?) to\b|\b(?:has|have) until\b"
    rf"|\b(?:is|are)(?: not| now| also| still| then)?(?: to\b|(?: being)? {_PLANNED}\b)"
    r"|\b(?:planned|scheduled|slated|due)(?= (?:for|on|to)\b)"
    r"|\b(?:adjourned|postponed|put off|delayed|remanded)(?= (?:until|till|to)\b)"
    r"|\b(?:starts|begins|opens|resumes|expires|takes (?:place|effect|office)|comes into force"
    r"|goe?s? to the polls)\b"
)
_EITHER = (
    rf"\b(?:would|could|should|might|may)\b|\b(?:was|were|had|been)(?: \w+ly)?(?: to\b|"
    rf" {_PLANNED}\b)"
    r"|\bhad (?:been )?(?:called|hoped|wanted|arranged|promised|agreed)\b"
)
# What is announced, asked or feared on a day is as often what that day is to bring.
_AHEAD = (
    r"announced|called|proposed|set|promised|invited|urged|demanded|vowed|expected|threatened"
    r"|arranged|agreed|organi[sz]ed|ordered|postponed|delayed|moved|booked|convened|summoned|warned"
    r"|predicted|forecast|decided|planned|scheduled|adjourned|wanted|hoped|intended|offered|asked"
    r"|pledged|confirmed|needed|feared|backed|approached|gave|given|extended|advertised|unveiled"
)
_SAID = r"said|told|added|stated|explained|argued|insisted|wrote|noted|declared|admitted|denied"
_DONE = (
    r"was|were|had|did|met|began|ran|came|went|took|left|found|won|lost|held|hit|struck|fell"
    r"|rose|grew"
    r"|broke|shot|saw|sent|brought|built|bought|sold|paid|made|led|died|flew|spoke|read|became"
    r"|put off"
    r"|fought|drove|stood|sank|burst|shut|cut|killed|heard|caught|beat|kept|sat|threw|withdrew"
    r"|froze"
    r"|swept|tore|woke|blew|hung|drew|chose|stole|fled|overflowed|has been|have been|(?:has"
    r"|have) \w+ed"
    r"|[a-z]{2,}(?<!e)ed"
)
_VERB = re.compile(
    rf"(?P<either>{_EITHER})|(?P<future>{_FUTURE})|\b(?:(?P<ahead>{_AHEAD})|(?P<said>{_SAID})"
    rf"|(?P<done>{_DONE}))\b"
)
_PLANS = frozenset("planned scheduled slated due".split())
# "Will compensate the victims of the attack on Saturday": that day is the attack's.
_GONE_EVENT = re.compile(
    r"\b(?:attacks?|crash(?:es)?|shootings?|blasts?|explosions?|bombings?|fires?|earthquakes?"
    r"|killings?|protests?|riots?|raids?|remarks|comments|deaths?|floods?|damage)"
    r"(?: \w+)?\s+(?:on\s+)?$"
)
_NO_VERBS = frozenset("united armed limited alleged unprecedented hundred sacred red".split())
_BOUND = re.compile(r"[;:—]|\s[–-]{1,2}\s|[”\"]")
_ASIDE = re.compile(r",? (?:who|which|whose|where)\b[^,]*,")
_AUXILIARY = re.compile(r"^(?: (?:be|been|have|not|also|then|\w+ly))* $")
_ON = re.compile(r"^,?\s*(?:(?:late|early|earlier)\s*)?(?:on\s*)?(?:(?:late|early)\s*)?$")
_WHERE_SAID = re.compile(r"^ (?:in|at|during|after|to|from|by|outside|near|on|via|late|earlier)\b")
_OWN_CLAUSE = re.compile(r"\b(?:that|if|whether|because|while)\b|,? (?:which|who|whose|when)\b")
# "agreed to meet on Friday"; but not "went to the polls", "flew to Riga", "rose to 12".
_INFINITIVE = re.compile(
    r"\bto (?!(?:the|a|an|his|her|its|their|this|that|more|about|court)\b)[a-z]"
)
_TOWARDS = re.compile(r"\b(?:until|till|by|for|to|from|before|ahead of|starting)\s+$")
_AT_EVENT = re.compile(
    r"\b(?:talks|votes?|elections?|summits?|meetings?|march(?:es)?|strikes?|hearings?|referendums?"
    r"|match|game|final|deadline|rally|rallies|conference|debate|session|protests?|ballot|walkout"
    r"|launch|visit|demonstrations?|trial|polls?|race|concert|ceremony)(?: \w+)?\s+(?:on\s+)?$"
)
_TOOK_PLACE = frozenset(
    "held attended hosted won lost staged opened ended began chaired led joined met missed met was"
    " were left".split()
)


def tense_of(sentence: str, day: Span) -> Tense:
    """The tense in which a sentence tells of a day that it names at `day`."""
    before, after = _clause(sentence, day)
    verbs = _verbs(before)
    if verbs:
        if verbs[-1][0] in _PLANS and any(not each["future"] for each in _verbs(after)):
            return Tense.UNCLEAR  # "talks scheduled for Monday were cancelled"
        return _of_verb_before(verbs[-1], before[verbs[-1].end() :])
    return _of_verb_after(after) if not _TOWARDS.search(before) else Tense.UNCLEAR


def said_on(sentence: str, day: Span) -> bool:
    """Whether the day is when somebody spoke: "told the court on Wednesday"."""
    before, _ = _clause(sentence, day)
    verbs = [each for each in _VERB.finditer(before) if each["said"]]
    return bool(verbs) and _is_when_said(before[verbs[-1].end() :])


def _clause(sentence: str, day: Span) -> tuple[str, str]:
    """What stands before and after the day, as far as the next colon, dash or quotation mark."""
    ends = [each.end() for each in _BOUND.finditer(sentence, 0, day.start)]
    following = _BOUND.search(sentence, day.end)
    after = sentence[day.end : following.start() if following else len(sentence)]
    return sentence[ends[-1] if ends else 0 : day.start], _ASIDE.sub(" ", after)


def _verbs(words: str) -> list[re.Match[str]]:
    """The verbs in order, without participles that only complete one: "will be handed"."""
    verbs: list[re.Match[str]] = []
    for found in _VERB.finditer(words):
        gap = words[verbs[-1].end() : found.start()] if verbs else ""
        completes = verbs and (verbs[-1]["future"] or verbs[-1]["either"]) and _AUXILIARY.match(gap)
        if found[0] not in _NO_VERBS and not completes:
            verbs.append(found)
    return verbs


def _of_verb_before(verb: re.Match[str], gap: str) -> Tense:
    """The tense that a verb gives to a day after it, `gap` being what stands between."""
    if verb["future"]:
        is_past_event = _OWN_CLAUSE.search(gap) or _GONE_EVENT.search(gap)
        return Tense.UNCLEAR if is_past_event else Tense.FUTURE
    if verb["either"]:
        return Tense.UNCLEAR
    if verb["ahead"]:
        return Tense.PAST if _ON.match(gap) else Tense.UNCLEAR
    if verb["said"]:
        return Tense.PAST if _is_when_said(gap) else Tense.UNCLEAR
    leads_on = _OWN_CLAUSE.search(gap) or _INFINITIVE.search(gap) or _TOWARDS.search(gap)
    is_of_event = _AT_EVENT.search(gap) and verb[0] not in _TOOK_PLACE
    return Tense.UNCLEAR if leads_on or is_of_event else Tense.PAST


def _is_when_said(gap: str) -> bool:
    if _OWN_CLAUSE.search(gap) or _INFINITIVE.search(gap) or _TOWARDS.search(gap):
        return False
    told_somebody = re.fullmatch(r" (?:[\w’'.-]+ ){1,5}(?:on )?(?:late |early )?", gap)
    return bool(_ON.match(gap) or _WHERE_SAID.match(gap) or told_somebody) and "," not in gap


def _of_verb_after(after: str) -> Tense:
    """The tense that the first verb after a day gives to it, where no other verb gainsays it."""
    clause = (
        after[: m.start()] if (m := re.search(r"(?<=\w), (?:but|and|while)\b", after)) else after
    )
    verbs = _verbs(clause)
    if not verbs or verbs[0]["either"]:
        return Tense.UNCLEAR
    first = verbs[0]
    if first["future"]:
        return Tense.FUTURE
    is_alone = not any(each["future"] or each["either"] for each in verbs)
    return Tense.PAST if first["said"] or first["ahead"] or is_alone else Tense.UNCLEAR
