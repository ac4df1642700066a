"""Questions made of one sentence by its form, in words that it can answer; empty where none fits.

Rules over surface forms: generous, as each question is tried before anybody sees it
(app/answering/suggestions.py), but never so free that it would not read as English.
"""

from __future__ import annotations

import re

from app.answering.attribution import speaker_of
from app.answering.mentions import may_be_person
from app.answering.speaker_names import NAME_RUN
from app.reply import Quote
from index.kinds import Kind, mentions
from index.spans import Span
from index.words import content_words

_WORD = r"(?!(?:who|which|that|and|as|when)\b)[\w’'-]+"
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = rf"(?:(?:\d{{1,2}} )?(?:{_MONTHS})\b|\d{{4}}\b|\w+day\b)"
_SUBJECT = rf"(?P<subject>(?:(?:The|A|An) )?{_WORD}(?: {_WORD}){{0,6}}?)"
_DONE = r"(?P<done>\w+ed|held|built|sold|shot|told|found|made|born|hit|killed|cut|set up|taken)"
_WHEN_DONE = re.compile(
    rf"{_SUBJECT} (?P<aux>was|were|will be) {_DONE}\b(?P<rest>[^,;]{{0,40}}?) (?:on|in|by) {_DAY}"
)
_WHEN_TO_COME = re.compile(
    rf"{_SUBJECT} (?:will|is to|are to) (?P<do>(?!be\b)[a-z]+)\b(?P<rest>[^,;]{{0,40}}?)"
    rf" (?:on|in|by) {_DAY}"
)
# Past tenses that are no participle with "was" before it, and their infinitives.
_PAST = dict(
    pair.split(":")
    for pair in (
        "met:meet spoke:speak announced:announce opened:open won:win died:die signed:sign took:take"
        " began:begin started:start ended:end arrived:arrive resigned:resign published:publish"
        " agreed:agree launched:launch visited:visit voted:vote left:leave fell:fall rose:rise"
        " came:come went:go closed:close struck:strike happened:happen gathered:gather lost:lose"
        " became:become bought:buy sold:sell moved:move approved:approve joined:join passed:pass"
    ).split()
)
_WHEN_WAS = re.compile(
    rf"{_SUBJECT} (?P<did>{'|'.join(_PAST)})\b(?P<rest>[^,;]{{0,40}}?) (?:on|in) {_DAY}"
)
_HOW_MANY = re.compile(
    r"(?:^|[ ,])(?<!\bthe )(?<!\bthese )(?<!\bthose )(?:\d[\d,.]*|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve"
    r"|dozens of|hundreds of|thousands of)(?: (?:million|billion))?"
    r" (?P<counted>(?:[a-z-]+ ){0,2}[a-z-]+s)"
    r" (?P<aux>were|will be|are|have been)"
    r" (?P<done>[a-z]+ed|held|built|sold|shot|found|hurt|made)\b"
)
_ROLE = (
    r"(?:(?:vice |deputy |prime )?(?:minister|president|mayor|chief|leader|director|professor"
    r"|secretary|chancellor|commissioner|economist|analyst|researcher|senator|general|king|queen"
    r"|head|founder|owner|author|coach|captain|scientist|lawyer|activist|ambassador|bishop|judge"
    r"|historian|governor|member|chair|spokes)\w*)"
)
_ROLE_BEFORE = re.compile(rf"\b{_ROLE} $", re.IGNORECASE)
_ROLE_AFTER = re.compile(rf", (?:who\b|[^,]{{0,60}}\b{_ROLE}\b[^,]{{0,60}}[,.])", re.IGNORECASE)
_TITLES = re.compile(rf"^(?:{_ROLE} |Prime |Major |Foreign |Lieutenant |US )+(?=\w)", re.IGNORECASE)
# Words that begin a sentence and cannot be what a question is about.
_POINTING = re.compile(
    r"(?:It|He|She|They|This|That|These|Those|There|We|I|You|But|And|His|Her|Their|Its|In|On|At|As"
    r"|After|Before|When|While|If|What|Both|Some|Most|Many)\b"
)
_DEMONYM = re.compile(r"(?:\w+(?:an|ans|ese|ish|i|is|ern)|French|Dutch|Greek|Swiss|Czech|Welsh)$")
_NOUN_AFTER = re.compile(
    r" (government|military|army|forces|troops|parliament|president|presidency|leaders?|summit"
    r"|treaty|plan|deal|embassy|elections?|economy|alliance|invasion|war|border|mission|council"
    r"|court|agency"
    r"|ministry|party)\b"
)
# What tells of the speaker, or whom it was said to: "Ada Quill, a scholar, told the BBC".
_ASIDE = (
    r"{speaker}(?: (?:of|at|from) (?:the )?{run}|, (?!the [A-Z])(?:[a-z]|\d"
    r"|[A-Z][\w’'-]* [a-z])[^,“”\"]{{1,80}}(?=[,.]))"
    r"|\b(?:told|tells|spoke to|speaking to) (?:[a-z]+ ){{0,3}}{run}"
)
# A thing spoken of that has no name: "guarantees", "the deployment".
_THING = re.compile(
    r"\b(?:of|for|on|about|with|more|their|its|new|the) (?P<thing>(?:the )?[a-z]{4,}"
    r"(?:(?<![su])s|tion|ment|ity|ence))\b(?! of\b| [a-z]+(?:s|tion|ment)\b)"
)
_NO_THING = frozenset(
    "years months weeks days hours minutes times others always perhaps means moment".split()
)


def said(sentence: Quote) -> str:
    """Give “What did … say about …?” where it is plain who says it and what of."""
    speaker = speaker_of(sentence.article, Span(start=sentence.start, end=sentence.end))
    topic = _topic(sentence, besides=speaker) if speaker else ""
    the = "the " if re.search(rf"\b[Tt]he {re.escape(speaker)}\b", sentence.text) else ""
    return f"What did {the}{speaker} say about {topic}?" if topic else ""


def _topic(sentence: Quote, *, besides: str) -> str:
    """The first thing that a sentence names, or else speaks of, besides who speaks."""
    left_out = {*content_words(besides), *content_words(sentence.article.reported_by or "")}
    aside = _ASIDE.format(speaker=re.escape(besides), run=NAME_RUN)
    text = re.sub(aside, lambda found: " " * len(found[0]), sentence.text)
    for span in mentions(text, Kind.NAME):
        name = span.of(text)
        words = set(content_words(name))
        if words and not left_out & words and _is_topic(name, span, text):
            return _as_told(span, text)
    things = (match["thing"] for match in _THING.finditer(text))
    return next((each for each in things if each not in _NO_THING), "")


def _is_topic(name: str, span: Span, text: str) -> bool:
    """Whether a capitalised word is a name one can ask about: no first word, day or office."""
    begins = not re.search(r"\w[^.?!“\"‘]*$", text[: span.start])
    is_first_word = begins and (" " not in name or name.split(maxsplit=1)[0].endswith("ing"))
    is_other = len(name.strip(".")) == 1 or mentions(name, Kind.DATE) or _DEMONYM.match(name)
    return not (is_first_word or is_other or re.search(_ROLE, name, re.IGNORECASE))


def _as_told(span: Span, text: str) -> str:
    """A name with its "the", and with the noun that it then belongs to: "the Labour government"."""
    name = re.sub(r"[’']s$", "", span.of(text))
    if not text[: span.start].lower().endswith("the "):
        return name
    noun = _NOUN_AFTER.match(text, span.end)
    return f"the {name} {noun[1]}" if noun and content_words(noun[1]) else f"the {name}"


def when(sentence: Quote) -> str:
    """Give “When …?” of a sentence that begins with what was or will be, and gives its day."""
    if _POINTING.match(sentence.text):
        return ""
    if match := _WHEN_DONE.match(sentence.text):
        aux, _, be = match["aux"].partition(" ")
        return _question("When", aux, _subject(match), be, match["done"] + match["rest"])
    if match := _WHEN_TO_COME.match(sentence.text):
        return _question("When will", _subject(match), match["do"] + match["rest"])
    if match := _WHEN_WAS.match(sentence.text):
        return _question("When did", _subject(match), _PAST[match["did"]] + match["rest"])
    return ""


def _subject(match: re.Match[str]) -> str:
    """What a sentence begins with, as it stands inside a question."""
    return re.sub(r"^(?:The|A|An)\b", lambda found: found[0].lower(), match["subject"])


def _question(*words: str) -> str:
    return " ".join(filter(None, words)) + "?"


def who(sentence: Quote) -> str:
    """Give “Who is …?” of somebody whom the sentence introduces."""
    for span in mentions(sentence.text, Kind.PERSON):
        name = span.of(sentence.text)
        person = _TITLES.sub("", name)
        is_introduced = (
            person != name
            or _ROLE_BEFORE.search(sentence.text, 0, span.start)
            or _ROLE_AFTER.match(sentence.text, span.end)
        )
        if is_introduced and " " in person and may_be_person(person):
            return f"Who is {person}?"
    return ""


def how_many(sentence: Quote) -> str:
    """Give “How many … were …?” of a sentence that counts what was done to things."""
    match = _HOW_MANY.search(sentence.text)
    return f"How many {match['counted']} {match['aux']} {match['done']}?" if match else ""


FORMS = (said, when, who, how_many)
"""Each gives a question that the sentence answers, or nothing."""
