"""A run as the page of the measured home shows it, put in words for those who read newspapers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.eval_report import (
    REPORT,
    Better,
    CurvePoint,
    EvalReport,
    FailedFact,
    Interval,
    Measured,
    RightShare,
    Unit,
    as_text,
)
from evals.metrics.abstention import risk_coverage_curve
from evals.metrics.judging import LostAt
from evals.metrics.measures import LOWER_IS_BETTER, OF_RETRIEVAL, Measure, Measures, judged_of
from evals.records import FactRecord
from evals.report.run import EvalRun
from evals.writing import write_atomically

# What the page shows, in this order; other measures say much the same, and stand in report.json.
PLAIN_WORDS: Mapping[str, str] = {
    "right": "Right replies",
    "answer_in_first_quote": "The answer stands in the first quote",
    "answer_in_first_three_quotes": "The answer stands in the first three quotes",
    "short_answer_exact_match": "The short answer is exactly the expected one",
    "point_recall": "Told, of all that a full answer has to tell",
    "list_recall": "Named, of all that a list has to name",
    "number_match": "Numbers right",
    "date_match": "Dates right",
    "gold_citation_recall": "Quoted, of the passages that a person would quote",
    "gold_citation_precision": "Of the quotes shown, those that a person would have chosen",
    "support_rate": "Sentences that their quotes bear out",
    "citation_validity": "Quotes that are the article's own words, letter for letter",
    "abstention_recall": "Refused, where no article tells",
    "abstention_precision": "Of the refusals, those where no article tells",
    "false_refusal_rate": "Refused, though an article tells",
    "must_not_say_violations": "Replies that say what they must not",
    "expected_calibration_error": "How far the confidence shown is off",
    "risk_coverage_auc": "Wrong answers, averaged from the most confident on",
    "hit_at_1": "The first passage found holds the evidence",
    "hit_at_3": "One of the first three passages found does",
    "hit_at_10": "One of the first ten does",
    "independent_sources": "Independent sources an answer",
    "mean_quoted_characters": "Characters quoted in a reply",
    "seconds_first_citation_p50": "First quote shown, half of the time within",
    "seconds_first_citation_p95": "First quote shown, 95 times of 100 within",
    "seconds_total_p95": "Reply complete, 95 times of 100 within",
    "peak_memory_mb": "Memory at most",
}
WRONG: Mapping[LostAt, str] = {
    LostAt.NOT_RETRIEVED: "The search did not find the passage that holds the answer.",
    LostAt.NOT_RANKED: "The passage that holds the answer was found, but stood too far down.",
    LostAt.NOT_COMPOSED: "The right passage was at hand, and the reply did not quote the answer.",
    LostAt.WRONGLY_REFUSED: "It was refused, though there was something to say.",
    LostAt.WRONGLY_ANSWERED: "It was answered wrongly, or should have been refused.",
}
_NUMBERS = frozenset({"independent_sources", "mean_quoted_characters"})
_NEITHER = frozenset({"independent_sources"})
_HALVES = {"dev": "the half that Clippings may be tuned on", "frozen": "the half kept aside"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a run's records don't tell of it; `library` and `made_at` as in `EvalReport`."""

    library: str
    made_at: datetime
    is_partial: bool


def leave_for_page(run: EvalRun, around: Circumstances, *, home: Path) -> Path:
    """Write what the page of a home shows of a run, over an earlier report; returns its path.

    Raises:
        BadRun: the home cannot be written to.
    """
    path = home / REPORT
    write_atomically(path, as_text(page_report(run, around)))
    return path


def page_report(run: EvalRun, around: Circumstances) -> EvalReport:
    """A run in the page's words; of the frozen facts that failed it holds the number alone."""
    today = run.about.get("today")
    lost = [record for record in run.records if not record.right]
    failed = tuple(_failed(record) for record in lost if record.fact.split == "dev")
    return EvalReport(
        made_at=around.made_at,
        library=around.library,
        engine=str(run.about.get("engine") or ""),
        today=date.fromisoformat(str(today)) if today else None,
        is_partial=around.is_partial,
        measures=_measured(run),
        kinds=_shares(run.table.kinds),
        halves=_shares({_HALVES[name]: each for name, each in run.table.splits.items()}),
        curve=tuple(
            CurvePoint(answered=each.coverage, wrong=each.risk)
            for each in risk_coverage_curve(judged_of(run.records))
        ),
        failed=failed,
        frozen_failed=len(lost) - len(failed),
    )


def _measured(run: EvalRun) -> tuple[Measured, ...]:
    overall = run.table.overall
    return tuple(
        Measured(
            words=words,
            unit=_unit(name),
            better=_better(name),
            value=overall[name].value,
            n=overall[name].n,
            interval=_interval(overall[name]),
            beside={
                system: None if name in OF_RETRIEVAL or name not in table.overall
                else table.overall[name].value
                for system, table in run.systems.items()
            },
        )
        for name, words in PLAIN_WORDS.items()
        if name in overall and overall[name].value is not None
    )  # fmt: skip


def _shares(named: Mapping[str, Measures]) -> tuple[RightShare, ...]:
    return tuple(
        RightShare(
            name=name, right=right.value, facts=right.n, interval=_interval(right)
        )
        for name, measures in named.items()
        if (right := measures["right"]).value is not None
    )  # fmt: skip


def _failed(record: FactRecord) -> FailedFact:
    fact = record.fact
    wrong = WRONG[record.lost_at] if record.lost_at else ""
    return FailedFact(fact_id=fact.fact_id, kind=fact.kind.value, turns=fact.turns, wrong=wrong)


def _interval(measure: Measure) -> Interval | None:
    limits = measure.interval
    return Interval(low=limits.low, high=limits.high) if limits else None


def _unit(name: str) -> Unit:
    if name.startswith("seconds_"):
        return Unit.SECONDS
    if name.endswith("_mb"):
        return Unit.MEGABYTES
    return Unit.NUMBER if name in _NUMBERS else Unit.SHARE


def _better(name: str) -> Better:
    if name in _NEITHER:
        return Better.NEITHER
    is_cost = _unit(name) in {Unit.SECONDS, Unit.MEGABYTES}
    return Better.LOWER if is_cost or name in LOWER_IS_BETTER else Better.HIGHER
