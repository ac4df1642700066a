"""A benchmark's risk against coverage as charts, one for each system, each a file of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

from evals.benchmarks.abstention import COVERAGES, RISK_AT
from evals.benchmarks.results import BenchmarkResult
from evals.report.charts import Axis, Point, Words, curve

_STEP = 0.2
_SVG = "<svg "
_NAMESPACE = '<svg xmlns="http://www.w3.org/2000/svg" '


def coverage_charts(outcome: BenchmarkResult) -> Mapping[str, str]:
    """SVG files by the name of their system; none for a benchmark without such scores."""
    risks = {
        (score.system, score.metric): score.value
        for score in outcome.scores
        if score.metric.startswith(RISK_AT) and score.value is not None
    }
    systems = dict.fromkeys(system for system, _ in risks)
    return {
        re.sub(r"\W+", "-", system): _drawn(
            system,
            [
                Point(x=share, y=risks[system, f"{RISK_AT}{share:.0%}"])
                for share in COVERAGES
                if (system, f"{RISK_AT}{share:.0%}") in risks
            ],
        )
        for system in systems
    }


def _drawn(system: str, points: list[Point]) -> str:
    words = Words(
        chart_id="risk",
        title=f"Risk and coverage, {system}",
        description="; ".join(f"{p.x:.0%} of replies: {p.y:.0%} wrong" for p in points),
    )
    chart = curve(
        words,
        points,
        across=Axis(label="share of replies, most confident first", top=1, step=_STEP),
        up=Axis(label="share wrong", top=1, step=_STEP),
    )
    style = files("evals.report").joinpath("report.css").read_text(encoding="utf-8")
    alone = chart.replace(_SVG, _NAMESPACE, 1)
    opened, rest = alone.split(">", 1)
    return f"{opened}><style>{style}</style>{rest}"
