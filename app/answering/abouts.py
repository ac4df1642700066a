"""Questions for all there is on a topic: "What do the articles say about Turkey?".

The words before the topic stand in no article, and a question that is read with them is one on
what articles say. Without them it is what it is about: "Turkey?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.spans import Span

_OUTLET = "\0"  # in the place of each letter of an outlet's name
_SOURCE = (
    r"(?:(?:(?:the|these|our|my|your) )?(?:articles?|newspapers?|press|media|news|library|outlets)"
    # "The report" is one that articles tell of.
    r"|(?:these|our|my|your) (?:reports|papers|texts|sources|documents|files)"
    rf"|(?:the )?{_OUTLET}+(?: and {_OUTLET}+)*(?:(?:[’']s?)? (?:articles?|reports|coverage))?)"
)
_TELL = (
    r"(?:(?:have|has|had) )?(?:got )?(?:to )?(?:say|said|saying|write|wrote|written|writing"
    r"|reports?|reported|reporting|tell|told|telling)(?: (?:us|me))?(?: so far)?"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d)"
_ON = rf"(?:about|on|of|regarding|concerning)\b(?! {_DAY})"
_ABOUT = re.compile(
    r"(?:(?:and|so|but|ok),? )?(?:"
    rf"what (?:do|does|did|has|have|is|are|was|were) {_SOURCE} {_TELL} {_ON}"
    r"|what(?:[’']s| is| was| has| have)(?: been)? (?:said|written|reported|known|told)"
    rf"(?: so far)?(?: (?:in|by) {_SOURCE})? {_ON}"
    r"|(?:what(?:[’']s| is| are) )?(?:the )?(?:latest|newest|most recent)"
    rf"(?: (?:news|developments?|updates?))? (?:{_ON}|(?:with|from)\b)"
    rf"|(?:(?:please|can you|could you|what can you) )?tell (?:me|us)(?: more| something| all"
    rf"| everything)? {_ON}"
    rf"|(?:(?:give|show) (?:me|us) )?(?:everything|all)(?: there is| you have)? {_ON}"
    r"|what (?:do|did) (?:we|you|they|i) know(?: so far)? (?:about|of)\b"
    r"|(?:(?:is|are) there |do (?:we|you|they) have |have you (?:got )?)?"
    r"(?:anything|something|(?:any )?(?:news|information)|any (?:details|articles?|reports?))"
    rf"(?: (?:in|from|by) {_SOURCE})? {_ON}"
    rf"|how (?:do|does|did|has|have) (?:the )?{_OUTLET}+ (?:describe|cover|present|portray|depict"
    r"|report on|report)(?:d|ed)?\b"
    r"|(?:which|what) (?:articles?|reports?|stories|outlets?|newspapers?) (?:mentions?|covers?"
    r"|deals? with|(?:tells?|told|talks?|talked|writes?|wrote) (?:about|of)|report(?:s"
    r"|ed)? (?:on|about)"
    r"|(?:are|is)(?: there)? (?:about|on))\b"
    r")",
    re.IGNORECASE,
)


def about_words(question: str, outlet_spans: Sequence[Span] = ()) -> Span | None:
    """Where a question asks for what is said on the topic that follows; None in any other.

    >>> found = about_words("What do the articles say about Turkey?")
    >>> found and found.of("What do the articles say about Turkey?")
    'What do the articles say about'
    """
    letters = list(question)
    for span in outlet_spans:
        letters[span.start : span.end] = _OUTLET * (span.end - span.start)
    found = _ABOUT.match("".join(letters))
    return Span(start=found.start(), end=found.end()) if found else None
