"""Who says what a sentence tells, as far as its own words and the ones before it plainly show.

Rules over surface forms: a name beside a verb of saying, "according to" with a name, a pronoun
whose person is plain. It would rather name nobody than the wrong person: two who speak, a
spokesman, an office or an aide give no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.answering.mentions import may_be_person
from app.answering.speaker_names import NAME_RUN, is_outlet, person_in, stands_alone
from app.answering.spoken_words import without_quotes
from corpus.article import Article
from index.sentences import sentence_spans
from index.spans import Span

SENTENCES_BACK = 3  # in which a pronoun's person is looked for: further off it is guesswork
_BEFORE_CHARACTERS = 1_500  # of an article in which these lie

_SAYS = (
    r"said|says|told|tells|wrote|writes|stated|states|insist(?:ed|s)|warn(?:ed|s)|claim(?:ed|s)"
    r"|explain(?:ed|s)|declare[ds]|stress(?:ed|es)|argue[ds]|affirm(?:ed|s)|comment(?:ed|s)"
    r"|emphasi[sz]e[ds]|remark(?:ed|s)|repl(?:ied|ies)|call(?:ed|s) (?:for|on)|conceded|urged"
    r"|(?:add(?:ed|s)|note[ds]|recall(?:ed|s)|maintain(?:ed|s)|posted)(?=[,:.]| that\b| on [A-Z])"
    r"|(?<=[,”\"] )added"
)
# These are as often deeds: they count where words are quoted, or "that" follows.
_MAY_SAY = (
    r"call(?:ed|s)|describe[ds]|announced|announces|confirm(?:ed|s)|promise[ds]|pledge[ds]"
    r"|suggest(?:ed|s)|thought|thinks|believe[ds]|spoke|object(?:ed|s)|ask(?:ed|s) for"
    r"|predict(?:ed|s)|admit(?:ted|s)|acknowledge[ds]|denounce[ds]|deni(?:ed|es)"
)
_BETWEEN = (
    r"(?: (?:has|have|had|also|later|then|earlier|repeatedly|again|himself|herself|in turn"
    r"|last week|last month|yesterday|on \w+day))*"
)
# What may stand before a speaker: nothing, another clause, a time or a place of the usual kinds.
_OPENS = (
    r"(?:^|[,;:—–\"”’)] |^This comes as |^(?:Last|This) (?:week|month|year|weekend) "
    r"|^On \w+day |^(?:At|In|During|After) (?:that|the|this|a|an) [a-z -]{1,30} )"
    r"(?:(?:and|but|while|as) )?(?:[Tt]he )?"
)
# A small title before a name: "finance minister Rune Askel".
_SMALL_TITLE = (
    r"(?:(?:[A-Z][\w-]+ |[a-z-]+ ){0,3}(?:minister|president|spokes\w+|mayor|chief|leader|analyst"
    r"|director|professor|coach|captain|secretary|economist|author|researcher|lawyer|senator"
    r"|commissioner|chair\w*|ambassador|activist|scholar|historian|bishop|king|queen|judge) )?"
)
_RUN = rf"(?P<name>{NAME_RUN})"
# Where it ends: not after "Macron" in "Macron aides", nor "Syrian" in "Syrian refugee Ahmed Ali".
_ENDS = (
    r"(?![\w’'-]|\.? [A-Z]|\.[A-Z]| and [A-Z]| (?!(?:on|in|at|of|to|after|before|during|who|as"
    r"|from|last|this"
    r"|when|while|earlier|later|yesterday|and|but|by|with|that|via|told|also|has|had)\b)[a-z])"
)
_APPOSED = r"(?:, (?:[a-z]|\d|(?:[A-Z][\w’'-]* )+(?!and |or )[a-z])[^,“”\"]{1,80},)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_OPENS}{_SMALL_TITLE}{_RUN}{_APPOSED}{_BETWEEN} (?:{_SAYS})\b",
        rf"\b(?:the|a|an|[Tt]he) [a-z][a-z -]{{1,40}}, {_RUN},{_BETWEEN} (?:{_SAYS})\b",
        rf"[,”\"?!] (?:{_SAYS}) {_SMALL_TITLE}{_RUN}{_ENDS}",
        rf"[,”\"?!] (?:{_SAYS}) (?:the|a|an) [a-z][a-z -]{{1,40}}, {_RUN}{_ENDS}",
        rf"\b[Aa]ccording to (?:the )?{_SMALL_TITLE}{_RUN}{_ENDS}",
        rf"\b[Ii]n the (?:view|words|opinion|account) of (?:the )?{_RUN}{_ENDS}",
        rf"{_OPENS}{_SMALL_TITLE}{_RUN}{_BETWEEN} announced(?: on \w+day)?[,.]",
    )
)
_FORMS_OF_QUOTES = tuple(
    re.compile(form)
    for form in (
        rf"{_OPENS}{_SMALL_TITLE}{_RUN}{_APPOSED}{_BETWEEN} (?:{_MAY_SAY})\b",
        rf"^For {_RUN},? it (?:is|was)\b",
    )
)
_FORM_WITH_THAT = re.compile(
    rf"{_OPENS}{_SMALL_TITLE}{_RUN}{_APPOSED}{_BETWEEN} (?:{_MAY_SAY}) that\b"
)
_PRONOUN_SAYS = re.compile(rf"\b(?P<who>[Hh]e|[Ss]he){_BETWEEN} (?:{_SAYS})\b")
_ANY_SAYS = re.compile(rf"\b(?:{_SAYS})\b|\b[Aa]ccording to\b")
_ANY_SAYING = re.compile(rf"\b(?:{_SAYS}|{_MAY_SAY})\b|\b[Aa]ccording to\b")
_SAME_SUBJECT = re.compile(rf"\b(?:and|but|he|she|who|so-){_BETWEEN} ?$", re.IGNORECASE)
_BEGINS_WITH_NAME = re.compile(rf"{_SMALL_TITLE}{_RUN}(?=,? [a-z])")
_BEGINS_WITH_PRONOUN = re.compile(r"(?:He|She)\b")


def speaker_of(article: Article, span: Span) -> str:
    """The name of the one person or body that says a sentence of an article; empty without one.

    Empty, too, where it is the article's own outlet that speaks, and where it is not plain who.
    """
    sentence = span.of(article.text)
    found = _named(sentence, article)
    if found is not None:
        return found
    before = _sentences_before(article, span)
    pronoun = _PRONOUN_SAYS.search(without_quotes(sentence))
    if pronoun and _count_says(sentence) == 1:
        return _person_before(pronoun["who"].lower(), before, article)
    is_bare = not _count_says(sentence) and not re.search(r"[^\W\d_]", without_quotes(sentence))
    return speaker_of(article, before[-1]) if is_bare and before else ""


def _named(sentence: str, article: Article) -> str | None:
    """The speaker whom a sentence names, empty where it is not plain who; None without any."""
    plain = without_quotes(sentence)
    said = list(_matches(plain, is_quoting=plain != sentence))
    if not said:
        return None
    people = {person_in(each["name"]) for each in said}
    if len(people) != 1 or _has_other_speaker(plain, said):
        return ""
    (person,) = people
    is_known = person and stands_alone(person, said[0].start("name"), article.text)
    return person if is_known and not is_outlet(person, article) else ""


def _has_other_speaker(plain: str, said: Sequence[re.Match[str]]) -> bool:
    """Whether somebody else says something, too: a verb of saying that is nobody's known."""
    own = [Span(start=each.start(), end=each.end()) for each in said]
    verbs = (
        found
        for found in _ANY_SAYING.finditer(plain)
        if not _SAME_SUBJECT.search(plain, 0, found.start())
    )
    return any(not any(s.start <= verb.start() < s.end for s in own) for verb in verbs)


def _matches(plain: str, *, is_quoting: bool) -> Iterator[re.Match[str]]:
    """Every place where a name stands as that of a speaker, each once."""
    forms = (*_FORMS, _FORM_WITH_THAT, *(_FORMS_OF_QUOTES if is_quoting else ()))
    seen: set[int] = set()
    for form in forms:
        for found in form.finditer(plain):
            is_name = found["name"] not in {"He", "She"}
            if is_name and found.start("name") not in seen:
                seen.add(found.start("name"))
                yield found


def _count_says(sentence: str) -> int:
    return len(_ANY_SAYS.findall(without_quotes(sentence)))


def _sentences_before(article: Article, span: Span) -> list[Span]:
    """The sentences before one in its paragraph, at most three, in order."""
    begin = max(0, span.start - _BEFORE_CHARACTERS, article.text.rfind("\n", 0, span.start) + 1)
    found = sentence_spans(article.text[begin : span.start])
    return [Span(start=begin + s.start, end=begin + s.end) for s in found[-SENTENCES_BACK:]]


def _person_before(pronoun: str, before: list[Span], article: Article) -> str:
    """Whom "he" or "she" means after some sentences: their one subject, or their one speaker."""
    for span in reversed(before):
        sentence = span.of(article.text)
        if _BEGINS_WITH_PRONOUN.match(sentence):
            if not sentence.lower().startswith(f"{pronoun} "):
                return ""
            continue
        return _subject(sentence, article) or _only_speaker(sentence, article)
    return ""


def _only_speaker(sentence: str, article: Article) -> str:
    speaker = _named(sentence, article) or ""
    return speaker if may_be_person(speaker) and not _other_people(sentence, speaker) else ""


def _subject(sentence: str, article: Article) -> str:
    """The person with whose name a sentence begins, if it names no other person."""
    begins = _BEGINS_WITH_NAME.match(sentence)
    person = person_in(begins["name"]) if begins else ""
    if not begins or not person or not may_be_person(person) or is_outlet(person, article):
        return ""
    is_known = stands_alone(person, begins.start("name"), article.text)
    return person if is_known and not _other_people(sentence, person) else ""


def _other_people(sentence: str, person: str) -> bool:
    """Whether a sentence names somebody else, by two names or with a title."""
    own = set(person.split())
    runs = (found[0] for found in re.finditer(NAME_RUN, sentence))
    people = (name for name in map(person_in, runs) if " " in name and may_be_person(name))
    return any(not set(name.split()) & own for name in people)
