"""Which evidence may answer a question, and in which order it is shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from app.answering.attribution import speaker_of
from index.evidence import AGREEMENT_WEIGHT, Evidence
from index.kinds import Kind
from index.query import Filters, Reading
from index.question import AskedFor
from index.words import stems

# Log odds by which a sentence without the kind of thing asked for has to be likelier than one with
# it. Of 0 to 3, 2 brings most right sentences among the first three for the dev facts and our own
# questions over Wikinews; to leave out what lacks the kind, or a name, costs a fifth of these.
KINDLESS_ODDS = 2.0
# The same where a day is asked for: a report's date says more than a day of something else.
DAYLESS_ODDS = 3.0
# Lost by a sentence whose passage lacks a name carried over from the conversation, on which the
# follow-up leans. Of 0, 1, 2 and 4 only 4 keeps the dev follow-ups out of other stories.
STRAYING = 4.0
REPEATING = 3.0  # log odds lost by a sentence that the reply before quoted (dev follow-ups)
# Lost by a sentence without the name where nothing but a name is asked about: "Who is Tom Cruise?".
NAMELESS = 3.0
# Log odds lost by a sentence that plainly somebody else says than the one whose words are asked
# for. Of 260 such questions over invented news that the ranker had not learnt from (the newsroom's
# held-back clusters and some like them, since left out), 153 of them answered, 122 then lead with
# a right sentence instead of 120, and the area under the curve of right ones rises from .862 to
# .869. That they are this one's own words adds nothing to what the ranker makes of them.
OTHERS_WORDS = 2.0
# The best by score that are put in the order of their probabilities, in which the second reading
# weighs more: of 884 questions that the confidence is fitted on, 586 then lead with a right
# sentence, 576 in the order of scores.
LEADING = 3
_LEAST = 1e-6  # of a probability whose log odds are taken


def usable(
    asked: AskedFor,
    evidence: Sequence[Evidence],
    reading: Reading,
    *,
    quoted: frozenset[tuple[str, int]],
    speakers: frozenset[str] = frozenset(),
) -> tuple[Evidence, ...]:
    """All the evidence, best first: by score, what holds the kind of thing asked for before others.

    The first LEADING, where all were read a second time, are in the order of their probabilities.
    What the reply before `quoted`, by article and start, comes later in a follow-up, which asks for
    more. Where the question names several outlets, the best of each comes first. What somebody
    else says than the `speakers` asked for, by stems of their names, is less likely to answer.
    """
    evidence = [_heard(piece, speakers) for piece in evidence] if speakers else evidence

    def lost(piece: Evidence) -> float:
        repeats = (piece.article.article_id, piece.span.start) in quoted
        strays = STRAYING * _strays(asked, piece) + NAMELESS * _is_nameless(asked, piece)
        return strays + REPEATING * repeats

    ranked = sorted(evidence, key=lambda e: lost(e) + _kindless(asked, e) - e.score)
    best = ranked[:LEADING]
    if all(piece.read is not None for piece in best):
        ranked[:LEADING] = sorted(best, key=lambda e: lost(e) - _log_odds_of(e, reading))
    return tuple(_best_of_each(ranked, reading) if len(reading.outlets) > 1 else ranked)


def _heard(piece: Evidence, speakers: frozenset[str]) -> Evidence:
    """The evidence, less likely to answer where somebody else says it."""
    speaker = speaker_of(piece.article, piece.span)
    if not speaker or speakers.intersection(stems(speaker)):
        return piece
    likely = 1.0 / (1.0 + math.exp(OTHERS_WORDS - _log_odds(piece.probability)))
    return replace(piece, score=piece.score - OTHERS_WORDS, probability=likely)


def _kindless(asked: AskedFor, piece: Evidence) -> float:
    if piece.holds_kind or asked.kind is Kind.ANYTHING:
        return 0.0
    return DAYLESS_ODDS if asked.kind is Kind.DATE else KINDLESS_ODDS


def _log_odds_of(piece: Evidence, reading: Reading) -> float:
    """The log odds that it answers, more where it is of the outlets and days asked for."""
    return _log_odds(piece.probability) + AGREEMENT_WEIGHT * reading.agreement(piece.article)


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _LEAST), 1.0 - _LEAST)
    return math.log(kept / (1.0 - kept))


def _is_nameless(asked: AskedFor, piece: Evidence) -> bool:
    names = set(asked.own_names)
    is_all = bool(names) and names.issuperset(asked.order)
    return is_all and names.isdisjoint(stems(piece.text))


def _strays(asked: AskedFor, piece: Evidence) -> bool:
    carried = set(asked.names).difference(asked.own_names)
    return not carried.isdisjoint(piece.missing)


def _best_of_each(ranked: list[Evidence], reading: Reading) -> list[Evidence]:
    """The best of all, then the best of each other outlet named, then the rest."""
    firsts = [
        next((piece for piece in ranked if Filters(outlets=(outlet,)).admit(piece.article)), None)
        for outlet in reading.outlets
    ]
    leading = {id(piece) for piece in (*ranked[:1], *firsts)}
    return sorted(ranked, key=lambda piece: id(piece) not in leading)
