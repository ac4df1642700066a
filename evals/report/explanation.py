"""One fact taken apart: what each stage of answering had before it, with its scores.

The stages are run again on the reply's own query, which gives what the assistant saw: nothing in
them is random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.answering.refusal import DEFAULT_THRESHOLD, least_for
from app.answering.shapes import wanted_of
from app.limits import Limits
from app.reply import Abstention, Answer, Notice, Reply
from evals.facts.evidence import GoldGroup, Span
from evals.facts.fact import Expected, Fact
from evals.harness import Asks, FactOutcome
from evals.metrics.judging import cited_spans
from index.evidence import READ_FROM_ARTICLE, Evidence, find_evidence
from index.home import Home
from index.query import Query
from index.question import AskedFor, read_question
from index.search import CANDIDATES, Hit

SHOWN_PASSAGES = 10  # of each ranking: as many as the retrieval metrics look at
SHOWN_SENTENCES = 12  # four times what an answer may quote


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPassage:
    """A passage that some retriever found, and whether it holds gold evidence."""

    hit: Hit
    is_gold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSentence:
    """A sentence that was scored.

    `rank` counts from 1 by score. `is_gold`: it holds gold evidence or lies in it. `mark` is the
    citation that quotes it. `is_repeat`: the reply before quoted it, so it comes later in this one.
    """

    rank: int
    evidence: Evidence
    is_gold: bool
    is_repeat: bool
    mark: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Every stage of one fact.

    `passages` are all candidates in fused order, `sentences` all that were scored, best first.
    `asked` is None, and both are empty, for a notice, which is decided before retrieval.
    """

    outcome: FactOutcome
    asked: AskedFor | None = None
    passages: tuple[SeenPassage, ...] = ()
    sentences: tuple[SeenSentence, ...] = ()
    threshold: float = DEFAULT_THRESHOLD

    @property
    def query(self) -> Query | None:
        """What was searched for; None for a notice."""
        return query_of(self.outcome.reply)

    @property
    def dense(self) -> tuple[SeenPassage, ...]:
        """The candidates of the dense retriever, nearest first."""
        ranked = [(p.hit.dense_rank, p) for p in self.passages if p.hit.dense_rank is not None]
        return tuple(passage for _, passage in sorted(ranked, key=lambda pair: pair[0]))

    @property
    def lexical(self) -> tuple[SeenPassage, ...]:
        """The candidates of the lexical retriever, best first."""
        ranked = [(p.hit.lexical_rank, p) for p in self.passages if p.hit.lexical_rank is not None]
        return tuple(passage for _, passage in sorted(ranked, key=lambda pair: pair[0]))


def explain(
    home: Home,
    outcome: FactOutcome,
    *,
    assistant: Asks | None = None,
    threshold: float = DEFAULT_THRESHOLD,
) -> Explanation:
    """Run the stages of a fact again, in the home that it was put to.

    `assistant` answered it, with this threshold; it is asked the earlier turns again, to tell what
    it had quoted before. Without it no sentence is a repeat.
    """
    query = query_of(outcome.reply)
    if query is None:
        return Explanation(outcome=outcome, threshold=threshold)
    asked = read_question(query, home.lexical)
    hits = home.searcher.search(query, k=2 * CANDIDATES, from_article=READ_FROM_ARTICLE)
    before = _quoted_before(assistant, outcome.fact) if assistant and query.carried else frozenset()
    evidence = find_evidence(home.searcher, query, asked)
    return Explanation(
        outcome=outcome,
        asked=asked,
        passages=tuple(
            SeenPassage(hit=hit, is_gold=_holds_gold(_span_of_hit(hit), outcome.gold))
            for hit in hits
        ),
        sentences=_seen(evidence, outcome, quoted_before=before),
        threshold=least_for(wanted_of(query), threshold),
    )


def query_of(reply: Reply) -> Query | None:
    """What a reply searched for; None when it is a notice."""
    return None if isinstance(reply, Notice) else reply.query


def expected_words(explained: FactOutcome) -> str:
    """What a right reply is, in one line: the accepted answers, the points, or the refusal."""
    fact = explained.fact
    if fact.expected is Expected.NOTICE:
        return f"a notice: {', '.join(fact.tags)}"
    if fact.expected is Expected.ABSTENTION:
        return "a refusal: no article tells it"
    points = list(map(str, fact.points))
    wanted = [f"any of: {' | '.join(map(str, fact.answers))}"] if fact.answers else []
    return "; ".join([*wanted, *([f"all of: {' + '.join(points)}"] if points else [])])


def explanation_fields(explained: Explanation) -> dict[str, object]:
    """An explanation's JSON: `read`, `dense`, `lexical`, `fused`, `sentences`, `decision`."""
    outcome, asked = explained.outcome, explained.asked
    return {
        "id": outcome.fact.fact_id,
        "expected": expected_words(outcome),
        "read": _read_fields(explained.query, asked) if asked else None,
        "dense": [_passage_fields(each) for each in explained.dense],
        "lexical": [_passage_fields(each) for each in explained.lexical],
        "fused": [_passage_fields(each) for each in explained.passages],
        "sentences": [_sentence_fields(each) for each in explained.sentences],
        "decision": {
            "threshold": explained.threshold,
            "confidence": confidence_of(outcome.reply),
            "reply": outcome.fields["kind"],
            "lost_at": outcome.lost_at.value if outcome.lost_at else None,
        },
    }


def confidence_of(reply: Reply) -> float | None:
    """The probability that decided between answer and refusal; None for a notice."""
    return reply.confidence if isinstance(reply, Answer | Abstention) else None


def _seen(
    evidence: Sequence[Evidence], outcome: FactOutcome, *, quoted_before: frozenset[tuple[str, int]]
) -> tuple[SeenSentence, ...]:
    marks = {
        (span.article_id, span.start): mark
        for mark, span in enumerate(cited_spans(outcome.reply), start=1)
    }
    return tuple(
        SeenSentence(
            rank=rank,
            evidence=piece,
            is_gold=_matches_gold(piece, outcome.gold),
            is_repeat=(piece.article.article_id, piece.span.start) in quoted_before,
            mark=marks.get((piece.article.article_id, piece.span.start)),
        )
        for rank, piece in enumerate(evidence, start=1)
    )


def _quoted_before(assistant: Asks, fact: Fact) -> frozenset[tuple[str, int]]:
    """Article and start of what was quoted last before the fact's question."""
    conversation: str | None = None
    quoted: frozenset[tuple[str, int]] = frozenset()
    for turn in fact.turns[:-1]:
        reply = assistant.ask(turn, conversation, limits=Limits(today=fact.today))
        conversation = reply.conversation
        if not isinstance(reply, Notice):  # a conversation goes on from what was said before it
            quoted = frozenset((span.article_id, span.start) for span in cited_spans(reply))
    return quoted


def _span_of_hit(hit: Hit) -> Span:
    passage = hit.passage
    return Span(article_id=passage.article_id, start=passage.start, end=passage.end)


def _holds_gold(span: Span, gold: Sequence[GoldGroup]) -> bool:
    return any(span.holds(alternative) for group in gold for alternative in group)


def _matches_gold(piece: Evidence, gold: Sequence[GoldGroup]) -> bool:
    span = Span(article_id=piece.article.article_id, start=piece.span.start, end=piece.span.end)
    return any(span.matches(alternative) for group in gold for alternative in group)


def _read_fields(query: Query | None, asked: AskedFor) -> dict[str, object]:
    return {
        "searched": query.text if query else None,
        "carried": query.carried if query else None,
        "kind": asked.kind.value,
        "weights": dict(asked.weights),
        "names": list(asked.names),
        "rare_names": list(asked.rare_names),
        "unknown": list(asked.unknown),
    }


def _passage_fields(seen: SeenPassage) -> dict[str, object]:
    hit = seen.hit
    return {
        "article_id": hit.article.article_id,
        "headline": hit.article.headline,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "dense_rank": hit.dense_rank,
        "cosine": hit.cosine,
        "lexical_rank": hit.lexical_rank,
        "rank": hit.rank,
        "score": hit.score,
        "holds_gold": seen.is_gold,
    }


def _sentence_fields(seen: SeenSentence) -> dict[str, object]:
    piece = seen.evidence
    return {
        "rank": seen.rank,
        "article_id": piece.article.article_id,
        "start": piece.span.start,
        "end": piece.span.end,
        "text": piece.text,
        "score": piece.score,
        "probability": piece.probability,
        "features": asdict(piece.features),
        "holds_kind": piece.holds_kind,
        "missing": list(piece.missing),
        "gold": seen.is_gold,
        "quoted_before": seen.is_repeat,
        "mark": seen.mark,
    }
