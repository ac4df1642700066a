"""The curve of risk against coverage, worked by hand, and its charts."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from app.answering.refusal import DEFAULT_THRESHOLD
from evals.benchmarks.abstention import COVERAGES, NAME, curve_scores
from evals.benchmarks.results import BenchmarkResult
from evals.metrics.abstention import Judged
from evals.report.coverage import coverage_charts

# Sure and right, sure and wrong, unsure and wrong, unsure and right: each one quarter.
JUDGED = (
    Judged(confidence=0.9, is_right=True),
    Judged(confidence=0.8, is_right=False),
    Judged(confidence=0.2, is_right=False),
    Judged(confidence=0.1, is_right=True),
)


def named() -> dict[str, float | None]:
    return {score.metric: score.value for score in curve_scores("5 articles", JUDGED)}


@pytest.mark.parametrize(
    ("coverage", "risk"),
    # Of the most confident 1, 2, 3 and 4 replies 0, 1, 2 and 2 are wrong.
    [("10%", 0.0), ("30%", 0.5), ("50%", 0.5), ("70%", 2 / 3), ("100%", 0.5)],
)
def test_risk_is_told_at_tenths_of_coverage(coverage: str, risk: float) -> None:
    assert named()[f"risk_at_coverage_{coverage}"] == pytest.approx(risk)


def test_the_default_threshold_is_a_point_of_the_curve() -> None:
    assert 0.2 < DEFAULT_THRESHOLD < 0.8  # two of four are shown, one of them wrong
    assert named()["coverage_at_threshold"] == 0.5
    assert named()["risk_at_threshold"] == 0.5


def test_each_system_has_a_chart_that_is_well_formed() -> None:
    outcome = BenchmarkResult(
        benchmark=NAME, split="dev", scores=tuple(curve_scores("5 articles", JUDGED))
    )
    charts = coverage_charts(outcome)
    assert list(charts) == ["5-articles"]
    drawn = ET.fromstring(charts["5-articles"])
    line = drawn.find(".//{http://www.w3.org/2000/svg}polyline")
    assert line is not None
    assert len(line.attrib["points"].split()) == len(COVERAGES)


def test_another_benchmark_has_no_chart() -> None:
    assert coverage_charts(BenchmarkResult(benchmark="qags", split="dev", scores=())) == {}
