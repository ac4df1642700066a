"""README's tables, made from what was accepted: `python -m evals.readme` writes them.

A test fails when README differs from them, so that no number in it is ever typed by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.baseline import BASELINE, Baseline, parse_baseline
from evals.benchmarks.accepted import Accepted, read_accepted
from evals.report.text_tables import pipes
from evals.writing import write_atomically

README = Path(__file__).resolve().parent.parent / "README.md"
EVAL, BENCHMARKS = (
    "eval",
    "benchmarks",
)  # the parts between <!-- name:start --> and <!-- name:end -->
SHOWN = {
    "right": "replies that are right, refusals and notices included",
    "answer_in_first_quote": "answer in the first quote",
    "answer_in_first_three_quotes": "answer in the first three quotes",
    "mean_quoted_characters": "characters quoted in an answer, mean",
    "short_answer_token_f1": "short answer, token F1",
    "point_recall": "points of open questions that are told",
    "number_match": "numbers, by value and unit",
    "date_match": "dates, by value",
    "list_recall": "members of lists",
    "gold_citation_precision": "citations that are gold evidence",
    "gold_citation_recall": "gold evidence that is cited",
    "hit_at_1": "hit@1, passages",
    "hit_at_10": "hit@10, passages",
    "ndcg_at_10": "nDCG@10, passages",
    "abstention_precision": "refusals that are right",
    "abstention_recall": "unanswerable questions refused",
    "false_refusal_rate": "answerable questions refused",
    "truthfulness": "truthfulness (+1 right, 0 refused, −1 wrong)",
    "citation_validity": "quotes that equal their slice",
}

SHOWN_OF_BENCHMARK: Mapping[str, tuple[str, ...]] = {
    "realtimeqa": (
        "short_answer_exact_match",
        "short_answer_token_f1",
        "answer_in_first_quote",
        "answer_in_first_three_quotes",
        "mean_quoted_characters",
        "refused",
    ),
    "trec-qa": ("map", "mrr"),
}


def table(baseline: Baseline) -> str:
    """The Markdown table of the metrics that people ask for first, simple systems beside."""
    rows = [
        ("measure", "all facts", "frozen facts", *baseline.systems),
        *(_row(name, words, baseline) for name, words in SHOWN.items() if name in baseline.metrics),
    ]
    return pipes(rows)


def benchmark_tables(accepted: Sequence[Accepted]) -> str:
    """A Markdown table for each benchmark that was accepted: a system a column."""
    return "\n\n".join(_benchmark_table(each) for each in accepted)


def with_tables(readme: str, baseline: Baseline, accepted: Sequence[Accepted]) -> str:
    """README with the tables between their markers; ValueError when a marker is missing."""
    told = with_part(readme, EVAL, table(baseline))
    return with_part(told, BENCHMARKS, benchmark_tables(accepted))


def with_part(readme: str, name: str, text: str) -> str:
    """README with another text between two markers; ValueError when one of them is missing."""
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    before, _, rest = readme.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"README has no {start} … {end}")
    return f"{before}{start}\n{text}\n{end}{after}"


def write_readme() -> None:
    """Put the accepted numbers into README.

    Raises:
        BadBaseline: what is kept with the project is no baseline, or no benchmark results.
        BadRun: README cannot be written.
    """
    readme = README.read_text(encoding="utf-8")
    write_atomically(README, with_tables(readme, parse_baseline(BASELINE), read_accepted()))


def _benchmark_table(accepted: Accepted) -> str:
    outcome = accepted.outcome
    chosen = SHOWN_OF_BENCHMARK.get(outcome.benchmark, ())
    scores = [score for score in outcome.scores if score.metric in chosen]
    systems = list(dict.fromkeys(score.system for score in scores))
    values = {(s.metric, s.among, s.system): _number(s.value) for s in scores}
    counts = {(s.metric, s.among): s.n for s in scores}
    rows = [
        ("measure", "questions", *systems),
        *(
            (
                _measure(metric, among),
                str(n),
                *(values.get((metric, among, s), "") for s in systems),
            )
            for (metric, among), n in counts.items()
        ),
    ]
    title = f"**{outcome.benchmark}**, {outcome.split} split, at commit {accepted.commit[:9]}"
    return f"{title}\n\n{pipes(rows)}"


def _measure(metric: str, among: str) -> str:
    return f"{metric}, {among}" if among else metric


def _row(name: str, words: str, baseline: Baseline) -> tuple[str, ...]:
    everything, frozen = baseline.metrics[name].value, baseline.frozen.get(name)
    beside = (_number(measured.get(name)) for measured in baseline.systems.values())
    return (words, _number(everything), _number(frozen), *beside)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value > 1 else f"{value:.2f}"


if __name__ == "__main__":
    write_readme()
