"""A question as it is being answered, and the replies that are made for it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.answering.acts import Act
from app.answering.composer import compose, next_best
from app.answering.conversation import Turn
from app.answering.copies import with_copies
from app.answering.disagreement import disagreements_among
from app.answering.notices import Noticed
from app.answering.refusal import Refusal
from app.answering.shapes import wanted_of
from app.reply import Abstention, Answer, Notice, Timings
from index.evidence import Evidence
from index.query import Query
from index.question import AskedFor
from index.stories import Stories

NEAREST_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question under way. `query` is what it is searched as, `act` what it does, if not ask."""

    question: str
    query: Query
    conversation: str
    past: tuple[Turn, ...]
    act: Act | None
    started: float = field(default_factory=time.perf_counter)

    @property
    def quoted(self) -> frozenset[tuple[str, int]]:
        """What the last reply quoted, when the question leans on it."""
        return self.past[-1].quoted if self.past and self.leans_on_past else frozenset()

    @property
    def shown(self) -> frozenset[tuple[str, int]]:
        """What the replies before quoted and "more" does not repeat, by article and start."""
        past = self.past if self.act is Act.MORE else ()
        return frozenset(place for turn in past for place in turn.quoted)

    @property
    def leans_on_past(self) -> bool:
        """Whether the question was completed from the conversation: "Why not?" then is one."""
        return bool(self.query.carried)

    def timings(self, *, cited: bool = False) -> Timings:
        """Seconds since the question came; `cited` when they brought a first citation."""
        elapsed = time.perf_counter() - self.started
        return Timings(first_citation=elapsed if cited else None, total=elapsed)


def notice_of(asking: Asking, noticed: Noticed) -> Notice:
    """The notice as the reply."""
    return Notice(
        question=asking.question,
        topic=noticed.topic,
        message=noticed.message,
        articles=noticed.articles,
        conversation=asking.conversation,
        timings=asking.timings(),
    )


def answer_of(
    asking: Asking, asked: AskedFor, *, evidence: Sequence[Evidence], stories: Stories
) -> Answer:
    """What the evidence, best first and not empty, lets us say."""
    composed = compose(asked, evidence, wanted_of(asking.query), shown=asking.shown)
    return Answer(
        question=asking.question,
        query=asking.query,
        sentences=composed.sentences,
        citations=with_copies(composed.citations, stories, filters=asking.query.filters),
        short=composed.short,
        verdict=composed.verdict,
        notes=composed.notes,
        confidence=evidence[0].probability,
        conversation=asking.conversation,
        timings=asking.timings(cited=True),
        disagreements=disagreements_among(composed.citations, evidence),
        further=next_best(evidence),
    )


def abstention_of(asking: Asking, refusal: Refusal, evidence: Sequence[Evidence]) -> Abstention:
    """The plain no, with what was nearest: at most three articles and a quote of each."""
    nearest: dict[str, Evidence] = {}
    for piece in evidence:
        nearest.setdefault(piece.article.article_id, piece)
    shown = tuple(nearest.values())[:NEAREST_SHOWN]
    return Abstention(
        question=asking.question,
        query=asking.query,
        reason=refusal.reason,
        message=refusal.message,
        nearest=tuple(piece.article for piece in shown),
        confidence=refusal.confidence,
        conversation=asking.conversation,
        timings=asking.timings(),
        nearest_quotes=tuple(citation.quote for citation in next_best(shown)),
    )
