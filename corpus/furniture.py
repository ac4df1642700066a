"""Lines that are no sentences but parts of a page: buttons, menus, players, tags."""

from __future__ import annotations

import re

# Of a line that a site puts beside its reporting, a caption with its credit included. Longer ones
# are never tried against the patterns, whose time may grow with the square of the length.
LONGEST_CHARACTERS = 1_000
TAG_WORDS = 16  # longer lists after "Topics:" were sentences


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern for any of several, in upper or lower case."""
    return re.compile("|".join(patterns), re.IGNORECASE)


# Words on buttons and in menus; a line that is nothing else.
_FURNITURE = any_of(
    r"(?:share|copy|copy link|link copied|tweet|pin|pin it|print|e-?mail|save|save for later)[!.]?",
    r"share (?:this )?(?:on|via|by|with) [\w-]+(?: [\w-]+)?",
    r"(?:\d[\d,.]* )?(?:shares?|likes?|views?)",
    r"(?:issued on|modified|(?:last )?updated|published on):? [\d\s/.:-]{6,24}(?:gmt|utc|[ap]m)?",
    r"our standards: the [\w ]+ trust principles[.]?",
    r"[-–— ]*(?:advertisement|advertising|ad|sponsored|sponsored content|paid content|promoted"
    r"|paid post|partner content)[-–— ]*",
    r"advertisement[.:]? (?:please )?(?:scroll|swipe|continue|keep)\b.{0,40}",
    r"(?:remove ads|advertise with us|sponsored by(?-i:(?: [A-Z][\w&'’-]*){1,5}))",
    r"(?:the )?(?:article|story) continues (?:below|after)\b.{0,40}",
    r"continue reading(?: below| the (?:main )?(?:story|article))?",
    r"(?:read|see|view|load|show|learn|discover|explore|find out) (?:more|all|next|less):?"
    r"|keep reading|read next",
    r"(?:click|tap) here(?: to read more)?",
    r"(?:skip|jump|go|back|return) to (?:main |the )?"
    r"(?:content|top|navigation|comments|homepage|home page|footer|main menu)",
    r"(?:menu|close|search|home|next|previous|back|expand|collapse|dismiss)(?: ?[>»›])?",
    r"(?:next|previous) (?:article|story|post|page)",
    r"(?:log ?in|sign ?in|sign ?up|sign ?out|register|my account|subscribe|donate|get the app"
    r"|subscribers only|for subscribers)[.!]?",
    r"(?:accept|reject|allow|manage|cookie|privacy|consent)"
    r"(?: all)?(?: (?:cookies|cookie|preferences|settings|policy|consent|options))+",
    r"(?:terms|terms of (?:use|service)|terms (?:and|&) conditions|about us|contact us|careers"
    r"|site ?map|imprint|help|faq)",
    r"(?:estimated )?(?:reading time|time to read):? ?\d+ ?(?:min(?:ute)?s?)?",
    r"\d+[- ]min(?:ute)?s?(?: |-)?read(?:ing)?(?: time)?",
    r"listen(?: to this (?:article|story|episode|report))?(?: ?[·|-]? ?\(?\d+(?::\d\d)?"
    r" ?(?:min(?:ute)?s?)?\)?)?",
    r"(?:audio|video)(?: duration)?:? \d+(?::\d\d)*(?: ?min(?:ute)?s?)?",
    r"\d+:\d\d ?/ ?\d+:\d\d",
    r"(?:play|watch|pause)(?: the)? (?:video|audio)|now playing",
    r"play|pause|mute|unmute|full ?screen|replay|volume|subtitles|picture in picture",
    r"(?:hide|toggle|show) caption|(?:view|open) (?:gallery|image in fullscreen)|image \d+ of \d+",
    r"(?:view|show|read|see|hide|post)(?: all)?(?: \d+)? comments?",
    r"(?:leave|post|add|write) (?:an?|your) (?:comment|reply)(?: below)?[.!]?",
    r"join the (?:conversation|discussion)|be the first to comment|log ?in to comment",
    r"no comments(?: yet)?",
    r"newsletters?(?: sign[- ]?up)?|show key events only|key events",
    r"(?:just |only )?for (?:our )?subscribers:?",
)
_TRAIL = re.compile(
    r"[^\s|>»›/•·]{1,24}(?: [^\s|>»›/•·]{1,24}){0,2}(?:\s?[|>»›•·]\s?[^|>»›•·]{1,40})+"
)
_TRAIL_STARTS = any_of(r"home\s?[|>»›•·]", r"terms\b", r"privacy\b", r"about us\b", r"share\b")
_TAGS = re.compile(
    r"(?i:tags?|tagged|topics(?: in this (?:article|story))?|filed under|keywords|posted in"
    r"|category|categories|sections?|explore more on|more on)(?: with| in| as)?:\s*"
    r"[^.:;]{2,160}"
)
_HASHTAGS = re.compile(r"(?:#\w+[ ,]*)+|(?:@\w+[ ,]*)+")


def is_furniture(text: str) -> bool:
    """Whether a line is nothing but a button, a menu, a player, tags or the length of reading."""
    return len(text) <= LONGEST_CHARACTERS and bool(
        _FURNITURE.fullmatch(text)
        or _HASHTAGS.fullmatch(text)
        or (_TRAIL.fullmatch(text) and _TRAIL_STARTS.match(text))
        or (_TAGS.fullmatch(text) and len(text.split()) <= TAG_WORDS)
    )
