"""What a robustness run gives: each condition's numbers, beside those of the unchanged run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.facts.fact import Split
from evals.harness import citation_fields
from evals.matching.words import answer_in
from evals.metrics.intervals import bootstrap_mean, mean
from evals.metrics.judging import SHOWN_CHARACTERS, SHOWN_QUOTES, holds_answer
from evals.metrics.measures import Measure
from evals.records import FactRecord

METRICS = (
    "right",
    "answer_in_first_quote",
    "answer_in_first_three_quotes",
    "false_refusal_rate",
    "truthfulness",
)
# What the first three quotes give of a number that one copy of the article has changed.
SHOWN = ("only the true number", "both numbers", "only the false number", "neither number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A fact that was right before the change and is wrong after it: the question as it was put."""

    fact_id: str
    asked: str
    lost_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionResult:
    """What became of the facts that a condition fits.

    `measures` are the condition's own; `changes` the mean of (changed - unchanged) over the same
    facts, in [-1, 1] ([-2, 2] for truthfulness), each over the facts for which both are defined.
    `fixed` are ids of facts that were wrong before and are right now.
    """

    name: str
    facts: int
    measures: Mapping[str, Measure]
    changes: Mapping[str, Measure]
    broken: tuple[Broken, ...]
    fixed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessReport:
    """A finished robustness run over one split of the facts.

    `unchanged` is the run that every condition is compared with; `shown` are the shares, adding up
    to 1, of what is shown of a number when a copy of its article gives another.
    """

    split: Split
    articles: int
    unchanged: ConditionResult
    conditions: tuple[ConditionResult, ...]
    shown: Mapping[str, Measure]
    notes: tuple[str, ...]
    seconds: float


def compared(
    name: str, records: Sequence[FactRecord], unchanged: Sequence[FactRecord]
) -> ConditionResult:
    """The numbers of a condition, paired by fact id with the unchanged run.

    Raises:
        KeyError: a fact was not put in the unchanged run.
    """
    before = {record.fact.fact_id: record for record in unchanged}
    pairs = [(before[record.fact.fact_id], record) for record in records]
    return ConditionResult(
        name=name,
        facts=len(records),
        measures={
            metric: measure_of([each.scores[metric] for each in records]) for metric in METRICS
        },
        changes={
            metric: measure_of([_change(then, now, metric) for then, now in pairs])
            for metric in METRICS
        },
        broken=tuple(_broken(now) for then, now in pairs if then.right and not now.right),
        fixed=tuple(now.fact.fact_id for then, now in pairs if now.right and not then.right),
    )


def shown_numbers(
    records: Sequence[FactRecord], false_answers: Mapping[str, tuple[str, ...]]
) -> dict[str, Measure]:
    """The share of facts for each of `SHOWN`, in that order; exactly one holds for each fact.

    Raises:
        KeyError: a fact has no false answers.
    """
    kinds = [_shown(record, false_answers[record.fact.fact_id]) for record in records]
    return {name: measure_of([float(kind == name) for kind in kinds]) for name in SHOWN}


def measure_of(values: Sequence[float | None]) -> Measure:
    """The mean of the values that are defined, with its 95 % bootstrap interval."""
    known = [value for value in values if value is not None]
    return Measure(
        value=mean(known),
        n=len(known),
        interval=bootstrap_mean(known),
        undefined=len(values) - len(known),
    )


def _change(then: FactRecord, now: FactRecord, metric: str) -> float | None:
    before, after = then.scores[metric], now.scores[metric]
    return None if before is None or after is None else after - before


def _broken(record: FactRecord) -> Broken:
    return Broken(
        fact_id=record.fact.fact_id,
        asked=record.fact.question,
        lost_at=record.lost_at.value if record.lost_at else "",
    )


def _shown(record: FactRecord, false_answers: Sequence[str]) -> str:
    quotes = [str(cited["quote"]) for cited in citation_fields(record.reply)][:SHOWN_QUOTES]
    text = "\n".join(quotes)[:SHOWN_CHARACTERS]
    is_true, is_false = holds_answer(text, record.fact), answer_in(text, false_answers)
    return {
        (True, False): "only the true number",
        (True, True): "both numbers",
        (False, True): "only the false number",
        (False, False): "neither number",
    }[is_true, is_false]
