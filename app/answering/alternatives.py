"""The names between which a question chooses: "Who got more votes, Ada Quill or Bo Lind?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.evidence import Evidence
from index.words import stems

# Probability that a sentence needs to be shown for the sake of a name, or of an outlet compared.
# Chosen by reading seven comparisons of outlets over five real articles.
LEAST_LIKELY = 0.05
_SMALL = r"(?:(?:of|the|and|de|der|den|van|von|al|bin) )*"
_NAME = rf"(?:the )?(?P<{{}}>{_SMALL}[A-Z][\w’'-]*(?: {_SMALL}[A-Z][\w’'-]*){{{{0,4}}}})"
_CHOICE = re.compile(
    rf"(?i:who|which|what|whose|where|did|does|do|is|was)\b.*[,:] {_NAME.format('one')}"
    rf" or {_NAME.format('other')}\W*",
)


def alternatives_in(question: str) -> tuple[str, ...]:
    """The two names at the end of a question that asks which of them; none in any other.

    >>> alternatives_in("Who got more votes, Ada Quill or Bo Lind?")
    ('Ada Quill', 'Bo Lind')
    """
    found = _CHOICE.fullmatch(question.strip())
    return (found["one"], found["other"]) if found else ()


def each_first(evidence: Sequence[Evidence], names: Sequence[str]) -> list[Evidence]:
    """The evidence with the best sentence of each name before all others, as likely as the best."""
    firsts = [found for name in names if (found := _best_of(name, evidence))]
    return put_first(firsts, evidence)


def put_first(chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, what is chosen of it before all else and as likely as the best."""
    best = max(piece.score for piece in evidence)
    leading = {id(piece) for piece in chosen}
    raised = [replace(piece, score=best) for piece in evidence if id(piece) in leading]
    return [*raised, *(piece for piece in evidence if id(piece) not in leading)]


def _best_of(name: str, evidence: Sequence[Evidence]) -> Evidence | None:
    wanted = set(stems(name))
    likely = (piece for piece in evidence if piece.probability >= LEAST_LIKELY)
    return next((piece for piece in likely if wanted <= set(stems(piece.text))), None)
