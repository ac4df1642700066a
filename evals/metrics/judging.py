"""Whether a reply is right, and if not, at which stage the answer was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.reply import Abstention, Answer, Notice, Reply
from evals.facts.evidence import GoldGroup, Span, first_ranks
from evals.facts.fact import Expected, Fact, Point
from evals.matching.values import accepted_in
from evals.matching.words import answer_in

SHOWN_QUOTES = 3  # what a reader takes in at a glance
SHOWN_CHARACTERS = 1_000  # of those quotes together, so that quoting everything doesn't pay


class LostAt(StrEnum):
    """The stage at which the right reply was lost."""

    NOT_RETRIEVED = "not_retrieved"  # some gold evidence is not among the first ten passages
    NOT_RANKED = "not_ranked"  # it is, but stands below the third, or was quoted after the third
    NOT_COMPOSED = "not_composed"  # it is among the first three and was not quoted
    WRONGLY_REFUSED = "wrongly_refused"
    WRONGLY_ANSWERED = "wrongly_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuote:
    """A quote as far as a reader takes it in; `outlets` published or first reported it."""

    text: str
    outlets: frozenset[str] = frozenset()


def shown_quotes(reply: Reply) -> tuple[ShownQuote, ...]:
    """The first three quotes, 1,000 characters together at most; none unless an answer.

    The one that goes over is cut before the last word that fits.
    """
    if not isinstance(reply, Answer):
        return ()
    shown: list[ShownQuote] = []
    left = SHOWN_CHARACTERS
    for citation in reply.citations[:SHOWN_QUOTES]:
        text = _cut(citation.quote.text, left)
        article = citation.quote.article
        outlets = frozenset(each for each in (article.outlet, article.reported_by) if each)
        shown.append(ShownQuote(text=text, outlets=outlets))
        left -= len(text) + 1  # the line break that parts them
    return tuple(shown)


def first_quote(reply: Reply) -> str:
    """The text of the first citation; empty unless the reply is an answer."""
    return reply.citations[0].quote.text if isinstance(reply, Answer) else ""


def first_quotes(reply: Reply) -> str:
    """The texts of `shown_quotes`, a line each."""
    return "\n".join(quote.text for quote in shown_quotes(reply) if quote.text)


def holds_answer(text: str, fact: Fact) -> bool:
    """Whether the text, whoever published it, holds an accepted answer, or all points."""
    every_outlet = frozenset(outlet for point in fact.points for outlet in point.outlets)
    return quotes_hold_answer([ShownQuote(text=text, outlets=every_outlet)], fact)


def quotes_hold_answer(quotes: Sequence[ShownQuote], fact: Fact) -> bool:
    """Whether some quote holds an accepted answer, or the quotes together hold all points."""
    texts = [quote.text for quote in quotes]
    return (
        any(accepted_in(texts, answer) for answer in fact.answers)
        or point_recall(quotes, fact.points) == 1
    )


def point_recall(quotes: Sequence[ShownQuote], points: Sequence[Point]) -> float | None:
    """|points of which the quotes hold an alias| / |points|, in [0, 1]; None without points.

    A point that requires outlets is looked for in the quotes of their articles only.

    >>> point_recall(
    ...     [ShownQuote(text="Germany, France", outlets=frozenset({"RFI"}))],
    ...     [Point(aliases=("France",), outlets=("AFP",)), Point(aliases=("Germany",))],
    ... )
    0.5
    """
    if not points:
        return None
    return sum(_holds_point(quotes, point) for point in points) / len(points)


def says_forbidden(reply: Reply, fact: Fact) -> bool:
    """Whether the short answer or the first three quotes hold what must not be said."""
    if not isinstance(reply, Answer):
        return False
    said = [reply.short_answer or "", *(quote.text for quote in shown_quotes(reply))]
    return any(answer_in(text, fact.must_not_say) for text in said)


def is_right(fact: Fact, reply: Reply) -> bool:
    """Whether the reply is what the fact expects: the answer, a refusal, or the tagged notice."""
    match fact.expected:
        case Expected.ANSWER:
            held = quotes_hold_answer(shown_quotes(reply), fact)
            return held and not says_forbidden(reply, fact)
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


def _holds_point(quotes: Sequence[ShownQuote], point: Point) -> bool:
    wanted = frozenset(point.outlets)
    texts = [quote.text for quote in quotes if not wanted or wanted & quote.outlets]
    return any(accepted_in(texts, alias) for alias in point.aliases)


def _cut(text: str, characters: int) -> str:
    """As many whole words as fit, for half a number is another number."""
    if len(text) <= characters:
        return text
    return text[: max(characters, 0) + 1].rpartition(" ")[0]


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
