"""What the user puts on one question: filters, a threshold, what "now" means."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from corpus.errors import BadQuestion
from index.query import Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the user puts on one question.

    `threshold` in [0, 1] is the confidence below which the reply is a refusal, the assistant's own
    unless given; `today` is what "now" means, the clock's day unless given. `read_outlets` and
    `read_dates` say whether such words of the question weigh as wishes for its sources. `engine` is
    `extractive`, `llm`, or None for the usual one.
    """

    filters: Filters = field(default_factory=Filters)
    threshold: float | None = None
    today: date | None = None
    read_outlets: bool = True
    read_dates: bool = True
    engine: str | None = None

    def __post_init__(self) -> None:
        if self.threshold is not None and not 0.0 <= self.threshold <= 1.0:
            raise BadQuestion(
                f"A threshold of {self.threshold} is not a probability.",
                remedy="Give one from 0 (always answer) to 1.",
            )

    @property
    def now(self) -> date:
        """The day that "last week" counts from: `today`, or else the clock's, in local time."""
        return self.today or datetime.now().astimezone().date()


NO_LIMITS = Limits()


def undated_note(count: int) -> str:
    """What is said when a date limit left out articles whose date is unknown."""
    articles = "1 article whose date is" if count == 1 else f"{count} articles whose dates are"
    return f"The dates you set leave out {articles} unknown."
