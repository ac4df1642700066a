"""Whether a sentence tells of an aim where the question asks what was done."""

from __future__ import annotations

import re

from index.kinds import Kind
from index.question import AskedFor
from index.words import stems, without_may

_MEASURED = frozenset({Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.PERCENT})
_ASKS_DEED = re.compile(r"\b(?:did|has|have|had|was|were)\b", re.IGNORECASE)
_TELLS_AIM = re.compile(
    r"\b(?:urg(?:e|es|ed|ing)|target|objective|goal|aims?|aimed|plans?|planned|pledged?|pledging"
    r"|promised?|proposed?|proposes|proposal|wants?|wanted|calls? for|called for|hopes? to|intends?"
    r"|would|should|could|may|might|will|is to|are to|set to|due to)\b",
    re.IGNORECASE,
)


def is_aim_for_deed(asked: AskedFor, question: str, sentence: str) -> bool:
    """Whether a number of what is aimed at would answer how much was done.

    "How many shells has the EU delivered?" is not answered by "is urging members to make at least
    1.5 million shells"; "How much has it pledged?" is, by "has pledged €5 million": the sentence
    has the question's last word.
    """
    if asked.kind not in _MEASURED or not _ASKS_DEED.search(question):
        return False
    is_told = asked.order and asked.order[-1] in stems(sentence)
    return not is_told and bool(_TELLS_AIM.search(without_may(sentence)))
