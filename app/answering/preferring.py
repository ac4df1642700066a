"""Evidence that goes before likelier evidence: what is newer, what an outlet asked about writes."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.alternatives import put_first
from app.answering.refusal import DEFAULT_THRESHOLD
from index.evidence import Evidence
from index.query import Filters

# Of the odds of the likeliest sentence, what those of a newer one, or of the outlet's own, have to
# be. Chosen on five questions over the five real articles, such as "What's the latest on European
# defence spending?", of which the likeliest sentence was three weeks old.
PREFERRED_ODDS = 0.1


def newest_first(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, likely sentences of the newest report that has one before all others.

    They have to be as likely as an answer.
    """
    near = [p for p in _near_best(evidence) if p.probability >= DEFAULT_THRESHOLD]
    dated = [(piece.article.reported_at, piece) for piece in near if piece.article.reported_at]
    newest = max((day for day, _ in dated), default=None)
    return put_first([piece for day, piece in dated if day == newest], evidence)


def of_outlets(evidence: Sequence[Evidence], outlets: Sequence[str]) -> list[Evidence]:
    """The evidence that outlets have written; all of it where theirs is far less likely."""
    filters = Filters(outlets=tuple(outlets))
    own = [piece for piece in _near_best(evidence) if filters.admit(piece.article)]
    return own or list(evidence)


def _near_best(evidence: Sequence[Evidence]) -> list[Evidence]:
    floor = PREFERRED_ODDS * max(map(_odds, evidence))
    return [piece for piece in evidence if _odds(piece) >= floor]


def _odds(piece: Evidence) -> float:
    return piece.probability / max(1.0 - piece.probability, 1e-6)
