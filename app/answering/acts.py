"""What people say about the answer they just got, told apart from questions to the articles.

The patterns match whole messages: "Are you sure?" is about the answer, "Are you sure of foot on
ice?" is not, and "Who said that prices have risen?" is a question.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Act(StrEnum):
    """What is wanted of the answer just given."""

    MORE = "more"  # further evidence, nothing twice
    SUPPORT = "support"  # how well it is founded
    SOURCES = "sources"  # who reported it, when
    SHORTER = "shorter"  # its first quote alone


_THAT = r"(?:it|that|this|them|these|those)"
_ABOUT = rf"(?: (?:on|about|of|for|from) {_THAT})?"
_PAPERS = (
    r"(?:articles?|outlets?|papers?|newspapers?|reports?|sources?|media|sites?|agenc(?:y|ies))"
)
_DETAIL = r"(?:details?|info(?:rmation)?|evidence|quotes?|passages?|sources|results?|articles)"
_PATTERNS = {
    Act.MORE: (
        rf"(?:(?:tell|show|give|read) me |say |even |some |any )*more(?: {_DETAIL})?{_ABOUT}"
        rf"|(?:is there |do you have |have you got |got )?(?:any|some)thing (?:else|more)"
        rf"{_ABOUT}"
        rf"|(?:is there|are there|do you have|have you got)(?: any| some)? more(?: {_DETAIL})?"
        rf"{_ABOUT}"
        rf"|what (?:else|more)(?: (?:is there|do you (?:have|know)|do (?:the|your) {_PAPERS}"
        rf" (?:say|report)|can you tell me|do they say))?{_ABOUT}"
        rf"|go on|continue|keep (?:going|talking)|is that (?:all|it|everything)"
        rf"|carry on|elaborate{_ABOUT}|expand{_ABOUT}"
        rf"|(?:any )?(?:further|additional|other) {_DETAIL}{_ABOUT}|next"
        r"|(?:show me |give me )?another (?:one|passage|quote|source|article)"
    ),
    Act.SUPPORT: (
        rf"(?:are )?you (?:really |quite |absolutely |very |that )?"
        rf"(?:sure|certain|positive){_ABOUT}"
        rf"|(?:is|was|are|were) {_THAT}(?: \w+)? (?:really |actually |all )?"
        r"(?:true|right|correct|accurate|reliable"
        r"|legit|so|a fact|facts)"
        rf"|really|how (?:sure|certain|confident) are you{_ABOUT}"
        rf"|how (?:sure|certain|reliable|trustworthy) is {_THAT}"
        rf"|(?:do|does) (?:all |the )?(?:(?:any|every)(?:one|body) else|others?|other {_PAPERS}"
        rf"|{_PAPERS}|(?:any|every)(?:one|body)) (?:agree|disagree|say (?:so|that|the same)"
        rf"|confirm {_THAT}|dispute {_THAT}|contradict {_THAT}){_ABOUT}(?: too| as well)?"
        rf"|can (?:i|you|we) (?:trust|believe|confirm|verify|prove|rely on) {_THAT}"
        rf"|(?:prove|verify|double-check|double check) {_THAT}|how do you know(?: {_THAT})?"
        rf"|is there (?:any )?disagreement{_ABOUT}|who (?:else )?(?:disagrees|agrees){_ABOUT}"
        rf"|i (?:don't|do not) believe (?:you|{_THAT})|is {_THAT} disputed"
    ),
    Act.SOURCES: (
        rf"who says (?:so|{_THAT})|says who|who said so|who told you (?:so|{_THAT})"
        r"|according to whom?"
        rf"|(?:(?:what|which|who|where)(?:'s| is| are| was| were) |show(?: me)? |cite |name )?"
        r"(?:the |your |its )?(?:sources?|citations?|references?)"
        rf"(?: (?:of|for) (?:the answer|{_THAT}))?"
        rf"|where (?:is|was|does|did) {_THAT} (?:come )?from"
        rf"|where(?:'d| did| do) you (?:get|find|read|see|have) {_THAT}(?: from)?"
        rf"|(?:which|what) {_PAPERS} (?:says?|said|reports?|reported|wrote) (?:so|{_THAT})"
        rf"|(?:which|what) {_PAPERS} (?:is|are|was|were) {_THAT} (?:from|in)"
        rf"|who (?:reported|published) {_THAT}"
        rf"|when was {_THAT} (?:published|reported|written)|how (?:old|recent) is (?:this|that)"
        r" (?:information|news|article|report)"
        r"|(?:on|from|based on) (?:what|which)(?: (?:basis|source|article|outlet|paper))?"
    ),
    Act.SHORTER: (
        rf"(?:(?:make|keep) {_THAT} |be )?(?:a bit |a little |much )?(?:short(?:er)?"
        r"|brief(?:er|ly)?)"
        r"|(?:give me )?(?:a |the )?(?:shorter|short|briefer|brief) (?:answer|version|one)"
        r"|in (?:short|brief|a nutshell|(?:one|a single|a few|fewer) (?:sentences?|words?|lines?))"
        rf"|(?:that's |this is |it's )?(?:too|so) (?:long|wordy|much)|tl;?dr"
        rf"|(?:shorten|condense|trim) {_THAT}"
        r"|(?:give me )?(?:just|only) the (?:answer|gist|main point|first (?:one|sentence|quote))"
        rf"|(?:give me )?the gist{_ABOUT}|sum {_THAT} up|sum up|boil {_THAT} down"
        rf"|(?:summari[sz]e|(?:a )?(?:quick |short |brief )?summary){_ABOUT}(?: {_THAT})?"
        rf"|less(?: text)?"
    ),
}
_ACTS = {act: re.compile(pattern, re.IGNORECASE) for act, pattern in _PATTERNS.items()}
_BEFORE = re.compile(
    r"(?:(?:ok(?:ay)?|and|but|so|well|hmm+|wait|thanks|thank you|great|now|no|yes|please|sorry"
    r"|can you|could you|would you|can i (?:have|get|see)"
    r"|i want|i need|i'd like|give me)[,.!]* )+(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:,? (?:please|then|exactly|though|now|again|clippings|thanks))+$", re.IGNORECASE
)


def act_in(message: str) -> Act | None:
    """What a message wants of the answer before it; None when it asks something itself."""
    plain = re.sub(r"\s+", " ", message.replace("’", "'")).strip(" \t\n.!?…\"“”'")
    bare = _AFTER.sub("", plain)
    for words in dict.fromkeys((bare, _BEFORE.sub("", bare, count=1))):
        for act, pattern in _ACTS.items():
            if pattern.fullmatch(words):
                return act
    return None
