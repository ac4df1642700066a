"""Lines in which a site speaks to its readers: cookies, subscriptions, sharing, the next page.

A paragraph is such a line when one of its sentences is a stock phrase of news sites and no other
sentence reports anything. Leaving out reporting is the worse mistake by far, so a sentence that
says who said it, or that opens a quotation, is never taken for one.
"""

from __future__ import annotations

import re

from corpus.furniture import LONGEST_CHARACTERS, is_furniture
from corpus.service_phrases import ASIDE, BUSINESS, INSIDE, OPENERS, TO_THE_READER

# Longer paragraphs that hold a stock phrase were reporting about it, or reporting with a pointer
# in it, in the articles looked at.
SERVICE_WORDS = 60

_SAID = re.compile(
    r"\b(?:said|says|told|tells|asked|wrote|writes|urged|warned|insist(?:s|ed)|admitted|announced"
    r"|argued|added|advised|pleaded|promised|shouted|showed|shows|found|ruled|recalled|predicted"
    r"|demanded|replied|testified|according to)\b",
    re.IGNORECASE,
)
_DOUBLE_MARKS = '"“„«'
_QUOTED = (*_DOUBLE_MARKS, *"‘'‹")
_SENTENCES = re.compile(r"(?<=[.!?])(?<!\b[DM]r\.)(?<!\bMrs\.)\s+")
_NOTED = re.compile(r"[(\[►*•\s]*(?:(?:editor['’]s )?note|update):\s+", re.IGNORECASE)

_POINTER = re.compile(
    r"(?:read (?:more|also|next|this)|related|see also|also read|more|watch|listen|read"
    r"|don['’]t miss|in (?:pictures|photos|case you missed it)|explained|opinion"
    r"|you (?:may|might)(?: also)? like|live(?: updates| blog)?|full coverage|go deeper"
    r"|listen to our podcast|read (?:our|the) (?:full )?(?:explainer|analysis|guide|interview"
    r"|review|profile|live ?blog))\s*[:|»›→]\s*\S.*",
    re.IGNORECASE,
)
_TO_ANOTHER_PAGE = re.compile(
    r"(?:read|see|watch|hear|find) [^.:!?]{3,60} (?:here|below)[.!]?", re.IGNORECASE
)
# A label glued to its headline is what is left of a link: "Sour note:Fans wait for the tickets".
_GLUED = re.compile(r"[^\W\d][^:.!]{1,60}:(?=[A-ZÀ-Þ'‘\"“])\S+(?: \S+){4,}")


def is_service(text: str) -> bool:
    """Whether a paragraph only speaks to the reader as a reader of this site."""
    if len(text) > LONGEST_CHARACTERS or len(text.split()) > SERVICE_WORDS:
        return False
    if is_furniture(text) or _is_pointer(text):
        return True
    if text.startswith(_QUOTED) or _SAID.search(text):
        return False
    if _TO_ANOTHER_PAGE.fullmatch(text):
        return True
    sentences = _SENTENCES.split(_NOTED.sub("", text, count=1).strip("()[]►*• "))
    others = [sentence for sentence in sentences if not _is_stock(sentence)]
    return len(others) < len(sentences) and all(map(ASIDE.search, others))


def _is_stock(sentence: str) -> bool:
    is_appeal = (
        BUSINESS.search(sentence)
        and TO_THE_READER.search(sentence)
        and not any(mark in sentence for mark in _DOUBLE_MARKS)
    )
    return bool(OPENERS.match(sentence) or INSIDE.search(sentence) or is_appeal)


def _is_pointer(text: str) -> bool:
    """A pointer ends in a headline: what ends in a full stop is a sentence of the article."""
    return (
        bool(_POINTER.fullmatch(text) or _GLUED.fullmatch(text))
        and not text.endswith((".", ".”", ".’", '."'))
        and not _SAID.search(text)
    )
