"""Words around a question that ask nothing: greetings, "could you tell me", "please"."""

from __future__ import annotations

import re

FEWEST_WORDS = 2  # that must be left: "Could you help me?" is itself all there is

_WHOM = r"(?: me| us)?"
_PLEASE = r"(?:,? (?:please|kindly),?)?"
_BEFORE = re.compile(
    r"(?:"
    r"(?:hi|hello|hey|dear \w+|good (?:morning|afternoon|evening))(?: there| all)?[\s,.!–-]+"
    r"|(?:please|kindly),? "
    rf"|(?:can|could|would|will) (?:you|someone|anyone){_PLEASE}"
    rf" (?:tell|show|inform|remind|help){_WHOM}{_PLEASE}"
    r"(?: (?:understand|see|find out|with (?:this|that|something|a question)))?(?::| )\s*"
    rf"|(?:please )?tell (?:me|us){_PLEASE}(?::| )\s*"
    r"|i(?:['’]d| would) (?:like|love|be (?:happy|glad)) to (?:know|learn|hear|find out)(?::| )\s*"
    r"|i (?:want|need|wanted|am trying|['’]m trying) to (?:know|learn|find out)(?::| )\s*"
    r"|i (?:was |am |['’]m )?(?:just )?wonder(?:ing)?(?::|,)?\s"
    r"|do (?:you|we) (?:happen to )?know(?::|,)?\s(?=\w+ )"
    r"|(?:(?:here is|here['’]s|i have|just|and|now) )?(?:a|one|another|my|the next)(?: \w+)?"
    r" question(?: for you| about this)?(?::| –| -)\s"
    r")",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,;–-]+(?:please|thanks|thank you|many thanks|thanks in advance)[.!]*(?P<mark>\??)[.!\s]*$",
    re.IGNORECASE,
)
# What may follow "tell me" and the like: a question, not "tell me more" or "show me articles".
_ASKS = re.compile(
    r"(?:(?:in|on|at|by|from|to|for|with|of|according to) )?"
    r"(?:who|whom|whose|what|which|when|where|why|how)\b"
    r"|(?:did|does|do|is|was|are|were|will|would|has|have|had|can|could|should)\b",
    re.IGNORECASE,
)


def without_courtesies(question: str) -> str:
    """The question without greetings and requests before it, and without thanks after it.

    Only what stands before a question is left out: "Tell me more" and "Please" stay as they are.
    """
    rest = question
    while found := _BEFORE.match(rest):
        rest = rest[found.end() :]
    rest = _AFTER.sub(r"\g<mark>", rest)
    is_question = bool(_ASKS.match(rest)) and len(rest.split()) >= FEWEST_WORDS
    return rest[:1].upper() + rest[1:] if is_question and rest != question else question
