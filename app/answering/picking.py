"""Which pieces of evidence an answer shows, and in which order, by the shape that is wanted.

What repeats is told once, with the other articles that carry it. Where a later report brings
another up to date, the later one comes first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import islice

from app.answering.alternatives import LEAST_LIKELY, each_first
from app.answering.attribution import speaker_of
from app.answering.disagreement import disagreement_between
from app.answering.enumerations import row_that_answers, tells_of_absence
from app.answering.openers import opener_of
from app.answering.preferring import newest_first, of_outlets
from app.answering.refusal import DEFAULT_THRESHOLD
from app.answering.shapes import Shape, Wanted
from app.reply import MAX_QUOTE_CHARACTERS, Differing
from corpus.article import Article
from index.copies import near_identical
from index.dates.dated_words import dated_words
from index.evidence import Evidence
from index.query import Filters
from index.statements import Statement
from index.words import words

MAX_SENTENCES = 3
MAX_LISTED = 5  # of a list or a course of events, and of positions: each tells a part
OF_OUTLET = 2  # sentences of each outlet in a comparison, so that two fit a screen
# Of a further sentence to be the right one, beside the first: the second, and those after it. Of
# 1,082 questions that the confidence is fitted on and that are answered, 0.1 and 0.2 show a right
# sentence to 84 %, 1.6 sentences each, and 61 % see nothing but right ones; at 0.05 for all it is
# 85 %, 1.8 sentences and 55 %, at 0.2 and 0.3 83 %, 1.5 and 65 %.
KEPT_ODDS = (0.1, 0.2)
# The same where several are wanted: lists, opinions and courses of events. Chosen, as what follows,
# by reading the answers to 46 questions of our own over the sample and five real articles.
KEPT_ODDS_OF_SEVERAL = (0.05, 0.05, 0.1)
KEPT_ODDS_OF_OUTLET = (0.1,)  # beside the best of an outlet that is compared
# Of the one sentence that shows how things stood on another day, where a change is asked for: "How
# has US military aid to Ukraine changed?" has its earlier state at 0.002 of the later one's. It has
# to be as likely as an answer.
KEPT_ODDS_OF_ANOTHER_DAY = 0.001
# Log odds for who says it where positions are asked for: a named person holds one, a bare report of
# events none.
HOLDER_ODDS = 2.0
# Log odds for names in a row where a list is asked for, and against a sentence of those who stayed
# away where it is asked who came: so much that "They were Germany, Britain, …" leads before "Eight
# countries were represented".
ROW_ODDS = 4.0
LEAST_RUN = 3  # of the question's words in a row: fewer stand together by chance
COMPARED = 16  # sentences of evidence among which a newer one is looked for, as in disagreement.py

_DAY_BEFORE = re.compile(r"\b(?:the day before|the previous day|a day earlier)\b")
_Worth = Callable[[Evidence], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing said: its best evidence, and the other articles that say it in the same words.

    `is_updated` says that another sentence of the answer brings it up to date.
    """

    evidence: Evidence
    also_in: tuple[Article, ...] = ()
    is_updated: bool = False


def picked(evidence: Sequence[Evidence], wanted: Wanted) -> tuple[Said, ...]:
    """What is shown of evidence, best first, of which there is at least one piece."""
    match wanted.shape:
        case Shape.POSITIONS:
            return _by_holder(evidence)
        case Shape.COMPARISON:
            is_of_outlets = len(wanted.reading.outlets) > 1
            return _by_outlet(evidence, wanted) if is_of_outlets else _by_holder(evidence)
        case Shape.COURSE:
            return _in_course(evidence, wanted)
        case Shape.LIST:
            return _best(_rows_first(evidence, wanted), most=MAX_LISTED, odds=KEPT_ODDS_OF_SEVERAL)
        case _:
            ranked = _wording_first(evidence, wanted) if wanted.asks_who_said else evidence
            if wanted.alternatives:
                ranked = each_first(ranked, wanted.alternatives)
            if wanted.asks_outlets:
                ranked = of_outlets(ranked, wanted.reading.outlets)
            if wanted.reading.now_spans:
                ranked = newest_first(ranked)
            chosen = _with_updates(_best(ranked, most=MAX_SENTENCES), evidence, wanted)
            is_of_news = wanted.asks_for_all and wanted.reading.now_spans
            return tuple(sorted(chosen, key=_day, reverse=True)) if is_of_news else chosen


def _best(
    evidence: Sequence[Evidence],
    *,
    most: int,
    odds: Sequence[float] = KEPT_ODDS,
    worth: _Worth = lambda piece: piece.score,
) -> tuple[Said, ...]:
    """The first pieces of evidence that are not much less likely than the very first.

    `odds` are the least of the second, the third and so on; the last of them is that of all others.
    """
    best = worth(evidence[0])
    chosen: list[Said] = []
    for piece in evidence:
        at = next(
            (i for i, s in enumerate(chosen) if near_identical(s.evidence.text, piece.text)), None
        )
        if at is not None:
            chosen[at] = _with_copy(chosen[at], piece)
        elif len(chosen) < most and worth(piece) >= best + _least(odds, len(chosen)):
            chosen.append(Said(evidence=piece))
    return tuple(chosen)


def _least(odds: Sequence[float], number: int) -> float:
    """Log odds that a piece needs beside the best, when as many as this are chosen."""
    return math.log(odds[min(number, len(odds)) - 1]) if number else -math.inf


def _wording_first(evidence: Sequence[Evidence], wanted: Wanted) -> list[Evidence]:
    """The likely evidence, the sentence first that has most of the question's words in a row.

    Who said "much too early" is not who said "too early".
    """
    floor = evidence[0].score + math.log(KEPT_ODDS[0])
    asked = words(wanted.question)

    def run(piece: Evidence) -> int:
        found = SequenceMatcher(None, asked, words(piece.text), autojunk=False)
        return max(found.find_longest_match().size, LEAST_RUN)

    return sorted((piece for piece in evidence if piece.score >= floor), key=lambda p: -run(p))


def _with_copy(said: Said, copy: Evidence) -> Said:
    known = {said.evidence.article.article_id, *(a.article_id for a in said.also_in)}
    if copy.article.article_id in known:
        return said
    return replace(said, also_in=(*said.also_in, copy.article))


def _by_holder(evidence: Sequence[Evidence]) -> tuple[Said, ...]:
    """The best sentence of each who holds a position: a speaker, or an outlet in its own words."""
    speakers = {id(piece): speaker_of(piece.article, piece.span) for piece in evidence}

    def worth(piece: Evidence) -> float:
        return piece.score + HOLDER_ODDS * bool(speakers[id(piece)])

    held: dict[str, list[Evidence]] = {}
    for piece in sorted(evidence, key=lambda piece: -worth(piece)):
        article, surname = piece.article, speakers[id(piece)].rpartition(" ")[2]
        of_holder = held.setdefault((surname or article.byline).casefold(), [])
        if len(of_holder) < (1 if surname else OF_OUTLET):  # a report may tell of several others
            of_holder.append(piece)
    best = sorted((piece for each in held.values() for piece in each), key=lambda p: -worth(p))
    return _best(best, most=MAX_LISTED, odds=KEPT_ODDS_OF_SEVERAL[:1], worth=worth)


def _by_outlet(evidence: Sequence[Evidence], wanted: Wanted) -> tuple[Said, ...]:
    """The best of each outlet named, together, in the order of the question.

    An outlet of which nothing is likely is left out: better to say that it has nothing on this.
    """
    ranked = sorted(evidence, key=lambda piece: -piece.score)
    near = [piece for piece in ranked if piece.probability >= LEAST_LIKELY]
    grouped = [
        [piece for piece in near if Filters(outlets=(outlet,)).admit(piece.article)]
        for outlet in wanted.reading.outlets
    ]
    chosen = [_best(group, most=OF_OUTLET, odds=KEPT_ODDS_OF_OUTLET) for group in grouped if group]
    return tuple(said for group in chosen for said in group) or _best(evidence, most=MAX_SENTENCES)


def _in_course(evidence: Sequence[Evidence], wanted: Wanted) -> tuple[Said, ...]:
    """The best in the order of events; of a change at least two days' reports, if there are."""
    best = _best(evidence, most=MAX_LISTED, odds=KEPT_ODDS_OF_SEVERAL)
    days = {said.evidence.article.reported_at for said in best}
    floor = evidence[0].score + math.log(KEPT_ODDS_OF_ANOTHER_DAY)
    others = (
        piece
        for piece in evidence
        if piece.article.reported_at not in days
        and piece.score >= floor
        and piece.probability >= DEFAULT_THRESHOLD
    )
    is_of_one_day = wanted.asks_change and len(days) == 1
    another = [Said(evidence=piece) for piece in islice(others, int(is_of_one_day))]
    chosen = _with_updates((*best[: MAX_LISTED - len(another)], *another), evidence, wanted)
    return tuple(sorted(chosen, key=lambda said: _moment(said.evidence)))


def _rows_first(evidence: Sequence[Evidence], wanted: Wanted) -> list[Evidence]:
    """The evidence by score, sentences that hold the list asked for before the others.

    "They were Germany, Britain, …" is as likely as the sentence that says who they are.
    """
    scores = {(piece.article.article_id, piece.span): piece.score for piece in evidence}

    def scored(piece: Evidence) -> Evidence:
        is_row = row_that_answers(wanted.question, piece.text) is not None
        odds = ROW_ODDS * (is_row - tells_of_absence(wanted.question, piece.text))
        opener = opener_of(piece) if is_row else None
        known = scores.get((opener.article.article_id, opener.span)) if opener else None
        return replace(piece, score=max(piece.score, known or piece.score) + odds)

    return sorted(map(scored, evidence), key=lambda piece: -piece.score)


def _day(said: Said) -> date:
    return said.evidence.article.reported_at or date.min


def _moment(piece: Evidence) -> tuple[date, str, int]:
    """When something happened, by its own words or else by its report; then its place there."""
    reported = piece.article.reported_at or date.max
    named = [each.first for each in dated_words(piece.article, piece.span)]
    day_before = [reported - timedelta(days=1)] if _DAY_BEFORE.search(piece.text) else []
    return min((reported, *named, *day_before)), piece.article.article_id, piece.span.start


def _with_updates(
    chosen: Sequence[Said], evidence: Sequence[Evidence], wanted: Wanted
) -> tuple[Said, ...]:
    """The chosen with what brings them up to date before them, and marked where they are older.

    Nothing changes where the question asks for the reports of certain days.
    """
    if not wanted.reading.published.is_open:
        return tuple(chosen)
    others = [(e, _statement(e)) for e in evidence[:COMPARED] if not _is_too_long(e)]
    shown: list[Said] = []
    for said in chosen:
        newer = next(_newer_than(said.evidence, others), None)
        if newer and not _holds(shown, newer):
            known = (each for each in chosen if near_identical(each.evidence.text, newer.text))
            shown.append(next(known, Said(evidence=newer)))
        if not _holds(shown, said.evidence):
            shown.append(replace(said, is_updated=newer is not None))
    return tuple(shown)


def _holds(shown: Iterable[Said], piece: Evidence) -> bool:
    return any(near_identical(said.evidence.text, piece.text) for said in shown)


def _newer_than(
    piece: Evidence, others: Sequence[tuple[Evidence, Statement]]
) -> Iterator[Evidence]:
    """What tells a later state of the very thing that a piece of evidence tells, best first."""
    reported = piece.article.reported_at
    if reported is None or _is_too_long(piece):
        return
    one = _statement(piece)
    for other, statement in others:
        later = other.article.reported_at
        found = disagreement_between(one, statement) if later and later > reported else None
        if found is not None and found.kind is Differing.UPDATE:
            yield other


def _is_too_long(piece: Evidence) -> bool:
    return piece.span.end - piece.span.start > MAX_QUOTE_CHARACTERS


def _statement(piece: Evidence) -> Statement:
    return Statement(article=piece.article, span=piece.span)
