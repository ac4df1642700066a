"""Facts: questions whose right answers people vouch for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from app.reply import Topic
from evals.errors import BadFact
from evals.facts.answers import Accepted
from evals.matching.words import canonical_tokens

Split = Literal["dev", "frozen"]
FROZEN_SHARE = 0.5  # nothing is tuned on this half, so the numbers people read come from it


class Kind(StrEnum):
    """What a fact asks for; a closed list."""

    FACTOID = "factoid"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    QUOTE = "quote"
    LIST = "list"
    YES_NO = "yes-no"
    COMPARISON = "comparison"
    CHANGE = "change"
    DISAGREEMENT = "disagreement"
    SUMMARY = "summary"
    FOLLOW_UP = "follow-up"
    MULTI_PART = "multi-part"
    NOTICE = "notice"
    UNANSWERABLE = "unanswerable"


# A conversation, or a question of several parts, may well end in something no article tells.
_MAY_LACK_ANSWER = frozenset({Kind.UNANSWERABLE, Kind.NOTICE, Kind.FOLLOW_UP, Kind.MULTI_PART})


class Expected(StrEnum):
    """What a right reply to a fact is."""

    ANSWER = "answer"
    ABSTENTION = "abstention"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A short text that vouches for an answer, unique inside its article.

    `article` is the name of the file the article was read from, with or without its ending.
    """

    article: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something that an answer has to hold; any of the aliases will do.

    With `outlets`, it has to be quoted from an article that one of them published or reported.
    """

    aliases: tuple[Accepted, ...]
    outlets: tuple[str, ...] = ()

    def __str__(self) -> str:
        outlets = f" (from {' or '.join(self.outlets)})" if self.outlets else ""
        return f"{' or '.join(map(str, self.aliases))}{outlets}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A question (the last of `turns`) and what makes a reply to it right.

    `answers`: any of them will do. `points`: every one is needed. `evidence`: every group is
    needed, any alternative in it will do. A fact with neither answers nor points is unanswerable,
    or a notice whose topic is among the tags. `where` is `file:line`.
    """

    fact_id: str
    turns: tuple[str, ...]
    kind: Kind
    answers: tuple[Accepted, ...] = ()
    points: tuple[Point, ...] = ()
    must_not_say: tuple[str, ...] = ()
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    tags: tuple[str, ...] = ()
    today: date | None = None
    where: str = ""

    def __post_init__(self) -> None:
        complaint = _complaint(self)
        if complaint:
            raise BadFact(self.where or self.fact_id, complaint[0], remedy=complaint[1])

    @property
    def question(self) -> str:
        """The question that is judged: the last turn."""
        return self.turns[-1]

    @property
    def expected(self) -> Expected:
        """The kind of reply that is right."""
        if self.kind is Kind.NOTICE:
            return Expected.NOTICE
        return Expected.ANSWER if self.answers or self.points else Expected.ABSTENTION

    @property
    def split(self) -> Split:
        """The half of the facts that this one belongs to."""
        return split_of(self.fact_id)


def split_of(fact_id: str) -> Split:
    """`dev` or `frozen`, by sha256 of the id: stable whatever is added beside it.

    >>> split_of("five-01") == split_of("five-01")
    True
    """
    place = int.from_bytes(hashlib.sha256(fact_id.encode()).digest()[:8]) / 2**64
    return "frozen" if place < FROZEN_SHARE else "dev"


def facts_checksum(facts: Sequence[Fact]) -> str:
    """Hex sha256 over what the facts say; their order, and the file they stand in, don't count."""
    rows = sorted(repr((f.fact_id, _content(f))) for f in facts)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _complaint(fact: Fact) -> tuple[str, str] | None:
    """What is wrong with a fact as a whole, and the remedy; None when nothing is."""
    has_answer = bool(fact.answers or fact.points)
    topics = set(fact.tags) & set(Topic)
    rules = (
        (not fact.turns, "no question.", "Ask one."),
        (
            fact.evidence and not has_answer,
            "evidence without answers.",
            "Give answers or points, or drop the evidence of an unanswerable question.",
        ),
        (
            has_answer and not (fact.evidence and all(fact.evidence)),
            "answers without evidence.",
            "Quote the words that hold the answer, at least one alternative a group.",
        ),
        (
            has_answer and fact.kind in (Kind.UNANSWERABLE, Kind.NOTICE),
            f"kind {fact.kind.value!r} with answers.",
            "Drop the answers or name another kind.",
        ),
        (
            not has_answer and fact.kind not in _MAY_LACK_ANSWER,
            f"kind {fact.kind.value!r} without answers.",
            "Give answers or points, or kind 'unanswerable'.",
        ),
        (
            fact.kind is Kind.NOTICE and len(topics) != 1,
            "a notice without its topic.",
            f"Tag it with one of {', '.join(Topic)}.",
        ),
        (
            fact.kind is Kind.FOLLOW_UP and len(fact.turns) == 1,
            "a follow-up of one turn.",
            "Give 'turns', the question before it first.",
        ),
        (
            not all(point.aliases for point in fact.points),
            "a point without an alias.",
            "Write what the reply has to hold.",
        ),
        (
            not all(canonical_tokens(text) for text in _texts(fact)),
            "an answer without a word or number in it.",
            "Write what the reply has to hold.",
        ),
    )
    return next(((message, remedy) for broken, message, remedy in rules if broken), None)


def _texts(fact: Fact) -> tuple[str, ...]:
    aliases = (alias for point in fact.points for alias in point.aliases)
    accepted = (*fact.answers, *fact.must_not_say, *aliases)
    return tuple(each for each in accepted if isinstance(each, str))


def _content(fact: Fact) -> tuple[object, ...]:
    alternatives = [[(e.article, e.quote) for e in group] for group in fact.evidence]
    # Without outlets a point is no more than its aliases, as it was before there were outlets.
    points = tuple((p.aliases, p.outlets) if p.outlets else p.aliases for p in fact.points)
    return (
        fact.turns, fact.kind.value, fact.answers, points, fact.must_not_say, alternatives,
        fact.tags, fact.today,
    )  # fmt: skip
