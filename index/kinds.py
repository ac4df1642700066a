"""The kind of thing a question asks for, and where a sentence holds one.

Rules over surface forms, no model: they see what a reader sees at a glance (a number with its unit,
a capitalised name, a date, quotation marks). They are generous: they say that a sentence holds
*some* number, never that it is the right one.
"""

from __future__ import annotations

import re
from enum import StrEnum

from index.spans import Span
from index.words import content_words


class Kind(StrEnum):
    """What kind of thing answers a question."""

    NUMBER = "number"
    COUNT = "count"  # a number of things: not a date, a length of time, a price or a score
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    YEAR = "year"
    DURATION = "duration"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"  # an organisation, a country, a thing with a name
    QUOTE = "quote"
    ANYTHING = "anything"


_MONTH = (
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b|\b(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_IN_WORDS = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundreds?|thousands?|dozens?|half|double|doubling|tripling|triple|twice)"
)
_AMOUNT = (
    rf"(?:\d[\d,.]*\d|\d|\b{_IN_WORDS}\b)"
    r"(?:[ -](?:hundred|thousand|million|billion|trillion|dozen)\b)?"
)
_UNIT_OF_TIME = r"(?:second|minute|hour|day|night|week|month|year|decade|century|centuries)s?"
_NAME_WORD = r"(?:[A-Z][\w’'-]*[\w]|[A-Z]\.|[A-Z])"
_PARTICLE = r"(?:de la|de|da|del|di|al|el|bin|ibn|van der|van den|van|von der|von|le|la|du|dos)"
_NAME = rf"{_NAME_WORD}(?: (?:{_PARTICLE} )?{_NAME_WORD}){{0,4}}"
_PERSON = rf"{_NAME_WORD}(?: (?:{_PARTICLE} )?{_NAME_WORD}){{1,4}}"

_MENTIONS = {
    Kind.NUMBER: re.compile(rf"{_AMOUNT}(?: percent| per cent|%)?", re.IGNORECASE),
    Kind.COUNT: re.compile(
        rf"(?<![\w.,–-]){_AMOUNT}(?![\w–])(?! ?(?:%|percent|per cent))", re.IGNORECASE
    ),
    Kind.MONEY: re.compile(
        rf"(?:[€$£¥]|US\$|A\$|C\$|NZ\$) ?{_AMOUNT}|{_AMOUNT} (?:\w+ )?"
        r"(?:euros?|dollars?|pounds?|yen|cents?|francs?|rupees?|yuan|rou?bles?|zloty"
        r"|kron(?:er|or|a|e)|crowns?|lira|pesos?|shekels?|dinars?|dirhams?|rand|hryvnias?)\b",
        re.IGNORECASE,
    ),
    Kind.PERCENT: re.compile(rf"{_AMOUNT} ?(?:%|percent\b|per cent\b)", re.IGNORECASE),
    Kind.DATE: re.compile(
        rf"(?:{_WEEKDAY},? )?(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?)"
        rf"|{_MONTH}(?: \d{{4}})?"
        rf"|\b{_WEEKDAY}\b|\b(?:1[5-9]|20)\d\d\b|\b(?:yesterday|today|tomorrow)\b"
        r"|\b(?:last|next|this) (?:week|month|year|weekend)\b"
    ),
    Kind.YEAR: re.compile(r"\b(?:1[0-9]|20)\d\d\b"),
    Kind.DURATION: re.compile(rf"{_AMOUNT}(?: \w+)?[ -]{_UNIT_OF_TIME}\b", re.IGNORECASE),
    Kind.PERSON: re.compile(_PERSON),
    Kind.PLACE: re.compile(_NAME),
    Kind.NAME: re.compile(_NAME),
    Kind.QUOTE: re.compile(
        r"[“\"][^“”\"]{2,}[”\"]|said\b|says\b|told\b|stated\b|called\b|argues?d?\b"
    ),
    Kind.ANYTHING: re.compile(r"\S"),
}

# "Some 2000", "1500 people": not of a year.
_COUNTED_LIKE_YEARS = re.compile(
    r"\b(?:about|around|some|over|(?:more|fewer|less) than|nearly|almost|at least|at most|roughly"
    r"|approximately|up to) (?:1[5-9]|20)\d\d\b(?= [a-z])"
    r"|(?<!\b[Ii]n )(?<!\b[Ss]ince )\b(?:1[5-9]|20)\d\d (?=(?:people|men|women|children"
    r"|soldiers|troops|homes|houses|jobs|workers|families|migrants|refugees|civilians|passengers"
    r"|students|victims|prisoners)\b)"
)
_NOT_COUNTS = (Kind.DATE, Kind.YEAR, Kind.DURATION, Kind.MONEY)

_ASKED = {
    Kind.MONEY: (
        r"how much (?:money|funding|aid|will it cost|would it cost|did it cost)"
        r"|\b(?:cost|price|budget|fine|prize|salary|worth|funds?|loans?)\b.*\bhow much"
        r"|how much(?! (?:time|food|water|of (?:it|this|that|their|his|her|its|the))\b)"
        r".*\b(?:cost|spen[dt]|pay|paid|fund|worth|loans?|raised?|sold|committed"
        r"|charge[ds]?|fees?|owed?|euros?|dollars?|aid|money)\b"
        r"|what (?:is|was) the (?:price|cost|fine|prize)\b"
    ),
    Kind.PERCENT: (r"what (?:percentage|per ?cent|share|proportion)\b|how many per ?cent"),
    Kind.DURATION: (
        r"how long\b(?! (?:is|are|was|were) the [\w ]*?(?:bridge|tunnel|road|river|wall|fence"
        r"|border"
        r"|pipeline|runway|route|railway|line|coast\w*|ship)"
        r"(?: (?:between|from|over|across|of|that|which|to)\b.*)?\W*$)"
        r"|for how many (?:days|weeks|months|years)"
        r"|how many (?:seconds|minutes|hours|days|weeks|months|years)\b"
    ),
    Kind.YEAR: (r"(?:what|which) year\b"),
    Kind.DATE: (
        r"^when\b|\b(?:on|by|since|until) (?:what|which) (?:day|date|month)"
        r"|\bwhat (?:day|date|month|time)\b|\bwhen (?:did|was|were|is|will|does|do|are)\b"
    ),
    Kind.COUNT: (r"how many\b|what number of|^(?:the )?number of\b"),
    Kind.NUMBER: (
        r"how (?:much|old|far|long|high|tall|large|big|fast|often|deep|wide|late)\b"
        r"|what (?:number|size|figure|age|score|percentage)\b|by how much"
    ),
    # "Who are the five main powers?" may want countries
    Kind.NAME: (
        r"^who (?:are|were)\b|\b(?:which|what) (?:company|firm|airline|bank|manufacturer|brand"
        r"|newspaper|broadcaster|outlet|agency|website|club|team|party|court|ministry|university"
        r"|charity|organi[sz]ation|ship)\b"
    ),
    Kind.PERSON: (
        r"^who(?:m|se)?\b|\b(?:which|what) (?:person|politician|minister|president"
        r"|researcher|scientist|official|leader|player|author|artist|judge|general|officer|lawyer"
        r"|referee|coach|mayor|senator|bishop|professor|doctor|actor|singer|pilot|captain)\b"
        r"|\bwhat is the name of the (?:man|woman|person|president|minister)"
        r"|\bby whom\b|\bwho (?:is|was|are|were|did|will|has|said|says)\b"
    ),
    Kind.QUOTE: (
        r"what (?:did|does|do|has|have|had|was|were) .{2,80}\b(?:say|said|tell|told|call"
        r"|called|describe|described|write|written|stated|argue|claim|think)\b"
        r"|how (?:did|does|do) .{2,60}\b(?:describe|call|react|respond|put)\b"
    ),
    Kind.PLACE: (
        r"^where\b|(?:which|what) (?:city|country|town|place|island|state|province|capital"
        r"|region|village|street|building|museum|stadium|countries|cities|port)\b"
        r"|\bwhere (?:did|was|were|is|are|will|does|do)\b"
    ),
}
_ASKED_FOR = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKED.items())
# "Who is Gesine Weber?" asks what she is: the name is already there.
_WHO_IS_NAMED = re.compile(rf"[Ww]ho (?:is|was|are|were) {_NAME}\s*\??")
_FALSE_NAMES = frozenset(
    "The A An In On At By For From With And But Or It He She They We I This That These Those After"
    " Before When While As If There Its His Her Their Our You Your What Who Which How Where Why"
    " Afterwards However Meanwhile More Most Some Many Several Both All Two Three Four Five Six"
    " Seven Eight Nine Ten Not No Nor So To Of Under Over Since During Although Despite Because"
    " According Instead Also Then Now Only Even Did Does Is Was Were Are Do Has Have Had Will Can"
    " Could Should Would Tell Give Name List Show January February March April May June July August"
    " September October November December Monday Tuesday Wednesday Thursday Friday Saturday"
    " Sunday".split()
)


def kind_asked(question: str) -> Kind:
    """The kind of thing that a question asks for; ANYTHING when nothing tells."""
    plain = question.strip()
    if _WHO_IS_NAMED.fullmatch(plain):
        return Kind.ANYTHING
    for kind, pattern in _ASKED_FOR:
        if pattern.search(plain):
            return kind
    return Kind.ANYTHING


def mentions(text: str, kind: Kind) -> tuple[Span, ...]:
    """Where a text holds something of the kind, in order."""
    found = (Span(start=m.start(), end=m.end()) for m in _MENTIONS[kind].finditer(text))
    if kind is Kind.COUNT:
        counted = _COUNTED_LIKE_YEARS.sub(lambda found: "#" * len(found[0]), text)
        others = [span for other in _NOT_COUNTS for span in mentions(counted, other)]
        return tuple(s for s in found if not any(_overlap(s, other) for other in others))
    if kind in {Kind.PERSON, Kind.NAME, Kind.PLACE}:
        trimmed = (_without_false_start(text, span) for span in found)
        kept = (span for span in trimmed if span is not None)
        # "The Paris summit" begins like a name of two words and is none.
        return tuple(s for s in kept if kind is not Kind.PERSON or " " in s.of(text))
    return tuple(found)


def names(text: str) -> tuple[str, ...]:
    """The capitalised names in a text, longest readings, in order."""
    return tuple(span.of(text) for span in mentions(text, Kind.NAME))


def capitals_tell(text: str) -> bool:
    """Whether capitals mark names: not where they stand on function words as well, as in headlines.

    The first word and "I" have theirs anyway.
    """
    common = [
        word
        for word in text.split()[1:]
        if word[0].isalpha() and not content_words(word) and word != "I"
    ]
    return not common or any(word[0].islower() for word in common)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _without_false_start(text: str, span: Span) -> Span | None:
    """A capitalised run without the words that are capitals only by standing first."""
    start = span.start
    for word in re.finditer(r"\S+", span.of(text)):
        if word[0] not in _FALSE_NAMES:
            start = span.start + word.start()
            break
        start = span.end
    kept = text[start : span.end]
    return Span(start=start, end=span.end) if kept and not kept.isdigit() else None
