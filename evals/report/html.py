"""An eval run as one HTML file that opens from disk and loads nothing from elsewhere.

Articles are other people's words: everything that the template shows is escaped, no address in it
becomes a link, and the page's own policy lets no script and no style run but the two of its own.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from evals.ablation import METRICS
from evals.metrics.measures import Measure, Table
from evals.readme import SHOWN
from evals.report import charts
from evals.report.figures import figures_of
from evals.report.run import HEADLINE_METRICS, EvalRun, verdict
from evals.report.text_tables import figure
from evals.report.words import STAGES, expected_words, flat, legal, stage_name

_FOLDER = Path(__file__).resolve().parent
_HEADLINES = (
    "right",
    "answer_in_first_quote",
    "answer_in_first_three_quotes",
    "mean_quoted_characters",
    "truthfulness",
    "citation_validity",
    "abstention_precision",
    "abstention_recall",
    "false_refusal_rate",
)  # what a reader asks for first: right answers, and what they cost in text and in refusals


def as_html(run: EvalRun) -> str:
    """The whole report; the same text for the same run.

    Of frozen facts that went wrong it shows the id and the stage, never the question.
    """
    wrong = [record for record in run.records if not record.right]
    style, script = _beside("report.css"), _beside("report.js")
    page = _template().render(
        run=run,
        verdict=verdict(run),
        headlines={name: _metric_name(name) for name in _HEADLINES},
        kind_metrics=HEADLINE_METRICS[1:],
        ablation_metrics=METRICS,
        figures=figures_of(run.records),
        dev=[record for record in wrong if record.fact.split == "dev"],
        frozen=[record for record in wrong if record.fact.split == "frozen"],
        about=flat(run.about),
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}",
    )
    return legal(page)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "anchor": _anchor,
        "expected_words": expected_words,
        "figure": _figure,
        "interval": _interval,
        "metric_name": _metric_name,
        "stage_name": stage_name,
    }
    environment.globals |= {"gap": _gap, "stages": STAGES}
    return environment.get_template("report.html.jinja")


def _beside(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """An inline script or style as the page's policy names it."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _anchor(fact_id: str) -> str:
    """The id as it may stand in an `id` and, unchanged, behind a `#`."""
    return quote(legal(fact_id), safe="")


def _metric_name(name: str) -> str:
    return SHOWN.get(name, name.replace("_", " "))


def _figure(value: float | None) -> str:
    return figure(value).replace("-", "−")


def _interval(measure: Measure) -> str:
    """A share on its interval, drawn; empty where there is none."""
    interval = measure.interval
    if measure.value is None or interval is None:
        return ""
    return charts.interval(measure.value, interval.low, interval.high)


def _gap(table: Table, name: str) -> str:
    """Dev minus frozen, with its sign; a dash where one of them is undefined."""
    dev, frozen = (table.splits[split][name].value for split in ("dev", "frozen"))
    if dev is None or frozen is None:
        return "–"
    return f"{'+' if dev >= frozen else '−'}{figure(abs(dev - frozen))}"
