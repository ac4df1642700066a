"""The curve of risk against coverage, worked by hand, its libraries, and its charts."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from app.answering.refusal import DEFAULT_THRESHOLD
from corpus.article import Draft
from evals.benchmarks.abstention import COVERAGES, NAME, Shown, curve_scores, shared_out
from evals.benchmarks.results import BenchmarkResult
from evals.facts.evidence import GoldGroup, Span
from evals.facts.fact import Evidence, Fact, Kind
from evals.metrics.abstention import Judged
from evals.report.coverage import coverage_charts


def _shown(confidence: float, *, is_right: bool, is_answerable: bool = True) -> Shown:
    return Shown(
        is_answerable=is_answerable, judged=Judged(confidence=confidence, is_right=is_right)
    )


# Sure and right, sure and wrong, unsure and open, unsure and right: each one quarter.
SHOWN = (
    _shown(0.9, is_right=True),
    _shown(0.8, is_right=False),
    _shown(0.2, is_right=False, is_answerable=False),
    _shown(0.1, is_right=True),
)
DAM, GOAT, COPY = (
    Draft(source_key=f"{name}.md", text=f"The {name} held.", headline=name)
    for name in ("dam", "goat", "copy")
)


def named() -> dict[str, float | None]:
    return {score.metric: score.value for score in curve_scores("5 articles", SHOWN)}


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


def test_what_the_threshold_refuses_is_told() -> None:
    # Refused are the open one and one of the two right ones, of three that have an answer.
    assert named()["abstention_precision"] == 0.5
    assert named()["abstention_recall"] == 1.0
    assert named()["false_refusal_rate"] == pytest.approx(1 / 3)
    assert named()["right_replies_refused"] == 0.5


def _fact(fact_id: str, *articles: str) -> Fact:
    return Fact(
        fact_id=fact_id,
        turns=(f"What held in {fact_id}?",),
        answers=("the dam",) if articles else (),
        evidence=((Evidence(article=articles[0], quote="held"),),) if articles else (),
        kind=Kind.FACTOID if articles else Kind.UNANSWERABLE,
    )


def _group(*drafts: Draft) -> GoldGroup:
    return tuple(Span(article_id=each.article_id, start=0, end=3) for each in drafts)


def test_a_fact_is_asked_once_where_all_its_evidence_stands() -> None:
    told, copied, spread = (_fact(name, "dam.md") for name in ("told", "copied", "spread"))
    gold = {
        "told": (_group(GOAT),),
        "copied": (_group(DAM, COPY),),  # either will do
        "spread": (_group(DAM), _group(GOAT)),  # both are needed, and stand apart
    }
    first, second = shared_out([told, copied, spread], gold, {}, [[DAM], [GOAT, COPY]])
    assert first.facts == (copied,)
    assert second.facts == (told,)
    assert second.drafts == (GOAT, COPY)


def test_an_open_question_is_asked_where_the_nearest_article_stands() -> None:
    question = _fact("open")
    (library,) = shared_out(
        [question], {"open": ()}, {"open": GOAT.article_id}, [[DAM], [GOAT, COPY]]
    )
    assert library.facts == (question,)
    assert GOAT in library.drafts


def test_each_system_has_a_chart_that_is_well_formed() -> None:
    outcome = BenchmarkResult(
        benchmark=NAME, split="dev", scores=tuple(curve_scores("5 articles", SHOWN))
    )
    charts = coverage_charts(outcome)
    assert list(charts) == ["5-articles"]
    drawn = ET.fromstring(charts["5-articles"])
    line = drawn.find(".//{http://www.w3.org/2000/svg}polyline")
    assert line is not None
    assert len(line.attrib["points"].split()) == len(COVERAGES)


def test_another_benchmark_has_no_chart() -> None:
    assert coverage_charts(BenchmarkResult(benchmark="qags", split="dev", scores=())) == {}
