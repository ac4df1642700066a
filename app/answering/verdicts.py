"""Yes or no, only where a quoted sentence says so in the question's own words.

The sentence has to begin with what the question is about and to say of it all that is asked, in the
same order, in one clause, neither supposed nor put into somebody's mouth unless the question asks
just that. All else gets no verdict: the sentences speak for themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from index.aliases import with_short_names
from index.support.guards import Lack, objections
from index.support.words import terms_of
from index.words import content_words, spelling_variant, stem, without_may, words


class Verdict(StrEnum):
    """What a sentence says to a yes-or-no question, in our words."""

    YES = "Yes"
    NO = "No"


LEAST_WORDS = 2  # that a question has to tell: of whom, and what
# Telling words that may stand between two of the question's: "stopped its military aid".
BETWEEN = 2
BEFORE = 4  # words before the first: "US President Donald"
_QUESTION = re.compile(
    r"(?P<verb>is|are|was|were|do|does|did|has|have|had) (?P<rest>.+?)\s*\?*", re.IGNORECASE
)
_BE = frozenset("is are was were".split())
_PRESENT = frozenset("is are do does".split())
# With one of these a sentence says less, or somebody else says it; the question has to say it, too.
_HEDGES = frozenset(
    "if whether may might can could would should shall will must expected expects plans planned"
    " wants wanted hopes hoped intends likely unlikely possibly perhaps probably reportedly"
    " allegedly alleged accused claims claimed said says say told argues argued according believes"
    " believed thinks thought fears feared denies denied until unless except almost nearly hardly"
    " barely only but although though while partly some part half trying tried refuses refused"
    " threatened proposed offered agreed asked urged ready willing set due".split()
)
_MATCHING = frozenset("all every only both ever first last still again more less most any".split())
_NO_PAST = frozenset("united need speed seed feed breed indeed exceed succeed proceed".split())
_DENIALS = frozenset("not never no neither nor none cannot without".split())
_BREAK = re.compile(r"[,;:–—“”\"?()]")
# A word that turns what is told round, if the question has it less often: "has yet to sign", "was
# beaten by", "the ban of", "a thief who"; the "s" of "the mayor's son", and "Had they signed".
_TURNS = frozenset(
    "to of for on in at by from with against as than that who which whose when where after"
    " before and or s had be being been yet about seldom rarely sometimes".split()
)
_PASSIVE = frozenset("is are was were".split())
_AFTER = re.compile(r"['’]s?\b|-\w")  # "Iran-backed", "Kyiv's"
_PREPOSITION = re.compile(
    r"\b(?:of|for|from|with|against|by|after|before|to|in|on|at|about|as|than|and|or)\b"
)


def verdict_of(question: str, sentences: Iterable[str]) -> Verdict | None:
    """The verdict of sentences on a question, on which none of them may differ; None without one.

    >>> str(verdict_of("Did Norrby hire 30 men?", ["Norrby hired 30 men in May."]))
    'Yes'
    >>> verdict_of("Did Norrby hire 30 men?", ["Norrby wanted to hire 30 men."])
    """
    verdicts = {_verdict(question.strip(), sentence) for sentence in sentences} - {None}
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdict(question: str, sentence: str) -> Verdict | None:
    question, sentence = with_short_names(question), with_short_names(sentence)
    parsed = _QUESTION.fullmatch(question)
    if parsed is None or _may_say_less(parsed["rest"], sentence):
        return None
    clause = _clause_that_tells(parsed["rest"], sentence, is_being=parsed["verb"].lower() in _BE)
    if clause is None or (parsed["verb"].lower() in _PRESENT and _is_past(clause)):
        return None
    denials = [at for at, word in enumerate(clause) if _denies(word)]
    if any(_denies(word) for word in parsed["rest"].lower().split()) or len(denials) > 1:
        return None
    lacks = {each.lack for each in objections(terms_of([parsed["rest"]]), terms_of([sentence]))}
    if denials:
        return Verdict.NO if lacks <= {Lack.DENIAL} else None
    return Verdict.YES if not lacks else None


def _may_say_less(rest: str, sentence: str) -> bool:
    """Whether a sentence hedges or the question asks for more, in a word that the other lacks."""
    asked, told = (
        set(re.findall(r"[\w'’]+", text)) for text in (rest.lower(), without_may(sentence).lower())
    )
    hedged = {stem(word) for word in told & _HEDGES} - {stem(word) for word in asked}
    return bool(hedged) or bool((asked & _MATCHING) - told) or " or " in rest


def _clause_that_tells(rest: str, sentence: str, *, is_being: bool) -> list[str] | None:
    """The words of a sentence from the first to the last that the question asks for, in order."""
    asked = [stem(word) for word in content_words(rest)]
    told = [(found.start(), found[0]) for found in re.finditer(r"[^\W_]+(?:['’]t)?", sentence)]
    places = _in_order(asked, [word for _, word in told])
    if len(asked) < LEAST_WORDS or places is None:
        return None
    first, last = told[places[0]][0], told[places[-1]][0]
    opening, clause = sentence[:first], sentence[first:last]
    if _turns(rest, [word for _, word in told[: places[-1] + 1]], is_being=is_being):
        return None
    own = set(re.findall(r"[^\W_]+", rest.lower()))
    is_going_on = any(
        word.lower().endswith("ing") and word.lower() not in own
        for word in (told[at][1] for at in places)
    )
    ends = (start + len(word) for start, word in (told[at] for at in places))
    if is_going_on or any(_AFTER.match(sentence, end) for end in ends):
        return None
    if len(opening.split()) > BEFORE or _PREPOSITION.search(opening) or _BREAK.search(opening):
        return None
    kept = [word.lower() for _, word in told[places[0] : places[-1] + 1]]
    is_told_of = not is_being or bool(_BE & set(kept))
    return kept if is_told_of and not _BREAK.search(clause) else None


def _turns(rest: str, told: Sequence[str], *, is_being: bool) -> bool:
    """Whether one of the words told turns them round, which the question lacks."""
    asked = Counter(re.findall(r"[^\W_]+(?:['’]t)?", rest.lower()))
    more = Counter(word.lower() for word in told) - asked
    return bool(more.keys() & (_TURNS if is_being else _TURNS | _PASSIVE))


def _in_order(asked: Sequence[str], told: Sequence[str]) -> list[int] | None:
    """The places of all words asked for among those told, in order and near each other."""
    places: list[int] = []
    for wanted in asked:
        begin = places[-1] + 1 if places else 0
        at = next((i for i in range(begin, len(told)) if _is_word(told[i], wanted)), None)
        if at is None or (places and len(content_words(" ".join(told[begin:at]))) > BETWEEN):
            return None
        places.append(at)
    return places


def _is_word(told: str, wanted: str) -> bool:
    own = [stem(word) for word in words(told)]
    return wanted in own or spelling_variant(wanted, own) is not None


def _is_past(clause: Sequence[str]) -> bool:
    return any(
        (word.endswith("ed") and word not in _NO_PAST) or word in {"was", "were", "had", "did"}
        for word in clause
    )


def _denies(word: str) -> bool:
    return word in _DENIALS or word.endswith(("n't", "n’t"))
