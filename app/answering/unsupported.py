"""What Clippings doesn't do, and what to do instead: translating, writing, drawing, the web.

The patterns match whole messages, as orders or as questions to Clippings itself: "Translate this"
is one, "Who translated the book?" is a question to the articles.
"""

from __future__ import annotations

import re

_THIS = r"(?:me|us|this|that|it|them|these|those|your|my|the|a|an|some|something|everything|all)"
_TEXT = (
    r"(?:poem|haiku|limerick|song|rap|story|tale|joke|riddle|essay|blog|article|speech|letter"
    r"|report"
    r"|e-?mail|tweet|post|press release|headline|script|novel|summary|quiz|code|program|caption"
    r"|review|memo|outline|newsletter|list of talking points|talking points)s?"
)
_PUBLISHED = r"(?:articles?|reports?|stor(?:y|ies)|reviews?|headlines?)"  # what a library has
_PICTURE = (
    r"(?:pictures?|images?|photos?|maps?|charts?|graphs?|diagrams?|cartoons?|portraits?|logos?"
    r"|illustrations?|sketch(?:es)?|drawings?|tables?|timelines?(?! (?:of|on|about|for)\b)"
    r"|infographics?|videos?|podcasts?"
    r"|slides?|presentations?|spreadsheets?|memes?)"
)
_LANGUAGE = (
    r"(?:arabic|chinese|dutch|english|french|german|greek|hindi|italian|japanese|korean|latin"
    r"|polish|portuguese|russian|spanish|swedish|turkish|ukrainian)"
)
_FEW = r"(?:(?!(?:of|about|on|for|from|in|the|to|by|that)\b)\w+ ){0,3}"
_TRANSLATING = (
    rf"translate\b(?: {_THIS}\b| in(?:to)? | to | from | “| \").*"
    rf"|(?:say|put|give|read|repeat|answer|reply|respond|speak|talk|what is)(?: {_THIS})?"
    rf"(?: (?:to me|answer))? in {_LANGUAGE}|how (?:do|would) (?:you|i) say .+ in {_LANGUAGE}"
)
_NOT_TRANSLATING = (
    "I don't translate, and I read English articles only. Ask in English what an article says:"
    " I show its own words, which a translator can take from there."
)
_WRITING = (
    rf"(?:write|compose|draft|pen) (?:{_THIS}\b|up\b|{_FEW}{_TEXT}\b).*"
    rf"|(?!give (?:me |us )?(?:an|some|another|a) {_FEW}{_PUBLISHED}\b)"
    rf"(?:make|create|generate|produce|give|tell|sing)(?: up)?(?: me| us)? (?:a|an|another|some)"
    rf" {_FEW}{_TEXT}"
    rf"(?: (?:about|on|for|from|in|of)\b.*)?"
    rf"|(?:rewrite|rephrase|paraphrase|reword|proofread|edit) {_THIS}\b.*"
    r"|explain (?:it|this|that)(?: to me)? (?:like|as if|in simple|simply|to a child).*"
    r"|(?:sing|rap)(?: (?:me|us|something|it|this|that)\b.*)?"
)
_NOT_WRITING = (
    "I don't write texts; I only quote what the articles say. Ask what they say about it, and"
    " use the quotes with their sources."
)
_DRAWING = (
    rf"(?:draw|paint|sketch|plot|illustrate|make|create|generate|design|render|produce|show)"
    rf"(?: me| us)?(?: (?:a|an|the|some|this as an?))? {_FEW}{_PICTURE}"
    r"(?: (?:about|of|on|for|from|with|showing|comparing)\b.*)?"
    r"|(?:draw|paint|sketch) (?:me|us|this|it|that|an?|the)\b.*"
    rf"|visuali[sz]e {_THIS}\b.*"
)
_NOT_DRAWING = (
    "I show text only, no pictures, maps or tables. Ask for the figures, the places or the dates,"
    " and I show where an article gives them."
)
_BROWSING = (
    r"(?:browse|surf|search|check|use|ask|access|consult|scan)(?: for .+)?"
    r"(?: (?:on|in|through))?(?: the)?"
    r" (?:web|internet|net|google|wikipedia|twitter|chatgpt)\b.*"
    r"|google (?:it|this|that|for|the|what|who|how)\b.*"
    r"|(?:go|look|search|check)(?: it| this| that)? online\b.*"
    r"|(?:find|check) (?:it|this|that|them|more) (?:online|on (?:the )?(?:web|internet|net))\b.*"
    r"|look (?:it|this|that|them) up(?: (?:online|on|in) ?.*)?"
    r"|(?:open|visit|fetch|download|read|go to|load)(?: this| the)?(?: (?:link|page|site|url"
    r"|website))?:? ?(?:https?://|www\.)\S+|https?://\S+"
    r"|(?:can|do) you (?:have )?(?:access|go on|use|see|read|connect)(?: to)?(?: the)?"
    r" (?:web|internet|net).*"
)
_NOT_BROWSING = (
    "I read only the articles in this library, never the web. Save the page as a file, add it"
    " with `clippings add FOLDER` or on this page, and ask again."
)
_ACTING = (
    r"(?:send|e-?mail|forward|text|mail|post|tweet|share) (?:me|him|her|us|them|this|that|it|an?"
    r" (?:e-?mail|message|text|tweet|letter)|my)\b.*"
    r"|(?:remind|alert|notify|wake|call|phone) me\b.*"
    r"|set (?:me )?(?:a|an) (?:reminder|alarm|timer)\b.*|(?:book|buy|order) me\b.*"
    r"|play (?:me )?(?:a |some |the )?(?:music|songs?|videos?|games?)\b.*"
    r"|read (?:it|this|that|them|the (?:article|answer)) (?:aloud|out(?: loud)?|to me)"
)
_NOT_ACTING = (
    "I can't do things outside this library. I answer questions from its articles; from there"
    " you can copy the quotes with their sources."
)
_OPINING = (
    r"what do you (?:personally |really )?(?:think|believe|feel|recommend|suggest)"
    r"(?: (?:of|about|on)\b.*)?|what(?:'s| is| are) your (?:own |personal |favou?rite )?"
    r"(?:opinions?|views?|take|thoughts?|advice|favou?rite)\b.*"
    r"|do you (?:personally )?(?:like|love|hate|agree|disagree|prefer|support|believe in)\b.*"
    r"|how do you feel\b.*|(?:whose|which) side (?:are|do) you\b.*"
    r"|would you (?:vote|buy|recommend|choose|pick)\b.*|should i\b.*"
    r"|what should i (?:do|buy|vote)\b.*"
)
_NOT_OPINING = (
    "I have no opinion and give no advice. Ask who in the articles says what about it, and I"
    " show their words."
)
_SUM = r"\d(?:[\d\s+*/x×^().,%-]|percent|per cent|of|times|plus|minus|divided by)*"
# Not of "9/11", "2019-20" or "1984".
_OPERATION = (
    r"\d\)?(?: ?[+*×x^] ?| [/-] | (?:plus|minus|times|divided by) | ?(?:%|per ?cent) of )\(?\d"
)
_CALCULATING = (
    r"(?:calculate|compute|solve|multiply|divide|add up|work out) (?!(?:who|what|why|how)\b).*"
    rf"|what(?:'?s| is) (?=.*{_OPERATION}){_SUM}"
)
_NOT_CALCULATING = (
    "I don't calculate. Ask for the figures one by one, and I show where an article gives them."
)
_NOW = (
    r"what(?:'s| is) the (?:weather|temperature|time|date)(?: like)?"
    r"(?: (?:today|now|right now|tomorrow|outside))?|what time is it(?: now)?"
    r"|what day is (?:it|today)|how(?:'s| is) the weather(?: (?:today|now|tomorrow))?"
)
_NOT_NOW = (
    "I know only what the articles in this library say, nothing of this moment. Ask about"
    " something they report."
)
_UNSUPPORTED = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (_TRANSLATING, _NOT_TRANSLATING),
        (_WRITING, _NOT_WRITING),
        (_DRAWING, _NOT_DRAWING),
        (_BROWSING, _NOT_BROWSING),
        (_ACTING, _NOT_ACTING),
        (_OPINING, _NOT_OPINING),
        (_CALCULATING, _NOT_CALCULATING),
        (_NOW, _NOT_NOW),
    )
)
_POLITE = re.compile(
    r"(?:(?:hi|hello|hey|ok(?:ay)?|and|now|so|then|please|can you|could you|would you|will you"
    r"|i (?:want|need|would like) you to|i'd like you to|just|kindly|also|clippings)[,!]? )+(?=\S)",
    re.IGNORECASE,
)


def instead_of(message: str) -> str:
    """What to do instead of what a message orders, in our words; empty when it is no such order."""
    plain = re.sub(r"\s+", " ", message.replace("’", "'")).strip(" \t\n.!?…")
    for words in dict.fromkeys((plain, _POLITE.sub("", plain, count=1))):
        for pattern, said in _UNSUPPORTED:
            if pattern.fullmatch(words):
                return said
    return ""
