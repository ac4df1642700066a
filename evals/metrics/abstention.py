"""How well the system knows what it doesn't know: refusals, risk against coverage, calibration."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One question: whether the articles hold an answer, and whether the system refused."""

    is_answerable: bool
    is_refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One answered question: the confidence shown, in [0, 1], and whether the answer was right."""

    confidence: float
    is_right: bool

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is outside [0, 1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePoint:
    """Of all answers the most confident share, `coverage`, and what share of them is wrong.

    Coverage lies in (0, 1], risk in [0, 1].
    """

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """The answers, one at least, whose confidence lies in [low, high); the last bin holds 1 too."""

    low: float
    high: float
    count: int
    mean_confidence: float
    share_right: float


def abstention_precision(refusals: Sequence[Refusal]) -> float | None:
    """|refused and unanswerable| / |refused|. Range [0, 1]; None when nothing was refused.

    >>> abstention_precision(
    ...     [
    ...         Refusal(is_answerable=True, is_refused=True),
    ...         Refusal(is_answerable=False, is_refused=True),
    ...     ]
    ... )
    0.5

    Source: precision of the no-answer class, after Rajpurkar et al. 2018.
    """
    return _share(not each.is_answerable for each in refusals if each.is_refused)


def abstention_recall(refusals: Sequence[Refusal]) -> float | None:
    """|refused and unanswerable| / |unanswerable|. Range [0, 1]; None without unanswerable ones.

    >>> abstention_recall(
    ...     [
    ...         Refusal(is_answerable=False, is_refused=True),
    ...         Refusal(is_answerable=False, is_refused=False),
    ...     ]
    ... )
    0.5

    Source: recall of the no-answer class, after Rajpurkar et al. 2018.
    """
    return _share(each.is_refused for each in refusals if not each.is_answerable)


def false_refusal_rate(refusals: Sequence[Refusal]) -> float | None:
    """|refused and answerable| / |answerable|. Range [0, 1], lower is better; None without any.

    >>> false_refusal_rate(
    ...     [
    ...         Refusal(is_answerable=True, is_refused=True),
    ...         Refusal(is_answerable=True, is_refused=False),
    ...     ]
    ... )
    0.5
    """
    return _share(each.is_refused for each in refusals if each.is_answerable)


def risk_coverage_auc(judged: Sequence[Judged]) -> float | None:
    """Area under the risk-coverage curve: the mean, over i = 1…n, of the risk at coverage i / n.

    Risk at i / n is the share of wrong ones among the i most confident. Of equal confidence, each
    counts as wrong by the mean of its group, so that the order given doesn't matter.
    Range [0, 1], lower is better; None without answers.

    Worked: right at 0.9, wrong at 0.5: (0/1 + 1/2) / 2 = 0.25.

    >>> risk_coverage_auc(
    ...     [Judged(confidence=0.9, is_right=True), Judged(confidence=0.5, is_right=False)]
    ... )
    0.25

    Source: Geifman et al. 2019 (AURC), the ties ours.
    """
    return min(sum(_risks(judged)) / len(judged), 1.0) if judged else None


def risk_coverage_curve(judged: Sequence[Judged]) -> tuple[CoveragePoint, ...]:
    """The risk at coverage 1 / n, 2 / n … 1, by rising coverage; empty without answers.

    Risk and ties are those of `risk_coverage_auc`, which is the mean of these risks.

    >>> [
    ...     (point.coverage, point.risk)
    ...     for point in risk_coverage_curve(
    ...         [Judged(confidence=0.9, is_right=True), Judged(confidence=0.5, is_right=False)]
    ...     )
    ... ]
    [(0.5, 0.0), (1.0, 0.5)]

    Source: El-Yaniv & Wiener 2010, the ties ours.
    """
    return tuple(
        CoveragePoint(coverage=answered / len(judged), risk=min(risk, 1.0))
        for answered, risk in enumerate(_risks(judged), start=1)
    )


def expected_calibration_error(judged: Sequence[Judged]) -> float | None:
    """Σ over bins of |bin| / n · |share right - mean confidence|.

    Ten bins of equal width, [0, 0.1) … [0.9, 1]. Range [0, 1], lower is better; None without
    answers.

    Worked: confidences 0.8 and 0.8, one right: |0.5 - 0.8| = 0.3.

    >>> round(
    ...     expected_calibration_error(
    ...         [Judged(confidence=0.8, is_right=True), Judged(confidence=0.8, is_right=False)]
    ...     ),
    ...     6,
    ... )
    0.3

    Source: Guo et al. 2017; bins closed below instead of above.
    """
    if not judged:
        return None
    gaps = (
        math.fsum(each.is_right - each.confidence for each in members)
        for members in _binned(judged).values()
    )
    return math.fsum(abs(gap) for gap in gaps) / len(judged)


def calibration_bins(judged: Sequence[Judged]) -> tuple[CalibrationBin, ...]:
    """The bins of `expected_calibration_error` that hold an answer, by rising confidence.

    >>> calibration_bins([Judged(confidence=0.75, is_right=True)])[0].share_right
    1.0

    Source: the reliability diagram of Guo et al. 2017.
    """
    return tuple(
        CalibrationBin(
            low=number / CALIBRATION_BINS,
            high=(number + 1) / CALIBRATION_BINS,
            count=len(members),
            mean_confidence=math.fsum(each.confidence for each in members) / len(members),
            share_right=sum(each.is_right for each in members) / len(members),
        )
        for number, members in sorted(_binned(judged).items())
    )


def _binned(judged: Sequence[Judged]) -> dict[int, list[Judged]]:
    """The answers by the number, from 0, of their bin of confidence; no bin is empty."""
    bins: dict[int, list[Judged]] = {}
    for each in judged:
        number = min(int(each.confidence * CALIBRATION_BINS), CALIBRATION_BINS - 1)
        bins.setdefault(number, []).append(each)
    return bins


def _risks(judged: Sequence[Judged]) -> Iterator[float]:
    """The share of wrong ones among the 1, 2 … n most confident."""
    wrong = 0.0
    for answered, wrongness in enumerate(_wrongness(judged), start=1):
        wrong += wrongness
        yield wrong / answered


def _wrongness(judged: Sequence[Judged]) -> Iterator[float]:
    """Most confident first: how wrong each is, the mean of those it shares its confidence with."""
    ordered = sorted(judged, key=lambda each: -each.confidence)
    for _, members in groupby(ordered, key=lambda each: each.confidence):
        tied = [not each.is_right for each in members]
        yield from [sum(tied) / len(tied)] * len(tied)


def _share(outcomes: Iterator[bool]) -> float | None:
    counted = list(outcomes)
    return sum(counted) / len(counted) if counted else None
