"""Whether a question leans on the conversation, and the words of it that it leans on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from app.answering.mentions import contradicts, may_be_person, named_with, new_names
from index.kinds import Kind, kind_asked, names
from index.words import content_words, stems

_REFERRING = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there"
    r"|then(?!-)"
    r"|one(?!-)|ones|former|latter|same|else|another|others?)\b",
    re.IGNORECASE,
)
# Words like the above that refer to nothing: "there is", "that prices rose", "this week", "one of".
_DUMMY = re.compile(
    r"\b(?:(?:is|are|was|were|will|has|have|had|can|could|would|may|might|should) there"
    r"|there (?:is|are|was|were|been|be)|that (?=[a-z]+ (?:\w+ )*"
    r"(?:is|was|are|were|has|have|will)\b)|the (?:same|other|latter|former)(?= (?!(?:about|as"
    r"|for|in|on|to|of|and|or|then)\b)\w)"
    r"|this (?:week|month|year|spring|summer|autumn|winter)|(?:no|every|some|any) ?one|one of"
    r"|(?:more|less|fewer) than one|at least one"
    r"|(?:claim\w*|sa(?:y|ys|id)|think|thought|believ\w+|den(?:y|ie[sd])|argu\w+|warn\w*|admit\w*"
    r"|announc\w+|insist\w*|promis\w+|confirm\w*|fear\w*|suggest\w*|reveal\w*|declar\w+) that"
    # Not "say that in Paris", "think that is right", "say that yesterday".
    r"(?= (?!(?:about|after|and|as|at|before|by|could|during|first|for|from|had|has|if|in|is|last"
    r"|on|or|so|then|this|to|too|was|when|will|with|without|would|yesterday)\b)\w)"
    r"|(?:the|an?) (?:\w+ )?\w+ that(?= (?-i:[A-Z])| \w+ed\b| (?:sank|hit|struck|fell|won|lost"
    r"|killed)\b)"
    # "Is it true that", "how long does it take to", "was it Macron who".
    r"|(?:is|was) it (?:\w+ly )?(?:true|legal|illegal|possible|safe|likely|right|wrong|clear"
    r"|known|important"
    r"|necessary|fair|normal|common|allowed|hard|easy|difficult|announced|reported|claimed|said"
    r"|decided|agreed|like)(?: that|(?= (?:to|for)\b))"
    r"|(?:does|did|would|will) it (?:take|cost|matter|mean)(?: that|(?= (?:to|if)\b))"
    r"|(?:is|was) it(?: that|(?= [A-Z][\w’'-]*(?: [A-Z][\w’'-]*)* (?:who|that)\b))"
    r")\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\bIT\b|\b[A-Z]\w+ One\b")  # "the IT outage", "Formula One"
# "Did Macron say he would?": a pronoun after a name of the question's own means that name.
_BOUND = re.compile(
    r"(?<=\w )([A-Z][\w’'-]+\b.*?) (?:he|she|(?:his|her|its)"
    r"(?= (?!(?:on|in|at|to|from|as|with|for|and|or|the|a|an)\b)\w))\b"
)
# "Did the girls test their robot?", "Do Greeks worship their gods?": those of the question's own.
_BOUND_MANY = re.compile(
    r"(?:\b(?:do|did|have|had|are|were|will|would|can|could)|^how many) (?:the |most |many "
    r"|all )?(?:[\w’'-]+ ){0,2}?"
    r"(?:people|men|women|children|police|[\w’'-]*[a-rt-z]s)\b.*? (?:they|their)\b",
    re.IGNORECASE,
)
# "And who is Albares?" asks anew.
_NEW = re.compile(
    r"(?:and|but|so|also|then),? (?=who (?:is|was|are|were) (?-i:[A-Z]))", re.IGNORECASE
)
_INSTEAD = re.compile(
    r"(?:and|but|what about|how about)\b(?: what about| how about)?", re.IGNORECASE
)
_OPENING = re.compile(r"(?:and|but|so|or|what about|how about|also|then)\b", re.IGNORECASE)
_BARE = re.compile(
    r"(?:and |but )?(?:when|where|why|how|who|how (?:much|many|long|old|big|large))"
    r"(?: (?:was|is|were|did|does|so|exactly))?(?: (?:that|it|this|not))?",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:they|them|their|theirs|themselves)\b", re.IGNORECASE)
_NEUTRAL = re.compile(r"\b(?:it|its|this|that|these|those|ones?)\b", re.IGNORECASE)
_THERE = re.compile(r"\b(?:there|then)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|near|outside|from|to) ([A-Z][\w’'-]+)(?! [A-Z])")
_FURTHER = re.compile(r"\b(?:else|other|others|another)\b(?! than\b)", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those) ([a-z]\w+)(?: ([a-z]\w+))?", re.IGNORECASE)
_ANSWERED_BY_THINGS = frozenset({Kind.NAME, Kind.PLACE})
_CARRIED = re.compile(r" \([^()]*\)$")
SHORT_WORDS = 2  # a question of no more telling words leans on the one before
FURTHER_NAMES = (
    2  # of an answer, carried into "who else": on CANARD's dev half 1 to 4 differ little
)


class Exchange(Protocol):
    """A question that was asked, the query it was searched as, and what was quoted, best first."""

    @property
    def question(self) -> str:
        """As it was typed."""
        ...

    @property
    def query(self) -> str:
        """Made self-contained."""
        ...

    @property
    def answers(self) -> tuple[str, ...]:
        """The texts of the quotes."""
        ...


def leans_on_past(question: str, *, is_at_hand: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether a question cannot be understood alone: it refers, opens with "and", or is bare.

    A question without a name of its own also does when `is_at_hand` says that the articles just
    quoted hold all its telling words.
    """
    plain = question.strip().rstrip("?!. ")
    if refers(plain):
        return True
    if names(plain[1:]):
        return False
    return len(content_words(plain)) <= SHORT_WORDS or is_at_hand(plain)


def refers(question: str) -> bool:
    """Whether words of a question point back: a pronoun, an opening "and", a bare "why"."""
    plain = _NEW.sub("", question.strip().rstrip("?!. "), count=1)
    is_bare = _OPENING.match(plain) or _BARE.fullmatch(plain)
    return bool(
        is_bare or _REFERRING.search(_BOUND_MANY.sub("", _BOUND.sub(r"\1", _pointing(plain))))
    )


def carried_over(question: str, past: Sequence[Exchange], *, topic: str = "") -> tuple[str, ...]:
    """The names and words of the conversation that a question leaning on it means, likeliest first.

    A pronoun for a person means the person spoken of last; "it", "that" and a bare "why" mean all
    that was asked; others the names that were. "The album" is the one whose name stood beside the
    word. Where the `topic` of the whole conversation is known, it stands for what was asked.
    """
    last = past[-1]
    if topic:
        thing = _spoken_of_last(question, last, topic) or _named_beside(question, past, topic)
        return (topic, *thing)
    person = _person(question, past)
    if person and not _NEUTRAL.search(_pointing(question)):
        return (person, *_places(question, last))
    asked = (*_asked(question, last), *((person,) if person else ()), *_places(question, last))
    # Names of an answer that was no name would be asked for in vain: they tell, and rarely matter.
    is_thing = kind_asked(last.question) in _ANSWERED_BY_THINGS
    thing = _spoken_of_last(question, last, " ".join(asked)) if is_thing else ()
    return (*asked, *(thing or _named_beside(question, past, " ".join(asked))))


def _pointing(question: str) -> str:
    """The question without words that look as if they pointed back, and don't."""
    return _DUMMY.sub("", _CAPITALS.sub("", question))


def completed(question: str, asked: str, *, topic: str = "") -> tuple[str, ...]:
    """The names of which a question uses a part: those of people `asked` about, and the `topic`."""
    if set(stems(topic)) & set(stems(question)):
        return (topic,)
    used = {name for name in names(question) if " " not in name}
    return tuple(n for n in names(asked) if " " in n and may_be_person(n) and n.split()[-1] in used)


def _asked(question: str, last: Exchange) -> tuple[str, ...]:
    """What the last query said, as far as the question leans on it."""
    if _is_instead(question):
        sorts = {may_be_person(name) for name in names(question)}
        replaced = (name for name in names(last.query) if may_be_person(name) in sorts)
        gone = {word for name in replaced for word in content_words(name)}
        return tuple(w for w in telling(last.query) if not set(content_words(w)) & gone)
    plain = question.strip().rstrip("?!. ")
    is_bare = _BARE.fullmatch(plain) or not content_words(_FURTHER.sub("", plain))
    points = _OPENING.match(plain) or _NEUTRAL.search(_pointing(plain))
    return (() if is_bare or points else names(last.query)) or _said(last)


def _said(last: Exchange) -> tuple[str, ...]:
    """The telling words of a question with the names it carried; all it carried if it says little.

    Without this, words of every question since the first would pile up.
    """
    carried = carried_part(last.query)
    own = telling(last.query.removesuffix(carried))
    return (*own, *(telling(carried) if len(own) <= SHORT_WORDS else names(carried)))


def _person(question: str, past: Sequence[Exchange]) -> str:
    """Whom "he" or "she" means: who was asked about, else who was quoted as the answer."""
    pronoun = _PERSONAL.search(_BOUND.sub(r"\1", question))
    if not pronoun:
        return ""
    for exchange in reversed(past):
        quoted = _introduced(" ".join(exchange.answers[:1]), exchange.query)
        people = (*_people(exchange.query), *quoted)
        if kind_asked(exchange.question) is Kind.PERSON and not _PERSONAL.search(exchange.question):
            people = (*quoted, *people)
        for name in people:
            if not contradicts(name, pronoun[0], exchange.answers):
                return name
    return ""


def _introduced(answer: str, query: str) -> tuple[str, ...]:
    """The people whom an answer brings up: its names, but for a word after "in", a place."""
    places = set(_PLACE.findall(answer))
    return tuple(n for n in new_names(answer, query) if may_be_person(n) and n not in places)


def _people(text: str) -> tuple[str, ...]:
    return tuple(name for name in names(text) if may_be_person(name))


def _places(question: str, last: Exchange) -> tuple[str, ...]:
    """The place that "there" means: the first answered to a "where", else the names asked about."""
    if not _THERE.search(_pointing(question)):
        return ()
    if kind_asked(last.question) is Kind.PLACE:
        return new_names(" ".join(last.answers[:1]), last.query)[:1]
    return names(last.query)


def _spoken_of_last(question: str, last: Exchange, known: str) -> tuple[str, ...]:
    """What "it" or "that", or those whom "else" leaves out, are called, beside what is `known`."""
    answer = " ".join(last.answers[:1])
    if _FURTHER.search(question):
        return new_names(answer, known)[:FURTHER_NAMES]
    is_personal = _PERSONAL.search(question) or _PLURAL.search(question)
    if is_personal or not _NEUTRAL.search(_pointing(question)):
        return ()
    asked = last.query.removesuffix(carried_part(last.query))
    return new_names(asked, known)[-1:] or new_names(answer, known)[:1]


def _named_beside(question: str, past: Sequence[Exchange], known: str) -> tuple[str, ...]:
    """The name that stood beside a noun of the question, latest first: of "the album", say."""
    if _FURTHER.search(question) or _PERSONAL.search(question) or _PLURAL.search(question):
        return ()
    said = tuple(text for each in reversed(past) for text in (*each.answers, each.question))
    nouns = (noun for found in _DEFINITE.findall(question) for noun in found if noun)
    names_beside = (named_with(noun, said, known) for noun in nouns)
    return tuple(name for name in names_beside if name)[:1]


def _is_instead(question: str) -> bool:
    """Whether a question is a name alone, to be put in the place of the one before."""
    opening = _INSTEAD.match(question.strip())
    if not opening:
        return False
    rest = question.strip()[opening.end() :]
    named = {word for name in names(rest) for word in content_words(name)}
    return bool(named) and set(content_words(rest)) == named


def carried_part(query: str) -> str:
    """What was put after a question, with its brackets and the space before; empty without any."""
    found = _CARRIED.search(query)
    return found[0] if found else ""


def telling(query: str) -> tuple[str, ...]:
    """The words of a query that say something, as typed, in order."""
    typed = re.findall(r"[^\s()?!,;:“”\"]+", query)
    return tuple(word for word in dict.fromkeys(typed) if content_words(word))


def unsaid(words: Iterable[str], question: str) -> tuple[str, ...]:
    """Those of the words, or of the words in the phrases, whose stems the question lacks."""
    said = set(stems(question))
    kept: list[str] = []
    for word in (each for phrase in words for each in telling(phrase)):
        if not set(stems(word)) <= said:
            kept.append(word)
            said.update(stems(word))
    return tuple(kept)
