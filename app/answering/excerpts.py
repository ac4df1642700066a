"""Whether a message holds an excerpt whose source is wanted, rather than a question.

"Who reported this: …" and a pasted quotation are; "What did he mean by “…”?" and "Who said that
prices have risen?" are questions to the articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FEWEST_WORDS = 5  # fewer may stand anywhere
QUOTED_WORDS = 8  # in quotation marks alone, or after "Who said": of fewer, the speaker is wanted

_PIECE = r"(?:quote|quotation|passage|sentence|excerpt|extract|paragraph|text|line|words|statement)"
_THIS = rf"(?:this|that|the following|these)(?: {_PIECE})?"
_SOURCE = (
    r"(?:outlet|paper|newspaper|article|report|source|site|website|agency|publication|magazine"
    r"|journalist|reporter|author)s?"
)
_TELLS = (
    r"(?:reported|reports?|said|says|wrote|writes|published|publishes|carried|carries|carry|ran"
    r"|printed|quoted|broke|has|have|had|contains?)"
)
_WHO = rf"(?:who(?: else)?|(?:which|what) {_SOURCE})(?: (?:first|originally|else|also))? {_TELLS}"
_WHERE = (
    r"where (?:is|was|are|were|does|do|did)"
    rf" {_THIS}(?: (?:come|taken|quoted|reported|published|written|found|appear|stand|printed))?"
    r"(?: from)?"
)
_FIND = (
    rf"(?:please )?(?:trace|find the source (?:of|for)|(?:what(?:['’]s"
    rf"| is) )?(?:the )?source (?:of|for))(?: {_THIS})?"
    rf"|is {_THIS} (?:from|in) (?:the|my|your|this|any of (?:the|my|your))"
    r" (?:library|articles?|collection|clippings|reports?)"
)
_EXPLICIT = re.compile(rf"(?:{_WHO} {_THIS}|{_WHERE}|{_FIND})", re.IGNORECASE)
_LOOSE = re.compile(_WHO, re.IGNORECASE)
_AFTER = re.compile(
    rf"(?:{_WHO} (?:this|that|it|so)|{_WHERE}|source|where from|who|by whom)", re.IGNORECASE
)
_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|‘([^‘]+)’|'(.+)'", re.DOTALL
)
_ASKS = re.compile(
    r"(?:and |but |so |then |please )?(?:who|whom|whose|what|which|when|where|why|how|did|does|do"
    r"|is|are|was|were|will|would|has|have|had|can|could|should|may|might|tell|show|give|list|name"
    r"|find|explain|describe|summari[sz]e|compare|write|translate)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Words whose source is wanted.

    With `is_sure` false they may be no excerpt at all, and are one only if an article has them.
    """

    text: str
    is_sure: bool = True

    @property
    def is_short(self) -> bool:
        """Whether it has so few words that they may stand anywhere."""
        return _count(self.text) < FEWEST_WORDS


def excerpt_in(message: str) -> Excerpt | None:
    """The excerpt of a message that asks where it is from; None for any other message."""
    plain = message.strip()
    return _introduced(plain) or _quoted_alone(plain) or _pasted(plain)


def _introduced(plain: str) -> Excerpt | None:
    """An excerpt after words that ask for its source: `Which outlet wrote “…”?`."""
    cue, colon, rest = _after_cue(plain)
    quoted = _quotation(rest)
    text = quoted or (rest if colon and not rest.endswith("?") else "")
    is_explicit = bool(_EXPLICIT.fullmatch(cue))
    if not text or not (is_explicit or _LOOSE.fullmatch(cue)):
        return None
    fewest = 1 if is_explicit and quoted else FEWEST_WORDS if colon else QUOTED_WORDS
    return Excerpt(text=text) if _count(text) >= fewest else None


def _after_cue(plain: str) -> tuple[str, bool, str]:
    """What stands before an excerpt, whether a colon parts them, and what stands after."""
    start = re.search(r"[:“\"«„‘]|(?<!\w)'", plain)
    if start is None:
        return plain, False, ""
    rest = plain[start.start() :]
    cue = plain[: start.start()].strip(" ,\n")
    return cue, rest.startswith(":"), rest.lstrip(": \n")


def _quoted_alone(plain: str) -> Excerpt | None:
    """A quotation that is the whole message, or stands before such words."""
    quoted = _QUOTED.match(plain)
    if quoted is None:
        return None
    after = plain[quoted.end() :].strip(" \n.,:;?!–—-")
    text = _inside(quoted)
    is_asked = not after or _AFTER.fullmatch(after)
    return Excerpt(text=text) if is_asked and _count(text) >= QUOTED_WORDS else None


def _pasted(plain: str) -> Excerpt | None:
    """Words that ask nothing: only the library can tell whether they are an excerpt."""
    if plain.endswith(("?", ":")) or _ASKS.match(plain) or _count(plain) < QUOTED_WORDS:
        return None
    return Excerpt(text=plain, is_sure=False)


def _quotation(rest: str) -> str:
    """The words of a text that is one quotation, with at most a mark after it; else nothing."""
    quoted = _QUOTED.fullmatch(rest.rstrip(" \n.?!"))
    return _inside(quoted) if quoted else ""


def _inside(quoted: re.Match[str]) -> str:
    return next(words for words in quoted.groups() if words).strip()


def _count(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())
