"""Messages that want a summary: of an article, a topic, the library, or of what is new.

The patterns match whole messages. "What is the piece about the bridge about?" wants a summary;
"What is the treaty about?" is a question to the articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum


class Scope(StrEnum):
    """What is to be summed up."""

    THIS = "this"  # the article at hand
    ARTICLE = "article"  # one that the words describe
    TOPIC = "topic"  # what all articles say of something
    NEWS = "news"  # the articles of some days, or else the newest
    EVENTS = "events"  # what happened on some days, of which articles of other days may tell
    LIBRARY = "library"  # all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be summed up, and the message's words for it.

    `is_order` says whether a summary was asked for by name. Else, as in "What happened in May?",
    the message may still be a question like others. `sentences` is how many are wanted, from 1 to
    9; None where the message doesn't say.
    """

    scope: Scope
    words: str
    is_order: bool
    sentences: int | None = None


_ONE = r"(?:article|piece|story|report|brief|item|column|dispatch|clipping|news item|interview)"
_MANY = r"(?:articles|pieces|stories|reports|briefs|clippings|headlines|news|coverage|reporting)"
_SUMMARY = (
    r"(?:summary|overview|synopsis|recap|digest|pr[eé]cis|gist|outline|round-?up|run-?down"
    r"|key points|main points|highlights)"
)
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|ok(?:ay)?|and|now|so|then|please|kindly|just|also|clippings"
    r"|(?:can|could|would|will) you|(?:can|could|may) i (?:have|get|see)"
    r"|i(?:'d| would)? (?:want|need|like)(?: you to| to have| to see)?)[,!]? )+(?=\S)",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "a single": 1} | {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten".split(), start=1
    )
}
_NUMBER = rf"(?:{'|'.join(sorted(_NUMBERS, reverse=True))}|[1-9])"
_COUNTED = re.compile(rf"\b(?P<number>10|{_NUMBER})[- ](?:short )?sentences?\b", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:,? (?:please|for me|for us|briefly|shortly|thanks"
    r"|in (?:brief|short|a nutshell"
    rf"|(?:(?:at most|no more than|up to|about) )?(?:{_NUMBER}(?: or | to |-))?"
    rf"(?:{_NUMBER}|\d{{2,4}}|a few|some|plain|simple)"
    r"(?: (?:short|few))? (?:sentences?|lines?|words?|paragraphs?|points?))))+$",
    re.IGNORECASE,
)
_GIVING = (
    r"(?:(?:write|give|make|show|get|prepare|create|draft|produce|provide)(?: me| us)? )?"
    r"(?:with )?(?:the |a |an |some )?(?:(?:short|brief|quick|little|concise|general"
    rf"|{_NUMBER}[- ](?:sentence|line|paragraph|point)) )*"
)
_GIVEN = re.compile(rf"{_GIVING}{_SUMMARY}\b", re.IGNORECASE)
_ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:summari[sz]e|sum up|recap|outline)(?: (?:for me|for us|briefly))?:? (?P<what>.+)",
        r"(?:sum|round) (?P<what>.+) up",
        rf"{_GIVING}{_SUMMARY}(?: of| on| about| for|:) (?P<what>.+)",
        rf"what(?:'s| is| are) the {_SUMMARY} of (?P<what>.+)",
    )
)
_ABOUT = re.compile(
    rf"what(?:'s| is| was) (?P<what>this|that|it|(?:the|this|that|your) (?:.+ )?{_ONE}(?: .+)?)"
    r" (?:all )?about|what (?:does|did)"
    r" (?P<said>(?:the|this|that) (?:.+ )?(?:article|piece|story)(?: (?:about|on|from|by) .+)?)"
    r" (?:say|report|cover|discuss|describe|deal with|tell us)",
    re.IGNORECASE,
)
_WHEN = r"(?P<when>(?: .+)?)"
_NEW = re.compile(
    r"(?:what(?:'s| is| was| are|'s been| has been)? (?:the )?(?:latest )?(?:new|news)"
    rf"|(?:is there |do you have )?(?:any news|anything new)"
    r"|(?:what(?:'s| is| are) )?(?:the )?(?:most important|top|main|biggest)"
    rf" (?:news|stories|headlines)"
    rf"|what(?:'s| is) in the (?:news|papers|headlines)|(?:what are )?(?:the )?headlines){_WHEN}"
    r"|what (?:did|have) i miss(?:ed)?"
    r"|(?:what are )?(?P<whose>today|yesterday|this week|last week)'s (?:news|headlines|stories)",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"what(?:'s| is| has| was)? (?:happen(?:ed|ing)|going on|(?:been )?(?:reported|published))"
    rf"{_WHEN}|what (?:did|have) i miss(?:ed)?{_WHEN.replace('when', 'missed')}",
    re.IGNORECASE,
)
_THIS = re.compile(rf"(?:this|that|it|(?:the|this|that) (?:whole )?{_ONE})", re.IGNORECASE)
_LIBRARY = re.compile(
    r"(?:everything|all|it all|(?:the|your|my|this) (?:whole |entire |full )?"
    rf"(?:library|collection|archive|folder)|(?:all )?(?:of )?(?:the|your|my|these) {_MANY})"
    r"(?: (?:that )?(?:you have|here|in (?:here|(?:the|your|my|this) (?:library|collection))))?",
    re.IGNORECASE,
)
_SOME_NEWS = re.compile(
    rf"(?:the )?(?:latest |recent |newest |most recent |last )?(?:{_MANY}|events|developments)"
    r"(?P<when> .+)?"
    rf"|(?P<whose>(?:today|yesterday|(?:this|last) (?:week|month|year))'s) (?:{_MANY}|events)"
    r"|what(?:'s| is| has| was)? (?:new|happened|(?:been )?(?:reported|published))"
    r"(?P<since> .+)?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    rf"(?:the|this|that|your|an?) (?P<before>(?:(?!(?:about|on)\b)\S+ )*?){_ONE}\b(?! \d)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"(?:everything|all|something|(?:all )?(?:the )?(?:latest |recent )?(?:{_MANY}|developments)"
    r"|what(?: (?:the|your|these) \w+| they| you| has been| is| was|'s been)?"
    r" (?:says?|reports?|knows?|know|written|reported|said|known|published))"
    r" (?:about|on|of|regarding|concerning) (?P<topic>.+)",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"what (?P<who>.+?) (?:told|said|says|thinks?|wants?|argue[sd]?|announced|warned)\b"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)


def wish_in(message: str) -> Wish | None:
    """The summary that a message wants; None when it wants something else."""
    plain = re.sub(r"\s+", " ", message.replace("’", "'")).strip(" \t\n.!?…")
    polite = _POLITE.sub("", plain)
    ending = _AFTER.search(polite)
    bare = polite[: ending.start()] if ending else polite
    wish = _wish_in(bare)
    return wish and replace(wish, sentences=_sentences_in(bare, ending[0] if ending else ""))


def _sentences_in(bare: str, ending: str) -> int | None:
    """How many sentences a message wants, by its ending or by what it calls a summary."""
    given = _GIVEN.match(bare)
    counted = _COUNTED.search(ending) or _COUNTED.search(given[0] if given else "")
    number = counted["number"].lower() if counted else ""
    return _NUMBERS.get(number) or (int(number) if number else None)


def _wish_in(bare: str) -> Wish | None:
    """The wish of a message without its courtesies and endings."""
    for pattern in _ORDERS:
        if ordered := pattern.fullmatch(bare):
            return _ordered(ordered["what"].strip('"“” '))
    if asked := _ABOUT.fullmatch(bare):
        return _of_article(asked["what"] or asked["said"])
    if new := _NEW.fullmatch(bare):
        when = (new["when"] or new["whose"] or "").strip()
        return Wish(scope=Scope.NEWS, words=when, is_order=False)
    happened = _HAPPENED.fullmatch(bare)
    when = happened and (happened["when"] or happened["missed"] or "").strip()
    return Wish(scope=Scope.EVENTS, words=when, is_order=False) if when else None


def _ordered(what: str) -> Wish | None:
    if _THIS.fullmatch(what):
        return Wish(scope=Scope.THIS, words=what, is_order=True)
    if _LIBRARY.fullmatch(what):
        return Wish(scope=Scope.LIBRARY, words="", is_order=True)
    if on := _ON.fullmatch(what):
        return Wish(scope=Scope.TOPIC, words=on["topic"], is_order=True)
    if saying := _SAYING.fullmatch(what):
        return Wish(scope=Scope.TOPIC, words=saying["who"] + saying["rest"], is_order=True)
    if news := _SOME_NEWS.fullmatch(what):
        when = (news["when"] or news["since"] or (news["whose"] or "").removesuffix("'s")).strip()
        return Wish(scope=Scope.NEWS, words=when, is_order=True)
    return _of_article(what, is_order=True) or Wish(scope=Scope.TOPIC, words=what, is_order=True)


def _of_article(what: str, *, is_order: bool = False) -> Wish | None:
    if _THIS.fullmatch(what):
        return Wish(scope=Scope.THIS, words=what, is_order=is_order)
    described = _ARTICLE.fullmatch(what)
    if described is None:
        return None
    # "Article" is a word that is never searched for; "piece" or "story" would be.
    words = f"the {described['before']}article{described['rest']}"
    return Wish(scope=Scope.ARTICLE, words=words, is_order=is_order)
