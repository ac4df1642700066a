"""Whether a reply is right, and if not, at which stage the answer was lost."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from app.reply import Abstention, Answer, Notice, Reply
from evals.evidence import GoldGroup, Span, first_ranks
from evals.facts import Expected, Fact
from evals.matching import answer_in, points_in

SHOWN_QUOTES = 3  # what a reader takes in at a glance
SHOWN_CHARACTERS = 1_000  # of those quotes together, so that quoting everything doesn't pay


class LostAt(StrEnum):
    """The stage at which the right reply was lost."""

    NOT_RETRIEVED = "not_retrieved"  # some gold evidence is not among the first ten passages
    NOT_RANKED = "not_ranked"  # it is, but stands below the third, or was quoted after the third
    NOT_COMPOSED = "not_composed"  # it is among the first three and was not quoted
    WRONGLY_REFUSED = "wrongly_refused"
    WRONGLY_ANSWERED = "wrongly_answered"


def first_quote(reply: Reply) -> str:
    """The text of the first citation; empty unless the reply is an answer."""
    return reply.citations[0].quote.text if isinstance(reply, Answer) else ""


def first_quotes(reply: Reply) -> str:
    """The first three quotes, a line each, cut at 1,000 characters; empty unless an answer."""
    if not isinstance(reply, Answer):
        return ""
    quotes = [citation.quote.text for citation in reply.citations[:SHOWN_QUOTES]]
    return "\n".join(quotes)[:SHOWN_CHARACTERS]


def holds_answer(text: str, fact: Fact) -> bool:
    """Whether the text holds an accepted answer, or all points where the fact has points only."""
    return answer_in(text, fact.answers) or points_in(text, fact.points) == 1


def says_forbidden(reply: Reply, fact: Fact) -> bool:
    """Whether the short answer or the first three quotes hold what must not be said."""
    if not isinstance(reply, Answer):
        return False
    return answer_in(f"{reply.short_answer or ''}\n{first_quotes(reply)}", fact.must_not_say)


def is_right(fact: Fact, reply: Reply) -> bool:
    """Whether the reply is what the fact expects: the answer, a refusal, or the tagged notice."""
    match fact.expected:
        case Expected.ANSWER:
            return holds_answer(first_quotes(reply), fact) and not says_forbidden(reply, fact)
        case Expected.ABSTENTION:
            return isinstance(reply, Abstention)
        case Expected.NOTICE:
            return isinstance(reply, Notice) and reply.topic in fact.tags


def cited_spans(reply: Reply) -> tuple[Span, ...]:
    """The spans of an answer's citations, in order of their marks; empty for other replies."""
    if not isinstance(reply, Answer):
        return ()
    return tuple(
        Span(article_id=each.quote.article.article_id, start=each.quote.start, end=each.quote.end)
        for each in reply.citations
    )


def stage_of_loss(
    fact: Fact, reply: Reply, *, gold: Sequence[GoldGroup], found: Sequence[Span]
) -> LostAt | None:
    """Where a reply went wrong, given the passages found, best first; None when it is right."""
    if is_right(fact, reply):
        return None
    if fact.expected is not Expected.ANSWER:
        refused = isinstance(reply, Abstention)
        return LostAt.WRONGLY_REFUSED if refused else LostAt.WRONGLY_ANSWERED
    if says_forbidden(reply, fact):
        return LostAt.WRONGLY_ANSWERED
    return _stage_of_missing(reply, gold, found)


def _stage_of_missing(reply: Reply, gold: Sequence[GoldGroup], found: Sequence[Span]) -> LostAt:
    ranks = first_ranks(found, gold)
    known = [rank for rank in ranks if rank is not None]
    if len(known) < len(ranks):
        return LostAt.NOT_RETRIEVED
    if not isinstance(reply, Answer):
        return LostAt.WRONGLY_REFUSED
    cited = cited_spans(reply)
    is_cited = all(any(c.matches(span) for c in cited for span in group) for group in gold)
    is_low = max(known, default=0) > SHOWN_QUOTES
    return LostAt.NOT_RANKED if is_cited or is_low else LostAt.NOT_COMPOSED
