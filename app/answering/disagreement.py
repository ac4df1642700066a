"""Where reports differ: numbers, dates, and whether a thing is so, in sentences on one subject.

Found by code in pairs of sentences of different articles, to be shown side by side. It would rather
miss a difference than show one that is none: both sentences have to be about one thing at one time,
and to differ by more than rounding and "about" allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from app.answering.events import days_between, differing_measures, one_sided_measure, tell_one_event
from app.answering.opposites import opposed
from app.answering.subjects import same_subject, times_meet
from app.reply import MAX_QUOTE_CHARACTERS, Citation, Differing, Disagreement, Quote, Side
from index.amounts import Amount, Bound
from index.copies import near_identical
from index.dates.dated_words import DatedWords
from index.dates.tense import Tense, tense_of
from index.evidence import Evidence
from index.spans import Span
from index.statements import Statement

COMPARED = 16  # sentences of evidence, best first, that are compared with each other
SHOWN = 3
NEAR_DAYS = 60  # between reports whose numbers are taken to be of one time
SAME_TIME_DAYS = 3  # between reports that name no time, of what may change from day to day
_MOVING = re.compile(
    r"\b(?:so far|by now|now|to date|as of|until now|already|(?:has|have) (?:risen|grown|climbed"
    r"|reached)"
    r"|rose to|climbed to|stands at)\b",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(?:now|after all|instead|no longer|postponed|rescheduled|delayed|moved|put back|brought"
    r" forward"
    r"|pushed back|revised|corrected|later than planned|earlier than planned|new estimate"
    r"|updated)\b",
    re.IGNORECASE,
)
# A number that is forecast or aimed at is another than what came of it.
_AHEAD = re.compile(
    r"\b(?:predict\w*|forecast\w*|expect\w*|project(?:s|ed)|could|may|might|would|should"
    r"|targets?|goal"
    r"|aims?|pledged?|promised?|hopes?|wants?|proposed?|proposes|up to|will|is to|are to|plans?"
    r"|planned|must|needs? to)\b"
)
# Of one day that only the report's own date tells: each day has another.
_OF_THE_DAY = re.compile(
    r"\b(?:overnight|last night|today|tonight|this (?:morning|afternoon|evening)|a day|daily"
    r"|(?:past|last|previous) (?:day|night|24 hours))\b",
    re.IGNORECASE,
)
# What happens once; councils meet and teams play time and again.
_ONCE = re.compile(
    r"\b(?:born|founded|died|opens?|opened|launch(?:ed)?|elect(?:ed|ion|ions)|referendum"
    r"|inaugurat\w+"
    r"|wedding|married|funeral|summit|trial|verdict|resigned|sank|signed|takes? effect|(?:comes?"
    r"|enters?) into force|coronation|final|released)\b"
)
_AGAIN = re.compile(r"\b(?:every|each|weekly|monthly|annual|yearly|again|regular)\b", re.IGNORECASE)


def disagreements_among(
    citations: Sequence[Citation], evidence: Sequence[Evidence]
) -> tuple[Disagreement, ...]:
    """Where the evidence differs from what is quoted: at most three, the best evidence's first.

    Of two articles it is one difference of each sort.
    """
    statements = [
        Statement(article=piece.article, span=piece.span)
        for piece in evidence[:COMPARED]
        if piece.span.end - piece.span.start <= MAX_QUOTE_CHARACTERS
    ]
    quoted = {(c.quote.article.article_id, c.quote.start) for c in citations}
    found: dict[tuple[str, ...], Disagreement] = {}
    for one, other in combinations(statements, 2):
        difference = disagreement_between(one, other) if {*_places(one, other)} & quoted else None
        if difference:
            articles = sorted(article_id for article_id, _ in _places(one, other))
            found.setdefault((difference.about, *articles), difference)
    return tuple(found.values())[:SHOWN]


def disagreement_between(one: Statement, other: Statement) -> Disagreement | None:
    """How two sentences differ, the earlier report first; None where they do not.

    Sentences of one article are never compared: it tells its own differences.
    """
    apart = days_between(one, other)
    if apart is None or one.article.article_id == other.article.article_id:
        return None
    if near_identical(one.text, other.text):
        return None
    if apart < 0:
        one, other = other, one
    return _numbers(one, other) or _dates(one, other) or _polarity(one, other)


def _places(*statements: Statement) -> Iterator[tuple[str, int]]:
    for each in statements:
        yield each.article.article_id, each.span.start


def _numbers(one: Statement, other: Statement) -> Disagreement | None:
    for here in one.amounts:
        there = _raised_from(here, other) or _alone_of_unit(other.amounts, here)
        if there is None or _alone_of_unit(one.amounts, here) is None:
            continue
        kind = (
            _kind_of_numbers(here, there, one, other)
            if _count_one(here, there, one, other)
            else None
        )
        if kind:
            sides = _side(one, here.span), _side(other, there.span)
            return Disagreement(kind=kind, about="number", sides=sides)
    return None


def _alone_of_unit(found: Sequence[Amount], like: Amount) -> Amount | None:
    alike = [each for each in found if each.unit and each.unit == like.unit]
    return alike[0] if len(alike) == 1 else None


def _raised_from(here: Amount, other: Statement) -> Amount | None:
    """What a later sentence says the number became: "from 400 to 650"."""
    for old, new in zip(other.amounts, other.amounts[1:], strict=False):
        is_from = other.text[: old.span.start].endswith("from ")
        is_to = other.text[old.span.end : new.span.start].endswith(" to ")
        if is_from and is_to and old.value == here.value:
            return replace(new, unit=here.unit)
    return None


def _count_one(here: Amount, there: Amount, one: Statement, other: Statement) -> bool:
    """Whether two numbers of one unit count one thing at one time."""
    if here.is_fate and there.is_fate:
        return here.people == there.people and tell_one_event(one, other)
    apart = days_between(one, other)
    if apart is None or apart > NEAR_DAYS or here.per != there.per:
        return False
    if bool(_AHEAD.search(one.core)) != bool(_AHEAD.search(other.core)):
        return False
    if apart and _OF_THE_DAY.search(one.core) and _OF_THE_DAY.search(other.core):
        return False
    is_of_one_time = times_meet(one, other) or (_is_later(one, other) and _are_moving(one, other))
    return is_of_one_time and same_subject(one, other)


def _are_moving(one: Statement, other: Statement) -> bool:
    return bool(_MOVING.search(one.core) or _MOVING.search(other.core))


def _kind_of_numbers(
    here: Amount, there: Amount, one: Statement, other: Statement
) -> Differing | None:
    """How two numbers of one thing differ; None where they may be one number."""
    if differing_measures(one, other):
        return None if here.agrees_with(there) else Differing.MEASURE
    if one_sided_measure(one, other):
        return None
    is_moving = here.is_fate or _are_moving(one, other)
    is_revised = _REVISED.search(other.core) or _raised_from(here, other)
    if _is_later(one, other) and (is_moving or is_revised):
        # Toward "at least 14" a later 16 is news, though both are true.
        is_same = _as_told(here).agrees_with(_as_told(there))
        return None if is_same else Differing.UPDATE
    return None if here.agrees_with(there) else Differing.CONTRADICTION


def _as_told(amount: Amount) -> Amount:
    is_open = amount.bound in {Bound.AT_LEAST, Bound.AT_MOST}
    return replace(amount, bound=Bound.EXACT) if is_open else amount


def _is_later(one: Statement, other: Statement) -> bool:
    """Whether the other report came later, by its hour where both are of one day."""
    if days_between(one, other):
        return True
    here, there = one.article.published_time, other.article.published_time
    are_alike = here and there and (here.utcoffset() is None) == (there.utcoffset() is None)
    return bool(are_alike and here and there and here < there)


def _dates(one: Statement, other: Statement) -> Disagreement | None:
    if len(one.days) != 1 or len(other.days) != 1 or not (_once(one) and _once(other)):
        return None
    here, there = one.days[0], other.days[0]
    is_apart = here.last < there.first or there.last < here.first
    if not is_apart or not one.names & other.names or not same_subject(one, other):
        return None
    is_planned = tense_of(one.text, _in_sentence(one, here)) is Tense.FUTURE
    is_new = _is_later(one, other) and (is_planned or _REVISED.search(other.core))
    kind = Differing.UPDATE if is_new else Differing.CONTRADICTION
    sides = _side(one, _in_sentence(one, here)), _side(other, _in_sentence(other, there))
    return Disagreement(kind=kind, about="date", sides=sides)


def _once(statement: Statement) -> bool:
    return bool(_ONCE.search(statement.core)) and not _AGAIN.search(statement.core)


def _in_sentence(statement: Statement, dated: DatedWords) -> Span:
    start = statement.span.start
    return Span(start=dated.start - start, end=dated.end - start)


def _polarity(one: Statement, other: Statement) -> Disagreement | None:
    opposition = opposed(one, other)
    if opposition is None or not times_meet(one, other):
        return None
    is_revised = _is_later(one, other) and _REVISED.search(other.core)
    apart = days_between(one, other) or 0
    if apart > (NEAR_DAYS if is_revised else SAME_TIME_DAYS):
        return None
    if not same_subject(one, other, besides=opposition.stems):
        return None
    kind = Differing.UPDATE if is_revised else Differing.CONTRADICTION
    sides = _side(one, opposition.here), _side(other, opposition.there)
    return Disagreement(kind=kind, about="polarity", sides=sides)


def _side(statement: Statement, words: Span) -> Side:
    article, span = statement.article, statement.span
    return Side(
        quote=Quote(article=article, start=span.start, end=span.end),
        start=span.start + words.start,
        end=span.start + words.end,
    )
