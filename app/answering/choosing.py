"""Which evidence may answer a question, and in which order it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from index.evidence import Evidence
from index.kinds import Kind
from index.query import Filters, Reading
from index.question import AskedFor

REPEATING = 3.0  # log odds lost by a sentence that the reply before quoted (dev follow-ups)


def usable(
    asked: AskedFor,
    evidence: Sequence[Evidence],
    reading: Reading,
    *,
    quoted: frozenset[tuple[str, int]],
) -> tuple[Evidence, ...]:
    """The evidence that covers the question's names and holds the kind of thing asked for.

    Best first; what the reply before `quoted`, by article and start, comes later in a follow-up,
    which asks for more. Where the question names several outlets, what one of them leaves out
    another may say, and the best of each comes first.
    """

    def worth(piece: Evidence) -> float:
        repeats = (piece.article.article_id, piece.span.start) in quoted
        return piece.score - (REPEATING if repeats else 0.0)

    needed = [e for e in evidence if e.holds_kind or asked.kind is Kind.ANYTHING]
    is_compared = len(reading.outlets) > 1
    covering = _covering_together(needed, reading) if is_compared else _covering(needed)
    ranked = sorted(covering, key=lambda e: -worth(e))
    return tuple(_best_of_each(ranked, reading) if is_compared else ranked)


def _covering(evidence: Sequence[Evidence]) -> list[Evidence]:
    return [piece for piece in evidence if not piece.missing]


def _covering_together(evidence: Sequence[Evidence], reading: Reading) -> list[Evidence]:
    """All the evidence where the named outlets' holds every name; else what alone holds all."""
    theirs = [piece for piece in evidence if reading.names_outlet_of(piece.article)]
    missing = [set(piece.missing) for piece in theirs]
    return list(evidence) if missing and not set.intersection(*missing) else _covering(evidence)


def _best_of_each(ranked: list[Evidence], reading: Reading) -> list[Evidence]:
    """The best of all, then the best of each other outlet named, then the rest."""
    firsts = [
        next((piece for piece in ranked if Filters(outlets=(outlet,)).admit(piece.article)), None)
        for outlet in reading.outlets
    ]
    leading = {id(piece) for piece in (*ranked[:1], *firsts)}
    return sorted(ranked, key=lambda piece: id(piece) not in leading)
