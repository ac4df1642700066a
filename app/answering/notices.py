"""Small talk, help and questions about the library, told apart by code before anything is searched.

A notice is answered from Clippings and the library, never from an article's words. The patterns
match whole messages: "hello" is a greeting, "What did the minister's hello mean?" is a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.unsupported import instead_of
from app.reply import Topic
from corpus.article import Article
from corpus.dates import in_words
from corpus.library import Library
from index.words import content_words, fold

NEWEST_SHOWN = 5
LISTED = 50  # articles a reply lists; `clippings list` has all

_HELLO = r"(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening|day)|greetings|howdy)"
_HOW_ARE_YOU = (
    r"(?:how(?: are|'re) (?:you|things)(?: doing)?(?: today)?|how(?: is|'s) it going|what's up"
    r"|how do you do|(?:nice|good|pleased|great) to meet you|(?:is )?any(?:one|body) (?:there|home)"
    r"|are you (?:there|awake))"
)
_FINE = (
    r"(?:great|good|helpful|useful|brilliant|excellent|perfect|amazing|awesome|wonderful|fantastic"
    r"|clever|smart|kind|nice|the best|all|fine|enough|impressive|funny)"
)
_THANKS = (
    r"(?:(?:many )?thanks?(?: you)?(?: (?:very|so) much| a (?:lot|bunch|million)| again)?|thx|ta"
    r"|cheers|much appreciated|great|ok(?:ay)?|nice(?: one)?|cool|wow|perfect|brilliant|excellent"
    r"|(?:good|great|nice) (?:job|work)|well done|got it|i see"
    r"|bye(?:[ -]?bye)?(?: for now| then)?|goodbye|good ?night"
    r"|see you(?: (?:later|soon|tomorrow|around))?|have a (?:good|nice) \w+"
    r"|lol|(?:ha ?){2,}|sorry|my (?:bad|mistake)|never ?mind|no (?:thanks|problem|worries)"
    rf"|(?:that|this|it|you)(?:'?s|'re| is| are| was| were)? (?:(?:really|very|so|just) )?{_FINE}"
    r"|(?:that|this|it) (?:really )?help(?:s|ed)(?: me)?(?: a lot)?)"
)
_POLITE = re.compile(
    rf"^(?:(?:{_HELLO}(?: there| clippings)?|please|can you|could you|tell me) )+(?=\w)"
    r"|(?: please)$",
    re.IGNORECASE,
)
_ADDRESS = (
    r"(?: there| everyone| clippings| all| team| again| mate| friend"
    r"| for (?:that|your help|the help))?"
)
_TOOL = r"(?:you|clippings|this (?:thing|tool|page|program|app|site))"
_HELP = (
    r"(?:help(?: me)?|what (?:can|do|could) (?:you|i|clippings|this)(?: actually| all)?"
    r" (?:do|ask|answer|tell|know|find|help)"
    r"(?: (?:you|me|here|for me|with (?:this|you)|about)){0,2}"
    rf"|who (?:are you|(?:made|built|created|wrote|runs|owns|developed) {_TOOL})"
    r"|what (?:are|is) (?:you|this|clippings)"
    r"|(?:how|where) (?:do|can|should) i (?:use (?:this|you|clippings|it)"
    r"|ask(?: you)?(?: a question)?|start|begin"
    r"|(?:ask|search|look|filter|limit|narrow)\b.*\b(?:dates?|days?|outlets?|(?:news)?papers?"
    r"|sources?)"
    r"|(?:add|upload|import|remove|delete) (?:an? |my |my own |more |new |the )?"
    r"(?:article|file|folder|clipping|stor(?:y|ie)|paper)s?)(?: here)?"
    rf"|how (?:does|do) (?:this|it|{_TOOL}) work"
    r"|are you (?:an? |really )*(?:real )?(?:ai|bot|robot|human|person|machine|program|computer)"
    r"|(?:what|which) (?:kinds?|sorts?|types?) of (?:questions?|things) can i (?:ask|put to)"
    r"(?: you)?|what (?:should|may) i ask(?: you)?"
    r"|do you (?:ever )?(?:make (?:things|stuff|it|answers|anything) up|make up \w+|hallucinate|lie"
    r"|invent (?:things|\w+))"
    r"|(?:what|which) languages? (?:do|can) you (?:speak|understand|read|know)"
    r"|where (?:do|did) (?:you get )?your (?:answers?|information|facts|quotes|articles)"
    r"(?: come)?(?: from)?)"
)
_THINGS = (
    r"(?:articles?|reports?|sources?|outlets?|(?:news)?papers?|documents?|(?:news )?stories|pieces"
    r"|headlines|files|clippings)"
)
_PLACE = r"(?:the|my|your|this) (?:library|collection|folder)"
_HAVE = (
    r"(?:(?:do you (?:have(?! to\b)|know|hold|contain|cover|read)|have you got|can you see"
    r"|does the library (?:have|hold|contain|cover))"
    rf"(?: (?:here|there|now|loaded|access to|to read|in (?:all|total|here|{_PLACE})))*"
    rf"|(?:are|is)(?: there)?(?: (?:here|loaded|available|in (?:here|{_PLACE})|to read)| there))"
)
_LIBRARY = (
    rf"(?:(?:which|what|how many) {_THINGS} {_HAVE}"
    rf"|(?:list|show)(?: me)?(?: all)?(?: of)?(?: the| your| my)? {_THINGS}"
    r"(?: (?:that )?you(?: have|'ve)(?: got)?| here| there are)?"
    rf"|how (?:big|large) is {_PLACE}"
    rf"|what(?:'?s| is) in {_PLACE}"
    r"|what (?:topics?|subjects?|dates?|period) (?:do (?:you|your articles)|does the library) cover"
    rf"|what (?:do (?:the|these|your|my) {_THINGS} cover|are (?:the|these|your|my) {_THINGS} about)"
    r"|what (?:do you have|have you got)(?: here)?|what(?:'?s| is) (?:in )?here"
    r"|what (?:topics?|subjects?) (?:are (?:there|covered|here)|do (?:the|these) articles cover))"
)
_NEWEST = (
    rf"(?:what(?:'?s| is| are)|which(?: is| are)?|show(?: me)?)(?: the| your)?"
    rf" (?P<which>newest|latest|most recent|last|oldest|earliest|first)"
    rf"(?: {_THINGS}| one| thing)?"
    rf"(?: (?:that )?you(?: have|'ve)(?: got)?| here| in (?:here|{_PLACE}))?"
    r"(?: (?:from|by) (?P<whose>.{1,40}))?"
)
_OF_OUTLET = (
    r"(?:do you have|have you got|is there|are there|what do you have|what have you got|show me"
    rf"|list)(?: anything| any| something| some| all| the| your)*(?: {_THINGS})?"
    r" (?:from|by) (?P<whose>.{1,40}?)(?: here| in (?:here|the library))?"
)
_PATTERNS = tuple(
    (topic, re.compile(pattern, re.IGNORECASE))
    for topic, pattern in (
        ("greeting", rf"{_HELLO}{_ADDRESS}(?: {_HOW_ARE_YOU})?|{_HOW_ARE_YOU}"),
        ("thanks", rf"{_THANKS}(?: {_THANKS}){{0,2}}{_ADDRESS}"),
        ("help", _HELP),
        ("library", _LIBRARY),
        ("newest", _NEWEST),
        ("outlet", _OF_OUTLET),
    )
)
# A question with one of these is English, whatever "Le Monde" or "de la Cruz" stands in it.
_ENGLISH = frozenset(
    "who what when where why how which did does the of is are and has said have had were should"
    " can could would about for to".split()
)
# "Von der Leyen", "Luis de la Fuente": names, in questions of any language.
_WITH_PARTICLES = re.compile(
    r"(?:\b(?:Von|Van|De|Del|Di|Da|Du|El|Le|La|Los|Las|Der|Den)\b|\b(?:von|van|de) (?:der|den|la"
    r"|las|los)\b"
    r"|\b[A-Z][\w’'-]* (?:von|van|de|del|di|da|du|el|le|la|los|las)\b)(?: (?:der|den|la|las"
    r"|los))? (?=[A-Z])"
)
_LATIN = re.compile(r"[^\W\d_]")
_NOT_LATIN = 0x250  # code points from here on are letters of other scripts
_FOREIGN = {
    "French": "le la les des du de au est une que quel quelle qui dans pour avec combien pourquoi",
    "German": "der die das und ist ein eine wer wie viele was wann wo warum mit nicht von hat",
    "Spanish": "el la los las en de que es una por con cuanto cuantos quien como donde cual del",
    "Italian": "il la di gli che una per con quanto quanti chi come dove quale della sono",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What a message is, when it is no question to the articles, and what to say."""

    topic: Topic
    message: str
    articles: tuple[Article, ...] = ()


def notice_for(message: str, library: Library) -> Noticed | None:
    """The notice that a message calls for; None when it is to be searched for."""
    plain = re.sub(r"^[\W_]+|[\W_]+$", "", re.sub(r"\s+", " ", message))  # smileys too
    if not re.search(r"\w", plain):
        return _unclear()
    noticed = _small_talk(re.sub(r"[,.!;]+(?= )", "", plain.replace("’", "'")), library)
    if noticed:
        return noticed
    if instead := instead_of(plain):
        return Noticed(topic=Topic.HELP, message=instead)
    return _foreign(plain) or (None if content_words(plain) else unclear_followup())


def _small_talk(plain: str, library: Library) -> Noticed | None:
    for words in dict.fromkeys((plain, _POLITE.sub("", plain))):
        for name, pattern in _PATTERNS:
            match = pattern.fullmatch(words)
            if match:
                return _SAY[name](library, match)
    return None


def unclear_followup() -> Noticed:
    """For a follow-up without anything to follow."""
    return Noticed(
        topic=Topic.UNCLEAR,
        message="I can't tell what this refers to. Ask it as a whole question.",
    )


def nothing_to_look_back_on() -> Noticed:
    """For "more" or "are you sure?" when nothing was answered before."""
    return Noticed(
        topic=Topic.UNCLEAR,
        message="There is no answer to look back on. Ask a question first.",
    )


_CAN = (
    "I answer questions from the articles in this library, in their own words, and show the exact"
    " passage behind every sentence. When they don't say, I tell you so. Ask, for example, who"
    " said something, how much, when or where. Add your own articles with `clippings add FOLDER`"
    " or on this page."
)


_FOR_MORE = "Ask “Summarise the library” for a selection of what they say."


def _greet(library: Library, match: re.Match[str]) -> Noticed:
    del match
    message = f"Hello. Ask me something about the {_counted(library)} in this library."
    return Noticed(topic=Topic.GREETING, message=message)


def _welcome(library: Library, match: re.Match[str]) -> Noticed:
    del library, match
    return Noticed(topic=Topic.GREETING, message="You're welcome. Ask on whenever you like.")


def _help(library: Library, match: re.Match[str]) -> Noticed:
    del library, match
    return Noticed(topic=Topic.HELP, message=_CAN)


def _holdings(library: Library, match: re.Match[str]) -> Noticed:
    del match
    articles = library.articles()
    outlets = sorted({a.reported_by for a in articles if a.reported_by})
    days = sorted(day for a in articles if (day := a.reported_at))
    span = f", from {in_words(days[0])} to {in_words(days[-1])}" if days else ""
    named = f" The reporting is by {', '.join(outlets)}." if outlets else ""
    message = f"This library holds {_counted(library)}{span}.{named} {_FOR_MORE}"
    return Noticed(topic=Topic.LIBRARY, message=message, articles=articles[:LISTED])


def _of_outlet(library: Library, match: re.Match[str]) -> Noticed | None:
    """What there is of an outlet; "anything from Gaza" names none: a question."""
    theirs = _reported_by(match["whose"], library.articles())
    if not theirs:
        return None
    count = f"{len(theirs)} article{'' if len(theirs) == 1 else 's'}"
    message = f"This library holds {count} of {theirs[0].reported_by}'s reporting."
    return Noticed(topic=Topic.LIBRARY, message=message, articles=theirs[:LISTED])


def _newest(library: Library, match: re.Match[str]) -> Noticed | None:
    """The newest or oldest, of one outlet if one is named; "from Gaza" names none: a question."""
    dated = [a for a in library.articles() if a.reported_at]
    chosen = _reported_by(match["whose"], dated) if match["whose"] else dated
    if match["whose"] and not chosen:
        return None
    oldest = match["which"].lower() in {"oldest", "earliest", "first"}
    which = "oldest" if oldest else "newest"
    if not chosen:
        return Noticed(topic=Topic.LIBRARY, message="No article here has a known date.")
    ordered = chosen[::-1] if oldest else chosen
    first = ordered[0]
    message = f"The {which} here is “{first.headline}” ({first.byline})."
    return Noticed(topic=Topic.LIBRARY, message=message, articles=tuple(ordered[:NEWEST_SHOWN]))


def _reported_by(whose: str, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Those of the outlet that words name and nothing else: "the Post Office scandal" is none."""
    named = set(content_words(whose))
    return tuple(a for a in articles if named and named <= set(content_words(a.reported_by or "")))


_SAY = {
    "greeting": _greet,
    "thanks": _welcome,
    "help": _help,
    "library": _holdings,
    "newest": _newest,
    "outlet": _of_outlet,
}


def _unclear() -> Noticed:
    return Noticed(
        topic=Topic.UNCLEAR,
        message="I could not find a question in that. Ask in a few words: who, what, when, where,"
        " how many.",
    )


def _foreign(plain: str) -> Noticed | None:
    """A notice for questions that are plainly not in English, the only language read so far."""
    letters = _LATIN.findall(plain)
    latin = sum(letter.isascii() or ord(letter) < _NOT_LATIN for letter in letters)
    tokens = set(re.findall(r"\w+", fold(_WITH_PARTICLES.sub("", plain))))
    shared = {name: len(tokens & set(common.split())) for name, common in _FOREIGN.items()}
    likeliest = max(shared, key=lambda name: shared[name])
    if shared[likeliest] >= max(2, 0.3 * len(tokens)) and not tokens & _ENGLISH:
        return _other_language(likeliest)
    return _other_language("another script") if letters and latin < len(letters) / 2 else None


def _other_language(language: str) -> Noticed:
    return Noticed(
        topic=Topic.LANGUAGE,
        message=f"This looks like {language}. I read English questions only, so far: please ask it"
        " in English.",
    )


def _counted(library: Library) -> str:
    count = library.count()
    return f"{count} article{'' if count == 1 else 's'}"
